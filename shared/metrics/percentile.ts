import type { Aggregate } from '../engine/operators/aggregate.ts';
import type { FoldedKind } from '../engine/operators/fold-kinds.ts';
import { CompileError, MILLIONTHS } from '../engine/values/values.ts';
import { percentileSql } from '../sql/percentile.ts';
import type { SqlOf } from '../sql/sources.ts';
import type { Explained } from './explained.ts';
import { aggregate as median } from './median.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/**
 * The value that p in a hundred do not exceed: of n sorted values the one at (n − 1) · p / 100, counted from 0, and
 * between two of them in proportion, as PERCENTILE_CONT has it; to a millionth.
 */
export const spec = {
  key: 'percentile',
  takes: 'property',
  parameters: {
    /** From 1 to 100: at 90, nine in ten values are not greater. */
    p: { type: 'number', from: 1, to: 100, required: true },
  },
  numeric: true,
  value: 'number',
  empty: 'absent',
  part: 'further',
} as const satisfies Spec;

export const words = {
  parameters: { p: 'From 1 to 100: at 90, nine in ten values are not greater.' },
  aliases: ['quantile', 'quantilecont', 'percentilecont', 'p75', 'p90', 'p95', 'p99'],
  mixpanel: { p25: { p: 25 }, p75: { p: 75 }, p90: { p: 90 }, p99: { p: 99 } },
} as const satisfies Words;

export const explained: Explained = {
  grows: false,
  name: () => 'percentile',
};

export const sql: SqlOf<'percentile'> = ({ p }, sources) =>
  percentileSql(p, sources, (millionths) => `floor(${millionths} + 0.5) / 1e6`);

export const aggregateOf = (p: unknown): Aggregate => {
  if (typeof p !== 'number' || !(p >= 1 && p <= 100)) throw new CompileError('bad "p"');
  return {
    ...median,
    result: ({ sorted = [] }) => {
      const at = ((sorted.length - 1) * p) / 100;
      const low = sorted[Math.floor(at)];
      const high = sorted[Math.ceil(at)];
      return low === undefined || high === undefined
        ? null
        : Math.round(low + (high - low) * (at % 1)) / MILLIONTHS;
    },
    scale: MILLIONTHS,
  };
};

export const kind: FoldedKind = ({ foldOfProperty }) =>
  foldOfProperty('percentile', ({ p }) => aggregateOf(p));
