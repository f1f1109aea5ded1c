import { DAY_MS, MAX_RETENTION_MS, formatDuration } from '../definitions/durations.ts';
import type { Duration, Json, Window } from '../definitions/types.ts';
import type { At, Context } from './context.ts';

const UNIT_MS: { readonly [unit: string]: number } = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  quarter: 91 * DAY_MS,
  year: 365 * DAY_MS,
};

/** So many units as a duration; null for a unit that is none, or for longer than anything is kept. */
export const durationOf = (
  ctx: Context,
  at: At,
  count: number | undefined,
  unit: string | undefined,
): Duration | null => {
  const name = unit?.replace(/s$/, '') ?? '';
  const size = Object.hasOwn(UNIT_MS, name) ? UNIT_MS[name] : undefined;
  if (size === undefined || count === undefined || !Number.isInteger(count) || count < 1)
    return ctx.refuse(
      'invalid',
      at,
      `A period is a whole number of ${Object.keys(UNIT_MS).join(', ')}.`,
    );
  if (count * size > MAX_RETENTION_MS)
    return ctx.refuse(
      'unsupported',
      at,
      `${count} ${name}s: nothing is kept longer than ${MAX_RETENTION_MS / DAY_MS} days.`,
    );
  if (size > 7 * DAY_MS)
    ctx.differs(
      'calendar-unit',
      { ...at, construct: name },
      `A ${name} is ${size / DAY_MS} days here.`,
    );
  return formatDuration(count * size);
};

/** The day of a date (`2026-11-24`, `11/24/2026`), and the day after it. */
export const dayOf = (text: unknown): { readonly day: string; readonly next: string } | null => {
  if (typeof text !== 'string') return null;
  const iso = text.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$1-$2').slice(0, 10);
  const time = /^\d{4}-\d\d-\d\d$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : NaN;
  if (!Number.isFinite(time)) return null;
  return { day: iso, next: new Date(time + DAY_MS).toISOString().slice(0, 10) };
};

/** A window between two instants, milliseconds since the epoch; null where it is longer than anything is kept. */
export const windowBetween = (ctx: Context, at: At, from: number, to: number): Window | null =>
  to - from > MAX_RETENTION_MS
    ? ctx.refuse(
        'unsupported',
        at,
        `A range of more than ${MAX_RETENTION_MS / DAY_MS} days: nothing is kept longer.`,
      )
    : { from: instant(from), to: instant(to) };

const instant = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');

/** From a day to another, both included; in UTC. */
export const daysBetween = (
  ctx: Context,
  at: At,
  from: Json | undefined,
  to: Json | undefined,
): { window: Window } | null => {
  const [first, last] = [dayOf(from), dayOf(to)];
  if (first === null || last === null || first.day > last.day)
    return ctx.refuse('invalid', at, 'A range of dates is written 2026-11-01 and 2026-11-30.');
  ctx.differs(
    'time-zone',
    { ...at, construct: 'dates' },
    'The dates are in the time zone of the project there, and in UTC here.',
  );
  const window = windowBetween(ctx, at, Date.parse(first.day), Date.parse(last.next));
  return window === null ? null : { window };
};

/** From a day on: for as long as anything is kept. */
export const daysSince = (
  ctx: Context,
  at: At,
  from: Json | undefined,
): { window: Window } | null => {
  const first = dayOf(from);
  if (first === null) return ctx.refuse('invalid', at, 'A date is written 2026-11-01.');
  const start = Date.parse(first.day);
  const window = windowBetween(ctx, at, start, start + MAX_RETENTION_MS);
  ctx.differs(
    'history',
    { ...at, construct: 'since' },
    `Events since ${first.day} count, for ${MAX_RETENTION_MS / DAY_MS} days: none is kept longer. Import the cohort anew after that.`,
  );
  return window === null ? null : { window };
};
