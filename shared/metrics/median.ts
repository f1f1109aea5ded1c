import type { Aggregate } from '../engine/operators/aggregate.ts';
import type { FoldedKind } from '../engine/operators/fold-kinds.ts';
import { MILLIONTHS } from '../engine/values/values.ts';
import { percentileSql } from '../sql/percentile.ts';
import type { SqlOf } from '../sql/sources.ts';
import type { Explained } from './explained.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** The middle value of a property, or the mean of the two in the middle. */
export const spec = {
  key: 'median',
  takes: 'property',
  parameters: {},
  numeric: true,
  value: 'number',
  empty: 'absent',
  part: 'further',
} as const satisfies Spec;

export const words = {
  mixpanel: { median: {} },
} as const satisfies Words;

export const explained: Explained = {
  grows: false,
  name: () => 'median',
};

export const sql: SqlOf<'median'> = (_, sources) =>
  percentileSql(50, sources, (millionths) => `(${millionths}) / 1e6`);

/** Where a number stands, or would stand, among sorted ones. */
const indexIn = (sorted: readonly number[], value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

export const aggregate: Aggregate = {
  add: (all, value) => {
    const sorted = (all.sorted ??= []);
    sorted.splice(indexIn(sorted, value as number), 0, value as number);
  },
  retract: (all, value) => void all.sorted?.splice(indexIn(all.sorted, value as number), 1),
  result: ({ sorted }) => {
    const middle = (sorted?.length ?? 0) / 2;
    if (!sorted || middle === 0) return null;
    const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
    return ((low as number) + (high as number)) / 2 / MILLIONTHS;
  },
  needsEntries: true,
  bound: null,
  isNumeric: true,
  scale: 0,
};

export const kind: FoldedKind = ({ foldOfProperty }) => foldOfProperty('median', () => aggregate);
