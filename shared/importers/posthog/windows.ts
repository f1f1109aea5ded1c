import { formatDuration, parseDuration } from '../../definitions/durations.ts';
import type { Duration, Json, Window } from '../../definitions/types.ts';
import type { At, Context } from '../context.ts';
import { daysBetween, daysSince, durationOf } from '../periods.ts';
import { type Reader, asNumber } from '../reading.ts';

const UNITS: { readonly [letter: string]: string } = {
  h: 'hour',
  d: 'day',
  w: 'week',
  m: 'month',
  q: 'quarter',
  y: 'year',
};

/** `-30d` as so long ago; undefined for what is no such text, null where it is too long. */
export const relative = (
  ctx: Context,
  at: At,
  value: Json | undefined,
): Duration | null | undefined => {
  const [, count, letter = ''] =
    (typeof value === 'string' && /^-?(\d{1,6})([hdwmqy])$/.exec(value)) || [];
  return count === undefined ? undefined : durationOf(ctx, at, Number(count), UNITS[letter]);
};

/** `time_value` and `time_interval`, or with `seq_`. */
export const lately = (ctx: Context, node: Reader, prefix = ''): Duration | null => {
  const path = node.pathOf(`${prefix}time_value`);
  const at = { path, construct: `${prefix}time_value` };
  return durationOf(
    ctx,
    at,
    asNumber(node.get(`${prefix}time_value`)),
    node.string(`${prefix}time_interval`),
  );
};

/** When it happened: since so long ago, or between two days. */
export const readWindow = (ctx: Context, node: Reader): Window | null => {
  const from = node.get('explicit_datetime');
  const to = node.get('explicit_datetime_to');
  const at = { path: node.path, construct: 'time_value' };
  if (from === undefined) {
    // Without a beginning the other end is not looked at.
    if (to !== undefined)
      ctx.differs(
        'ignored-by-source',
        { path: node.pathOf('explicit_datetime_to'), construct: 'explicit_datetime_to' },
        'An end without "explicit_datetime" is passed over.',
      );
    const window = lately(ctx, node);
    if (window !== null) wholeDays(ctx, at);
    return window;
  }
  for (const key of ['time_value', 'time_interval'])
    if (node.get(key) !== undefined)
      ctx.differs(
        'ignored-by-source',
        { path: node.pathOf(key), construct: key },
        'Beside "explicit_datetime" it is passed over.',
        'info',
      );
  const place = { path: node.pathOf('explicit_datetime'), construct: 'explicit_datetime' };
  const start = relative(ctx, place, from);
  const end = relative(ctx, place, to);
  if (start === null || end === null) return null;
  if (start !== undefined && to === undefined) {
    wholeDays(ctx, at);
    return start;
  }
  if (start !== undefined && end !== undefined) {
    wholeDays(ctx, at);
    return between(ctx, place, start, end);
  }
  if (start !== undefined || end !== undefined)
    return ctx.refuse(
      'unsupported',
      place,
      'A range from a day to so long ago, or the other way round.',
    );
  const window = to === undefined ? daysSince(ctx, place, from) : daysBetween(ctx, place, from, to);
  return window?.window ?? null;
};

/** From so long ago until less long ago. */
export const between = (ctx: Context, at: At, from: Duration, to: Duration): Window | null => {
  const [longer, shorter] = [parseDuration(from) ?? 0, parseDuration(to) ?? 0];
  return longer > shorter
    ? { length: formatDuration(longer - shorter), ago: to }
    : ctx.refuse('invalid', at, `From ${from} to ${to} ago: no time is left.`);
};

const wholeDays = (ctx: Context, at: At): void =>
  ctx.differs(
    'calendar-days',
    at,
    "PostHog counts whole days of the project's time zone. Here a window is counted back from this moment.",
  );
