// What Google Analytics 4 exports to BigQuery: a row for each event, its parameters as a list of keys and values.
import type { Json } from '../definitions/types.ts';
import { ga4 } from '../mappings/ga4.ts';
import {
  cleaned,
  epochTime,
  firstText,
  isFields,
  listOf,
  objectOf,
  pageFields,
  textOf,
} from './fields.ts';
import { pageSql } from './sql/page.ts';
import type { Heard, LogSource, Row } from './types.ts';

/** Kinds of value, of which one is set. */
const VALUES = ['string_value', 'int_value', 'double_value', 'float_value'] as const;
/** What Google writes where nothing is. */
const NOTHING = '(not set)';
/** What tells one event of a browser from another, where the export has it. */
const BATCH = ['batch_page_id', 'batch_ordering_id', 'batch_event_index'] as const;

/** BigQuery's older Parquet has a list as `{ list: [{ element }] }`. */
const entriesOf = (value: Json | undefined): readonly Json[] => {
  const { list } = objectOf(value);
  return (list === undefined ? listOf(value) : listOf(list)).map((each) =>
    isFields(each) && isFields(each['element']) ? each['element'] : each,
  );
};

/** Whole numbers come as text in JSON. One that would not survive stays a text. */
function numberOf(value: Json | undefined): Json {
  const text = textOf(value);
  const number = Number(text);
  return text !== '' && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : (value ?? null);
}

/** `[{ key, value: { int_value } }]` as an object. */
function keyed(value: Json | undefined): { readonly [name: string]: Json } {
  return Object.fromEntries(
    entriesOf(value).flatMap((entry) => {
      const { key, value: given } = objectOf(entry);
      const kinds = objectOf(given);
      const kind = VALUES.find((one) => (kinds[one] ?? null) !== null);
      if (typeof key !== 'string' || key === '' || kind === undefined) return [];
      const found = kinds[kind] ?? null;
      return [[key, kind === 'string_value' ? found : numberOf(found)] as const];
    }),
  );
}

/** Without what is not set. */
const set = (fields: { readonly [name: string]: Json }) =>
  cleaned(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== NOTHING)));

const itemsOf = (value: Json | undefined): readonly Json[] =>
  entriesOf(value)
    .filter(isFields)
    .map(({ item_params, item_list_index, quantity, ...item }) => ({
      ...set(item),
      ...set(keyed(item_params)),
      ...set({ quantity: numberOf(quantity), index: numberOf(item_list_index) }),
    }));

function read(row: Row): Heard {
  const params = keyed(row['event_params']);
  const consent = objectOf(row['privacy_info']);
  const visitor = textOf(row['user_pseudo_id']);
  if (!['', 'WEB'].includes(textOf(row['platform']))) return 'app';
  if (textOf(consent['analytics_storage']) === 'No') return 'no-consent';
  if (
    ['1', 'true'].includes(String(params['debug_mode'])) ||
    ['internal', 'developer'].includes(String(params['traffic_type']))
  )
    return 'test';
  if (visitor === '') return 'no-visitor';
  const name = textOf(row['event_name']);
  const items = itemsOf(row['items']);
  const ecommerce = set(objectOf(row['ecommerce']));
  const { cross_channel_campaign } = objectOf(row['session_traffic_source_last_click']);
  const from = objectOf(cross_channel_campaign);
  const batch = BATCH.map((column) => textOf(row[column]));
  return [
    {
      visitor,
      time: epochTime(row['event_timestamp'], 'us'),
      id: batch.includes('') ? '' : [textOf(row['event_timestamp']), name, ...batch].join('.'),
      name,
      fields: {
        ...params,
        ...pageFields({
          location: params['page_location'],
          title: params['page_title'],
          referrer: params['page_referrer'],
        }),
        ...cleaned({
          items: items.length > 0 ? [...items] : null,
          ecommerce: Object.keys(ecommerce).length > 0 ? ecommerce : null,
          device_type: firstText(objectOf(row['device'])['category']) || null,
          source: firstText(from['source']) || null,
          medium: firstText(from['medium']) || null,
          campaign: firstText(from['campaign_name']) || null,
          channel: firstText(from['default_channel_group']) || null,
        }),
      },
    },
  ];
}

const sqlValue = `coalesce(covey_log_present(e->'/value/string_value'), ${VALUES.slice(1)
  .map((kind) => `covey_log_whole(e->'/value/${kind}')`)
  .join(', ')})`;
/** Entries as they are, whichever way they are nested. */
const sqlEntries = (list: string): string =>
  `list_transform(covey_log_list(coalesce((${list}->'/list'), ${list})), lambda e: coalesce((e->'/element'), e))`;
