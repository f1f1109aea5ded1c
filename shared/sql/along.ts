import type { Query } from './query.ts';
import { type Scope, durationMs, windowSql } from './scope.ts';
import type { Duration, Window } from '../definitions/types.ts';

/** Those asked about as a visitor's moments, by which a value runs along: from one pass over moments and events. */
export interface Along {
  /** A relation with `visitor`, `ask`, `moment`, `asked_session`, and `n`: how many of the events have happened by then. */
  readonly moments: string;
  /** A relation of the events, with their places `n`. */
  readonly events: string;
  /** Columns of both: at a moment only those events are looked at that have the same there. */
  readonly same: readonly string[];
  /** Columns of the events beyond those of the events seen, their places and these. */
  readonly also: readonly string[];
  /** An instant before which nothing is asked; null: asked from the first event on. */
  readonly since: number | null;
}

/** Moments and events for one window: which events lie in it is a question of two columns. */
export interface Run {
  /** Columns of both relations. Only events with the same there are in a moment's window … */
  readonly keys: readonly string[];
  /** … that have happened, and lie less than this before the moment by `clock`; null: however long. */
  readonly length: number | null;
  /** Relations with `clock` and `n`. */
  readonly events: string;
  readonly moments: string;
  /** Columns of the events beyond those of the events seen. */
  readonly also: readonly string[];
  /** What holds of an event in the window whatever the moment. */
  readonly tests: readonly string[];
  /** An instant: no event up to it is in the window at any moment. */
  readonly after: number | undefined;
}

const UNITS = { today: 'day', week: 'week', month: 'months' } as const;

/** What `clock` and the further key are of an event, and of a moment. */
interface Columns {
  readonly clock: readonly [event: string, moment: string];
  readonly period?: readonly [event: string, moment: string];
  readonly length?: number;
}

const TIME = ['t', 'moment'] as const;

const columnsFor = (within: Window | undefined, query: Query): Columns => {
  const session = (): Columns['clock'] => [
    query.column('session'),
    'coalesce(asked_session, covey_int(0))',
  ];
  if (within === undefined) return { clock: TIME };
  if (within === 'session') return { clock: TIME, period: session() };
  if (typeof within === 'string') {
    const unit = UNITS[within as keyof typeof UNITS] as (typeof UNITS)['today'] | undefined;
    return unit === undefined
      ? { clock: TIME, length: durationMs(within as Duration) }
      : { clock: TIME, period: [query.local(unit, 't'), query.local(unit, 'moment')] };
  }
  if ('sessions' in within) return { clock: session(), length: within.sessions };
  // Of a window some time ago the moments have been moved.
  return 'ago' in within ? { clock: TIME, length: durationMs(within.length) } : { clock: TIME };
};

export const runOf = (
  { moments, events, same, also, since }: Along,
  within: Window | undefined,
  scope: Scope,
  query: Query,
): Run => {
  const { clock, period, length = null } = columnsFor(within, query);
  const isOfEvent = typeof within === 'object' && ('first' in within || 'from' in within);
  const after = since === null || length === null || clock !== TIME ? undefined : since - length;
  const columns = (i: 0 | 1): string =>
    [`${clock[i]} AS clock`, ...(period ? [`${period[i]} AS in_period`] : [])].join(', ');
  return {
    keys: ['visitor', ...same, ...(period ? ['in_period'] : [])],
    length,
    also: [...same, ...also, 'n', ...(period ? ['in_period'] : [])],
    events: `(SELECT *, ${columns(0)} FROM ${events}) AS clocked`,
    moments: `(SELECT *, ${columns(1)} FROM ${moments}) AS asked`,
    tests: [
      ...(isOfEvent ? windowSql(within, scope, query) : []),
      ...(after === undefined ? [] : [`t > ${after}`]),
    ],
    after,
  };
};

/** A scope of a run's events, as if nothing but they had ever happened. */
export const scopeOf = (
  run: Run,
  query: Query,
): Pick<Scope, 'events' | 'keys' | 'also' | 'at' | 'carried'> => ({
  events: () => run.events,
  keys: run.keys,
  also: run.also,
  at: String(query.at),
  carried: [],
});
