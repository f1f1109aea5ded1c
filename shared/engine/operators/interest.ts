import { CompileError } from '../values/values.ts';
import { type Accumulator, type Aggregate, tally } from './aggregates.ts';

const BILLION = 1e9;

/** A score that halves with every half-life, to nine decimals: of one value, or of the strongest. */
export const interestKind = (halfLife: number, only: unknown): Aggregate => {
  if (halfLife === 0) throw new CompileError('a score cannot halve in no time');
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
    read: (all, { now }) => round(scoreAt(all, now)),
    moves: (all, { now }, { thresholds, inFormula }) => {
      const score = scoreAt(all, now);
      const hundredth = (Math.round(round(score) * 100) - 0.5) / 100;
      let next = Infinity;
      for (const mark of inFormula ? [...thresholds, hundredth] : thresholds) {
        // Below this it is read as less than the mark.
        const level = (Math.round(mark * BILLION) - 0.5) / BILLION;
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
