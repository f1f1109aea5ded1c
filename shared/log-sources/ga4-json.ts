// What is kept of Google Analytics 4 as JSON outside BigQuery: payloads of the Measurement Protocol, and events of a server container.
import type { Json } from '../definitions/types.ts';
import type { OffsetAt } from '../logs/index.ts';
import { ga4 } from '../mappings/ga4.ts';
import {
  cleaned,
  epochTime,
  firstText,
  isFields,
  isTrue,
  listOf,
  objectOf,
  pageFields,
  textOf,
  without,
  writtenTime,
} from './fields.ts';
import { ga4BigQuery, ga4Sql } from './ga4-bigquery.ts';
import type { SourceForms } from './sql/engines/index.ts';
import { pageSql } from './sql/page.ts';
import type { Heard, LogSource, Row } from './types.ts';

/** What a server container says of the request, and no property of what happened. */
const REQUEST =
  'event_name client_id user_id timestamp timestamp_micros event_timestamp ip_override user_agent user_data client_hints request_start_time_ms'.split(
    ' ',
  );
const OWN = 'x-';
const OTHERS = ['internal', 'developer'];
/** `G1` and a digit each for advertising and analytics: 0 is refused. */
const REFUSED = '^G1[0-9-]0';
/** Microseconds since the epoch have so many digits: fewer are another unit, which Google takes for 1970. */
const MICROS = '^[0-9]{16,}';

const isPayload = (row: Row): boolean =>
  listOf(row['events']).length > 0 && (row['event_name'] ?? null) === null;
const isOfContainer = (row: Row): boolean =>
  (row['event_name'] ?? null) !== null && (row['client_id'] ?? null) !== null;

/** Each event of a payload, with what the payload says of all. */
const eventsIn = (row: Row): readonly Row[] =>
  isPayload(row)
    ? listOf(row['events'])
        .filter(isFields)
        .map((sent) => ({ sent, request: without(row, ['events']) as { [name: string]: Json } }))
    : [row];

const micros = (...values: readonly unknown[]): number | null => {
  const text = firstText(...values);
  return new RegExp(MICROS).test(text) ? epochTime(text, 'us') : null;
};

const told = (
  who: Row,
  name: unknown,
  time: number | null,
  fields: Row,
  device: unknown,
): Heard => {
  const visitor = textOf(who['client_id']);
  const person = textOf(who['user_id']);
  if (visitor === '' && textOf(who['app_instance_id']) !== '') return 'app';
  if (isTrue(fields['debug_mode']) || OTHERS.includes(textOf(fields['traffic_type'])))
    return 'test';
  if (visitor === '' && person === '') return 'no-visitor';
  return [
    {
      visitor: visitor || person,
      isPerson: visitor === '',
      time,
      id: '',
      name: textOf(name),
      fields: {
        ...fields,
        ...pageFields({
          location: fields['page_location'],
          title: fields['page_title'],
          referrer: fields['page_referrer'],
        }),
        ...cleaned({ device_type: textOf(device) || null }),
      },
    },
  ];
};

function ofContainer(row: Row, offsetAt: OffsetAt): Heard {
  if (new RegExp(REFUSED).test(textOf(row['x-ga-gcs']))) return 'no-consent';
  if (
    isTrue(objectOf(row['x-ga-system_properties'])['dbg']) ||
    OTHERS.includes(textOf(row['x-ga-mp2-tt']))
  )
    return 'test';
  const own = Object.keys(row).filter((name) => REQUEST.includes(name) || name.startsWith(OWN));
  const written = textOf(row['timestamp']);
  const time =
    micros(row['timestamp_micros'], row['event_timestamp']) ??
    (/^\d{13}$/.test(written) ? epochTime(written, 'ms') : writtenTime(written, offsetAt));
  return told(row, row['event_name'], time, without(row, own) as Row, null);
}

function read(row: Row, offsetAt: OffsetAt): Heard {
  const { sent, request } = row;
  if (isFields(sent) && isFields(request)) {
    const time = micros(sent['timestamp_micros'], request['timestamp_micros']);
    const device = objectOf(request['device'])['category'];
    return told(request, sent['name'], time, objectOf(sent['params']), device);
  }
  return isOfContainer(row) ? ofContainer(row, offsetAt) : ga4BigQuery.read(row, offsetAt);
}

