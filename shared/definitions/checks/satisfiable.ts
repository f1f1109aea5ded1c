/** Conditions that no visitor, or every visitor, meets: as far as bounds and lists on one fact show. */
import { isOperatorObject } from '../../conditions/index.ts';
import { specOf } from '../../metrics/specs.ts';
import { parseDuration } from '../durations.ts';
import type { FactType } from '../facts.ts';
import { type Domain, MAY_BE_ABSENT, domainOf, neverAbsent } from './domains.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { type Scope, metricOf } from './scope.ts';
import { isObject } from './walk.ts';

type Scalar = string | number | boolean | null;

/** What is left of a fact's values. Bounds are both of numbers or both of texts. */
interface Allowed {
  low?: { readonly value: number | string; readonly open: boolean };
  high?: { readonly value: number | string; readonly open: boolean };
  only?: ReadonlySet<Scalar>;
  readonly never: Set<Scalar>;
  present?: boolean;
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
  const said = new Map<string, Allowed>();
  const members = new Map<string, string>();
  const contradicted = new Set<string>();

  const constrain = (fact: string, operand: unknown, at: IssuePath): void => {
    const allowed: Allowed = said.get(fact) ?? { never: new Set(), operands: [] };
    said.set(fact, allowed);
    allowed.operands.push(operand);
    narrow(allowed, operand, scope.facts.get(fact));
    const domain = domainOf(fact, scope);
    if (isEmpty(allowed, domain) && !contradicted.has(fact)) {
      contradicted.add(fact);
      report.error(
        'never-holds',
        at,
        `${fact} can never be ${allowed.operands.map(inWords).join(' and ')}.${domain.why ? ` ${domain.why}` : ''} ${asksForNothing(fact, operand, scope) ? 'Where nothing happened it is 0, not absent: write 0.' : 'Change or remove a clause.'}`,
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

const groupOf = (segment: string, scope: Scope): string | undefined =>
  Object.entries(scope.definitions.groups ?? {}).find(([, group]) =>
    group.segments.includes(segment),
  )?.[0];

const isScalar = (value: unknown): value is Scalar => typeof value !== 'object' || value === null;

const narrow = (allowed: Allowed, operand: unknown, type: FactType | undefined): void => {
  const read = (value: unknown): unknown =>
    type === 'duration' ? (parseDuration(value) ?? value) : value;
  const only = (values: readonly unknown[]): void => {
    const scalars = values.map(read).filter(isScalar);
    allowed.only = new Set(scalars.filter((value) => allowed.only?.has(value) ?? true));
  };
  // A list is tested element by element, so several `$in` say nothing of one another; and what
  // may be of any type may be a list.
  const mayBeList = type === 'string[]' || type === 'value' || type === undefined;
  if (!isOperatorObject(operand)) {
    // A bare 0 is compared loosely, so that it holds for an absent value too.
    if (isScalar(operand) && !mayBeList) only(operand === 0 ? [0, null] : [operand]);
    return;
  }
  for (const [name, expected] of Object.entries(operand)) {
    const value = read(expected);
    const bound = typeof value === 'number' || typeof value === 'string' ? value : undefined;
    if (name === '$eq' && isScalar(value)) only([value]);
    else if (name === '$ne' && isScalar(value)) allowed.never.add(value);
    else if (name === '$in' && Array.isArray(expected)) {
      if (!mayBeList || expected.length === 0) only(expected);
    } else if (name === '$nin' && Array.isArray(expected) && !mayBeList)
      expected
        .map(read)
        .filter(isScalar)
        .forEach((one) => allowed.never.add(one));
    else if (name === '$exists') {
      if (expected === true) allowed.never.add(null);
      else only([null]);
    } else if (bound !== undefined && /^\$[lg]te?$/.test(name)) {
      allowed.present = true;
      const limit = { value: bound, open: !name.endsWith('e') };
      if (name.startsWith('$g')) allowed.low = tighter(allowed.low, limit, 1);
      else allowed.high = tighter(allowed.high, limit, -1);
    }
  }
};

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

type Limit = NonNullable<Allowed['low']>;
const tighter = (a: Limit | undefined, b: Limit, sign: 1 | -1): Limit => {
  if (a === undefined || typeof a.value !== typeof b.value) return b;
  if (a.value === b.value) return a.open ? a : b;
  return (a.value > b.value ? 1 : -1) === sign ? a : b;
};

const isEmpty = (allowed: Allowed, domain: Domain): boolean => {
  const { low, high, only, never } = allowed;
  if (only !== undefined)
    return ![...only].some((value) => !never.has(value) && isWithin(value, allowed, domain));
  if (low !== undefined && high !== undefined && typeof low.value === typeof high.value) {
    if (low.value > high.value || (low.value === high.value && (low.open || high.open)))
      return true;
    if (domain.whole && low.open && high.open && Number(high.value) - Number(low.value) <= 1)
      return true;
  }
  if (
    typeof high?.value === 'number' &&
    domain.low !== undefined &&
    (high.value < domain.low || (high.open && high.value === domain.low))
  )
    return true;
  return (
    typeof low?.value === 'number' &&
    domain.high !== undefined &&
    (low.value > domain.high || (low.open && low.value === domain.high))
  );
};

const isWithin = (value: Scalar, { low, high, present }: Allowed, domain: Domain): boolean => {
  if (value === null) return present !== true && domain.present !== true;
  if (typeof value === 'number') {
    if (domain.whole && !Number.isInteger(value)) return false;
    if (value < (domain.low ?? -Infinity) || value > (domain.high ?? Infinity)) return false;
  }
  if (
    low !== undefined &&
    typeof low.value === typeof value &&
    (value < low.value || (low.open && value === low.value))
  )
    return false;
  return !(
    high !== undefined &&
    typeof high.value === typeof value &&
    (value > high.value || (high.open && value === high.value))
  );
};

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
