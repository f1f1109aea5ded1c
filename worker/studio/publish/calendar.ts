/** A reminder that definitions run out, as a calendar file (RFC 5545). */

const DAY_MS = 86_400_000;
/** How long before the end one is reminded first. */
const DAYS_BEFORE = 14;

export interface Reminded {
  readonly site: string;
  readonly version: number;
  /** ISO 8601. */
  readonly expires: string;
  /** Where it is renewed. */
  readonly studio: string;
}

/** Whole days in UTC, two weeks before the end and on the day before it; those that have passed are left out. `now`: milliseconds since the epoch. */
export function reminder({ site, version, expires, studio }: Reminded, now: number): string {
  const end = Date.parse(expires);
  const days = [...new Set([DAYS_BEFORE, 1].map((before) => dayOf(end - before * DAY_MS)))];
  const today = dayOf(now);
  const events = days
    .filter((day) => day >= today)
    .flatMap((day, at) => [
      'BEGIN:VEVENT',
      `UID:covey-${site}-${version}-${at}`,
      `DTSTAMP:${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}`,
      `DTSTART;VALUE=DATE:${day}`,
      `SUMMARY:${escaped(`Renew the segments of ${site}`)}`,
      `DESCRIPTION:${escaped(`Version ${version} of the definitions runs out on ${expires.slice(0, 10)}: then pages decide nothing and nobody is counted. Publish it again: ${studio}, or covey renew, covey sign, covey publish.`)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Covey//Studio//EN',
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const dayOf = (time: number): string =>
  new Date(time).toISOString().slice(0, 10).replaceAll('-', '');

/** §3.3.11 */
const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, (character) => `\\${character}`).replaceAll('\n', '\\n');

/** §3.1: no line is longer than 75 octets; what goes on begins with a space. */
function folded(line: string): string {
  const parts = [''];
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > 75) {
      parts.push('');
      octets = 1;
    }
    parts[parts.length - 1] += character;
    octets += size;
  }
  return parts.join('\r\n ');
}
