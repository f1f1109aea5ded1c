/** What of a fact's values is left by all that is said of it. */
import { isOperatorObject } from '../../conditions/index.ts';
import { parseDuration } from '../durations.ts';
import type { FactType } from '../facts.ts';
import type { Domain } from './domains.ts';

export type Scalar = string | number | boolean | null;
interface Limit {
  readonly value: number | string;
  readonly open: boolean;
}

/** Bounds are both of numbers or both of texts. */
export interface Allowed {
  low?: Limit;
  high?: Limit;
  only?: ReadonlySet<Scalar>;
  readonly never: Set<Scalar>;
  present?: boolean;
}

/** What one operand leaves. */
export const allowedBy = (operand: unknown, type: FactType | undefined): Allowed => {
  const allowed: Allowed = { never: new Set() };
  narrow(allowed, operand, type);
  return allowed;
};

const isScalar = (value: unknown): value is Scalar => typeof value !== 'object' || value === null;

export const narrow = (allowed: Allowed, operand: unknown, type: FactType | undefined): void => {
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

const tighter = (a: Limit | undefined, b: Limit, sign: 1 | -1): Limit => {
  if (a === undefined || typeof a.value !== typeof b.value) return b;
  if (a.value === b.value) return a.open ? a : b;
  return (a.value > b.value ? 1 : -1) === sign ? a : b;
};

const NOTHING: Allowed = { never: new Set() };

/** No value is left. */
export const isEmpty = (allowed: Allowed, domain: Domain): boolean =>
  leavesNothing(allowed, NOTHING, domain);

/** No value is left where both are said, `more` last. */
export const leavesNothing = (allowed: Allowed, more: Allowed, domain: Domain): boolean => {
  const low = more.low === undefined ? allowed.low : tighter(allowed.low, more.low, 1);
  const high = more.high === undefined ? allowed.high : tighter(allowed.high, more.high, -1);
  const [fewer, others] = smallerFirst(allowed.only, more.only);
  if (fewer !== undefined) {
    const present = allowed.present === true || more.present === true || domain.present === true;
    for (const value of fewer)
      if (
        (others === undefined || others.has(value)) &&
        !allowed.never.has(value) &&
        !more.never.has(value) &&
        isWithin(value, low, high, present, domain)
      )
        return false;
    return true;
  }
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

type Values = ReadonlySet<Scalar> | undefined;
const smallerFirst = (a: Values, b: Values): readonly [Values, Values] =>
  a === undefined || (b !== undefined && b.size < a.size) ? [b, a] : [a, b];

const isWithin = (
  value: Scalar,
  low: Limit | undefined,
  high: Limit | undefined,
  present: boolean,
  domain: Domain,
): boolean => {
  if (value === null) return !present;
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
