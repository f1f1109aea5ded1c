import type { Definitions } from '../definitions/types.ts';

export type Period = '7d' | '28d';

/**
 * The values of ε that may be signed, by period. ε is 1 for each 14 days at most, so the periods of
 * 52 weeks add up to 26: 13 × 2, or 52 × 0.5.
 */
export const EPSILONS: { readonly [period in Period]: readonly number[] } = {
  '7d': [0.5],
  '28d': [0.5, 1, 1.5, 2],
};

/**
 * How an answer is made wrong on purpose: randomised response, generalised to k answers. Pages, the Worker and the
 * checker refuse definitions that name another. Where none is named it is the first. Schema and types derive from this
 * list, and `mechanisms.ts` has what each of them does.
 */
export const MECHANISMS = ['randomised-response'] as const;

export type Mechanism = (typeof MECHANISMS)[number];

/**
 * What a mechanism adds to all that is hashed: its name. The first adds nothing: definitions from before mechanisms had
 * names, and pages that know of none, ask the same questions as before, and draw no new coins.
 */
export const traceOf = (mechanism: string): readonly string[] =>
  mechanism === MECHANISMS[0] ? [] : [mechanism];

/** Nothing adds up to more than this over the periods of 52 weeks. */
export const MOST_IN_52_WEEKS = 26;

/** The greatest ε that a period allows, which is also what holds where nothing is said. */
export function greatestEpsilon(period: Period): number {
  return EPSILONS[period].at(-1) ?? 0;
}

/** ε, period and mechanism as they are signed, or meant where nothing is said; null where they may not be. */
export function countingOf(definitions: Pick<Definitions, 'counting'>): {
  readonly epsilon: number;
  readonly period: Period;
  readonly periodMs: number;
  /** Part of all that is hashed. */
  readonly trace: readonly string[];
} | null {
  const { period = '28d', epsilon, mechanism = MECHANISMS[0] } = definitions.counting ?? {};
  // What is signed may be anything.
  if (period !== '7d' && period !== '28d') return null;
  if (!MECHANISMS.includes(mechanism)) return null;
  const meant = epsilon === undefined ? greatestEpsilon(period) : epsilon;
  if (!EPSILONS[period].includes(meant)) return null;
  return { epsilon: meant, period, periodMs: parseInt(period) * 864e5, trace: traceOf(mechanism) };
}
