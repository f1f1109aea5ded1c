import { parseDuration } from '../../definitions/durations.ts';
import type { Json } from '../../definitions/types.ts';
import type { Membership } from '../types.ts';

/** A number known only within bounds, both included: "at least three, whatever is missing". */
export class Range {
  readonly low: number;
  readonly high: number;
  /** Whether there is a number at all; without it the fact may also be absent, or no number. */
  readonly present: boolean;
  constructor(low: number, high: number, present: boolean) {
    this.low = low;
    this.high = high;
    this.present = present;
  }
}

export const UNKNOWN = new Range(-Infinity, Infinity, false);

/** What a fact says: undefined and null are absent, Infinity is *never*. */
export type Value = Json | undefined | Range;

export const and = (a: Membership, b: Membership): Membership =>
  a === false || b === false ? false : a === null || b === null ? null : true;

export const not = (a: Membership): Membership => (a === null ? null : !a);

/** Sums are kept in millionths, as whole numbers, so that adding and taking away leaves no error. */
export const MILLIONTHS = 1_000_000;

/** A number in millionths; NaN for one so large that a thousand of them would not add up. */
export const inMillionths = (value: number): number =>
  Math.abs(value) < 1e200 ? Math.round(value * MILLIONTHS) : NaN;

/**
 * A definition that cannot be compiled. The message names what is wrong, in as few words as will do, since every page
 * loads them: what it may be, and how to mend it, is the checker's to say, which has seen all definitions that a page gets.
 */
export class CompileError extends Error {}

export const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object itself; a CompileError where it is none. */
export const recordOf = (value: unknown, what: string): { readonly [key: string]: unknown } => {
  if (!isRecord(value)) throw new CompileError(`bad ${what}`);
  return value;
};

/** Nothing that is read, compared or kept is nested deeper. */
export const DEEPEST = 50;

export type Scalar = string | number | boolean;

export const isScalar = (value: unknown): value is Scalar =>
  /^(string|number|boolean)$/.test(typeof value);

/** The own property at a dotted path. What is inherited is an object or a function: all else need not be asked. */
export const at = (value: unknown, path: readonly string[]): unknown => {
  for (const step of path) value = own(value, step);
  return value;
};

export function own<T>(value: { readonly [key: string]: T }, key: string): T | undefined;
export function own(value: unknown, key: string): unknown;
export function own(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = (value as { readonly [key: string]: unknown })[key];
  const isPlain = typeof found !== 'object' && typeof found !== 'function';
  return isPlain || Object.hasOwn(value, key) ? found : undefined;
}

/** What stands before the first dot, and after it. */
export const atDot = (name: unknown): readonly string[] =>
  (typeof name === 'string' && /^([^.]+)\.(.+)$/s.exec(name)?.slice(1)) || [];

/** Milliseconds of `"30d"`. */
export const duration = (text: unknown): number => {
  const ms = parseDuration(text);
  if (ms === null) throw new CompileError(`no duration ${JSON.stringify(text)}`);
  return ms;
};

const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

/** Milliseconds since the epoch of an ISO 8601 date (midnight UTC) or instant, or NaN. */
export const instant = (value: unknown): number =>
  typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : NaN;
