import type { Json } from '../definitions/types.ts';
import { MILLIONTHS, type Value } from './values.ts';

export type Scalar = string | number | boolean;

/** What a metric has gathered. Each kind uses what it needs. */
export interface Gathered {
  /** Count, or sum in millionths. */
  n: number;
  value?: Json;
  time?: number;
  by?: Map<Scalar, number>;
}

/** One way to make a value of the events in a window. */
export interface Kind {
  readonly add: (all: Gathered, value: Scalar, time: number) => void;
  /** Takes the oldest away again. Without it, what is left is gathered anew. */
  readonly remove?: (all: Gathered, value: Scalar) => void;
  readonly read: (all: Gathered, now: number) => Value;
  /**
   * What would be read without the oldest entry, for kinds whose value grows with every entry:
   * where that settles all answers, the entry may be forgotten.
   */
  readonly without?: (all: Gathered, oldest: Scalar) => number;
  /** Two neighbouring entries can be counted as one. */
  readonly additive?: boolean;
  /** Whether a newer value makes an older one needless in a sliding window. */
  readonly supersedes?: (newer: Scalar, older: Scalar) => boolean;
  /** What is certain when earlier events may be missing: at least, at most, the latest, or (null) nothing. */
  readonly bound: 'least' | 'most' | 'latest' | 'since' | null;
  readonly numeric?: boolean;
  /** Values are whole numbers when multiplied by this; 0 where any are possible. */
  readonly scale: 0 | 1 | typeof MILLIONTHS;
  readonly isDuration?: boolean;
}

const add = (all: Gathered, value: Scalar): void => void (all.n += value as number);
const remove = (all: Gathered, value: Scalar): void => void (all.n -= value as number);
const readValue = (all: Gathered): Value => all.value;
const readSince = (all: Gathered, now: number): Value =>
  all.time === undefined ? Infinity : now - all.time;

const KINDS = {
  count: {
    add,
    remove,
    read: (all) => all.n,
    without: (all, oldest) => all.n - (oldest as number),
    additive: true,
    bound: 'least',
    scale: 1,
  },
  sum: {
    add,
    remove,
    read: (all) => all.n / MILLIONTHS,
    without: (all, oldest) => (all.n - (oldest as number)) / MILLIONTHS,
    additive: true,
    bound: null,
    numeric: true,
    scale: MILLIONTHS,
  },
  distinct: {
    add: (all, value) => void (all.by ??= new Map()).set(value, 1),
    remove: (all, value) => void all.by?.delete(value),
    read: (all) => all.by?.size ?? 0,
    without: (all) => (all.by?.size ?? 0) - 1,
    bound: 'least',
    scale: 1,
  },
  first: {
    add: (all, value) => void (all.value ??= value),
    read: readValue,
    bound: null,
    scale: 0,
  },
  last: {
    add: (all, value) => void (all.value = value),
    read: readValue,
    supersedes: () => true,
    bound: 'latest',
    scale: 0,
  },
  since: {
    add: (all, _, time) => void (all.time = time),
    read: readSince,
    supersedes: () => true,
    bound: 'latest',
    scale: 1,
    isDuration: true,
  },
  sinceFirst: {
    add: (all, _, time) => void (all.time ??= time),
    read: readSince,
    bound: 'since',
    scale: 1,
    isDuration: true,
  },
} as const satisfies { readonly [name: string]: Kind };

export type KindName = keyof typeof KINDS;
export const kinds: { readonly [name in KindName]: Kind } = KINDS;
