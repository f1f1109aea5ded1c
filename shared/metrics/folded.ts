// What `count`, `sum` and `since` are beside their usual form: by value, since the first, of several sessions.
// In a file of its own, so that what every page has from the start does without.
import type { StatefulKind } from '../engine/graph/metric-kind.ts';
import { type Aggregate, sums, tallies, times } from '../engine/operators/aggregate.ts';
import { foldOfEvents, foldOfProperty } from '../engine/operators/fold-kinds.ts';
import { fold } from '../engine/operators/fold.ts';
import { selectEvents } from '../engine/operators/select.ts';
import { MILLIONTHS } from '../engine/values/values.ts';

/** How many matches. */
const number: Aggregate = { ...sums, result: ({ n }) => n, bound: 'least', scale: 1 };

/** The greatest number of matches that share a value. */
const numberOfTop: Aggregate = { ...tallies, result: ({ n }) => n, bound: 'least', scale: 1 };

const sumOfMillionths: Aggregate = {
  ...sums,
  result: ({ n }) => n / MILLIONTHS,
  bound: null,
  isNumeric: true,
  scale: MILLIONTHS,
};

const sinceFirst: Aggregate = {
  ...times,
  add: (all, _, time) => void (all.time ??= time),
  bound: 'since',
};

const sinceLast: Aggregate = {
  ...times,
  add: (all, _, time) => void (all.time = time),
  dominates: () => true,
  bound: 'latest',
};

export const count: StatefulKind = {
  key: 'count',
  compile(definition, context) {
    const { by } = definition;
    return fold(
      selectEvents('count', definition, context, by),
      by === undefined ? number : numberOfTop,
    );
  },
};

export const sum: StatefulKind = foldOfProperty('sum', () => sumOfMillionths);

export const since: StatefulKind = foldOfEvents('since', ({ of }) =>
  of === 'first' ? sinceFirst : sinceLast,
);
