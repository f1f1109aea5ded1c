import { SESSION_START_PROPERTIES } from '../definitions/session-start.ts';
import { type Properties, orderSql, propertiesIn, propertiesOf } from './properties.ts';
import type { LogColumns } from './query.ts';
import { given, text } from './text.ts';

/** A log as a page would have written it: events with the same id once, and with what a page adds by itself. */
export interface AsPageWrites {
  /** A column that is the same in copies of an event; events without an id are no copies. */
  readonly id?: string;
  /** Which of the two the log has none of. */
  readonly pageEvents?: readonly ('first_visit' | 'session_start')[];
}

interface LogOptions {
  readonly table: readonly string[];
  readonly select: string | undefined;
  readonly columns: LogColumns;
  readonly at: number;
  readonly sessionTimeoutMs: number;
  readonly asPage: AsPageWrites;
}

/** A relation of events, what it calls its columns, and their properties. */
export interface LogSql {
  readonly from: string;
  readonly columns: LogColumns;
  readonly props: Properties;
}

export const OWN_COLUMNS: LogColumns = {
  visitor: 'visitor',
  time: 'time',
  seq: 'seq',
  name: 'name',
  props: 'props',
};

/** The table as it is, where a page would add nothing. */
export const logSql = (options: LogOptions): LogSql => {
  const { table, select, columns, at, sessionTimeoutMs, asPage } = options;
  const { id, pageEvents = [] } = asPage;
  const from = relationSql(table, select);
  const props = propertiesOf(columns);
  if (id === undefined && pageEvents.length === 0) return { from, columns, props };
  let kept = `SELECT ${given(columns.visitor)} AS visitor,
    ${given(columns.time)} AS time,
    covey_ms(${given(columns.time)}) AS t,
    covey_int(${orderSql(columns)}) AS seq,
    ${given(columns.name)} AS name,
    ${props.whole} AS props${id === undefined ? '' : `,\n    ${idSql(id)} AS id`}
  FROM ${from}
  WHERE ${given(columns.time)} <= covey_time(${at})`;
  if (id !== undefined)
    kept = `SELECT visitor, time, t, seq, name, props
  FROM (SELECT visitor, time, t, seq, name, props, id,
    row_number() OVER (PARTITION BY visitor, id ORDER BY t, seq) AS copy
  FROM (${kept}) AS told_twice) AS copies
  WHERE id IS NULL OR copy = 1`;
  return {
    from: `(${pageEvents.length === 0 ? kept : withPageEvents(kept, pageEvents, sessionTimeoutMs)}) AS log`,
    columns: OWN_COLUMNS,
    props: propertiesIn('props'),
  };
};

/** A table, or what stands for it: a SELECT that is written for the engine already. */
export const relationSql = (table: readonly string[], select: string | undefined): string =>
  select === undefined ? table.map(given).join('.') : `(covey_raw(${text(select)})) AS given_log`;

/** An empty text is no id. */
export const idSql = (id: string): string => `nullif(covey_plain(${given(id)}), '')`;

/** Each event as a list: 0 for itself, numbers below for what comes before it. One pass, and nothing is joined. */
const withPageEvents = (
  kept: string,
  pageEvents: readonly string[],
  sessionTimeoutMs: number,
): string => {
  const addsVisit = pageEvents.includes('first_visit');
  const addsSession = pageEvents.includes('session_start');
  const begins = `before IS NULL OR t - before >= ${sessionTimeoutMs}`;
  const from = [
    ...(addsVisit ? [`WHEN before IS NULL THEN ${addsSession ? -2 : -1}`] : []),
    ...(addsSession ? [`WHEN ${begins} THEN -1`] : []),
  ];
  const said = SESSION_START_PROPERTIES.map(
    (name) => `${text(name)}, covey_get(props, ${text(name)})`,
  );
  const name = addsSession
    ? `${addsVisit ? "WHEN value = -2 THEN 'first_visit' " : ''}WHEN value = -1 THEN 'session_start' `
    : "WHEN value = -1 THEN 'first_visit' ";
  const props = addsSession
    ? `${addsVisit ? 'WHEN value = -2 THEN covey_object() ' : ''}WHEN value = -1 THEN covey_object(${said.join(', ')}) `
    : 'WHEN value = -1 THEN covey_object() ';
  return `SELECT visitor, time, seq + value AS seq,
    CASE ${name}ELSE name END AS name,
    CASE ${props}ELSE props END AS props
  FROM covey_each(SELECT visitor, time, seq, name, props,
    covey_range(CASE ${from.join(' ')} ELSE 0 END, 1, 1) AS list
  FROM (SELECT visitor, time, t, seq, name, props,
    covey_lag(t) OVER (PARTITION BY visitor ORDER BY t, seq) AS before
  FROM (${kept}) AS kept) AS in_order)`;
};
