// What Mixpanel's export gives: an event and its properties on each line, the time among them; and the tables that its pipelines and others' loaders make of it.
import { mixpanel } from '../mappings/mixpanel.ts';
import { atClock } from '../logs/index.ts';
import type { OffsetAt } from '../logs/index.ts';
import type { Fields } from '../mappings/types.ts';
import {
  epochTime,
  firstText,
  objectOf,
  pageFields,
  textOf,
  without,
  writtenTime,
} from './fields.ts';
import type { SourceForms } from './sql/engines/index.ts';
import { pageSql } from './sql/page.ts';
import type { Heard, LogSource, Row } from './types.ts';

/** What says who and when, and is no property of what happened. */
const KEYS = ['time', 'distinct_id', '$device_id', '$user_id', '$insert_id', 'token'];
/** The same as columns, where the properties are columns beside them; and what the loader adds. */
const COLUMNS = ['event', 'event_name', 'properties', ...KEYS.map((key) => key.replace('$', ''))];
const ADDED = '_airbyte_';
/** Before a browser's id, where it stands for a person's. */
const DEVICE = '$device:';

/** Seconds, milliseconds, or written out; of projects from before 2023 by the clock of the project's zone, as if that were UTC. */
function timeOf(value: unknown, offsetAt: OffsetAt): number | null {
  const text = textOf(value);
  const time = epochTime(text, /^\d{12,}/.test(text) ? 'ms' : 's') ?? writtenTime(text, () => 0);
  return time === null ? null : atClock(time, offsetAt);
}

/** Properties by themselves, or as columns. */
const fieldsOf = (row: Row): Fields =>
  (row['properties'] ?? null) === null && (row['event'] ?? null) !== null
    ? without(
        row,
        Object.keys(row).filter((name) => COLUMNS.includes(name) || name.startsWith(ADDED)),
      )
    : objectOf(row['properties']);

function read(row: Row, offsetAt: OffsetAt): Heard {
  const fields = fieldsOf(row);
  const device = firstText(fields['$device_id'], row['device_id']);
  const person = firstText(fields['distinct_id'], row['distinct_id']);
  const isDevice = device !== '' || person.startsWith(DEVICE);
  const visitor = device || (isDevice ? person.slice(DEVICE.length) : person);
  if (visitor === '') return 'no-visitor';
  return [
    {
      visitor,
      isPerson: !isDevice,
      time: timeOf(firstText(fields['time'], row['time']), offsetAt),
      id: firstText(fields['$insert_id'], row['$insert_id'], row['insert_id']),
      name: firstText(row['event'], row['event_name'], row['name']),
      fields: {
        ...without(fields, KEYS),
        ...pageFields({
          location: firstText(fields['$current_url'], row['current_url']),
          path: fields['current_url_path'],
          title: fields['current_page_title'],
          referrer: firstText(fields['$referrer'], row['referrer']),
        }),
      },
    },
  ];
}

const sql = (zone: string, f: SourceForms): string => {
  const of = (name: string) => f.at('f', name);
  const row = (name: string) => f.at('r', name);
  const text = (...values: readonly string[]) => `coalesce(${values.map(f.text).join(', ')})`;
  const isFlat = `${row('properties')} IS NULL AND ${row('event')} IS NOT NULL`;
  return `SELECT line, 0 AS place,
    coalesce(${text(of('$device_id'), row('device_id'))}, nullif(${f.replaced('person', `^${DEVICE.replace('$', '[$]')}`, '')}, '')) AS visitor,
    ${f.byClock(
      `CASE WHEN ${f.matches(f.text('moment'), '^[0-9]{12}')} THEN ${f.epoch('moment', 1000)}
      WHEN ${f.matches(f.text('moment'), '^[0-9.]+$')} THEN ${f.epoch('moment', 1_000_000)} ELSE ${f.time('moment', f.quote('UTC'))} END`,
      zone,
    )} AS time,
    ${text(of('$insert_id'), row('$insert_id'), row('insert_id'))} AS id,
    ${text(row('event'), row('event_name'), row('name'))} AS theirs,
    ${f.beside(
      f.without('f', KEYS),
      pageSql(f, {
        location: f.string(text(of('$current_url'), row('current_url'))),
        path: of('current_url_path'),
        title: of('current_page_title'),
        referrer: f.string(text(of('$referrer'), row('referrer'))),
      }),
    )} AS p,
    ${f.nothing} AS reason
  FROM (
    SELECT line, r, f, ${text(of('distinct_id'), row('distinct_id'))} AS person,
      ${f.string(text(of('time'), row('time')))} AS moment
    FROM (
      SELECT line, r, CASE WHEN ${isFlat} THEN ${f.without(f.row, COLUMNS, ADDED)} ELSE ${f.object(row('properties'))} END AS f
      FROM source_rows
    ) AS read
  ) AS mixpanel_events`;
};

export const mixpanelExport: LogSource = {
  name: 'mixpanel-export',
  mapping: mixpanel,
  row: 'event',
  marks: ['distinct_id', 'properties.distinct_id', 'properties.$device_id'],
  documented: 'https://docs.mixpanel.com/reference/raw-event-export',
  guide: {
    get: "The [raw export](https://docs.mixpanel.com/reference/raw-event-export), as lines of JSON: `curl --user 'USER:SECRET' 'https://data-eu.mixpanel.com/api/2.0/export?project_id=ID&from_date=2026-11-01&to_date=2026-11-30&time_in_ms=true' > mixpanel.ndjson`; or a pipeline into a bucket.",
    files: 'mixpanel.ndjson',
    forms: 'lines of JSON, Parquet',
    tables:
      '`mp_master_event` of Mixpanel’s own [pipeline](https://docs.mixpanel.com/docs/data-pipelines/json-pipelines) into BigQuery; `export` as [Airbyte](https://github.com/airbytehq/airbyte/tree/master/airbyte-integrations/connectors/source-mixpanel) loads it, properties as columns; `event` as [Fivetran](https://github.com/fivetran/dbt_mixpanel) does. The pipeline’s older form with a column for each property, whose names it changes, is not read',
    visitor:
      '`$device_id`, the browser, before and after somebody has signed in; without one `distinct_id`',
    leftOut:
      'nothing: who has opted out, and most robots, Mixpanel does not keep. Events whose names begin with `$` are its own, but for page views, clicks and the like',
    glance: {
      visitor: 'a browser',
      lasts: 'as long as its cookie',
      consent: 'not kept without',
      robots: 'most are not kept',
      twice: 'once',
    },
    lost: [
      'Airbyte writes every property as Python’s text: numbers are texts, and lists of products none that can be read, so that its orders have no items. It takes the `$` from the names of Mixpanel’s own, of which those of the page are known here; what Fivetran puts into columns beside `properties` is read as far as it says who, when and where.',
      'Projects from before 2023 export times by the clock of their zone, as if it were UTC: say `--source-time-zone Europe/Berlin`. Newer ones export UTC.',
      'Events that a server sends have no `$device_id`: their visitor is the person, and not the browser in which the person was. They are counted, of files, and named.',
      'Without `time_in_ms=true` times are whole seconds: what happened in the same second counts in the order of the file.',
    ],
  },
  read,
  sql,
  engines: ['duckdb', 'clickhouse', 'postgresql', 'bigquery'],
};
