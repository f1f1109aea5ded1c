import { type Demand, nextThreshold } from '../graph/metric-node.ts';
import type { VisitorState } from '../graph/visitor-state.ts';
import { MILLIONTHS, type Scalar, type Value } from '../values/values.ts';

/** What a metric has gathered. Each kind uses what it needs. */
export interface Accumulator {
  /** A sum in millionths, or the greatest of some numbers. */
  n: number;
  /** How many made it. */
  of: number | undefined;
  value: Scalar | undefined;
  time: number | undefined;
  sorted: number[] | undefined;
  /** By value, in the order of the last sighting: how often, or how much. */
  by: Map<Scalar, number> | undefined;
}

export const emptyAccumulator = (): Accumulator => ({
  n: 0,
  of: undefined,
  value: undefined,
  time: undefined,
  sorted: undefined,
  by: undefined,
});

/** One way to make a value of the events in a window. */
export interface Aggregate {
  readonly add: (all: Accumulator, value: Scalar, time: number) => void;
  /** Takes the oldest away again. Without it, what is left is gathered anew. */
  readonly remove?: (all: Accumulator, value: Scalar) => void;
  readonly read: (all: Accumulator, visitor: VisitorState) => Value;
  /** Whether a newer value makes an older one needless in a sliding window. */
  readonly supersedes?: (newer: Scalar, older: Scalar) => boolean;
  /** How many entries of one value matter; of more, the oldest goes. */
  readonly each?: number;
  /** Its entries of one session may be added up to one. */
  readonly adds?: boolean;
  /** Keeps its entries even where no window slides. */
  readonly queued?: boolean;
  /** What is certain when earlier events may be missing: at least, at most, the latest, or (null) nothing. */
  readonly bound: 'least' | 'most' | 'latest' | 'since' | null;
  /** Takes numbers only. */
  readonly numeric?: boolean;
  /** Values are whole numbers when multiplied by this; 0 where any are possible. */
  readonly scale: number;
  /** When time alone next moves the value past what is asked. */
  readonly moves?: (all: Accumulator, visitor: VisitorState, demand: Demand) => number;
  readonly isDuration?: boolean;
  /** A formula looks at it by hundredths. */
  readonly isScore?: boolean;
}

/** Counts a value up or down, and gives its count. Seen again, it moves to the end. */
export const tally = (all: Accumulator, value: Scalar, by: number): number => {
  const map = (all.by ??= new Map());
  const count = (map.get(value) ?? 0) + by;
  if (by > 0 || count === 0) map.delete(value);
  if (count > 0) map.set(value, count);
  return count;
};
/** The greatest count; of equals, that of the value seen last. */
const top = (all: Accumulator): void => {
  all.n = 0;
  all.value = undefined;
  for (const [value, count] of all.by ?? [])
    if (count >= all.n) {
      all.n = count;
      all.value = value;
    }
};
const tallies: Pick<Aggregate, 'add' | 'remove'> = {
  add(all, value) {
    const count = tally(all, value, 1);
    if (count < all.n) return;
    all.n = count;
    all.value = value;
  },
  remove(all, value) {
    const count = tally(all, value, -1);
    if (count + 1 === all.n || value === all.value) top(all);
  },
};

const sums = {
  add: (all, value) => void (all.n += value as number),
  remove: (all, value) => void (all.n -= value as number),
  adds: true,
} as const satisfies Partial<Aggregate>;

const times = {
  read: ({ time }, { now }) => (time === undefined ? Infinity : now - time),
  moves: ({ time }, { now }, demand) =>
    time === undefined ? Infinity : nextThreshold(time, now, demand),
  isDuration: true,
  scale: 1,
} as const satisfies Partial<Aggregate>;

const readValue: Aggregate['read'] = (all) => all.value;
const always = (): boolean => true;
/** Where a number stands, or would stand, among sorted ones. */
const placeIn = (sorted: readonly number[], value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

// Of "count", "sum", "distinct" and "since" these are for several sessions; else each has a class of its own.
const KINDS = {
  count: { ...sums, read: (all) => all.n, bound: 'least', scale: 1 },
  sum: {
    ...sums,
    read: (all) => all.n / MILLIONTHS,
    bound: null,
    numeric: true,
    scale: MILLIONTHS,
  },
  distinct: {
    add: (all, value) => void tally(all, value, 1),
    remove: (all, value) => void tally(all, value, -1),
    read: ({ by }) => by?.size ?? 0,
    each: 1,
    bound: 'least',
    scale: 1,
  },
  countBy: { ...tallies, read: (all) => all.n, bound: 'least', scale: 1 },
  mean: {
    add: (all, value) => {
      all.n += value as number;
      all.of = (all.of ?? 0) + 1;
    },
    remove: (all, value) => {
      all.n -= value as number;
      all.of = (all.of ?? 0) - 1;
    },
    read: (all) => (all.of ? all.n / all.of / MILLIONTHS : null),
    bound: null,
    numeric: true,
    scale: 0,
  },
  min: {
    add: (all, value) =>
      void (all.value = all.value === undefined || value < all.value ? value : all.value),
    read: (all) => scaled(all.value),
    supersedes: (newer, older) => newer <= older,
    bound: 'most',
    numeric: true,
    scale: MILLIONTHS,
  },
  max: {
    add: (all, value) =>
      void (all.value = all.value === undefined || value > all.value ? value : all.value),
    read: (all) => scaled(all.value),
    supersedes: (newer, older) => newer >= older,
    bound: 'least',
    numeric: true,
    scale: MILLIONTHS,
  },
  median: {
    add: (all, value) => {
      const sorted = (all.sorted ??= []);
      sorted.splice(placeIn(sorted, value as number), 0, value as number);
    },
    remove: (all, value) => void all.sorted?.splice(placeIn(all.sorted, value as number), 1),
    read: ({ sorted }) => {
      const middle = (sorted?.length ?? 0) / 2;
      if (!sorted || middle === 0) return null;
      const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
      return ((low as number) + (high as number)) / 2 / MILLIONTHS;
    },
    queued: true,
    bound: null,
    numeric: true,
    scale: 0,
  },
  top: { ...tallies, read: readValue, bound: null, scale: 0 },
  first: {
    add: (all, value) => void (all.value ??= value),
    read: readValue,
    bound: null,
    scale: 0,
  },
  last: {
    add: (all, value) => void (all.value = value),
    read: readValue,
    supersedes: always,
    bound: 'latest',
    scale: 0,
  },
  sinceFirst: {
    ...times,
    add: (all, _, time) => void (all.time ??= time),
    bound: 'since',
  },
  sinceLast: {
    ...times,
    add: (all, _, time) => void (all.time = time),
    supersedes: always,
    bound: 'latest',
  },
} as const satisfies { readonly [name: string]: Aggregate };

const scaled = (value: Scalar | undefined): Value =>
  value === undefined ? null : (value as number) / MILLIONTHS;

export type KindName = keyof typeof KINDS;
export const kinds: { readonly [name in KindName]: Aggregate } = KINDS;
