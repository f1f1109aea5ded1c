import { parseDuration } from '../definitions/durations.ts';
import type { Duration, Window } from '../definitions/types.ts';
import type { Along } from './along.ts';
import { earlierSql } from './earlier.ts';
import { NoSqlForm } from './no-sql-form.ts';
import { type LocalTime, type Query, SEEN, eventColumns } from './query.ts';

/** Whose events a metric looks at: a visitor's, one session's, or a visitor's up to some moment. */
export interface Scope {
  /** A relation with a row for each event seen by each of those asked about; made when it is first read. */
  readonly events: () => string;
  /** Columns that name those asked about. */
  readonly keys: readonly string[];
  /** Columns of the events beyond those of the events seen. */
  readonly also: readonly string[];
  /** "Now", in milliseconds: a number, or an expression over the columns `carried`. */
  readonly at: string;
  /** Columns of the events, the same for all events of those asked about. */
  readonly carried: readonly string[];
  /** The column with an event's place among the visitor's events, where it is not `n`. */
  readonly position?: string;
  /** Whether an event is in the session that "session" speaks of. */
  readonly inSession: (query: Query) => string;
  /** The number of that session. */
  readonly latest: (query: Query) => string;
  /** The events with their places `n`, and where sessions `begin`; null where they are not a visitor's from the first on. */
  readonly inOrder: ((query: Query) => string) | null;
  /** Where those asked about are a visitor at several moments, and values run along them. */
  readonly along?: Along | undefined;
  /** The column of those asked about that says whether the host has told its facts, where it may not have yet. */
  readonly isTold?: string;
  /** Ends the names of parts made for this scope. */
  readonly label: string;
}

/** Every visitor, at the instant asked about. */
export const visitors = (events: string, at: string): Scope => ({
  events: () => events,
  keys: ['visitor'],
  also: [],
  at,
  carried: [],
  inSession: (query) => `${query.column('session')} = ${query.column('last_session')}`,
  latest: (query) => query.column('last_session'),
  inOrder: (query) => query.inOrder(),
  label: '',
});

/** What is made when it is first asked for. */
export const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
};

/** Whether the events are those seen, as they are. */
export const isOfSeen = ({ along, events }: Pick<Scope, 'along' | 'events'>): boolean =>
  along === undefined && events() === SEEN;

export const durationMs = (text: Duration): number => {
  const ms = parseDuration(text);
  if (ms === null) throw new NoSqlForm('duration', `"${text}" is no duration`);
  return ms;
};

/** All columns of a scope's events, of the relation of that name, each by its own name. */
export const columnsOf = ({ also }: Pick<Scope, 'also'>, alias: string): string =>
  [
    ...also.map((column) => `${alias}.${column} AS ${column}`),
    eventColumns(alias, also.includes('n')),
  ].join(', ');

/** Asks for the events' places, where the scope does not give them places of its own. */
export const withPlaces = ({ also }: Pick<Scope, 'also'>, query: Query): string =>
  also.includes('n') ? 'n' : query.column('n');

/** Whether two relations are about the same one. */
export const sameSql = ({ keys }: Pick<Scope, 'keys'>, one: string, other: string): string =>
  keys.map((key) => `${one}.${key} = ${other}.${key}`).join(' AND ');

/** The scope as it was some time ago: of `{ length, ago }` the value is the one the window had then. */
export const shifted = (
  name: string,
  scope: Scope,
  within: Window | undefined,
  query: Query,
): Scope => {
  if (typeof within !== 'object' || !('ago' in within)) return scope;
  const ago = durationMs(within.ago);
  const at = `(${scope.at} - ${ago})`;
  const events = once(() =>
    query.part(
      `${name} some time ago${scope.label}`,
      `SELECT * FROM ${scope.events()} WHERE t <= ${at}`,
    ),
  );
  const since = scope.along?.since ?? null;
  const along = scope.along && {
    ...scope.along,
    since: since === null ? null : since - ago,
    moments: query.part(
      `${name} moments some time ago${scope.label}`,
      earlierSql(scope.along, ago),
    ),
  };
  return { ...scope, at, events, along };
};

const UNITS: Readonly<Record<string, LocalTime>> = { today: 'day', week: 'week', month: 'months' };

/** Whether an event is in the window, of a scope that `shifted` has moved. */
export const windowSql = (
  within: Window | undefined,
  scope: Scope,
  query: Query,
): readonly string[] => {
  const { at } = scope;
  if (within === undefined) return [];
  if (within === 'session') return [scope.inSession(query)];
  if (typeof within === 'string') {
    const unit = UNITS[within];
    if (unit === undefined) return [`t > ${at} - ${durationMs(within as Duration)}`];
    return [`${query.local(unit, 't')} = ${query.local(unit, at)}`];
  }
  if ('sessions' in within)
    return [`${query.column('session')} > ${scope.latest(query)} - ${within.sessions}`];
  if ('first' in within)
    return [
      `t < ${query.column('first_t')} + ${durationMs(within.first)}`,
      // What is entered before the first event is before all windows that begin with it.
      ...(scope.position === undefined ? [] : [`${scope.position} > 0`]),
    ];
  if ('from' in within) return [`t >= ${instant(within.from)}`, `t < ${instant(within.to)}`];
  return [`t > ${at} - ${durationMs(within.length)}`];
};

/** The instant up to which no event of a scope is in the window, where there is one: of a scope that is not moved. */
export const windowStart = (within: Window | undefined, scope: Scope): number | undefined =>
  isOfSeen(scope) && typeof within === 'string' && /^\d/.test(within)
    ? Number(scope.at) - durationMs(within as Duration)
    : undefined;

/** Whether all events after one in the window are in it as well. */
export const isOpenEnded = (within: Window | undefined): boolean =>
  typeof within !== 'object' || !('first' in within || 'from' in within);

const instant = (text: string): number => {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new NoSqlForm('within', `"${text}" is no instant`);
  return ms;
};
