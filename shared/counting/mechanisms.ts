import type { Mechanism } from './budget.ts';
import { randomise } from './coin.ts';
import { probabilities } from './estimate.ts';

/**
 * What each mechanism does: how a page draws an answer, and how often that is the truth, p, and each other answer, q. There
 * is one, so page and estimates call it by itself, which keeps a table out of the page; a test fails where a second one
 * has a name and a page goes on to draw by the first.
 */
export const IMPLEMENTED: {
  readonly [name in Mechanism]: {
    readonly randomise: typeof randomise;
    readonly rates: typeof probabilities;
  };
} = {
  'randomised-response': { randomise, rates: probabilities },
};
