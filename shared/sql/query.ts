import type { SessionAggregates } from './dialects/dialect.ts';
import { type AsPageWrites, logSql } from './log.ts';
import {
  BY_TIME,
  type EventsRead,
  type Held,
  PLACE,
  beginsSql,
  placeSql,
  seenSql,
  upToSql,
} from './seen.ts';
import { freeNames, given, text } from './text.ts';

/** What a statement is built from: named parts, and the columns of events that some part reads. */
export interface Query {
  /** Milliseconds since the epoch: the instant asked about. */
  readonly at: number;
  /** The table of what hosts tell, quoted; null: nothing is known of it. */
  readonly told: string | null;
  readonly savedGroups: { readonly [id: string]: readonly (string | number)[] };
  /** A pattern as the engine reads it, null where it is none; throws `NoSqlForm`. */
  readonly pattern: (source: unknown) => string | null;
  /** The longest gap between steps that the engine's windows can look back over, in milliseconds. */
  readonly longestGapMs: number;
  /** Whether much may be worked out within a CASE: see `Dialect`. */
  readonly hasLazyCases: boolean;
  /** What sessions come to, as aggregates over all events of a visitor; null where events in order tell it. */
  readonly sessions: SessionAggregates | null;
  /** The visitors' time zone, as a literal. */
  readonly zone: string;
  /** A name that no part and no other such relation has. */
  name(name: string): string;
  /** Adds a common table expression and gives its quoted name; a name taken already gets a number. */
  part(name: string, body: string): string;
  /** A column of the events seen that holds what stands at a path of the properties, of events with these names, `*` for all, after a time. */
  property(path: readonly string[], names: readonly string[], after?: number): string;
  /** Asks for a column of the events seen that takes some work to make. */
  column(name: EventColumn): string;
  /** Says which events some part reads, `*` for all, and after which time: the others are not among the events seen. */
  reads(names: readonly string[], after?: number): void;
  /** Whether all events are among those seen, as far as is known. */
  readsAll(): boolean;
  /** A relation of all events with `visitor`, `t`, `n` and `begins`. */
  inOrder(): string;
  /** What orders one visitor's events seen. */
  inTime(): readonly string[];
  /** A relation of the events seen that pass a test, with places `n` among these: few are sorted sooner than all. */
  placed(test: string): string;
  /** A whole number, or the date as text, of the visitors' local time at an instant in milliseconds. */
  local(what: LocalTime, ms: string): string;
}

/** Hours from 0, weekdays from Monday as 1, months from January as 1; days and months counted through; the date as text. */
export type LocalTime = 'hour' | 'weekday' | 'month' | 'day' | 'week' | 'months' | 'date';

/**
 * `n`: position among the visitor's events, from 1. `session`: its number. `first_t`: time of the
 * visitor's first event. `last_session`: number of the latest session.
 */
export type EventColumn = 'n' | 'session' | 'first_t' | 'last_session';

/** What the table of events calls its columns. */
export interface LogColumns {
  readonly visitor: string;
  readonly time: string;
  /** Null where it has none: events of one visitor and one time come in any order then. */
  readonly seq: string | null;
  readonly name: string;
  /** The column of JSON; null where it has none. */
  readonly props: string | null;
  /** Columns that hold a property each. None lies within another. */
  readonly properties?: readonly PropertyColumn[];
}

/** A property in a column of its own, of any type. */
export interface PropertyColumn {
  /** As definitions write it, `geo.country`: what the column holds stands there. */
  readonly path: string;
  readonly column: string;
}

export interface QueryOptions {
  readonly at: number;
  readonly timezone: string;
  /** Database, schema and table, each a name; or the table alone. */
  readonly table: readonly string[];
  /** What stands for it. */
  readonly select: string | undefined;
  readonly columns: LogColumns;
  readonly asPage: AsPageWrites;
  readonly told: string | null;
  readonly pattern: Query['pattern'];
  readonly longestGapMs: number;
  readonly hasLazyCases: boolean;
  readonly sessions: SessionAggregates | null;
  readonly sessionTimeoutMs: number;
  readonly savedGroups: { readonly [id: string]: readonly (string | number)[] };
  /** Names of events that happen once, and the property that tells one from another. */
  readonly repeats: readonly (readonly [name: string, property: string])[];
}

/** A named part of a statement. */
export interface Part {
  readonly name: string;
  readonly body: string;
}

/** The parts of a statement in order, and the columns that its events have in the end. */
export interface Parts {
  readonly parts: readonly Part[];
  readonly columns: readonly string[];
  /** Those of them that hold properties. */
  readonly properties: readonly string[];
  /** What is made of events; nothing where none are seen. */
  readonly events?: MadeOfEvents;
}

interface MadeOfEvents {
  /** A SELECT of every visitor with an event up to the instant, and one with the time of the first. */
  readonly everybody: string;
  readonly started: string;
  /** A relation of all events in order: `visitor`, `t`, `n` and `begins`. */
  readonly inOrder: string;
  /** A relation of the events seen that pass a test, with places. */
  readonly placed: (test: string) => string;
}

