// A visit as Matomo tells it: its actions, the device, and by how much its clock is off.
import type { Json } from '../definitions/types.ts';
import { atClock } from '../logs/index.ts';
import type { OffsetAt } from '../logs/index.ts';
import { cleaned, epochTime, isFields, listOf } from './fields.ts';
import type { Row } from './types.ts';

export const DEVICES: { readonly [theirs: string]: string } = {
  Desktop: 'desktop',
  Smartphone: 'mobile',
  Phablet: 'mobile',
  'Feature phone': 'mobile',
  Tablet: 'tablet',
};

/** Of a visit each action, with what the visit says of the visitor. */
export function actionsIn(visit: Row): readonly Row[] {
  const { actionDetails, visitorId, siteCurrency, deviceType, idVisit, firstActionTimestamp } =
    visit;
  // Several days are an object of lists, by day.
  if ((actionDetails ?? visitorId ?? null) === null) {
    const days = Object.values(visit).filter((day) => day !== null);
    return days.length > 0 && days.every(Array.isArray)
      ? days.flatMap((day) => (day as Json[]).filter(isFields).flatMap(actionsIn))
      : [visit];
  }
  const actions = listOf(actionDetails).filter(isFields);
  const ahead = secondsAhead(actions[0]?.['timestamp'], firstActionTimestamp);
  return actions.map((action, place) => ({
    ...action,
    visit: cleaned({ visitorId, siteCurrency, deviceType, idVisit, place, ahead }),
  }));
}

/** Clocks differ by whole quarters of an hour, and nowhere by more. */
export const QUARTER = 900;
export const MOST_AHEAD = 14 * 3600;

/** By how much the clock of the site, which actions are told by, is ahead of UTC, which the visit is told by. */
function secondsAhead(first: Json | undefined, firstUtc: Json | undefined): number {
  const ahead = QUARTER * Math.round((Number(first) - Number(firstUtc)) / QUARTER);
  return typeof first === 'number' && typeof firstUtc === 'number' && Math.abs(ahead) <= MOST_AHEAD
    ? ahead
    : 0;
}

/** By the zone of the site where it is said, or else as the visit tells. */
export function timeOf(
  timestamp: Json | undefined,
  ahead: number,
  offsetAt: OffsetAt,
): number | null {
  const time = epochTime(timestamp, 's');
  if (time === null) return null;
  return offsetAt(time) === 0 ? time - ahead * 1000 : atClock(time, offsetAt);
}
