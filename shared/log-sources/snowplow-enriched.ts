// Snowplow's enriched events: a line of 131 columns each, with what describes itself as JSON in some of them.
import type { OffsetAt } from '../logs/index.ts';
import type { Fields } from '../mappings/types.ts';
import { snowplow } from '../mappings/snowplow.ts';
import { describedEvent, nameIn } from '../mappings/snowplow-events.ts';
import type { Described } from '../mappings/snowplow-events.ts';
import {
  cleaned,
  firstText,
  isFields,
  listOf,
  objectOf,
  pageFields,
  textOf,
  writtenTime,
} from './fields.ts';
import { SNOWPLOW_COLUMNS } from './snowplow-columns.ts';
import { pageSql } from './sql/page.ts';
import type { Heard, LogSource, Row } from './types.ts';

const DEVICES: { readonly [theirs: string]: string } = {
  computer: 'desktop',
  mobile: 'mobile',
  tablet: 'tablet',
};
/** What enrichments and plugins say of robots: the name of the schema, and the member that says so. */
const BOTS = [
  ['spiders_and_robots', 'spiderOrRobot'],
  ['client_side_bot_detection', 'bot'],
  ['bot_detection', 'bot'],
] as const;

/** What stands beside an event, of those that have a schema and data. */
const entitiesOf = (value: unknown): readonly Described[] =>
  listOf(objectOf(value)['data']).flatMap((entity) =>
    isFields(entity) && typeof entity['schema'] === 'string' && isFields(entity['data'])
      ? [{ schema: entity['schema'], data: entity['data'] }]
      : [],
  );

const isBot = (entities: readonly Described[]): boolean =>
  entities.some(({ schema, data }) =>
    BOTS.some(([name, member]) => nameIn(schema) === name && (data as Fields)[member] === true),
  );

/** Name and properties as the bridge hears them of the tracker; null for what is no event. */
function told(row: Row, context: readonly Described[]): readonly [unknown, Fields] | null {
  const text = (column: string) => textOf(row[column]) || null;
  switch (row['event']) {
    case 'page_view':
    case 'page_ping':
      return [row['event'], {}];
    case 'struct':
      return [
        row['se_action'],
        {
          category: text('se_category'),
          label: text('se_label'),
          property: text('se_property'),
          value: text('se_value') === null ? null : Number(text('se_value')),
        },
      ];
    case 'transaction':
      return [
        'transaction',
        {
          transaction_id: text('tr_orderid'),
          revenue: text('tr_total'),
          tax: text('tr_tax'),
          shipping: text('tr_shipping'),
          currency: text('tr_currency'),
        },
      ];
    case 'unstruct': {
      const event = objectOf(objectOf(row['unstruct_event'])['data']);
      return typeof event['schema'] === 'string'
        ? describedEvent({ schema: event['schema'], data: objectOf(event['data']) }, context)
        : null;
    }
    default:
      return null;
  }
}

function read(row: Row, offsetAt: OffsetAt): Heard {
  if (!['', 'web'].includes(textOf(row['platform']))) return 'app';
  const context = entitiesOf(row['contexts']);
  if (isBot([...context, ...entitiesOf(row['derived_contexts'])])) return 'bot';
  const [name, fields] = told(row, context) ?? [];
  if (typeof name !== 'string' || !fields) return 'other';
  const visitor = textOf(row['domain_userid']);
  if (visitor === '') return 'no-visitor';
  const device = DEVICES[textOf(row['dvce_type']).toLowerCase()];
  return [
    {
      visitor,
      time: writtenTime(firstText(row['derived_tstamp'], row['collector_tstamp']), offsetAt),
      id: textOf(row['event_id']),
      name,
      fields: {
        ...cleaned(fields),
        ...pageFields({
          location: row['page_url'],
          path: row['page_urlpath'],
          title: row['page_title'],
          referrer: row['page_referrer'],
        }),
        ...(device && { device_type: device }),
      },
    },
  ];
}

const column = (name: string): string => `covey_log_text(r->'/${name}')`;
const entities = (name: string): string =>
  `list_filter(covey_log_list(covey_log_object(r->'/${name}')->'/data'), lambda e: json_type(e->'/schema') = 'VARCHAR' AND json_type(e->'/data') = 'OBJECT')`;
const schema = (of: string): string => `split_part((${of}->>'/schema'), '/', 2)`;
const filled = (columns: { readonly [ours: string]: string }): string =>
  `json_object(${Object.entries(columns)
    .map(([ours, theirs]) => `'${ours}', ${column(theirs)}`)
    .join(', ')})`;

