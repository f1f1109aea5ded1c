import { MAX_RETENTION_MS } from '../definitions/durations.ts';
import { LOG_NAMES } from '../definitions/limits.ts';
import { DIALECTS, type DialectName, type Script, writeScript } from './dialects/index.ts';
import { MOST_SEQUENCES } from './jumps.ts';
import { OWN_COLUMNS, idSql, relationSql } from './log.ts';
import { type Properties, orderSql, propertiesOf } from './properties.ts';
import type { LogColumns } from './query.ts';
import { given, text } from './text.ts';

export interface LookOptions {
  readonly dialect: DialectName;
  readonly table: readonly string[];
  /** What stands for the table: see `SqlOptions`. */
  readonly select?: string;
  readonly columns: Partial<LogColumns>;
  readonly id?: string;
}

/** Questions about a table of events that are asked before, and beside, definitions. */
export interface Look {
  /** No rows, of all that will be read: an error names what is not there. */
  readonly columns: Script;
  /** All that one evaluation reads, for an engine that can say what that costs. */
  readonly read: Script;
  /** Rows up to an instant in milliseconds: how many, the first, the last; the same after it; and how many lack a visitor, a time or a name. */
  readonly span: (until: number) => Script;
  /** The last two times up to an instant. */
  readonly lastTwo: (until: number) => Script;
  /** Names of events, those that are asked for before all others. */
  readonly names: (wanted: readonly string[]) => Script;
  /** How many rows lack a visitor, a time or a name. */
  readonly half: Script;
  /** How many texts of the column of JSON are none; null where there is no such column. */
  readonly broken: Script | null;
  /** Names of properties, likewise: of those that JSON holds, if the table has a column of it. */
  readonly keys: ((wanted: readonly string[]) => Script) | null;
  /** Names of properties that columns of their own hold, or parts of them. */
  readonly ownKeys: readonly string[];
  /** All events in their order: visitor, milliseconds, name, properties as JSON, of which only some where they are named; and the id, where there is one. */
  readonly rows: (keys: readonly string[] | null) => Script;
  /** For each path, 1 where something stands there, in one element of each list on the way. */
  readonly paths: (paths: readonly string[]) => Script;
  /** Up to an instant: how many rows are copies of another, how many visitors have longer histories than a page keeps, and how many have more events than sequences are counted. */
  readonly histories: (at: number) => Script;
}

