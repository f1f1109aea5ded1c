// What PostHog exports: a row for each event, with its properties as an object, or as the text of one.
import { posthog } from '../mappings/posthog.ts';
import type { OffsetAt } from '../logs/index.ts';
import { firstText, isTrue, objectOf, pageFields, textOf, without, writtenTime } from './fields.ts';
import { pageSql } from './sql/page.ts';
import type { Heard, LogSource, Row } from './types.ts';

const KEYS = ['distinct_id', '$device_id', '$user_id', '$insert_id', 'token'];
/** What stands for an id where PostHog keeps none. */
const COOKIELESS = '$posthog_cookieless';
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
          referrer: fields['$referrer'],
        }),
        ...(textOf(fields['$device_type']) && {
          device_type: textOf(fields['$device_type']).toLowerCase(),
        }),
      },
    },
  ];
}

const sql = (
  zone: string,
): string => `SELECT line, 0 AS place, coalesce(device, person) AS visitor, covey_log_time((r->'/timestamp'), ${zone}) AS time,
    covey_log_text(r->'/uuid') AS id, covey_log_text(r->'/event') AS theirs,
    json_merge_patch(json_merge_patch(json_merge_patch(f, '{${KEYS.map((key) => `"${key}":null`).join(',')}}'),
      ${pageSql({ location: "(f->'/$current_url')", path: "(f->'/$pathname')", title: "(f->'/title')", referrer: "(f->'/$referrer')" })}),
      covey_log_clean(json_object('device_type', lower(covey_log_text(f->'/$device_type'))))) AS p,
    CASE
      WHEN covey_log_true(f->'/$cookieless_mode') OR device = '${COOKIELESS}' OR person = '${COOKIELESS}' THEN 'no-consent'
      WHEN covey_log_text(f->'/$browser_type') = 'bot' OR covey_log_true(f->'/$virt_is_bot') THEN 'bot'
      WHEN regexp_matches(covey_log_text(f->'/$host'), '${LOCAL}') THEN 'test'
    END AS reason
  FROM (
    SELECT line, r, f, covey_log_text(f->'/$device_id') AS device,
      coalesce(covey_log_text(r->'/distinct_id'), covey_log_text(f->'/distinct_id')) AS person
    FROM (SELECT line, r, covey_log_object(r->'/properties') AS f FROM source_rows)
  )`;

export const posthogEvents: LogSource = {
  name: 'posthog-events',
  mapping: posthog,
  row: 'event',
  documented: 'https://posthog.com/docs/data-pipelines/batch-exports/s3',
  guide: {
    get: 'A [batch export](https://posthog.com/docs/data-pipelines/batch-exports/s3) of the events into a bucket, as lines of JSON or Parquet, packed or not; or a file download.',
    files: 'posthog/',
    forms: 'lines of JSON, JSON lists, Parquet, CSV with the same columns',
    visitor:
      '`$device_id`, the browser, before and after somebody has signed in; without one `distinct_id`',
    leftOut:
      '`$cookieless_mode`; `$browser_type` "bot", `$virt_is_bot`; `$host` "localhost" and "127.0.0.1". Who has opted out PostHog does not keep. Events whose names begin with `$` are its own, but for page views, clicks and exceptions',
    lost: [
      'Rows from a server have no `$device_id`: their visitor is the person, and not the browser in which the person was. They are counted, and named.',
      'Persons (`person_properties`, `$set`) are not read: no log tells of traits.',
      'PostHog’s sessions (`$session_id`) end after 30 minutes too, but also after 24 hours; Covey’s do not.',
    ],
  },
  read,
  sql,
};