/** The name of the part with the events up to the instant asked about. */
export const SEEN = 'seen';
/** That of the log as a page would have written it, where that is not the table itself. */
const WRITTEN = 'written';

/** A query, and `parts`, which gives what stands before the final SELECT. */
export const createQuery = (options: QueryOptions) => {
  const { at, told, savedGroups, pattern, longestGapMs, hasLazyCases, sessions } = options;
  const table = options.table.at(-1) ?? '';
  const made: Part[] = [];
  const partName = freeNames([SEEN, WRITTEN, table, told ?? SEEN, 'told']);
  const columnName = freeNames();
  const properties = new Map<string, Held>();
  const columns = new Set<EventColumn>();
  let names: EventsRead = new Map();
  let needsSeq = false;
  const zone = text(options.timezone);
  const query: Query = {
    at,
    told: told === null ? null : given(told),
    savedGroups,
    pattern,
    longestGapMs,
    hasLazyCases,
    sessions,
    zone,
    name: partName,
    part(name, body) {
      const quoted = partName(name);
      made.push({ name: quoted, body });
      return quoted;
    },
    property(path, of, after = -Infinity) {
      const key = JSON.stringify(path);
      const column = properties.get(key)?.column ?? columnName(`props.${path.join('.')}`);
      const read = earliest(properties.get(key)?.names ?? new Map(), of, after);
      properties.set(key, { path, column, names: read });
      return column;
    },
    column(name) {
      columns.add(name);
      // Sessions are made of all events, and so is a first one.
      if (name !== 'n') query.reads(['*']);
      if (name === 'last_session') columns.add('session');
      return name;
    },
    reads(some, after = -Infinity) {
      names = earliest(names, some, after);
    },
    readsAll: () => names.has('*'),
    inOrder() {
      query.reads(['*']);
      return 'covey_in_order()';
    },
    inTime() {
      needsSeq = true;
      return ['t', 'seq'];
    },
    placed(test) {
      needsSeq = true;
      return `covey_placed(${test})`;
    },
    local: (what, ms) => `covey_${what}(${ms}, ${zone})`,
  };

  const parts = (): Parts => {
    const held = [...properties.values()];
    const wanted = EVENT_COLUMNS.filter((one) => columns.has(one));
    // Sessions are numbered in the same order.
    const hasPlaces = wanted.some((one) => one !== 'first_t');
    const some = names.has('*') ? null : names;
    const own = logSql(options);
    const isTable = options.asPage.id === undefined && !options.asPage.pageEvents?.length;
    // What a page adds is worked out once, however often it is read.
    const log = isTable ? own : { ...own, from: WRITTEN };
    const ofLog = `SELECT ${given(log.columns.visitor)} AS visitor, covey_ms(${given(log.columns.time)}) AS t ${upToSql(log, at)}`;
    const all = some === null ? SEEN : `(${ofLog}) AS log`;
    const seen = seenSql(options, { log, held, columns, names: some, needsSeq });
    const first = isTable
      ? []
      : [[WRITTEN, `SELECT visitor, time, seq, name, props\n  FROM ${own.from}`] as const];
    return {
      parts: [
        ...[...first, [SEEN, seen] as const].map(([name, body]) => ({ name, body })),
        ...made,
      ],
      columns: ['visitor', 't', 'name', ...held.map(({ column }) => column), ...wanted],
      properties: held.map(({ column }) => column),
      events: {
        everybody: `SELECT DISTINCT visitor FROM ${all}`,
        started: `SELECT visitor, min(t) AS first FROM ${all} GROUP BY visitor`,
        placed: (test) =>
          hasPlaces
            ? `(SELECT * FROM ${SEEN} WHERE ${test}) AS placed`
            : `(SELECT *, ${PLACE} AS n FROM ${SEEN} WHERE ${test}) AS placed`,
        // Which of two events of one time comes first, no session hangs on.
        inOrder: `(SELECT visitor, t, ${placeSql(BY_TIME)} AS n, ${beginsSql(options.sessionTimeoutMs, BY_TIME)} AS begins FROM (SELECT visitor, t FROM ${SEEN}) AS every) AS in_order`,
      },
    };
  };

  return { query, parts };
};

/** With more names, each from the earliest time on at which somebody reads it. */
const earliest = (read: EventsRead, names: readonly string[], after: number): EventsRead =>
  new Map([
    ...read,
    ...names.map((name) => [name, Math.min(after, read.get(name) ?? Infinity)] as const),
  ]);

const EVENT_COLUMNS: readonly EventColumn[] = ['n', 'session', 'first_t', 'last_session'];

/** The columns of the events seen that a relation of them has, for a SELECT of it by the name `alias`. */
export const eventColumns = (alias: string, withoutPlace = false): string =>
  `covey_columns(${alias}${withoutPlace ? ', n' : ''})`;
