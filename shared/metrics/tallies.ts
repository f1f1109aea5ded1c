// What aggregates of several kinds are made of.
import { nextThreshold } from '../engine/graph/metric.ts';
import type { Accumulator, Aggregate } from '../engine/operators/aggregate.ts';
import type { Scalar } from '../engine/values/values.ts';

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
