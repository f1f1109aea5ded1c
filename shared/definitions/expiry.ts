import { DAY_MS } from './durations.ts';

/** From this many days before the end on, everything that shows definitions says so. */
export const ENDING_DAYS = 30;

/**
 * The same of definitions that last so long: of short ones half of that, so that one that was just renewed is good. A
 * beginning that is not known is taken for long ago. Both in milliseconds since the epoch.
 *
 * @example
 * endingDays(Date.parse('2027-01-01'), Date.parse('2027-01-31')) // 15
 */
export const endingDays = (issued: number, expires: number): number => {
  const half = (expires - issued) / DAY_MS / 2;
  return half > 0 ? Math.min(ENDING_DAYS, half) : ENDING_DAYS;
};

/** `ending`: within 30 days, or half of what they last. `ended`: pages refuse the document, and segments are unknown. */
export interface Expiry {
  readonly state: 'good' | 'ending' | 'ended';
  /** Whole days that are left; negative: days since. */
  readonly days: number;
}

/**
 * How long definitions last. Both times in milliseconds since the epoch; an end that is no time has passed.
 * `within`: days from which on it is `ending`.
 *
 * @example
 * expiryOf(Date.parse('2027-01-24'), Date.parse('2027-01-10')) // { state: 'ending', days: 14 }
 */
export const expiryOf = (expires: number, now: number, within = ENDING_DAYS): Expiry => {
  const left = (expires - now) / DAY_MS;
  if (!(left > 0)) return { state: 'ended', days: Number.isNaN(left) ? 0 : Math.ceil(left) };
  return { state: left <= within ? 'ending' : 'good', days: Math.floor(left) };
};

/** "Run out on 2027-01-24, in 14 days", for a sentence about definitions. */
export const expiryText = (expires: number, now: number): string => {
  const { state, days } = expiryOf(expires, now);
  if (Number.isNaN(expires)) return 'run out at no known time';
  const day = new Date(expires).toISOString().slice(0, 10);
  const count = Math.abs(days);
  const span = count === 0 ? 'less than a day' : `${count} day${count === 1 ? '' : 's'}`;
  return state === 'ended' ? `ran out on ${day}, ${span} ago` : `run out on ${day}, in ${span}`;
};
