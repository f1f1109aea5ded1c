// What Mixpanel's export gives: an event and its properties on each line, the time among them.
import { mixpanel } from '../mappings/mixpanel.ts';
import type { OffsetAt } from '../logs/index.ts';
import { byClock, epochTime, firstText, objectOf, pageFields, textOf, without } from './fields.ts';
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

const sql = (zone: string): string => `SELECT line, 0 AS place,
    coalesce(covey_log_text(f->'/$device_id'), nullif(CASE WHEN starts_with(person, '${DEVICE}') THEN substr(person, ${DEVICE.length + 1}) ELSE person END, '')) AS visitor,
    timezone(${zone}, timezone('UTC', covey_log_epoch(to_json(moment), CASE WHEN regexp_matches(moment, '^[0-9]{12}') THEN 1000 ELSE 1000000 END))) AS time,
    coalesce(covey_log_text(f->'/$insert_id'), covey_log_text(r->'/$insert_id'), covey_log_text(r->'/insert_id')) AS id,
    coalesce(covey_log_text(r->'/event'), covey_log_text(r->'/event_name')) AS theirs,
    json_merge_patch(json_merge_patch(f, '{${KEYS.map((key) => `"${key}":null`).join(',')}}'),
      ${pageSql({ location: "(f->'/$current_url')", path: "(f->'/current_url_path')", title: "(f->'/current_page_title')", referrer: "(f->'/$referrer')" })}) AS p,
    NULL AS reason
  FROM (
    SELECT line, r, f, coalesce(covey_log_text(f->'/distinct_id'), covey_log_text(r->'/distinct_id')) AS person,
      coalesce(covey_log_text(f->'/time'), covey_log_text(r->'/time')) AS moment
    FROM (SELECT line, r, covey_log_object(r->'/properties') AS f FROM source_rows)
  )`;

export const mixpanelExport: LogSource = {
  name: 'mixpanel-export',
  mapping: mixpanel,
  row: 'event',
  documented: 'https://docs.mixpanel.com/reference/raw-event-export',
  guide: {
    get: "The [raw export](https://docs.mixpanel.com/reference/raw-event-export), as lines of JSON: `curl --user 'USER:SECRET' 'https://data-eu.mixpanel.com/api/2.0/export?project_id=ID&from_date=2026-11-01&to_date=2026-11-30&time_in_ms=true' > mixpanel.ndjson`; or a pipeline into a bucket.",
    files: 'mixpanel.ndjson',
    forms: 'lines of JSON, Parquet',
    visitor:
      '`$device_id`, the browser, before and after somebody has signed in; without one `distinct_id`',
    leftOut:
      'nothing: who has opted out, and most robots, Mixpanel does not keep. Events whose names begin with `$` are its own, but for page views, clicks and the like',
    lost: [
      'Projects from before 2023 export times by the clock of their zone, as if it were UTC: say `--source-time-zone Europe/Berlin`. Newer ones export UTC.',
      'Events that a server sends have no `$device_id`: their visitor is the person, and not the browser in which the person was. They are counted, and named.',
      'Without `time_in_ms=true` times are whole seconds: what happened in the same second counts in the order of the file.',
    ],
  },
  read,
  sql,
};
