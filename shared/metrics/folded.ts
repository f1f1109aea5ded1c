// What `count`, `sum`, `distinct` and `since` are beside their usual form: by value, since the first, of several sessions.
// In a file of its own, so that pages whose documents ask for the usual form do without.
import type { Aggregate } from '../engine/operators/aggregate.ts';
import type { FoldedKind } from '../engine/operators/fold-kinds.ts';
import { selectEvents } from '../engine/operators/select.ts';
import { MILLIONTHS } from '../engine/values/values.ts';
import { sums, tallies, tally, times } from './tallies.ts';

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

/** Of several sessions; of all other windows `operators/distinct.ts` keeps less. */
const numberOfValues: Aggregate = {
  add: (all, value) => void tally(all, value, 1),
  retract: (all, value) => void tally(all, value, -1),
  result: ({ by }) => by?.size ?? 0,
  maxPerValue: 1,
  bound: 'least',
  scale: 1,
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

export const count: FoldedKind = ({ fold }) => ({
  key: 'count',
  compile(definition, context) {
    const { by } = definition;
    return fold(
      selectEvents('count', definition, context, by),
      by === undefined ? number : numberOfTop,
    );
  },
});

export const sum: FoldedKind = ({ foldOfProperty }) => foldOfProperty('sum', () => sumOfMillionths);

export const distinct: FoldedKind = ({ foldOfProperty }) =>
  foldOfProperty('distinct', () => numberOfValues);

export const since: FoldedKind = ({ fold }) => ({
  key: 'since',
  compile: (definition, context) =>
    fold(
      selectEvents('since', definition, context),
      definition['of'] === 'first' ? sinceFirst : sinceLast,
    ),
});
