/** Zones of late; there are some 400 in all. */
const formats = new Map<string, Intl.DateTimeFormat | null>();
const MOST = 500;

function formatOf(timezone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
  } catch {
    // No such zone.
  }
  if (formats.size < MOST) formats.set(timezone, format);
  return format;
}

export const isTimezone = (timezone: string): boolean => formatOf(timezone) !== null;

/** Minutes east of UTC in a zone at an instant. */
export function offsetIn(timezone: string, time: number): number {
  const name = formatOf(timezone)
    ?.formatToParts(time)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
