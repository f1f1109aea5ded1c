import { definitions } from '../../demo/definitions.ts';
import { randomFrom } from '../../shared/random/index.ts';
import { simulatedStats } from './stats.ts';

/** Of each segment that is asked about by itself. */
const SHARES: { readonly [segment: string]: number } = {
  'new-visitor': 0.55,
  germany: 0.62,
  'window-shopper': 0.12,
  'first-order-ahead': 0.09,
  'returning-visitor': 0.45,
  'checkout-abandoner': 0.006,
  'price-sensitive': 0.22,
  'big-spender': 0.07,
};

/** Of each answer of the others. */
const ANSWERS: { readonly [question: string]: readonly number[] } = {
  lifecycle: [0.05, 0.09, 0.12, 0.04, 0.005, 0.695],
  values: [0.03, 0.08, 0.02, 0.001, 0.869],
  reading: [0.05, 0.11, 0.03, 0.13, 0.02, 0.08, 0.58],
  'orders-a-year': [0.5, 0.2, 0.12, 0.08, 0.06, 0.03, 0.01],
};

/**
 * Eight periods of the shop, for pictures: abandoned baskets become more, one share leaps for a while, and of one period
 * nothing is released.
 */
export const statsOfHazel = (last: number, random = randomFrom(3)) =>
  simulatedStats({
    definitions,
    devices: 120_000,
    period: last,
    periods: 8,
    random,
    shares: (question, _, period) => {
      const ago = last - period;
      const answers = ANSWERS[question];
      if (answers) return answers;
      const baskets = 0.21 - 0.01 * ago - (ago > 0 ? 0.025 : 0);
      const leap = question === 'price-sensitive' && ago === 2 ? 0.5 : 0;
      const yes = question === 'cart-abandoner' ? baskets : (SHARES[question] ?? 0.1) + leap;
      return [1 - yes, yes];
    },
    befalls: (period, counts) => (period === last - 5 ? null : counts),
  });
