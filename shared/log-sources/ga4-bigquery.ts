// What Google Analytics 4 exports to BigQuery: a row for each event, its parameters as a list of keys and values.
import type { Json } from '../definitions/types.ts';
import { ga4 } from '../mappings/ga4.ts';
import {
  cleaned,
  epochTime,
  firstText,
  isFields,
  listOf,
  numeric,
  objectOf,
  pageFields,
  textOf,
} from './fields.ts';
import type { SourceForms } from './sql/engines/index.ts';
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

/** `[{ key, value: { int_value } }]` as an object. */
function keyed(value: Json | undefined): { readonly [name: string]: Json } {
  return Object.fromEntries(
    entriesOf(value).flatMap((entry) => {
      const { key, value: given } = objectOf(entry);
      const kinds = objectOf(given);
      const kind = VALUES.find((one) => (kinds[one] ?? null) !== null);
      if (typeof key !== 'string' || key === '' || kind === undefined) return [];
      const found = kinds[kind] ?? null;
      return [[key, kind === 'string_value' ? found : numeric(found)] as const];
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
      ...set({ quantity: numeric(quantity), index: numeric(item_list_index) }),
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

const sqlValue = (f: SourceForms, of: string): string =>
  `coalesce(${[
    f.at(of, 'value', 'string_value'),
    ...VALUES.slice(1).map((kind) => f.numeric(f.at(of, 'value', kind))),
  ].join(', ')})`;
/** Entries as they are, whichever way they are nested. */
const sqlEntries = (f: SourceForms, list: string): string =>
  f.mapped(
    f.list(`coalesce(${f.at(list, 'list')}, ${list})`),
    'n',
    `coalesce(${f.at('n', 'element')}, n)`,
  );
const sqlKeyed = (f: SourceForms, list: string): string =>
  f.keyed(sqlEntries(f, list), 'e', f.text(f.at('e', 'key')), sqlValue(f, 'e'));
const sqlItem = (f: SourceForms, item: string): string =>
  f.set(
    f.beside(
      f.beside(
        f.set(f.without(item, ['item_params', 'item_list_index', 'quantity']), NOTHING),
        f.set(sqlKeyed(f, f.at(item, 'item_params')), NOTHING),
      ),
      f.set(
        f.built({
          quantity: f.numeric(f.at(item, 'quantity')),
          index: f.numeric(f.at(item, 'item_list_index')),
        }),
        NOTHING,
      ),
    ),
  );

/** Of all rows, or of a relation of some. */
export const ga4Sql = (f: SourceForms, rows = 'source_rows'): string => {
  const text = (...path: string[]) => f.text(f.at('r', ...path));
  const campaign = (name: string) =>
    f.string(text('session_traffic_source_last_click', 'cross_channel_campaign', name));
  const id = [
    text('event_timestamp'),
    text('event_name'),
    ...BATCH.map((column) => text(column)),
  ].join(" || '.' || ");
  const told = f.part(
    'ga4_events',
    `SELECT line, r, ${sqlKeyed(f, f.at('r', 'event_params'))} AS params,
      ${f.set(f.object(f.at('r', 'ecommerce')), NOTHING)} AS ecommerce,
      ${f.mapped(f.filtered(sqlEntries(f, f.at('r', 'items')), 'i', f.isObject('i')), 'i', sqlItem(f, 'i'))} AS items
    FROM ${rows}`,
  );
  return `WITH ${told}
  SELECT line, 0 AS place, ${text('user_pseudo_id')} AS visitor, ${f.epoch(f.at('r', 'event_timestamp'), 1)} AS time,
    ${id} AS id, ${text('event_name')} AS theirs,
    ${f.over(
      f.beside(
        'params',
        pageSql(f, {
          location: f.at('params', 'page_location'),
          title: f.at('params', 'page_title'),
          referrer: f.at('params', 'page_referrer'),
        }),
      ),
      f.built({
        items: f.array('items'),
        ecommerce: f.valued('ecommerce', ['{}']),
        device_type: f.string(text('device', 'category')),
        source: campaign('source'),
        medium: campaign('medium'),
        campaign: campaign('campaign_name'),
        channel: campaign('default_channel_group'),
      }),
    )} AS p,
    CASE
      WHEN ${text('platform')} <> 'WEB' THEN 'app'
      WHEN ${text('privacy_info', 'analytics_storage')} = 'No' THEN 'no-consent'
      WHEN ${f.isTrue(f.at('params', 'debug_mode'))} OR ${f.text(f.at('params', 'traffic_type'))} IN ('internal', 'developer') THEN 'test'
    END AS reason
  FROM ga4_events`;
};

export const ga4BigQuery: LogSource = {
  name: 'ga4-bigquery',
  mapping: ga4,
  row: 'event',
  marks: ['user_pseudo_id'],
  documented: 'https://support.google.com/analytics/answer/7029846',
  guide: {
    get: `Link the property to BigQuery; each day becomes a table \`events_YYYYMMDD\`. [Extract](https://cloud.google.com/bigquery/docs/exporting-data) the days that you want, as lines of JSON or as Parquet, and fetch them: \`bq extract --destination_format NEWLINE_DELIMITED_JSON --compression GZIP 'PROJECT:analytics_PROPERTY.events_20261102' 'gs://BUCKET/ga4/20261102-*.json.gz'\`, \`gcloud storage cp 'gs://BUCKET/ga4/*' ga4/\`.`,
    files: 'ga4/',
    forms: 'lines of JSON, Parquet',
    tables: 'Google’s own export',
    elsewhere:
      'Google exports into BigQuery alone. What copies that on into ClickHouse or PostgreSQL lays its records out in columns of its own: such a table is a log like any other, by `--columns`',
    visitor:
      '`user_pseudo_id`: a browser, as in Covey. `user_id` would join devices, which a page cannot',
    leftOut:
      '`privacy_info.analytics_storage` "No"; the parameters `debug_mode`, and `traffic_type` "internal" or "developer"; streams of apps (`platform`)',
    glance: {
      visitor: 'a browser',
      lasts: 'as long as its cookie',
      consent: 'heeded',
      robots: 'Google leaves out those it knows',
      twice: 'once, with `batch_…` columns',
    },
    lost: [
      'Each parameter is a property by its own name, parameters of items are properties of the item, and `page_path` is made of `page_location`.',
      'Source, medium, campaign and channel are properties of the events, not `source.*`, which no log tells; they are those of `session_traffic_source_last_click`, which older exports lack. Where a visit has no source of its own, Google repeats the one before; a page says `(direct)`.',
      'A day that was exported twice, streamed and daily, counts once only where the rows have `batch_page_id`, `batch_ordering_id` and `batch_event_index`. Take the one or the other.',
      '`geo` and `user_properties` are not read: no log tells traits and geography.',
    ],
  },
  read,
  sql: (_, f) => ga4Sql(f),
  engines: ['duckdb', 'bigquery'],
};
