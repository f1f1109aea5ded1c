const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const DAY_MS = 864e5;

/** `24 Nov 2026, 10:00` in the visitor's own time. */
export function when(time: number): string {
  return DATE.format(time);
}

/** `24 Nov 2026`, wherever the visitor is: periods end at midnight UTC. */
export function day(time: number): string {
  return DAY.format(time);
}

/** `30 days`, `36 hours`. */
export function span(ms: number): string {
  const [amount, unit] =
    ms >= 2 * DAY_MS
      ? [ms / DAY_MS, 'day']
      : ms >= 2 * 36e5
        ? [ms / 36e5, 'hour']
        : [ms / 6e4, 'minute'];
  return count(Math.round(amount), unit);
}

/** `1 event`, `2 events`. */
export function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en-GB')} ${noun}${amount === 1 ? '' : 's'}`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
