import { type Unit, nextPeriod, periodAt } from '../values/calendar.ts';
import { type Aggregate, tally } from './aggregates.ts';

/** Local days, weeks or months with enough matches. The values are the periods' running numbers. */
export const periodsKind = (
  unit: Unit,
  atLeast: number,
  streak: 'longest' | 'current' | undefined,
): Aggregate => ({
  add: (all, value) => {
    if (tally(all, value, 1) === atLeast) all.n++;
  },
  remove: (all, value) => {
    if (tally(all, value, -1) === atLeast - 1) all.n--;
  },
  read: ({ n, by }, { host, now }) => {
    if (!streak || !by) return n;
    const full = (period: number): boolean => (by.get(period) ?? 0) >= atLeast;
    const runTo = (period: number): number => {
      let length = 0;
      while (full(period - length)) length++;
      return length;
    };
    if (streak === 'current') {
      const present = periodAt(host, unit, now);
      return runTo(present) || runTo(present - 1);
    }
    let longest = 0;
    for (const period of by.keys() as Iterable<number>)
      if (!full(period + 1)) longest = Math.max(longest, runTo(period));
    return longest;
  },
  each: atLeast,
  bound: 'least',
  scale: 1,
  ...(streak === 'current' && {
    moves: ({ by }, { host, now }) => (by?.size ? nextPeriod(host, unit, now) : Infinity),
  }),
});