const sql = (zone: string): string => `WITH described_events AS MATERIALIZED (
    SELECT line, r, (r->>'/event') AS kind, covey_log_object(covey_log_object(r->'/unstruct_event')->'/data') AS described,
      list_transform(list_filter(entities, lambda e: ${schema('e')} = 'product'), lambda e: (e->'/data')) AS products,
      list_reduce(list_prepend('{}'::JSON, list_transform(list_filter(entities, lambda e: ${schema('e')} <> 'product'), lambda e: json_object(${schema('e')}, (e->'/data')))),
        lambda a, b: covey_log_over(a, b)) AS beside,
      len(list_filter(list_concat(entities, derived), lambda e: ${BOTS.map(([name, member]) => `(${schema('e')} = '${name}' AND (e->>'/data/${member}') = 'true')`).join(' OR ')})) > 0 AS is_bot
    FROM (SELECT line, r, ${entities('contexts')} AS entities, ${entities('derived_contexts')} AS derived FROM source_rows)
  )
  SELECT line, 0 AS place, ${column('domain_userid')} AS visitor,
    covey_log_time(to_json(coalesce(${column('derived_tstamp')}, ${column('collector_tstamp')})), ${zone}) AS time, ${column('event_id')} AS id,
    CASE kind
      WHEN 'struct' THEN ${column('se_action')}
      WHEN 'unstruct' THEN CASE WHEN ${schema('described')} = 'snowplow_ecommerce_action'
        THEN CASE WHEN regexp_full_match(lower(described->>'/data/type'), 'checkout_?step') AND coalesce(covey_log_number(beside->'/checkout_step/step'), 1) > 1
          THEN 'checkout_progress' ELSE (described->>'/data/type') END
        ELSE ${schema('described')} END
      ELSE kind END AS theirs,
    json_merge_patch(json_merge_patch(covey_log_clean(CASE kind
      WHEN 'struct' THEN json_object('category', ${column('se_category')}, 'label', ${column('se_label')}, 'property', ${column('se_property')}, 'value', TRY_CAST(${column('se_value')} AS DOUBLE))
      WHEN 'transaction' THEN ${filled({ transaction_id: 'tr_orderid', revenue: 'tr_total', tax: 'tr_tax', shipping: 'tr_shipping', currency: 'tr_currency' })}
      WHEN 'unstruct' THEN covey_log_over(covey_log_over(beside, covey_log_object(described->'/data')),
        CASE WHEN len(products) > 0 THEN json_object('products', products) ELSE '{}'::JSON END)
      ELSE '{}'::JSON END),
      ${pageSql({ location: "(r->'/page_url')", path: "(r->'/page_urlpath')", title: "(r->'/page_title')", referrer: "(r->'/page_referrer')" })}),
      covey_log_clean(json_object('device_type', CASE lower(${column('dvce_type')}) ${Object.entries(
        DEVICES,
      )
        .map(([theirs, ours]) => `WHEN '${theirs}' THEN '${ours}'`)
        .join(' ')} END))) AS p,
    CASE
      WHEN ${column('platform')} <> 'web' THEN 'app'
      WHEN is_bot THEN 'bot'
      WHEN kind IS NULL OR kind NOT IN ('page_view', 'page_ping', 'struct', 'transaction', 'unstruct')
        OR (kind = 'unstruct' AND json_type(described->'/schema') IS DISTINCT FROM 'VARCHAR') THEN 'other'
    END AS reason
  FROM described_events`;

export const snowplowEnriched: LogSource = {
  name: 'snowplow-enriched',
  mapping: snowplow,
  row: 'event',
  documented:
    'https://docs.snowplow.io/docs/fundamentals/canonical-event/understanding-the-enriched-tsv-format/',
  guide: {
    get: 'The enriched events that the pipeline [keeps in a bucket](https://docs.snowplow.io/docs/fundamentals/canonical-event/understanding-the-enriched-tsv-format/), as packed TSV of 131 columns; not the tables of a warehouse, whose columns are named after each schema.',
    files: 'enriched/',
    forms: 'TSV without headings; JSON and Parquet with the same columns',
    visitor: '`domain_userid`, a browser; events of anonymous tracking have none, and are left out',
    leftOut:
      'robots, as IAB’s list (`spiders_and_robots`), the bot detection of the pipeline and that of the browser say; every `platform` but "web"',
    lost: [
      'A self-describing event has the name of its schema, entities come under the names of theirs, products as items: as with the bridge.',
      'Of the old `transaction` the items (`transaction_item`) are events of their own there, and left out.',
      'Whether somebody agreed is an event like others there (`consent_preferences`), and heeded nowhere.',
      'A visit there ends after 30 minutes without an event, or as the tracker is told.',
    ],
  },
  columns: SNOWPLOW_COLUMNS,
  read,
  sql,
};
