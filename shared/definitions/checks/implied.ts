/** Whether one condition follows from another, as far as the bounds of single facts show. */
import { isOperatorObject } from '../../conditions/index.ts';
import { neverAbsent } from './domains.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { checkSatisfiable } from './satisfiable.ts';
import type { Scope } from './scope.ts';
import { isObject } from './walk.ts';

/** True only if whoever meets `when` meets `other`, too. False says nothing. */
export const implies = (when: unknown, other: unknown, scope: Scope): boolean => {
  if (!isObject(when) || !isObject(other)) return false;
  return Object.entries(other).every(([fact, operand]) => {
    if (fact === '$and' && Array.isArray(operand))
      return operand.every((part) => implies(when, part, scope));
    const own = when[fact];
    if (own !== undefined && JSON.stringify(own) === JSON.stringify(operand)) return true;
    if (own === undefined || fact.startsWith('$')) return false;
    const opposite = negated(operand);
    if (opposite === undefined) return false;
    // What is absent meets neither an order nor its opposite.
    const isPresent = neverAbsent(fact, scope) || isOrdered(own);
    return isPresent && contradicts({ [fact]: own }, { [fact]: opposite }, scope);
  });
};

const contradicts = (one: unknown, other: unknown, scope: Scope): boolean => {
  let found = false;
  const listen: Reporter = {
    error: (code) => void (found ||= code === 'never-holds'),
    warn: () => undefined,
  };
  const path: IssuePath = [];
  checkSatisfiable({ $and: [one, other] }, path, scope, listen);
  return found;
};

const isOrdered = (operand: unknown): boolean =>
  isOperatorObject(operand) && Object.keys(operand).some((name) => /^\$[lg]te?$/.test(name));

const OPPOSITES: { readonly [operator: string]: string } = {
  $gte: '$lt',
  $gt: '$lte',
  $lt: '$gte',
  $lte: '$gt',
  $eq: '$ne',
  $ne: '$eq',
  $in: '$nin',
  $nin: '$in',
};
const negated = (operand: unknown): unknown => {
  if (!isOperatorObject(operand)) return isObject(operand) ? undefined : { $ne: operand };
  const [[name, expected] = ['', undefined], ...more] = Object.entries(operand);
  const opposite = OPPOSITES[name];
  return opposite === undefined || more.length > 0 ? undefined : { [opposite]: expected };
};
