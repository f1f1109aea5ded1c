/** Times until and since a date go on below zero: on the other side of the date. */
import { isOperatorObject } from '../../conditions/index.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { isObject } from './walk.ts';

const OTHER_SIDE = {
  until: { is: 'once it has passed', mend: 'before it' },
  since: { is: 'before it comes', mend: 'after it' },
} as const;

/** An upper bound alone on `until.*` or `since.*`. What is negated asks for the other side itself. */
export const checkDateBounds = (
  condition: unknown,
  path: IssuePath,
  report: Reporter,
  isBoundedOutside: (fact: string) => boolean = () => false,
): void => {
  if (!isObject(condition)) return;
  let own: ReadonlySet<string> | undefined;
  const isBounded = (fact: string): boolean =>
    (own ??= new Set(factsFromBelow(condition))).has(fact) || isBoundedOutside(fact);
  for (const [key, operand] of Object.entries(condition)) {
    const at = [...path, key];
    if ((key === '$and' || key === '$or') && Array.isArray(operand))
      operand.forEach((part, i) => checkDateBounds(part, [...at, i], report, isBounded));
    const [, side] = /^(until|since)\./.exec(key) ?? [];
    if (side === undefined || isBounded(key) || !isOperatorObject(operand)) continue;
    const above = Object.entries(operand).find(([name]) => /^\$lte?$/.test(name));
    if (above === undefined) continue;
    const { is, mend } = OTHER_SIDE[side as 'until' | 'since'];
    report.warn(
      'beyond-date',
      at,
      `${key} is below zero ${is}, so that "${above[0]}" alone also holds then, for ever. For the time ${mend} write { "$gte": "0s", "${above[0]}": ${JSON.stringify(above[1])} }.${side === 'until' ? ` A day that comes every year is ${key.replace('until.', 'anniversary.')}, in days.` : ''}`,
    );
  }
};

/** Facts with a lower bound, here and in what is joined by `$and`. */
const factsFromBelow = (condition: unknown): readonly string[] => {
  if (!isObject(condition)) return [];
  return Object.entries(condition).flatMap(([key, operand]) => {
    if (key === '$and' && Array.isArray(operand)) return operand.flatMap(factsFromBelow);
    return isOperatorObject(operand) && ('$gte' in operand || '$gt' in operand) ? [key] : [];
  });
};
