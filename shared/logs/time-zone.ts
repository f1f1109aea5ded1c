/** Minutes east of UTC at an instant (milliseconds since the epoch). */
export type OffsetAt = (time: number) => number;

const SLOT_MS = 15 * 60_000;

/** Offsets of an IANA zone, or null for a name that this machine does not know. */
export function zoneOffsets(timeZone: string): OffsetAt | null {
  if (/^(Etc\/)?(UTC|GMT)$/i.test(timeZone)) return () => 0;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  } catch {
    return null;
  }
  // Zones change at whole quarters of an hour, and asking Intl takes microseconds: ask once a quarter.
  const known = new Map<number, number>();
  return (time) => {
    const slot = Math.floor(time / SLOT_MS);
    let offset = known.get(slot);
    if (offset === undefined) {
      const start = slot * SLOT_MS;
      const part: { [type: string]: number } = {};
      for (const { type, value } of format.formatToParts(start)) part[type] = Number(value);
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
      offset = Math.round((Date.UTC(year, month - 1, day, hour, minute) - start) / 60_000);
      if (known.size > 100_000) known.clear();
      known.set(slot, offset);
    }
    return offset;
  };
}
