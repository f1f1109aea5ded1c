const DAY_MS = 86_400_000;
/** As `covey init`: expiry bounds how long a taken-over edge can hold back new rules. */
const LIFE_DAYS = 90;

/** A document with nothing in it yet. `now`: milliseconds since the epoch. */
export function newText(site: string, now: number): string {
  const day = (days: number) =>
    `${new Date(now + days * DAY_MS).toISOString().slice(0, 10)}T00:00:00Z`;
  return `{
  "covey": 1,
  "site": ${JSON.stringify(site)},
  // Grows with every document that is published.
  "version": 1,
  "issued": "${day(0)}",
  "expires": "${day(LIFE_DAYS)}",
  "metrics": {},
  "segments": {}
}
`;
}
