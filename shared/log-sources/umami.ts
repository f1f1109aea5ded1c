// What Umami keeps: website_event, a row for each event; its properties in event_data, a row for each; and session, what the browser is.
import type { OffsetAt } from '../logs/index.ts';
import type { Json } from '../definitions/types.ts';
import { umami as mapping } from '../mappings/umami.ts';
import {
  cleaned,
  firstText,
  listOf,
  numeric,
  objectOf,
  pageFields,
  textOf,
  writtenTime,
} from './fields.ts';
import type { EngineName, SourceForms } from './sql/engines/index.ts';
import { pageSql } from './sql/page.ts';
import type { Gatherer, Heard, LogSource, Row } from './types.ts';

const DEVICES: { readonly [theirs: string]: string } = {
  desktop: 'desktop',
  laptop: 'desktop',
  mobile: 'mobile',
  tablet: 'tablet',
};
const [VIEW, CUSTOM] = ['1', '2'];
const ORIGIN = { source: 'utm_source', medium: 'utm_medium', campaign: 'utm_campaign' };
/** Kinds of property (`data_type`): all others are texts. */
const [NUMBER, BOOLEAN, LIST] = ['2', '3', '5'];

/** The tables, in the order in which they are read: the others say more of the last. */
const TABLES = ['event_data', 'session', 'website_event'];

function tableOf(row: Row): string {
  if ('revenue' in row) return 'revenue';
  if ('data_key' in row) return 'event_data';
  return 'event_id' in row ? 'website_event' : 'session';
}

/** The event that a property belongs to, by what either database calls it; those of sessions belong to none. */
const eventOf = (row: Row): string => firstText(row['website_event_id'], row['event_id']);

function valueOf(row: Row): Json {
  const text = row['string_value'] ?? null;
  switch (textOf(row['data_type'])) {
    case NUMBER:
      return numeric(firstText(row['number_value']) === '' ? text : row['number_value']);
    case BOOLEAN:
      return textOf(text) === 'true';
    case LIST:
      return [...listOf(text)];
    default:
      return textOf(text) === '' ? textOf(row['date_value']) || null : text;
  }
}

/** Holds properties and devices until the events come to which they belong. */
function gather(): Gatherer {
  const properties = new Map<string, { [name: string]: Json }>();
  const devices = new Map<string, Json>();
  return {
    add(row) {
      const table = tableOf(row);
      if (table === 'session') {
        const session = textOf(row['session_id']);
        if (session === '') return [row];
        devices.set(session, row['device'] ?? null);
        return [];
      }
      const event = eventOf(row);
      if (table === 'event_data') {
        const key = textOf(row['data_key']);
        if (event === '' || key === '') return [row];
        const known = properties.get(event) ?? {};
        Object.defineProperty(known, key, {
          value: valueOf(row),
          enumerable: true,
          writable: true,
          configurable: true,
        });
        properties.set(event, known);
        return [];
      }
      const data = properties.get(event) ?? {};
      properties.delete(event);
      const device = devices.get(textOf(row['session_id']));
      return [{ ...row, ...(device !== undefined && { device }), data }];
    },
    end: () => [],
    unplaced: () => properties.size,
  };
}

const withQuery = (address: string, query: string): string =>
  query === '' ? address : `${address}?${query.replace(/^\?/, '')}`;

function read(row: Row, offsetAt: OffsetAt): Heard {
  const text = (column: string) => textOf(row[column]);
  const type = text('event_type') || (text('event_name') === '' ? VIEW : CUSTOM);
  if (tableOf(row) !== 'website_event' || (type !== VIEW && type !== CUSTOM)) return 'other';
  const visitor = text('session_id');
  if (visitor === '') return 'no-visitor';
  const host = text('hostname');
  const from = text('referrer_domain');
  const path = text('url_path');
  return [
    {
      visitor,
      time: writtenTime(row['created_at'], offsetAt),
      id: text('event_id'),
      name: type === VIEW ? 'page_view' : text('event_name'),
      fields: {
        ...objectOf(row['data']),
        ...pageFields({
          location: host === '' ? '' : withQuery(`https://${host}${path}`, text('url_query')),
          path,
          title: row['page_title'],
          referrer:
            from === ''
              ? ''
              : withQuery(`https://${from}${text('referrer_path')}`, text('referrer_query')),
        }),
        ...cleaned({
          ...Object.fromEntries(
            Object.entries(ORIGIN).map(([name, column]) => [name, text(column) || null]),
          ),
          device_type: DEVICES[text('device').toLowerCase()] ?? null,
        }),
      },
    },
  ];
}

