/** Conditions that no visitor, or every visitor, meets: as far as bounds and lists on one fact show. */
import { isOperatorObject } from '../../conditions/index.ts';
import { specOf } from '../../metrics/specs.ts';
import { parseDuration } from '../durations.ts';
import type { Definitions } from '../types.ts';
import { type Allowed, isEmpty, narrow } from './allowed.ts';
import { MAY_BE_ABSENT, domainOf, neverAbsent } from './domains.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { type Scope, metricOf } from './scope.ts';
import { isObject } from './walk.ts';

interface Told {
  readonly allowed: Allowed;
  readonly operands: unknown[];
}

/**
 * Reports conditions that contradict themselves and clauses that always hold. `{}` at the root
 * is left to the caller: in a group's last tier it is meant.
 */
export const checkSatisfiable = (
  condition: unknown,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  const said = new Map<string, Told>();
  const members = new Map<string, string>();
  const contradicted = new Set<string>();

  const constrain = (fact: string, operand: unknown, at: IssuePath): void => {
    const { allowed, operands }: Told = said.get(fact) ?? {
      allowed: { never: new Set() },
      operands: [],
    };
    said.set(fact, { allowed, operands });
    operands.push(operand);
    narrow(allowed, operand, scope.facts.get(fact));
    const domain = domainOf(fact, scope);
    if (!contradicted.has(fact) && isEmpty(allowed, domain)) {
      contradicted.add(fact);
      report.error(
        'never-holds',
        at,
        `${fact} can never be ${operands.map(inWords).join(' and ')}.${domain.why ? ` ${domain.why}` : ''} ${asksForNothing(fact, operand, scope) ? 'Where nothing happened it is 0, not absent: write 0.' : 'Change or remove a clause.'}`,
      );
    }
    const group =
      fact.startsWith('segment.') && operand === true ? groupOf(fact.slice(8), scope) : undefined;
    if (group === undefined) return;
    const other = members.get(group);
    if (other !== undefined && other !== fact)
      report.error(
        'never-holds',
        at,
        `${other} and ${fact} are in the group "${group}", where a visitor is in one segment at most.`,
      );
    members.set(group, fact);
  };

  const holdsForAll = (isTurned: boolean, at: IssuePath, what: string): void => {
    if (isTurned)
      report.error(
        'never-holds',
        at,
        `${what} holds for everyone, so its opposite holds for nobody. Say what must not hold.`,
      );
    else
      report.warn(
        'always-holds',
        at,
        `${what} holds for everyone. Say what must hold, or remove it.`,
      );
  };

  const conjunction = (part: unknown, at: IssuePath): void => {
    if (!isObject(part)) return;
    for (const [key, operand] of Object.entries(part)) {
      const here = [...at, key];
      if (key === '$and') {
        if (Array.isArray(operand)) operand.forEach((inner, i) => conjunction(inner, [...here, i]));
      } else if (key === '$or' || key === '$nor') {
        const parts: readonly unknown[] = Array.isArray(operand) ? operand : [];
        if (parts.length === 0) holdsForAll(key === '$nor', here, 'An empty list of conditions');
        parts.forEach((inner, i) => {
          if (isEmptyObject(inner)) holdsForAll(key === '$nor', [...here, i], 'An empty condition');
          checkSatisfiable(inner, [...here, i], scope, report);
        });
      } else if (key === '$not') {
        if (isEmptyObject(operand)) holdsForAll(true, here, 'An empty condition');
        checkSatisfiable(operand, here, scope, report);
      } else if (!key.startsWith('$')) {
        constrain(key, operand, here);
        const always = whyAlways(key, operand, scope);
        if (scope.facts.get(key) === 'duration' && isExactDuration(operand))
          report.warn(
            'exact-duration',
            here,
            `${key} is this long for one millisecond only. Write { "$lt": … } for less, { "$gte": … } for as long or longer.`,
          );
        const window = windowExceeded(key, operand, scope);
        if (window !== undefined)
          report.warn(
            'meaningless',
            here,
            `The metric looks at the last ${window} only, so ${key} is less than that or never. Leave its "within" out, or compare with less.`,
          );
        if (always !== undefined)
          report.warn('always-holds', here, `${always} Remove the clause, or change it.`);
      }
    }
  };
  conjunction(condition, path);
};

const isEmptyObject = (value: unknown): boolean =>
  isObject(value) && Object.keys(value).length === 0;

/** The first group of each segment that stands in one, looked up once for each document. */
const placed = new WeakMap<Definitions, ReadonlyMap<string, string>>();
const groupOf = (segment: string, { definitions }: Scope): string | undefined => {
  let groups = placed.get(definitions);
  if (groups === undefined) {
    const first = new Map<string, string>();
    for (const [id, group] of Object.entries(definitions.groups ?? {}))
      for (const member of group.segments) if (!first.has(member)) first.set(member, id);
    groups = first;
    placed.set(definitions, groups);
  }
  return groups.get(segment);
};

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** Why one clause holds for everybody, if it does. */
const whyAlways = (fact: string, operand: unknown, scope: Scope): string | undefined => {
  if (!isOperatorObject(operand)) return undefined;
  const entries = Object.entries(operand);
  const [first] = entries;
  if (first === undefined || entries.length > 1) return undefined;
  const [name, expected] = first;
  if ((name === '$nin' || name === '$nini') && isEmptyList(expected))
    return `An empty ${name} holds for everyone.`;
  const value = scope.facts.get(fact) === 'duration' ? parseDuration(expected) : expected;
  const { low, high, present } = domainOf(fact, scope);
  if (present && !fact.startsWith('segment.') && name === '$exists' && expected === true)
    return `${fact} is never absent; where nothing happened it is 0.`;
  if (typeof value !== 'number' || MAY_BE_ABSENT.has(fact)) return undefined;
  if (low !== undefined && (name === '$gte' ? value <= low : name === '$gt' && value < low))
    return `${fact} is never below ${low}.`;
  if (high !== undefined && (name === '$lte' ? value >= high : name === '$lt' && value > high))
    return `${fact} is never above ${high}.`;
  return undefined;
};

/** `null` or "does not exist" of a number that is 0 then. */
const asksForNothing = (fact: string, operand: unknown, scope: Scope): boolean =>
  fact.startsWith('metric.') &&
  neverAbsent(fact, scope) &&
  (operand === null || (isOperatorObject(operand) && operand['$exists'] === false));

/** The window of a `since` that is compared with more than the window holds. */
const windowExceeded = (fact: string, operand: unknown, scope: Scope): string | undefined => {
  const metric = metricOf(fact, scope);
  if (metric === undefined || !('within' in metric) || !isOperatorObject(operand)) return undefined;
  if (specOf(metric)?.value !== 'duration') return undefined;
  const window = parseDuration(metric.within);
  const exceeds = Object.entries(operand).some(
    ([name, value]) =>
      /^\$[lg]te?$/.test(name) && window !== null && (parseDuration(value) ?? 0) > window,
  );
  return exceeds ? String(metric.within) : undefined;
};

/** A time above 0 that must be met to the millisecond. */
const isExactDuration = (operand: unknown): boolean => {
  const values = isOperatorObject(operand)
    ? [operand['$eq'], ...(Array.isArray(operand['$in']) ? (operand['$in'] as unknown[]) : [])]
    : [operand];
  return values.some((value) => (parseDuration(value) ?? 0) > 0);
};

const inWords = (operand: unknown): string => {
  const text = JSON.stringify(operand);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};
