import { parseInstant, zoneOffsets } from '../../shared/logs/index.ts';
import type { OffsetAt } from '../../shared/logs/index.ts';
import { Failure } from '../failure.ts';

/** A time zone's offsets. @throws Failure for what is none. */
export function zoneAsked(zone: string): OffsetAt {
  const offsetAt = zoneOffsets(zone);
  if (offsetAt) return offsetAt;
  throw new Failure('usage', `"${zone}" is no time zone.`, [
    'Write an IANA name such as Europe/Berlin.',
  ]);
}

/** The instant, where one is said, and the visitors' zone. @throws Failure for what is none. */
export function instantAsked({
  timezone = 'UTC',
  at: said,
}: {
  readonly timezone?: string;
  readonly at?: string;
}) {
  const offsetAt = zoneAsked(timezone);
  const at = said === undefined ? null : parseInstant(said, offsetAt);
  if (said !== undefined && at === null) {
    throw new Failure('usage', `--at "${said}" is no time.`, [
      'Write ISO 8601, such as 2026-11-24T00:00:00Z.',
    ]);
  }
  return { at, offsetAt, timezone };
}
