import type { Accumulator, Aggregate } from '../engine/operators/aggregate.ts';
import type { FoldedKind } from '../engine/operators/fold-kinds.ts';
import { CompileError, duration } from '../engine/values/values.ts';
import { durationMs } from '../sql/scope.ts';
import type { SqlOf } from '../sql/sources.ts';
import { text } from '../sql/text.ts';
import type { Explained } from './explained.ts';
import type { Spec } from './spec.ts';
import { tally } from './tallies.ts';
import type { Words } from './words.ts';

/** A score per value that halves every half-life; each match adds 1. With `value`, that value's score; without, the strongest value. */
export const spec = {
  key: 'interest',
  takes: 'property',
  parameters: {
    halfLife: { type: 'duration', required: true },
    value: { type: 'text' },
  },
  value: 'score',
  empty: 'zero',
  part: 'further',
} as const satisfies Spec;

export const words = {
  parameters: {
    halfLife: 'In this time a score halves.',
    value: 'The score of this value; without it, of the strongest.',
  },
  aliases: ['affinity', 'score', 'decay'],
} as const satisfies Words;

export const explained: Explained = {
  grows: false,
  name: () => 'interest',
};

export const sql: SqlOf<'interest'> = ({ value, halfLife }, { keys, at, values }) => {
  const only =
    value === undefined
      ? ''
      : ` WHERE covey_key(value) = ${text(`${typeof value} ${String(value)}`)}`;
  const worth = `covey_power_of_two(covey_float(t - ${at}) / ${durationMs(halfLife)}) AS worth`;
  const each = `SELECT ${keys}, covey_key(value) AS one, ${worth} ${values()}${only}`;
  return {
    value: 'floor(max(score) * 1e9 + 0.5) / 1e9',
    from: `FROM (SELECT ${keys}, sum(worth) AS score FROM (${each}) AS each_value GROUP BY ${keys}, one) AS by_value`,
  };
};

const BILLION = 1e9;

/** A score that halves with every half-life, to nine decimals: of one value, or of the strongest. */
export const aggregateOf = (halfLife: number, only: unknown): Aggregate => {
  if (halfLife === 0) throw new CompileError('bad "halfLife"');
  /** Scores are kept as of `all.time`, so that they only grow. */
  const scoreAt = ({ n, time = 0 }: Accumulator, now: number): number =>
    n * 2 ** ((time - now) / halfLife);
  const round = (score: number): number => Math.round(score * BILLION) / BILLION;
  return {
    add: (all, value, time) => {
      if (only !== undefined && value !== only) return;
      all.time ??= time;
      if (time - all.time > 500 * halfLife) {
        // So far on that the numbers grow large: they start over from here.
        const fade = 2 ** ((all.time - time) / halfLife);
        for (const [one, score] of all.by ?? []) all.by?.set(one, score * fade);
        all.n *= fade;
        all.time = time;
      }
      all.n = Math.max(all.n, tally(all, value, 2 ** ((time - all.time) / halfLife)));
    },
    result: (all, { now }) => round(scoreAt(all, now)),
    nextChange: (all, { now }, { thresholds, inFormula }) => {
      const score = scoreAt(all, now);
      const hundredth = (Math.round(round(score) * 100) - 0.5) / 100;
      let next = Infinity;
      for (const threshold of inFormula ? [...thresholds, hundredth] : thresholds) {
        // Below this it is read as less than the threshold.
        const level = (Math.round(threshold * BILLION) - 0.5) / BILLION;
        if (level <= 0 || score < level) continue;
        let at = Math.round((all.time ?? 0) + halfLife * Math.log2(all.n / level));
        while (at > now + 1 && scoreAt(all, at - 1) < level) at--;
        while (at <= now || scoreAt(all, at) >= level) at++;
        next = Math.min(next, at);
      }
      return next;
    },
    bound: 'least',
    scale: BILLION,
    isScore: true,
  };
};

export const kind: FoldedKind = ({ foldOfProperty }) =>
  foldOfProperty('interest', ({ halfLife, value }) => aggregateOf(duration(halfLife), value));
