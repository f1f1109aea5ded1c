import type { Duration, Window } from '../../definitions/types.ts';
import type { Context } from '../context.ts';
import { isObject } from '../json.ts';
import { MAX_RETENTION_MS, parseDuration } from '../../definitions/durations.ts';
import { windowBetween } from '../periods.ts';
import type { Reader } from '../reading.ts';

/**
 * `datetime-within`: a date range of the tool by its id, which the mapping can resolve, or its ISO 8601
 * interval. Null where it cannot be said.
 */
export const readDates = (ctx: Context, node: Reader): Window | null => {
  const at = { path: node.path, construct: 'datetime-within' };
  const value = node.get('interval-value') ?? node.get('interval');
  const key = node.get('interval-value') === undefined ? 'interval' : 'interval-value';
  const inner = isObject(value) ? node.object(key) : undefined;
  const func = inner?.string('func');
  const reference = inner?.string('id');
  const text = typeof value === 'string' ? value : inner?.string('interval');
  if (
    inner &&
    func !== undefined &&
    func !== 'datetime-interval-ref' &&
    func !== 'datetime-interval'
  )
    return ctx.refuse(
      'unsupported',
      { path: inner.path, construct: func },
      `Dates by "${func}". Only a range between two dates is read, or one that the mapping names.`,
    );
  inner?.done('datetime-interval', ['description', 'name']);
  if (!isOfTime(ctx, node)) return null;
  const mapped =
    typeof reference === 'string'
      ? ctx.map.values?.['datetime-interval-ref']?.[reference]
      : undefined;
  const range = rangeOf(mapped ?? text);
  if (range === null)
    return ctx.refuse(
      typeof reference === 'string' ? 'unmapped-name' : 'unsupported',
      at,
      typeof reference === 'string'
        ? `The dates of the range "${reference}" stand elsewhere. Map it: "values": { "datetime-interval-ref": { "${reference}": "2026-01-01T00:00:00Z/2026-02-01T00:00:00Z" } }, or to a duration such as "30d".`
        : 'Only a range between two dates, such as "2026-01-01T00:00:00/2026-01-31T23:59:59", is read.',
    );
  if (typeof range === 'string') return range;
  if (mapped === undefined)
    ctx.differs(
      'time-zone',
      at,
      'The dates are in the time zone of the report suite there, and in UTC here.',
    );
  return windowBetween(ctx, at, ...range);
};

/** What is within the dates: the hit's own time. */
const isOfTime = (ctx: Context, node: Reader): boolean => {
  const value = node.object('val');
  if (value === undefined) return true;
  const name = value?.string('name') ?? '';
  value?.get('func');
  value?.done('attr', ['description']);
  if (/^(variables\/)?(timestamp|daterange\w*)$/.test(name)) return true;
  ctx.refuse(
    'unsupported',
    { path: node.pathOf('val'), construct: name || 'val' },
    'Dates of something else than the hit.',
  );
  return false;
};

const rangeOf = (text: unknown): Duration | readonly [number, number] | null => {
  if (typeof text !== 'string') return null;
  const duration = parseDuration(text);
  if (duration !== null && duration > 0 && duration <= MAX_RETENTION_MS) return text as Duration;
  const [from, to, ...others] = text.split('/').map(instant);
  if (from === undefined || to === undefined || from === null || to === null || others.length > 0)
    return null;
  // The last second of a day is the end of the day.
  const end = /T23:59:59[^/]*$/.test(text) ? Math.ceil((to + 1) / 60_000) * 60_000 : to;
  return from < end ? [from, end] : null;
};

const instant = (text: string): number | null => {
  const [, local, zone = 'Z'] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[-+]\d\d:\d\d)?$/.exec(text) ?? [];
  if (local === undefined) return null;
  const time = Date.parse(local + (/:\d\d:\d\d/.test(local) ? '' : ':00') + zone);
  return Number.isFinite(time) ? time : null;
};
