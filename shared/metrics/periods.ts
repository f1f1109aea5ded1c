import type { MostOf } from '../definitions/checks/caps.ts';
import { DAY_MS, HOUR_MS, WEEK_MS, parseDuration } from '../definitions/durations.ts';
import { COUNTED } from '../definitions/limits.ts';
import type { MetricOf } from '../definitions/types.ts';
import type { Definition } from '../engine/graph/metric-kind.ts';
import type { Aggregate } from '../engine/operators/aggregate.ts';
import type { FoldedKind } from '../engine/operators/fold-kinds.ts';
import { selectEvents } from '../engine/operators/select.ts';
import { type Unit, nextPeriod, periodAt } from '../engine/values/calendar.ts';
import { CompileError } from '../engine/values/values.ts';
import type { SqlOf } from '../sql/sources.ts';
import type { Explained, Name } from './explained.ts';
import type { Spec } from './spec.ts';
import { tally } from './tallies.ts';
import type { Words } from './words.ts';

/** Local calendar days, weeks (from Monday) or months with a match. */
export const spec = {
  key: 'periods',
  takes: 'events',
  parameters: {
    unit: { type: 'choice', of: ['day', 'week', 'month'], required: true },
    /** Matches a period needs to count; 1 by default. */
    atLeast: { type: 'whole', usual: 1 },
    /** The longest run of periods in a row, or the run that has reached this period or the one before. */
    streak: { type: 'choice', of: ['longest', 'current'] },
  },
  value: 'count',
  empty: 'zero',
  part: 'further',
} as const satisfies Spec;

export const words = {
  parameters: {
    unit: 'Local days, weeks from Monday, or months.',
    atLeast: 'Matches that a period needs to count; 1 by default.',
    streak:
      'The longest run of periods in a row, or the run that has reached this period or the one before.',
  },
  aliases: ['days', 'weeks', 'months', 'activedays', 'streak'],
} as const satisfies Words;

const NAMES: { readonly [unit: string]: Name } = {
  'day ': 'days',
  'week ': 'weeks',
  'month ': 'months',
  'day in a row': 'daysInRow',
  'week in a row': 'weeksInRow',
  'month in a row': 'monthsInRow',
};
export const explained: Explained = {
  grows: true,
  name: (written) => NAMES[`${written('unit')} ${written('streak') && 'in a row'}`] ?? 'days',
};

/** As many as are remembered, and never more than the window touches. */
export const most: MostOf<'periods'> = (metric, { forgets }) => {
  const { atLeast = 1 } = metric;
  const high = forgets ? Math.floor(COUNTED.entries / atLeast) : COUNTED.entries;
  const touched = mostTouched(metric);
  return touched < high
    ? { high: touched }
    : { high, why: `At most ${high.toLocaleString('en')} such periods are remembered.` };
};

/** Local days, weeks and months that a window can touch: never fewer than there are. */
const mostTouched = ({ within, unit }: MetricOf<'periods'>): number => {
  const length = { day: DAY_MS - HOUR_MS, week: WEEK_MS - HOUR_MS, month: 28 * DAY_MS - HOUR_MS }[
    unit
  ];
  const calendar: { readonly [window: string]: number } = { today: 1, week: 7, month: 31 };
  if (typeof within === 'string' && calendar[within] !== undefined)
    return unit === 'day' || within === 'today'
      ? calendar[within]
      : within === 'month' && unit === 'week'
        ? 6
        : 2;
  const sliding =
    typeof within === 'string' ? within : within && 'length' in within ? within.length : undefined;
  const ms = parseDuration(sliding);
  return ms === null ? Infinity : Math.ceil(ms / length) + 1;
};

/** The unit whose beginning alone may change the value: a run that was current may be over then. */
export const changesWith = ({ unit, streak }: MetricOf<'periods'>): Unit | null =>
  streak === 'current' ? unit : null;

/** How many local periods have enough matches, or the length of each run of them. */
export const sql: SqlOf<'periods'> = ({ unit, atLeast = 1, streak }, sources) => {
  const { keys, carried, at, events, local } = sources;
  const columns = [keys, ...carried].join(', ');
  const ordinal = (ms: string): string => local(unit === 'month' ? 'months' : unit, ms);
  const each = `SELECT ${columns}, ${ordinal('t')} AS period ${events()}`;
  const full = `SELECT ${columns}, period FROM (${each}) AS each_event
    GROUP BY ${columns}, period HAVING count(*) >= ${atLeast}`;
  const value = 'max(periods)';
  if (streak === undefined)
    return {
      value,
      from: `FROM (SELECT ${columns}, count(*) AS periods FROM (${full}) AS full_periods GROUP BY ${columns}) AS counted`,
      along: { keysIn: `FROM (${each}) AS each_event`, key: 'period', atLeast },
    };
  // In a run, the period and its rank rise together.
  const rank = `row_number() OVER (PARTITION BY ${keys} ORDER BY period)`;
  const runs = `SELECT ${columns}, count(*) AS periods, max(period) AS ends
    FROM (SELECT ${columns}, period, period - ${rank} AS run FROM (${full}) AS full_periods) AS in_runs GROUP BY ${columns}, run`;
  const isCurrent = (ends: string, now: string): string => `${ends} >= ${ordinal(now)} - 1`;
  const current = streak === 'current' ? ` WHERE ${isCurrent('ends', at)}` : '';
  return {
    value,
    from: `FROM (${runs}) AS runs${current}`,
    along: {
      runsIn: `FROM (${each}) AS each_event`,
      key: 'period',
      atLeast,
      ...(streak === 'current' && { isCurrent }),
    },
  };
};

/** Local days, weeks or months with enough matches. The values are the periods' running numbers. */
export const aggregateOf = (
  unit: Unit,
  atLeast: number,
  streak: 'longest' | 'current' | undefined,
): Aggregate => ({
  add: (all, value) => {
    if (tally(all, value, 1) === atLeast) all.n++;
  },
  retract: (all, value) => {
    if (tally(all, value, -1) === atLeast - 1) all.n--;
  },
  result: ({ n, by }, { host, now }) => {
    if (!streak || !by) return n;
    const full = (period: number): boolean => (by.get(period) ?? 0) >= atLeast;
    const runTo = (period: number): number => {
      let length = 0;
      while (full(period - length)) length++;
      return length;
    };
    if (streak === 'current') {
      const present = periodAt(host, unit, now);
      return runTo(present) || runTo(present - 1);
    }
    let longest = 0;
    for (const period of by.keys() as Iterable<number>)
      if (!full(period + 1)) longest = Math.max(longest, runTo(period));
    return longest;
  },
  maxPerValue: atLeast,
  bound: 'least',
  scale: 1,
  ...(streak === 'current' && {
    nextChange: ({ by }, { host, now }) => (by?.size ? nextPeriod(host, unit, now) : Infinity),
  }),
});

const unitOf = ({ unit }: Definition): Unit => {
  if (unit === 'day' || unit === 'week' || unit === 'month') return unit;
  throw new CompileError('bad "unit"');
};

export const kind: FoldedKind = ({ fold }) => ({
  key: 'periods',
  compile(definition, context) {
    const { atLeast = 1, streak } = definition;
    const unit = unitOf(definition);
    if (typeof atLeast !== 'number' || !Number.isInteger(atLeast) || atLeast < 1)
      throw new CompileError('bad "atLeast"');
    if (streak !== undefined && streak !== 'longest' && streak !== 'current')
      throw new CompileError('bad "streak"');
    const selection = selectEvents('periods', definition, context);
    return fold(selection, aggregateOf(unit, atLeast, streak), unit);
  },
});