const sqlKeyed = (
  list: string,
): string => `covey_log_built(list_transform(list_filter(${sqlEntries(list)},
      lambda e: coalesce((e->>'/key'), '') <> '' AND ${sqlValue} IS NOT NULL), lambda e: CAST(to_json(e->>'/key') AS VARCHAR) || ':' || CAST(${sqlValue} AS VARCHAR)))`;
const sqlSet = (value: string): string =>
  `covey_log_clean(regexp_replace(CAST(${value} AS VARCHAR), '([:,\\[])"\\(not set\\)"([,}\\]])', '\\1null\\2', 'g')::JSON)`;

const sql = (): string => `WITH ga4_events AS MATERIALIZED (
    SELECT line, r, ${sqlKeyed("(r->'/event_params')")} AS params,
      list_transform(list_filter(${sqlEntries("(r->'/items')")}, lambda i: json_type(i) = 'OBJECT'), lambda i:
        json_merge_patch(json_merge_patch(${sqlSet('json_merge_patch(i, \'{"item_params":null,"item_list_index":null,"quantity":null}\')')}, ${sqlSet(sqlKeyed("(i->'/item_params')"))}),
          ${sqlSet("json_object('quantity', covey_log_whole(i->'/quantity'), 'index', covey_log_whole(i->'/item_list_index'))")})) AS items
    FROM source_rows
  )
  SELECT line, 0 AS place, covey_log_text(r->'/user_pseudo_id') AS visitor,
    covey_log_epoch((r->'/event_timestamp'), 1) AS time,
    ${["(r->>'/event_timestamp')", "(r->>'/event_name')", ...BATCH.map((column) => `covey_log_text(r->'/${column}')`)].join(" || '.' || ")} AS id,
    covey_log_text(r->'/event_name') AS theirs,
    json_merge_patch(json_merge_patch(params, ${pageSql({ location: "(params->'/page_location')", title: "(params->'/page_title')", referrer: "(params->'/page_referrer')" })}),
      covey_log_clean(json_object(
        'items', CASE WHEN len(items) > 0 THEN items END,
        'ecommerce', CASE WHEN ${sqlSet("(r->'/ecommerce')")} <> '{}'::JSON THEN ${sqlSet("(r->'/ecommerce')")} END,
        'device_type', covey_log_text(r->'/device/category'),
        ${Object.entries({
          source: 'source',
          medium: 'medium',
          campaign: 'campaign_name',
          channel: 'default_channel_group',
        })
          .map(
            ([ours, theirs]) =>
              `'${ours}', covey_log_text(r->'/session_traffic_source_last_click/cross_channel_campaign/${theirs}')`,
          )
          .join(',\n        ')}))) AS p,
    CASE
      WHEN covey_log_text(r->'/platform') <> 'WEB' THEN 'app'
      WHEN covey_log_text(r->'/privacy_info/analytics_storage') = 'No' THEN 'no-consent'
      WHEN (params->>'/debug_mode') IN ('1', 'true') OR (params->>'/traffic_type') IN ('internal', 'developer') THEN 'test'
    END AS reason
  FROM ga4_events`;

export const ga4BigQuery: LogSource = {
  name: 'ga4-bigquery',
  mapping: ga4,
  row: 'event',
  documented: 'https://support.google.com/analytics/answer/7029846',
  guide: {
    get: `Link the property to BigQuery; each day becomes a table \`events_YYYYMMDD\`. [Extract](https://cloud.google.com/bigquery/docs/exporting-data) the days that you want, as lines of JSON or as Parquet, and fetch them: \`bq extract --destination_format NEWLINE_DELIMITED_JSON --compression GZIP 'PROJECT:analytics_PROPERTY.events_20261102' 'gs://BUCKET/ga4/20261102-*.json.gz'\`, \`gcloud storage cp 'gs://BUCKET/ga4/*' ga4/\`.`,
    files: 'ga4/',
    forms: 'lines of JSON, Parquet',
    visitor:
      '`user_pseudo_id`: a browser, as in Covey. `user_id` would join devices, which a page cannot',
    leftOut:
      '`privacy_info.analytics_storage` "No"; the parameters `debug_mode`, and `traffic_type` "internal" or "developer"; streams of apps (`platform`)',
    lost: [
      'Each parameter is a property by its own name, parameters of items are properties of the item, and `page_path` is made of `page_location`.',
      'Source, medium, campaign and channel are those of `session_traffic_source_last_click`, which older exports lack. Where a visit has no source of its own, Google repeats the one before; a page says `(direct)`.',
      'A day that was exported twice, streamed and daily, counts once only where the rows have `batch_page_id`, `batch_ordering_id` and `batch_event_index`. Take the one or the other.',
      '`geo` and `user_properties` are not read: no log tells of traits and geography.',
    ],
  },
  read,
  sql,
};
