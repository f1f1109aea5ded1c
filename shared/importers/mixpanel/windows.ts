import type { Json, Window } from '../../definitions/types.ts';
import type { At, Context } from '../context.ts';
import { isObject } from '../json.ts';
import { daysBetween, daysSince, durationOf } from '../periods.ts';
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
  return from === undefined && to === undefined
    ? { window: undefined }
    : daysBetween(ctx, at, from, to);
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
  if (type === 'between') return daysBetween(ctx, at, from, to);
  if (type === 'since') return daysSince(ctx, at, from);
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
