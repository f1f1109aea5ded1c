/** Times and values in plain words. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "3 hours", "6 days": the largest unit that gives at least one. */
export function span(ms: number): string {
  const units = [
    [DAY, 'day'],
    [HOUR, 'hour'],
    [MINUTE, 'minute'],
  ] as const;
  for (const [size, name] of units) {
    const count = Math.floor(ms / size);
    if (count >= 1) return `${count} ${name}${count === 1 ? '' : 's'}`;
  }
  return 'a moment';
}

export const dateTime = (time: number) =>
  new Date(time).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });

/** A metric's value: durations arrive as milliseconds, a `since` without a match as "never". */
export function metricText(id: string, value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'number') {
    if (/^(since_|recency)/.test(id)) return span(value);
    return Number.isInteger(value) ? value.toString() : value.toFixed(2);
  }
  if (typeof value === 'string') return value;
  // Enough is kept to answer the segments' questions, and no more.
  const atLeast = (value as { readonly atLeast?: unknown }).atLeast;
  return typeof atLeast === 'number' ? `${atLeast} or more` : JSON.stringify(value);
}
