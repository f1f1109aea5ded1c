import { sessionTimeoutOf } from '../definitions/durations.ts';
import type { Definitions } from '../definitions/types.ts';
import { createFacts } from './facts.ts';
import { createMemory } from './memory.ts';
import { NoSqlForm } from './no-sql-form.ts';
import { DIALECTS, type DialectName, writeScript } from './dialects/index.ts';
import { type LogColumns, SEEN, createQuery } from './query.ts';
import { repeatsOf } from './reads.ts';
import { visitors } from './scope.ts';
import { answer, createSegments } from './segments.ts';
import { type AsPageWrites, OWN_COLUMNS } from './log.ts';
import { sizesSql } from './sizes.ts';
import { identifier } from './text.ts';
import type { Fact } from './values.ts';

export interface SqlOptions {
  /** The instant asked about, in milliseconds since the epoch. Events after it are not looked at. */
  readonly at: number;
  /** The visitors' IANA time zone, for calendar windows and local hours; UTC by default. */
  readonly timezone?: string;
  /** The engine that is to read it; DuckDB by default. */
  readonly dialect?: DialectName;
  /**
   * The table of events, `events` by default, with its schema before it where it has one. It has `visitor`, `time`,
   * `seq` (the order of events of one time), `name`, and `props` (JSON): see docs/sql.md for their types.
   */
  readonly table?: string | readonly string[];
  /** What stands for that table: a SELECT with its columns, written for the engine. */
  readonly select?: string;
  /** What that table calls its columns, where it calls them otherwise. */
  readonly columns?: Partial<LogColumns>;
  /**
   * A table of what hosts tell: `visitor` and `facts`, JSON such as `{ "trait": { "plan": "pro" }, "geo": {} }`,
   * told before the first event, as in a page. A namespace left out, or a visitor, is unknown; without a table everything is.
   */
  readonly facts?: string;
  /** False leaves the metrics out of the result, but for what segments read of them. */
  readonly metrics?: boolean;
  /** What a page would have done to the log; nothing by default. */
  readonly asPage?: AsPageWrites;
  /**
   * Instead of a row for each visitor, how many there are: see `sizesSql`. Segments are counted as they stand in `columns`,
   * where the first is the visitor; without metrics.
   */
  readonly sizes?: boolean;
}

/** A metric (`metric.ID`) or segment (`segment.ID`) that is not in the result, and why. */
export interface Unsupported {
  readonly id: string;
  /** As a definition writes it: `"interest"`, `"$regex"`. */
  readonly construct: string;
  readonly why: string;
}

export interface CompiledSql {
  /** Statements for the engine: `prelude`, `query` and `cleanup`. */
  readonly sql: string;
  /** What is set or made before, a statement each. */
  readonly prelude: readonly string[];
  /** A SELECT with one row for each visitor. */
  readonly query: string;
  /** What takes away again what the prelude made. */
  readonly cleanup: readonly string[];
  /** Its columns, in order: the visitor, then metrics and segments in the order of the definitions. */
  readonly columns: readonly string[];
  readonly unsupported: readonly Unsupported[];
}

/**
 * Definitions as SQL: a row for each visitor with an event up to `at`, with every metric's
 * value (NULL where absent, and for a `since` without a match) and every segment's membership:
 * TRUE, FALSE, or NULL for unknown. Never throws; what has no SQL form is named in `unsupported`.
 *
 * @example
 * compileSql(definitions, { at: Date.parse('2026-11-24T00:00:00Z') }).sql
 */
export const compileSql = (definitions: Definitions, options: SqlOptions): CompiledSql => {
  const { at, timezone = 'UTC', table = 'events' } = options;
  const dialect = DIALECTS[options.dialect ?? 'duckdb'];
  const sessionTimeoutMs = sessionTimeoutOf(definitions);
  const { query, parts } = createQuery({
    at,
    timezone,
    table: typeof table === 'string' ? [table] : table,
    select: options.select,
    columns: { ...OWN_COLUMNS, ...options.columns },
    asPage: options.asPage ?? {},
    pattern: dialect.pattern,
    longestGapMs: dialect.longestGapMs,
    told: options.facts ?? null,
    hasLazyCases: dialect.hasLazyCases,
    sessions: dialect.sessions?.(sessionTimeoutMs) ?? null,
    sessionTimeoutMs,
    savedGroups: definitions.savedGroups ?? {},
    repeats: repeatsOf(definitions),
  });
  const memory = createMemory(definitions, query);
  const facts = createFacts({
    definitions,
    query,
    scope: visitors(SEEN, String(at)),
    eventsWith: memory.eventsWith,
  });
  const segments = createSegments({
    definitions,
    query,
    readFact: facts.read,
    known: (id) => (memory.needs(id) ? answer(memory.read(id)) : null),
    overTime: false,
  });

  const columns = ['visitor'];
  const selected = ['visitor'];
  const values: string[] = [];
  const unsupported: Unsupported[] = [];
  const attempt = (id: string, read: () => Fact): void => {
    try {
      const fact = read();
      columns.push(id);
      selected.push(selectedAs(fact, identifier(id)));
      values.push(fact === 'unknown' ? 'covey_null(boolean)' : fact.sql);
    } catch (error) {
      if (!(error instanceof NoSqlForm)) throw error;
      unsupported.push({ id, construct: error.construct, why: error.why });
    }
  };
  const metrics =
    options.metrics === false || options.sizes === true
      ? []
      : Object.keys(definitions.metrics ?? {});
  for (const id of metrics) attempt(`metric.${id}`, () => segments.readFact(`metric.${id}`));
  for (const id of Object.keys(definitions.segments))
    attempt(`segment.${id}`, () => segments.read(id));

  const all = facts.part(null);
  const remembered = memory.part();
  const from = remembered === null ? all : `${all} LEFT JOIN ${remembered} USING (visitor)`;
  const answers = query.part('answers', segments.select(from));
  const select =
    options.sizes === true
      ? sizesSql(query, answers, values)
      : `SELECT ${selected.join(',\n  ')}\nFROM ${answers}\nORDER BY visitor`;
  const script = writeScript(dialect, parts(), select);
  return {
    sql: `${[...script.prelude, script.query, ...script.cleanup].join(';\n')};\n`,
    ...script,
    columns,
    unsupported,
  };
};

const selectedAs = (fact: Fact, name: string): string => {
  const value = fact === 'unknown' ? 'covey_null(float)' : fact.sql;
  const answered = fact !== 'unknown' && fact.type === 'boolean' ? `covey_answer(${value})` : value;
  return `covey_as(${answered}, ${name})`;
};
