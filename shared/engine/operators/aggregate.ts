import { type Demand, nextThreshold } from '../graph/metric.ts';
import type { VisitorState } from '../graph/visitor-state.ts';
import type { Scalar, Value } from '../values/values.ts';

/** What a metric has accumulated. Each kind uses what it needs. */
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
  /** Takes the oldest away again. Without it, what is left is added anew. */
  readonly retract?: (all: Accumulator, value: Scalar) => void;
  readonly result: (all: Accumulator, visitor: VisitorState) => Value;
  /** Whether a newer value makes an older one needless in a sliding window. */
  readonly dominates?: (newer: Scalar, older: Scalar) => boolean;
  /** How many entries of one value matter; of more, the oldest goes. */
  readonly maxPerValue?: number;
  /** Its entries of one session may be added up to one. */
  readonly isAdditive?: boolean;
  /** Keeps its entries even where no window slides. */
  readonly needsEntries?: boolean;
  /** What is certain when earlier events may be missing: at least, at most, the latest, or (null) nothing. */
  readonly bound: 'least' | 'most' | 'latest' | 'since' | null;
  /** Takes numbers only. */
  readonly isNumeric?: boolean;
  /** Values are whole numbers when multiplied by this; 0 where any are possible. */
  readonly scale: number;
  /** When time alone next moves the value past what is asked. */
  readonly nextChange?: (all: Accumulator, visitor: VisitorState, demand: Demand) => number;
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
const findTop = (all: Accumulator): void => {
  all.n = 0;
  all.value = undefined;
  for (const [value, count] of all.by ?? [])
    if (count >= all.n) {
      all.n = count;
      all.value = value;
    }
};

/** Counts each value: `n` is the greatest count, `value` its value. */
export const tallies: Pick<Aggregate, 'add' | 'retract'> = {
  add(all, value) {
    const count = tally(all, value, 1);
    if (count < all.n) return;
    all.n = count;
    all.value = value;
  },
  retract(all, value) {
    const count = tally(all, value, -1);
    if (count + 1 === all.n || value === all.value) findTop(all);
  },
};

/** Adds numbers up. */
export const sums: Pick<Aggregate, 'add' | 'retract' | 'isAdditive'> = {
  add: (all, value) => void (all.n += value as number),
  retract: (all, value) => void (all.n -= value as number),
  isAdditive: true,
};

/** How long ago an event was. */
export const times: Pick<Aggregate, 'result' | 'nextChange' | 'isDuration' | 'scale'> = {
  result: ({ time }, { now }) => (time === undefined ? Infinity : now - time),
  nextChange: ({ time }, { now }, demand) =>
    time === undefined ? Infinity : nextThreshold(time, now, demand),
  isDuration: true,
  scale: 1,
};
