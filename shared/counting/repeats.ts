// Devices that answered the same question in two periods. A report carries nothing that links it, so nobody sees which
// they are; but the schedule bounds how many there can be, and the mechanism how alike their answers are.
import { probabilities } from './estimate.ts';

/** Of one period: the reports on a question, and how many of them gave one of some answers. */
export interface Sample {
  readonly period: number;
  /** Which question set asked it: a name, and how many questions it has, which is the length of a cycle in periods. */
  readonly set: string;
  readonly questions: number;
  readonly reports: number;
  readonly given: number;
}

/** How a question is asked. */
export interface Asking {
  readonly epsilon: number;
  /** How many answers it has. */
  readonly answers: number;
  /** How many of these are counted together. */
  readonly these: number;
}

/** Number of the cycle that a period is in: as many periods as there are questions, as `questionAt` has it. */
export const cycleOf = (period: number, questions: number): number =>
  Math.floor(period / questions);

/**
 * How far two periods' estimates can vary together at most. In one cycle a seed comes to each question once, so the
 * devices are others: 0. In two cycles it draws its orders apart and comes to the question in both periods with chance
 * 1/d². A device that repeats gives the very same answer while the truth is the same. With nothing known of who comes
 * back, Cauchy and Schwarz leave a correlation of 1/d, d² × 1/d of which make two whole cycles one sample, as they are.
 * Two sets that both ask a question draw apart, too, whatever the cycle: 1/√(d e). In one period a device answers once.
 */
export function greatestCorrelation(one: Sample, other: Sample): number {
  const isSet = one.set === other.set;
  const isCycle = cycleOf(one.period, one.questions) === cycleOf(other.period, other.questions);
  if (one.period === other.period || (isSet && isCycle)) return 0;
  return 1 / Math.sqrt(one.questions * other.questions);
}

/**
 * How far two periods' estimates can vary against each other at most: 0, or a negative correlation. It takes devices
 * whose truth was another in the other period, and then the coins are drawn apart: the answers' covariance is
 * (p − λ)(q − λ') for who was a member and is none, and (q − λ)(p − λ') the other way round. All devices that can be
 * either are taken to be it, whatever else there is.
 */
export function leastCorrelation(one: Sample, other: Sample, asking: Asking): number {
  const most = greatestCorrelation(one, other);
  if (most === 0) return 0;
  const { p, q } = ratesOf(asking);
  const rates = [one, other].map(({ given, reports }) =>
    Math.min(p, Math.max(q, reports > 0 ? given / reports : q)),
  );
  const [before = q, after = q] = rates;
  const [was, is] = [(before - q) / (p - q), (after - q) / (p - q)];
  const left = Math.min(was, 1 - is) * (p - before) * (q - after);
  const entered = Math.min(1 - was, is) * (q - before) * (p - after);
  const spread = Math.sqrt(before * (1 - before) * after * (1 - after));
  return ((left + entered) / spread) * most;
}

/** How often one of these answers is given by a member of one of them, and by anybody else. */
function ratesOf({ epsilon, answers, these }: Asking): { p: number; q: number } {
  const { p, q } = probabilities(epsilon, answers);
  return { p: p + q * (these - 1), q: q * these };
}
