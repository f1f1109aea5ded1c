/** Whether one condition follows from another, as far as the bounds of single facts show. */
import { isOperatorObject } from '../../conditions/index.ts';
import { type Allowed, allowedBy, isEmpty, leavesNothing } from './allowed.ts';
import { type Domain, domainOf, neverAbsent } from './domains.ts';
import type { Scope } from './scope.ts';
import { isObject } from './walk.ts';

/** A condition, read once to be compared with many. */
export interface Reading {
  readonly facts: readonly string[];
  /** What is said of each fact beside all others. */
  readonly says: (fact: string) => Said | undefined;
  /** All that must be said for the condition to follow; null: nothing it could follow from. */
  readonly asks: readonly Ask[] | null;
}
export interface Said {
  readonly text: string;
  /** No value meets it. */
  readonly isEmpty: boolean;
  /** Whoever meets it has a value. */
  readonly isPresent: boolean;
  readonly allowed: Allowed;
  readonly domain: Domain;
}
export interface Ask {
  readonly fact: string;
  readonly text: string;
  /** What is left where it does not hold; undefined where that is not plain to see. */
  readonly opposite: Allowed | undefined;
  /** Where nothing is asked but to lie on one side of a number. */
  readonly bound: Bound | undefined;
}
interface Bound {
  /** `$gte`, `$gt`, `$lte` or `$lt`. */
  readonly operator: string;
  /** Durations in milliseconds. */
  readonly value: number;
}

export const readingOf = (condition: unknown, scope: Scope): Reading => {
  const said = new Map<string, Said | undefined>();
  const says = (fact: string): Said | undefined => {
    if (said.has(fact)) return said.get(fact);
    const operand =
      isObject(condition) && Object.hasOwn(condition, fact) ? condition[fact] : undefined;
    const found = operand === undefined ? undefined : saidOf(fact, operand, scope);
    said.set(fact, found);
    return found;
  };
  const facts = isObject(condition) ? Object.keys(condition) : [];
  return { facts, says, asks: asksOf(condition, scope) };
};

/** True only if whoever meets `when` meets `other`, too. False says nothing. */
export const follows = (other: Reading, when: Reading): boolean =>
  other.asks !== null && other.asks.every((ask) => isGiven(ask, when.says(ask.fact)));

/** Whether what is said of a fact is enough for what is asked of it. */
export const isGiven = ({ text, opposite }: Ask, said: Said | undefined): boolean => {
  if (said === undefined) return false;
  if (said.text === text) return true;
  // What is absent meets neither an order nor its opposite.
  if (opposite === undefined || !said.isPresent) return false;
  return said.isEmpty || leavesNothing(said.allowed, opposite, said.domain);
};

/** Of two bounds with the same operator, whether the one holds wherever the other does. */
export const isLooser = (bound: Bound, other: Bound | undefined): boolean =>
  other !== undefined &&
  (bound.operator.startsWith('$g') ? bound.value < other.value : bound.value > other.value);

const saidOf = (fact: string, operand: unknown, scope: Scope): Said => {
  const allowed = allowedBy(operand, scope.facts.get(fact));
  const domain = domainOf(fact, scope);
  return {
    text: JSON.stringify(operand),
    allowed,
    domain,
    isEmpty: isEmpty(allowed, domain),
    isPresent: neverAbsent(fact, scope) || isOrdered(operand),
  };
};

const asksOf = (condition: unknown, scope: Scope): readonly Ask[] | null => {
  if (!isObject(condition)) return null;
  const asks: Ask[] = [];
  for (const [fact, operand] of Object.entries(condition)) {
    if (fact === '$and' && Array.isArray(operand))
      for (const part of operand) {
        const inner = asksOf(part, scope);
        if (inner === null) return null;
        for (const ask of inner) asks.push(ask);
      }
    else {
      const negation = fact.startsWith('$') ? undefined : negated(operand);
      const opposite = negation && allowedBy(negation, scope.facts.get(fact));
      asks.push({
        fact,
        text: JSON.stringify(operand),
        opposite,
        bound: boundOf(operand, opposite),
      });
    }
  }
  return asks;
};

const boundOf = (operand: unknown, opposite: Allowed | undefined): Bound | undefined => {
  const [operator] = Object.keys(Object(operand));
  const value = (opposite?.high ?? opposite?.low)?.value;
  return operator !== undefined && typeof value === 'number' ? { operator, value } : undefined;
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
const negated = (operand: unknown): { readonly [operator: string]: unknown } | undefined => {
  if (!isOperatorObject(operand)) return isObject(operand) ? undefined : { $ne: operand };
  const [[name, expected] = ['', undefined], ...more] = Object.entries(operand);
  const opposite = OPPOSITES[name];
  return opposite === undefined || more.length > 0 ? undefined : { [opposite]: expected };
};