export const compileLook = ({ dialect, table, select, columns, id }: LookOptions): Look => {
  const log: LogColumns = { ...OWN_COLUMNS, ...columns };
  const from = relationSql(table, select);
  const time = given(log.time);
  const json = log.props;
  const script = (question: string): Script =>
    writeScript(DIALECTS[dialect], { parts: [], columns: [], properties: [] }, question);
  const props = propertiesOf(log);
  const { properties = [] } = log;
  const read = [
    log.visitor,
    log.time,
    log.seq,
    log.name,
    log.props,
    ...properties.map(({ column }) => column),
    id,
  ].flatMap((column) => column ?? []);
  const half = `count(CASE WHEN t IS NULL OR ${isEmpty('visitor')} OR ${isEmpty('name')} THEN 1 END) AS half
FROM (SELECT covey_ms(${time}) AS t, ${given(log.visitor)} AS visitor, ${given(log.name)} AS name FROM ${from}) AS times`;
  const listed = (column: string, of: string, wanted: readonly string[]): Script =>
    script(`SELECT ${column} AS name
FROM ${of}
GROUP BY ${column}
ORDER BY ${wanted.length > 0 ? `CASE WHEN ${column} IN (${wanted.map(text).join(', ')}) THEN 0 ELSE 1 END, ` : ''}${column}
LIMIT ${LOG_NAMES}`);
  return {
    columns: script(`SELECT ${read.map(given).join(', ')}\nFROM ${from}\nLIMIT 0`),
    read: script(`SELECT ${read.map(given).join(', ')}\nFROM ${from}`),
    span: (until) =>
      script(`SELECT count(CASE WHEN t <= ${until} THEN 1 END) AS past,
  min(CASE WHEN t <= ${until} THEN t END) AS first,
  max(CASE WHEN t <= ${until} THEN t END) AS last,
  count(CASE WHEN t > ${until} THEN 1 END) AS ahead,
  min(CASE WHEN t > ${until} THEN t END) AS first_ahead,
  max(CASE WHEN t > ${until} THEN t END) AS last_ahead,
  ${half}`),
    half: script(`SELECT ${half}`),
    lastTwo: (until) =>
      script(`SELECT t
FROM (SELECT covey_ms(${time}) AS t FROM ${from} WHERE ${time} <= covey_time(${until})) AS times
ORDER BY t DESC
LIMIT 2`),
    names: (wanted) => listed(given(log.name), from, wanted),
    broken:
      json === null
        ? null
        : script(`SELECT count(CASE WHEN NOT covey_is_json(${given(json)}) THEN 1 END) AS broken
FROM ${from}`),
    keys:
      json === null
        ? null
        : (wanted) =>
            listed(
              'value',
              `covey_each(SELECT covey_keys(covey_props(${given(json)})) AS list FROM ${from})`,
              wanted,
            ),
    ownKeys: [...new Set(properties.map(({ path }) => path.split('.', 1)[0] ?? path))],
    rows: (keys) =>
      script(`SELECT visitor, t, name, props${id === undefined ? '' : ', id'}
FROM (SELECT covey_plain(${given(log.visitor)}) AS visitor, covey_ms(${time}) AS t, covey_int(${orderSql(log)}) AS seq, covey_plain(${given(log.name)}) AS name,
  ${chosenSql(props, keys)} AS props${id === undefined ? '' : `, ${idSql(id)} AS id`}
FROM ${from}) AS events
ORDER BY t, seq`),
    paths: (paths) =>
      script(`SELECT ${paths
        .map(
          (path, i) =>
            `max(CASE WHEN ${standsSql(`v${i}`, path.split('.').slice(1))} THEN 1 ELSE 0 END) AS p${i}`,
        )
        .join(',\n  ')}
FROM (SELECT ${paths.map((path, i) => `${props.at(path.split('.').slice(0, 1))} AS v${i}`).join(',\n  ')} FROM ${from}) AS told`),
    histories: (at) =>
      script(`SELECT coalesce(sum(copies), 0) AS copies,
  count(CASE WHEN last - first >= ${MAX_RETENTION_MS} THEN 1 END) AS long,
  count(CASE WHEN many > ${MOST_SEQUENCES} THEN 1 END) AS crowded
FROM (SELECT count(*) AS many, min(covey_ms(${time})) AS first, max(covey_ms(${time})) AS last,
  ${id === undefined ? '0' : `count(${idSql(id)}) - count(DISTINCT ${idSql(id)})`} AS copies
FROM ${from}
WHERE ${time} <= covey_time(${at})
GROUP BY ${given(log.visitor)}) AS histories`),
  };
};

/** An object of some of the properties; null: as they are. */
const chosenSql = (props: Properties, keys: readonly string[] | null): string =>
  keys === null
    ? props.whole
    : `covey_object(${keys.map((key) => `${text(key)}, ${props.at([key])}`).join(', ')})`;

/** Whether something stands at a path within a value, in one element of each list on the way. */
const standsSql = (json: string, [step, ...rest]: readonly string[], depth = 1): string => {
  if (step === undefined) return `${json} IS NOT NULL`;
  const one = `one${depth}`;
  return `covey_some(covey_list(${json}), ${one}, ${standsSql(`covey_get(${one}, ${text(step)})`, rest, depth + 1)})`;
};

/** Null, or a text without letters, as columns have that cannot be null. */
const isEmpty = (column: string): string =>
  `CASE WHEN ${column} IS NULL THEN '' ELSE covey_plain(${column}) END = ''`;