const sql = (zone: string, f: SourceForms): string => {
  const at = (...path: string[]) => f.at('r', ...path);
  const text = (...path: string[]) => f.text(at(...path));
  const given = (name: string) => f.at('f', name);
  const asMicros = (json: string) =>
    `CASE WHEN ${f.matches(f.text(json), MICROS)} THEN ${f.epoch(json, 1)} END`;
  const others = OTHERS.map((one) => `'${one}'`).join(', ');
  const container = `${at('event_name')} IS NOT NULL AND ${at('client_id')} IS NOT NULL`;
  const payload = `NOT ${f.isEmpty(f.list(at('events')))} AND ${at('event_name')} IS NULL`;
  return `SELECT line, place, coalesce(client, person) AS visitor, time, NULL AS id, theirs,
    ${f.beside(
      f.beside(
        'f',
        pageSql(f, {
          location: given('page_location'),
          title: given('page_title'),
          referrer: given('page_referrer'),
        }),
      ),
      f.built({ device_type: f.string('device') }),
    )} AS p,
    CASE WHEN is_refused THEN 'no-consent' WHEN client IS NULL AND app IS NOT NULL THEN 'app'
      WHEN is_test OR ${f.isTrue(given('debug_mode'))} OR ${f.text(given('traffic_type'))} IN (${others}) THEN 'test' END AS reason
  FROM (
    SELECT line, place, ${text('client_id')} AS client, ${text('user_id')} AS person, ${text('app_instance_id')} AS app,
      ${asMicros(`coalesce(${f.at('sent', 'timestamp_micros')}, ${at('timestamp_micros')})`)} AS time,
      ${f.text(f.at('sent', 'name'))} AS theirs, ${f.object(f.at('sent', 'params'))} AS f, ${text('device', 'category')} AS device,
      FALSE AS is_test, FALSE AS is_refused
    FROM (
      SELECT line, r, unnest(sent) AS sent, generate_subscripts(sent, 1) AS place
      FROM (SELECT line, r, ${f.filtered(f.list(at('events')), 'e', f.isObject('e'))} AS sent FROM source_rows WHERE ${payload})
    )
    UNION ALL
    SELECT line, 0, ${text('client_id')}, ${text('user_id')}, NULL,
      coalesce(${asMicros(`coalesce(${at('timestamp_micros')}, ${at('event_timestamp')})`)},
        CASE WHEN ${f.matches(text('timestamp'), '^[0-9]{13}$')} THEN ${f.epoch(at('timestamp'), 1000)} ELSE ${f.time(at('timestamp'), zone)} END),
      ${text('event_name')}, ${f.set(f.without(f.row, REQUEST, OWN))}, NULL,
      ${f.isTrue(at('x-ga-system_properties', 'dbg'))} OR coalesce(${text('x-ga-mp2-tt')} IN (${others}), FALSE),
      coalesce(${f.matches(text('x-ga-gcs'), REFUSED)}, FALSE)
    FROM source_rows WHERE ${container} AND NOT (${payload})
  )
  UNION ALL
  SELECT line, place, visitor, time, id, theirs, p, reason FROM (
    ${ga4Sql(f, `(SELECT line, r FROM source_rows WHERE NOT (${container}) AND NOT (${payload})) AS of_bigquery`)}
  )`;
};

export const ga4Json: LogSource = {
  name: 'ga4-json',
  mapping: ga4,
  row: 'event',
  marks: ['client_id', 'events', 'app_instance_id', 'user_pseudo_id'],
  documented: 'https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference',
  guide: {
    get: 'What somebody has kept of it as JSON: payloads as they were sent to the [Measurement Protocol](https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference) (`{ "client_id": …, "timestamp_micros": …, "events": […] }`); [events of a server container](https://developers.google.com/tag-platform/tag-manager/server-side/common-event-data) (`{ "event_name": …, "client_id": …, "page_location": … }`), to which whoever stored them added `timestamp`, `timestamp_micros` or `event_timestamp`; and rows of BigQuery, as `bq query --format=json` prints them, which are read as [`ga4-bigquery`](#ga4-bigquery). The Data API gives sums, and no events.',
    files: 'ga4.ndjson',
    forms: 'lines of JSON, JSON lists',
    elsewhere:
      'these are payloads that somebody has kept, in a form of each server’s own. No loader makes a table of them; DuckDB reads their files',
    visitor:
      '`client_id`, a browser; without one `user_id`. Apps have an `app_instance_id`, and are left out',
    leftOut:
      'analytics storage refused (`x-ga-gcs` of a server container); `debug_mode`, `traffic_type` and the container’s `dbg` and `x-ga-mp2-tt`. A payload of the Measurement Protocol says only what was agreed to for advertising (`consent`), which is not heeded',
    glance: {
      visitor: 'a browser',
      lasts: 'as long as its cookie',
      consent: 'heeded of a server container',
      robots: 'not said',
      twice: 'twice',
    },
    lost: [
      'What a server sends has no page; what a browser sends itself is not in such a payload.',
      'Events have no id: rows that are kept twice count twice.',
      'A `timestamp_micros` with fewer than 16 digits is no time: Google takes it for 1970, and drops it.',
      '`user_properties`, `user_data` and addresses are not read.',
    ],
  },
  rowsIn: eventsIn,
  read,
  sql,
  engines: ['duckdb'],
};
