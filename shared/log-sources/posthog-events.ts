// What PostHog exports: a row for each event, with its properties as an object, or as the text of one.
import { posthog } from '../mappings/posthog.ts';
import type { OffsetAt } from '../logs/index.ts';
import { firstText, isTrue, objectOf, pageFields, textOf, without, writtenTime } from './fields.ts';
import type { SourceForms } from './sql/engines/index.ts';
import { pageSql } from './sql/page.ts';
import type { Heard, LogSource, Row } from './types.ts';

const KEYS = ['distinct_id', '$device_id', '$user_id', '$insert_id', 'token'];
/** What stands for an id where PostHog keeps none. */
const COOKIELESS = '$posthog_cookieless';
/** What stands for a page that was come to from nowhere. */
const DIRECT = '$direct';
/** PostHog's own filter for a site's people, where none of its own is made. */
const LOCAL = '^(localhost|127[.]0[.]0[.]1)($|:)';

function read(row: Row, offsetAt: OffsetAt): Heard {
  const fields = objectOf(row['properties']);
  const device = textOf(fields['$device_id']);
  const person = firstText(row['distinct_id'], fields['distinct_id']);
  if (isTrue(fields['$cookieless_mode']) || [device, person].includes(COOKIELESS))
    return 'no-consent';
  if (textOf(fields['$browser_type']) === 'bot' || isTrue(fields['$virt_is_bot'])) return 'bot';
  if (new RegExp(LOCAL).test(textOf(fields['$host']))) return 'test';
  if (device === '' && person === '') return 'no-visitor';
  return [
    {
      visitor: device || person,
      isPerson: device === '',
      time: writtenTime(row['timestamp'], offsetAt),
      id: textOf(row['uuid']),
      name: textOf(row['event']),
      fields: {
        ...without(fields, KEYS),
        ...pageFields({
          location: fields['$current_url'],
          path: fields['$pathname'],
          title: fields['title'],
          referrer: fields['$referrer'] === DIRECT ? '' : fields['$referrer'],
        }),
        ...(textOf(fields['$device_type']) && {
          device_type: textOf(fields['$device_type']).toLowerCase(),
        }),
      },
    },
  ];
}

const sql = (zone: string, f: SourceForms): string => {
  const of = (name: string) => f.at('f', name);
  return `SELECT line, 0 AS place, coalesce(device, person) AS visitor, ${f.time(f.at('r', 'timestamp'), zone)} AS time,
    ${f.text(f.at('r', 'uuid'))} AS id, ${f.text(f.at('r', 'event'))} AS theirs,
    ${f.beside(
      f.beside(
        f.without('f', KEYS),
        pageSql(f, {
          location: of('$current_url'),
          path: of('$pathname'),
          title: of('title'),
          referrer: f.string(`nullif(${f.text(of('$referrer'))}, '${DIRECT}')`),
        }),
      ),
      f.built({ device_type: f.string(`lower(${f.text(of('$device_type'))})`) }),
    )} AS p,
    CASE
      WHEN ${f.isTrue(of('$cookieless_mode'))} OR device = '${COOKIELESS}' OR person = '${COOKIELESS}' THEN 'no-consent'
      WHEN ${f.text(of('$browser_type'))} = 'bot' OR ${f.isTrue(of('$virt_is_bot'))} THEN 'bot'
      WHEN ${f.matches(f.text(of('$host')), LOCAL)} THEN 'test'
    END AS reason
  FROM (
    SELECT line, r, f, ${f.text(of('$device_id'))} AS device,
      coalesce(${f.text(f.at('r', 'distinct_id'))}, ${f.text(of('distinct_id'))}) AS person
    FROM (SELECT line, r, ${f.object(f.at('r', 'properties'))} AS f FROM source_rows) AS read
  ) AS posthog_events`;
};

export const posthogEvents: LogSource = {
  name: 'posthog-events',
  mapping: posthog,
  row: 'event',
  marks: ['distinct_id', 'properties.distinct_id', 'properties.$device_id'],
  documented: 'https://posthog.com/docs/data-pipelines/batch-exports/s3',
  guide: {
    get: 'A [batch export](https://posthog.com/docs/data-pipelines/batch-exports/s3) of the events into a bucket, as lines of JSON or Parquet, packed or not; or a file download.',
    files: 'posthog/',
    forms: 'lines of JSON, JSON lists, Parquet, CSV with the same columns',
    tables:
      'its batch exports into [PostgreSQL](https://posthog.com/docs/data-pipelines/batch-exports/postgres) and [BigQuery](https://posthog.com/docs/data-pipelines/batch-exports/bigquery); ClickHouse is where PostHog keeps them itself',
    visitor:
      '`$device_id`, the browser, before and after somebody has signed in; without one `distinct_id`',
    leftOut:
      '`$cookieless_mode`; `$browser_type` "bot", `$virt_is_bot`; `$host` "localhost" and "127.0.0.1". Who has opted out PostHog does not keep. Events whose names begin with `$` are its own, but for page views, clicks and exceptions',
    glance: {
      visitor: 'a browser',
      lasts: 'as long as its cookie',
      consent: 'heeded',
      robots: 'heeded',
      twice: 'once',
    },
    lost: [
      'Rows from a server have no `$device_id`: their visitor is the person, and not the browser in which the person was. They are counted, of files, and named.',
      'Persons (`person_properties`, `$set`) are not read: no log tells of traits.',
      'PostHog’s sessions (`$session_id`) end after 30 minutes too, but also after 24 hours; Covey’s do not.',
    ],
  },
  read,
  sql,
  engines: ['duckdb', 'clickhouse', 'postgresql', 'bigquery'],
};
