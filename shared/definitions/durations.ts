import type { Duration, Json } from './types.ts';

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;

/** Nothing is kept longer than 13 months, here 395 days. */
export const MAX_RETENTION_MS = 395 * DAY_MS;

const UNITS = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS, w: WEEK_MS } as const;

/**
 * Milliseconds of a duration, or null for anything else.
 *
 * @example
 * parseDuration('30d') // 2592000000
 * parseDuration('soon') // null
 */
export const parseDuration = (text: unknown): number | null => {
  const parts = typeof text === 'string' ? /^(\d+)([smhdw])$/.exec(text) : null;
  if (!parts) return null;
  const ms = Number(parts[1]) * UNITS[parts[2] as keyof typeof UNITS];
  return Number.isSafeInteger(ms) ? ms : null;
};

/** A session ends with so long a pause where definitions say nothing else. */
export const USUAL_SESSION_MS = 30 * MINUTE_MS;

/** After how long without an event the next one begins a session, milliseconds. */
export const sessionTimeoutOf = (
  definitions: { readonly session?: { readonly timeout?: unknown } } | undefined,
): number => parseDuration(definitions?.session?.timeout) ?? USUAL_SESSION_MS;

/**
 * The shortest way to write a duration, in days at most; fractions of a second are rounded.
 *
 * @example
 * formatDuration(5400000) // "90m"
 */
export const formatDuration = (ms: number): Duration => {
  const seconds = Math.round(ms / SECOND_MS);
  for (const unit of ['d', 'h', 'm'] as const) {
    const size = UNITS[unit] / SECOND_MS;
    if (seconds !== 0 && seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${seconds}s`;
};

/**
 * The operand of a duration-valued fact, with every duration in it as milliseconds.
 *
 * @example
 * durationsToMs({ $gte: '1h', $lt: '1d' }) // { $gte: 3600000, $lt: 86400000 }
 */
export const durationsToMs = (operand: Json): Json => {
  if (typeof operand === 'string') return parseDuration(operand) ?? operand;
  if (typeof operand !== 'object' || operand === null) return operand;
  if (Array.isArray(operand)) return operand.map(durationsToMs);
  return Object.fromEntries(
    Object.entries(operand).map(([key, value]) => [key, durationsToMs(value)]),
  );
};

/** True for the facts whose value is a duration by their name alone; `metric.*` of a `since` metric is one too. */
export const isDurationFact = (fact: string): boolean =>
  /^(until|since)\.|^session\.(duration|engaged)$|^visitor\.(age|away)$/.test(fact);
