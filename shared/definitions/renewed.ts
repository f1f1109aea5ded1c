import { DAY_MS } from './durations.ts';
import type { Definitions, Instant } from './types.ts';

/** What the next version says otherwise than the one before, whatever else it changes. */
export interface RenewedMembers {
  readonly version: number;
  readonly issued: Instant;
  readonly expires: Instant;
}

/**
 * Version and dates of the version after: one above the document's own and the published one, from the start of
 * today (UTC), for `days`, or as many days as before. `now`: milliseconds since the epoch; `published`: its version.
 *
 * @example
 * renewedMembers({ version: 3, issued: '2026-11-24T00:00:00Z', expires: '2027-01-23T00:00:00Z' }, { now: Date.parse('2027-01-10') })
 * // { version: 4, issued: '2027-01-10T00:00:00Z', expires: '2027-03-11T00:00:00Z' }
 */
export function renewedMembers(
  { version, ...dates }: Pick<Definitions, 'version' | 'issued' | 'expires'>,
  options: { readonly now: number; readonly days?: number; readonly published?: number },
): RenewedMembers {
  const today = Math.floor(options.now / DAY_MS) * DAY_MS;
  const days = options.days ?? usualDays(dates);
  return {
    version: Math.max(version, options.published ?? 0) + 1,
    issued: instantOf(today),
    expires: instantOf(today + Math.round(days) * DAY_MS),
  };
}

/** For how many whole days a document is good: 1 at least, and where its dates are none. */
export const usualDays = ({ issued, expires }: Pick<Definitions, 'issued' | 'expires'>): number =>
  Math.max(1, Math.round((Date.parse(expires) - Date.parse(issued)) / DAY_MS) || 1);

const instantOf = (time: number): Instant => new Date(time).toISOString().replace('.000Z', 'Z');
