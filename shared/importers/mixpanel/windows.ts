import { DAY_MS, MAX_RETENTION_MS } from '../../definitions/durations.ts';
import type { Json, Window } from '../../definitions/types.ts';
import type { At, Context } from '../context.ts';
import { isObject } from '../json.ts';
import { dayOf, durationOf, windowBetween } from '../periods.ts';
import { type Reader, asNumber } from '../reading.ts';

/** `window`, or `from_date` and `to_date`. */
export const countWindow = (ctx: Context, node: Reader): { window: Window | undefined } | null => {
  const at = { path: node.pathOf('window'), construct: 'window' };
  const window = node.get('window');
  const from = node.string('from_date');
  const to = node.string('to_date');
  if (window !== undefined && (from !== undefined || to !== undefined))
    return ctx.refuse('ambiguous', at, 'Both a window and a range of dates.');
  if (isObject(window)) {
    const inner = node.object('window');
    const [count, unit] = [asNumber(inner?.get('value')), inner?.string('unit')];
    inner?.done('window');
    return rolling(ctx, at, count, unit);
  }
  if (typeof window === 'string') {
    const [, count, unit = ''] = /^(\d+)([smhdw])$/.exec(window) ?? [];
    const units: { readonly [unit: string]: string } = {
      s: 'second',
      m: 'minute',
      h: 'hour',
      d: 'day',
      w: 'week',
    };
    return rolling(ctx, at, asNumber(count), units[unit]);
  }
  if (window !== undefined) return ctx.refuse('invalid', at, 'A window is { "unit", "value" }.');
  return from === undefined && to === undefined ? { window: undefined } : fixed(ctx, at, from, to);
};

/** `dateRange`; without one, all time. */
export const dateRange = (ctx: Context, node: Reader): { window: Window | undefined } | null => {
  const range = node.object('dateRange');
  if (!range) return range === null ? null : { window: undefined };
  const at = { path: range.path, construct: 'dateRange' };
  const type = range.string('type') ?? '';
  const window = range.object('window');
  const count = asNumber(window?.get('value'));
  const unit = window?.string('unit');
  window?.done('window');
  const [first, second] = [range.get('value')].flat() as readonly (Json | undefined)[];
  const from = range.get('from') ?? first;
  const to = range.get('to') ?? second;
  range.done('dateRange', ['unit']);
  if (type === 'in the last') return rolling(ctx, at, count, unit);
  if (type === 'between') return fixed(ctx, at, from, to);
  if (type === 'since') return since(ctx, at, from);
  return ctx.refuse('unsupported', at, `A date range "${type}".`);
};

const rolling = (
  ctx: Context,
  at: At,
  count: number | undefined,
  unit: string | undefined,
): { window: Window } | null => {
  const duration = durationOf(ctx, at, count, unit);
  if (duration === null) return null;
  ctx.differs(
    'calendar-days',
    { ...at, construct: 'window' },
    "Mixpanel counts whole days of the project's time zone. Here a window is counted back from this moment.",
  );
  return { window: duration };
};

const fixed = (
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
const since = (ctx: Context, at: At, from: Json | undefined): { window: Window } | null => {
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
