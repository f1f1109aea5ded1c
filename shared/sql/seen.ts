import type { LogSql } from './log.ts';
import { orderSql } from './properties.ts';
import type { EventColumn, QueryOptions } from './query.ts';
import { and, given, or, text } from './text.ts';

/** The events seen: what a log holds up to the instant, as the other parts read it. */

/** Names of events, each with the time after which it is read. */
export type EventsRead = ReadonlyMap<string, number>;

export interface Held {
  readonly path: readonly string[];
  readonly column: string;
  /** Of which events it is read, each with the time after which; `*`: of all. */
  readonly names: EventsRead;
}

export const BY_TIME = 'PARTITION BY visitor ORDER BY t';
const ORDER = `${BY_TIME}, seq`;

/** An event's place among those of its visitor in a relation. */
export const placeSql = (order: string): string => `covey_int(row_number() OVER (${order}))`;
export const PLACE = placeSql(ORDER);

/** 1 for the first event of a session, but for the very first; else 0. */
export const beginsSql = (timeoutMs: number, order = ORDER): string =>
  `covey_int(CASE WHEN t - covey_lag(t) OVER (${order}) >= ${timeoutMs} THEN 1 ELSE 0 END)`;

/** The log up to an instant, after a SELECT list. */
export const upToSql = ({ from, columns }: Omit<LogSql, 'props'>, at: number): string =>
  `FROM ${from}
  WHERE ${given(columns.time)} <= covey_time(${at})`;

interface Seen {
  readonly log: LogSql;
  readonly held: readonly Held[];
  readonly columns: ReadonlySet<EventColumn>;
  /** Of the events that are read, each with the time after which; null: of all. */
  readonly names: ReadonlyMap<string, number> | null;
  readonly needsSeq: boolean;
}

/** The events up to the instant that some part reads, null for all, each with what is read of it. */
export const seenSql = (
  options: QueryOptions,
  { log: relation, held, columns, names: some, needsSeq }: Seen,
): string => {
  const { at, sessionTimeoutMs } = options;
  const { columns: log, props } = relation;
  const name = given(log.name);
  const isOneOf = (names: readonly string[]): string =>
    `${name} IN (${names.map(text).join(', ')})`;
  const get = props.at;
  const isRead = (read: EventsRead): string => {
    const bounds = [...new Set(read.values())];
    return or(
      bounds.map((after) => {
        const names = [...read.keys()].filter((one) => read.get(one) === after);
        return and([
          names.includes('*') ? 'TRUE' : isOneOf(names),
          after === -Infinity ? 'TRUE' : `${given(log.time)} > covey_time(${after})`,
        ]);
      }),
    );
  };
  const valueOf = ({ path, names, column }: Held): string => {
    const test = isRead(names);
    return `${test === 'TRUE' ? get(path) : `CASE WHEN ${test} THEN ${get(path)} END`} AS ${column}`;
  };
  const bySession = columns.has('session') || columns.has('last_session');
  const inOrder = bySession || columns.has('n');
  const kept = ['visitor', 't', 'name', ...held.map(({ column }) => column)];
  const rows = (more: readonly string[], where: string): string =>
    `SELECT ${[
      `${given(log.visitor)} AS visitor`,
      `covey_ms(${given(log.time)}) AS t`,
      `${name} AS name`,
      ...held.map(valueOf),
      ...more,
    ].join(',\n    ')}
  ${upToSql(relation, at)}${where === '' ? '' : ` AND ${where}`}`;

  // Of several events of one name and id, the first. Few events have ids: only these are sorted.
  const repeats = options.repeats.filter(([event]) => some === null || some.has(event));
  const repeated = repeats.map(([event]) => event);
  // Of one id, the first event may lie before those that are read: only of others, time is a bound.
  const others =
    some === null ? null : new Map([...some].filter(([one]) => !repeated.includes(one)));
  const withSeq = inOrder || needsSeq;
  const seq = withSeq ? [`${orderSql(log)} AS seq`] : [];
  const plain =
    others === null
      ? repeated.length > 0
        ? `(${name} IS NULL OR NOT ${isOneOf(repeated)})`
        : ''
      : `(${isRead(others)})`;
  const sources = others?.size === 0 ? [] : [rows(seq, plain)];
  if (repeated.length > 0) {
    const cases = repeats.map(
      ([event, property]) => `WHEN ${name} = ${text(event)} THEN ${get([property])}`,
    );
    const all = rows(
      [`${orderSql(log)} AS seq`, `CASE ${cases.join(' ')} END AS id`],
      isOneOf(repeated),
    );
    const order = 'row_number() OVER (PARTITION BY visitor, name, once ORDER BY t, seq)';
    const columnsOf = [...kept, ...(withSeq ? ['seq'] : [])].join(', ');
    sources.push(`SELECT ${columnsOf}
  FROM (SELECT *, ${order} AS time_of_once
  FROM (SELECT *, covey_id(id) AS once FROM (${all}) AS with_id) AS known) AS numbered
  WHERE once IS NULL OR time_of_once = 1`);
  }
  let sql = sources.length > 0 ? sources.join('\n  UNION ALL\n  ') : rows(seq, '1 = 0');

  if (needsSeq) kept.push('seq');
  let level = 0;
  const add = (expressions: readonly string[]): void => {
    if (expressions.length === 0) return;
    level += 1;
    sql = `SELECT ${[...kept, ...expressions].join(',\n    ')}\n  FROM (${sql}) AS events${level}`;
    kept.push(...expressions.map((one) => one.replace(/^.* AS /s, '')));
  };
  add([
    ...(inOrder ? [`${PLACE} AS n`] : []),
    ...(bySession ? [`${beginsSql(sessionTimeoutMs)} AS begins`] : []),
    ...(columns.has('first_t') ? ['min(t) OVER (PARTITION BY visitor) AS first_t'] : []),
  ]);
  if (bySession) kept.splice(kept.indexOf('begins'), 1);
  // Sums of whole numbers are wider than whole numbers, which joins are slow at. One order is sorted by once.
  const sumOf = (end: string): string =>
    `covey_int(1 + sum(begins) OVER (PARTITION BY visitor ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND ${end}))`;
  add([
    ...(bySession ? [`${sumOf('CURRENT ROW')} AS session`] : []),
    ...(columns.has('last_session') ? [`${sumOf('UNBOUNDED FOLLOWING')} AS last_session`] : []),
  ]);
  return sql;
};