const sql = (zone: string, f: SourceForms): string => {
  const column = (name: string) => f.text(f.at('r', name));
  const withSql = (domain: string, path: string, query: string): string =>
    f.string(
      `'https://' || ${column(domain)} || coalesce(${column(path)}, '') || coalesce('?' || ${f.replaced(column(query), '^[?]', '')}, '')`,
    );
  return `SELECT line, 0 AS place, ${column('session_id')} AS visitor, ${f.time(f.at('r', 'created_at'), zone)} AS time, ${column('event_id')} AS id,
    CASE kind WHEN '${VIEW}' THEN 'page_view' ELSE ${column('event_name')} END AS theirs,
    ${f.beside(
      f.beside(
        f.object(f.at('r', 'data')),
        pageSql(f, {
          location: withSql('hostname', 'url_path', 'url_query'),
          path: f.at('r', 'url_path'),
          title: f.at('r', 'page_title'),
          referrer: withSql('referrer_domain', 'referrer_path', 'referrer_query'),
        }),
      ),
      f.built({
        ...Object.fromEntries(
          Object.entries(ORIGIN).map(([name, theirs]) => [name, f.string(column(theirs))]),
        ),
        device_type: f.string(
          `CASE lower(${column('device')}) ${Object.entries(DEVICES)
            .map(([theirs, ours]) => `WHEN '${theirs}' THEN '${ours}'`)
            .join(' ')} END`,
        ),
      }),
    )} AS p,
    CASE WHEN kind NOT IN ('${VIEW}', '${CUSTOM}') THEN 'other' END AS reason
  FROM (
    SELECT line, r, coalesce(${column('event_type')}, CASE WHEN ${column('event_name')} IS NULL THEN '${VIEW}' ELSE '${CUSTOM}' END) AS kind
    FROM source_rows
  ) AS umami_events`;
};

/** Each event with its properties and its device; in ClickHouse the event has its device itself. */
function joined(f: SourceForms, rowsOf: (table: string) => string, engine: EngineName): string {
  const text = (name: string) => f.text(f.at('r', name));
  const event = `coalesce(${text('website_event_id')}, ${text('event_id')})`;
  const value = `CASE ${text('data_type')}
        WHEN '${NUMBER}' THEN ${f.numeric(`coalesce(${f.valued(f.at('r', 'number_value'), ['""'])}, ${f.at('r', 'string_value')})`)}
        WHEN '${BOOLEAN}' THEN CASE WHEN ${text('string_value')} = 'true' THEN ${f.literal('true')} ELSE ${f.literal('false')} END
        WHEN '${LIST}' THEN coalesce(${f.array(f.list(f.at('r', 'string_value')))}, ${f.literal('[]')})
        ELSE CASE WHEN ${text('string_value')} IS NULL THEN ${f.string(text('date_value'))} ELSE ${f.at('r', 'string_value')} END END`;
  const hasSessions = engine !== 'clickhouse';
  return `SELECT ${f.over(
    'happened.r',
    f.built({
      data: 'properties.data',
      ...(hasSessions && { device: f.at('browsers.r', 'device') }),
    }),
  )} AS r
  FROM (SELECT r, ${text('event_id')} AS event, ${text('session_id')} AS session FROM (${rowsOf('website_event')}) AS of_events) AS happened
  LEFT JOIN (
    SELECT event, ${f.gathered('name', 'value')} AS data
    FROM (SELECT ${event} AS event, ${text('data_key')} AS name, ${value} AS value FROM (${rowsOf('event_data')}) AS of_properties) AS written
    WHERE name IS NOT NULL GROUP BY event
  ) AS properties ON properties.event = happened.event${
    hasSessions
      ? `
  LEFT JOIN (SELECT r, ${text('session_id')} AS session FROM (${rowsOf('session')}) AS of_sessions) AS browsers ON browsers.session = happened.session`
      : ''
  }`;
}

export const umami: LogSource = {
  name: 'umami',
  mapping,
  row: 'event',
  marks: ['session_id', 'website_id', 'data_key'],
  documented: 'https://umami.is/docs/api/events',
  guide: {
    get: "The tables `website_event`, `event_data` and `session` of one website, a file each with the table's name, in one folder: of PostgreSQL, `psql -c \"\\copy (SELECT * FROM website_event WHERE website_id = '…') TO 'umami/website_event.csv' CSV HEADER\"`, and so on; of ClickHouse, which has what `session` says in `website_event`, the first two.",
    files: 'umami/',
    forms: 'a folder with CSV, lines of JSON or Parquet of each table, called after it',
    tables:
      'its own tables in PostgreSQL or ClickHouse; where they hold several websites, which is warned of, a schema with a view of each table for one (`WHERE website_id = …`)',
    elsewhere:
      'Umami keeps its tables in PostgreSQL, and in ClickHouse where it is told to (older ones also in MySQL, for which no SQL is written here), and exports them nowhere; DuckDB reads them as files',
    visitor:
      '`session_id`: a browser at an address, for a month. It is made with a salt that changes with the month, so that whoever comes again in another is somebody else; where the site calls `identify` with an id, a person',
    leftOut:
      'events that are no views and none of the site’s own (`event_type` other than 1 and 2): links, pixels, measurements. Robots Umami does not keep; it sets no cookie, and knows no consent',
    glance: {
      visitor: 'a browser',
      lasts: 'a month',
      consent: 'not asked for',
      robots: 'not kept',
      twice: 'once',
    },
    lost: [
      'Nobody is seen in two months: windows of more than what has passed of the month find less than a page would.',
      'Properties are put beside their events in memory, for which their file must be read first, as it is in a folder. What belongs to no event that came after it is counted.',
      'What was an object within a property is several, `address.city` among them.',
      'Traits (`session_data`) and sums (`revenue`) are not read.',
    ],
  },
  tables: (engine) =>
    engine === 'clickhouse' ? TABLES.filter((name) => name !== 'session') : TABLES,
  tableOf,
  joined,
  gather,
  read,
  sql,
  site: { column: 'website_id', table: 'website_event' },
  engines: ['duckdb', 'clickhouse', 'postgresql'],
};
