// What Mixpanel's export gives: an event and its properties on each line, the time among them.
import { mixpanel } from '../mappings/mixpanel.ts';
import type { OffsetAt } from '../logs/index.ts';
import { byClock, epochTime, firstText, objectOf, pageFields, textOf, without } from './fields.ts';
import type { SourceForms } from './sql/engines/index.ts';
import { pageSql } from './sql/page.ts';
import type { Heard, LogSource, Row } from './types.ts';

/** What says who and when, and is no property of what happened. */
const KEYS = ['time', 'distinct_id', '$device_id', '$user_id', '$insert_id', 'token'];
/** Before a browser's id, where it stands for a person's. */
const DEVICE = '$device:';

/** Seconds or milliseconds; of projects from before 2023 by the clock of the project's zone, as if that were UTC. */
function timeOf(value: unknown, offsetAt: OffsetAt): number | null {
  const text = textOf(value);
  const time = epochTime(text, /^\d{12,}/.test(text) ? 'ms' : 's');
  return time === null ? null : byClock(time, offsetAt);
}

function read(row: Row, offsetAt: OffsetAt): Heard {
  const fields = objectOf(row['properties']);
  const device = textOf(fields['$device_id']);
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
      name: firstText(row['event'], row['event_name']),
      fields: {
        ...without(fields, KEYS),
        ...pageFields({
          location: fields['$current_url'],
          path: fields['current_url_path'],
          title: fields['current_page_title'],
          referrer: fields['$referrer'],
        }),
      },
    },
  ];
}

const sql = (zone: string, f: SourceForms): string => {
  const of = (name: string) => f.at('f', name);
  return `SELECT line, 0 AS place,
    coalesce(${f.text(of('$device_id'))}, nullif(${f.replaced('person', `^${DEVICE.replace('$', '[$]')}`, '')}, '')) AS visitor,
    ${f.byClock(`CASE WHEN ${f.matches(f.text('moment'), '^[0-9]{12}')} THEN ${f.epoch('moment', 1000)} ELSE ${f.epoch('moment', 1_000_000)} END`, zone)} AS time,
    coalesce(${f.text(of('$insert_id'))}, ${f.text(f.at('r', '$insert_id'))}, ${f.text(f.at('r', 'insert_id'))}) AS id,
    coalesce(${f.text(f.at('r', 'event'))}, ${f.text(f.at('r', 'event_name'))}) AS theirs,
    ${f.beside(
      f.without('f', KEYS),
      pageSql(f, {
        location: of('$current_url'),
        path: of('current_url_path'),
        title: of('current_page_title'),
        referrer: of('$referrer'),
      }),
    )} AS p,
    ${f.nothing} AS reason
  FROM (
    SELECT line, r, f, coalesce(${f.text(of('distinct_id'))}, ${f.text(f.at('r', 'distinct_id'))}) AS person,
      coalesce(${of('time')}, ${f.at('r', 'time')}) AS moment
    FROM (SELECT line, r, ${f.object(f.at('r', 'properties'))} AS f FROM source_rows) AS read
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
      'Projects from before 2023 export times by the clock of their zone, as if it were UTC: say `--source-time-zone Europe/Berlin`. Newer ones export UTC.',
      'Events that a server sends have no `$device_id`: their visitor is the person, and not the browser in which the person was. They are counted, and named.',
      'Without `time_in_ms=true` times are whole seconds: what happened in the same second counts in the order of the file.',
    ],
  },
  read,
  sql,
  engines: ['duckdb', 'bigquery'],
};
