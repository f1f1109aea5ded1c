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
import {
  entitiesOfColumns,
  entitiesOfColumnsSql,
  eventOfColumns,
  eventOfColumnsSql,
} from './snowplow-warehouse.ts';
import { SNOWPLOW_COLUMNS } from './snowplow-columns.ts';
import type { SourceForms } from './sql/engines/index.ts';
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
  ['spiders_and_robots', 'spider_or_robot'],
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
      if (textOf(row['unstruct_event']) === '' && !isFields(row['unstruct_event'])) {
        const event = eventOfColumns(row);
        return event && describedEvent(event, context);
      }
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
  const context = [...entitiesOf(row['contexts']), ...entitiesOfColumns(row)];
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

const sql = (zone: string, f: SourceForms): string => {
  const column = (name: string): string => f.text(f.at('r', name));
  const entities = (name: string): string =>
    f.filtered(
      f.list(f.at(f.object(f.at('r', name)), 'data')),
      'e',
      `${f.text(f.at('e', 'schema'))} IS NOT NULL AND ${f.isObject(f.at('e', 'data'))}`,
    );
  const schema = (of: string): string => f.group(f.text(f.at(of, 'schema')), '^[^/]*/([^/]*)');
  const columns = (of: { readonly [ours: string]: string }): string =>
    f.built(
      Object.fromEntries(
        Object.entries(of).map(([ours, theirs]) => [ours, f.string(column(theirs))]),
      ),
    );
  const bots = (list: string): string =>
    f.some(
      list,
      'e',
      BOTS.map(
        ([name, member]) =>
          `(${schema('e')} = '${name}' AND ${f.valued(f.at('e', 'data', member), ['false', '"true"', '"false"', '0', '1'])} IS NOT NULL)`,
      ).join(' OR '),
    );
  const type = f.text(f.at('described', 'data', 'type'));
  const parts = [
    f.part(
      'read_events',
      `SELECT line, r, ${column('event')} AS kind, CASE WHEN ${column('unstruct_event')} IS NULL AND NOT ${f.isObject(f.at('r', 'unstruct_event'))} AND ${column('event')} = 'unstruct' THEN ${eventOfColumnsSql(f)} ELSE ${f.object(f.at(f.object(f.at('r', 'unstruct_event')), 'data'))} END AS described,
        CASE WHEN NOT ${f.mentions(f.row, '"contexts_')} THEN ${entities('contexts')} ELSE ${f.concat(entities('contexts'), ...entitiesOfColumnsSql(f))} END AS entities, ${entities('derived_contexts')} AS derived
      FROM source_rows`,
    ),
    f.part(
      'described_events',
      `SELECT line, r, kind, described,
      ${f.mapped(f.filtered('entities', 'e', `${schema('e')} = 'product'`), 'e', f.at('e', 'data'))} AS products,
      ${f.keyed(f.filtered('entities', 'o', `${schema('o')} <> 'product'`), 'e', schema('e'), f.at('e', 'data'))} AS beside,
      ${bots('entities')} OR ${bots('derived')} AS is_bot
FROM read_events`,
    ),
  ];
  return `WITH ${parts.join(', ')}
  SELECT line, 0 AS place, ${column('domain_userid')} AS visitor,
    ${f.time(f.string(`coalesce(${column('derived_tstamp')}, ${column('collector_tstamp')})`), zone)} AS time, ${column('event_id')} AS id,
    CASE kind
      WHEN 'struct' THEN ${column('se_action')}
      WHEN 'unstruct' THEN CASE WHEN ${schema('described')} = 'snowplow_ecommerce_action'
        THEN CASE WHEN ${f.matches(`lower(${type})`, '^checkout_?step$')} AND coalesce(${f.number(f.at('beside', 'checkout_step', 'step'))}, 1) > 1
          THEN 'checkout_progress' ELSE ${type} END
        ELSE ${schema('described')} END
      ELSE kind END AS theirs,
    ${f.beside(
      f.beside(
        f.set(`CASE kind
      WHEN 'struct' THEN ${f.beside(columns({ category: 'se_category', label: 'se_label', property: 'se_property' }), f.built({ value: f.ofNumber(f.number(f.string(column('se_value')))) }))}
      WHEN 'transaction' THEN ${columns({ transaction_id: 'tr_orderid', revenue: 'tr_total', tax: 'tr_tax', shipping: 'tr_shipping', currency: 'tr_currency' })}
      WHEN 'unstruct' THEN ${f.over(f.over('beside', f.object(f.at('described', 'data'))), f.built({ products: f.array('products') }))}
      ELSE ${f.built({})} END`),
        pageSql(f, {
          location: f.at('r', 'page_url'),
          path: f.at('r', 'page_urlpath'),
          title: f.at('r', 'page_title'),
          referrer: f.at('r', 'page_referrer'),
        }),
      ),
      f.built({
        device_type: f.string(
          `CASE lower(${column('dvce_type')}) ${Object.entries(DEVICES)
            .map(([theirs, ours]) => `WHEN '${theirs}' THEN '${ours}'`)
            .join(' ')} END`,
        ),
      }),
    )} AS p,
    CASE
      WHEN ${column('platform')} <> 'web' THEN 'app'
      WHEN is_bot THEN 'bot'
      WHEN kind IS NULL OR kind NOT IN ('page_view', 'page_ping', 'struct', 'transaction', 'unstruct')
        OR (kind = 'unstruct' AND ${f.text(f.at('described', 'schema'))} IS NULL) THEN 'other'
    END AS reason
  FROM described_events`;
};

export const snowplowEnriched: LogSource = {
  name: 'snowplow-enriched',
  mapping: snowplow,
  row: 'event',
  marks: ['domain_userid', 'collector_tstamp'],
  documented:
    'https://docs.snowplow.io/docs/fundamentals/canonical-event/understanding-the-enriched-tsv-format/',
  guide: {
    get: 'The enriched events that the pipeline [keeps in a bucket](https://docs.snowplow.io/docs/fundamentals/canonical-event/understanding-the-enriched-tsv-format/), as packed TSV of 131 columns; or the table `events` of a warehouse, exported with the columns that it has for each schema (`unstruct_event_…`, `contexts_…`), in small letters; or what an analytics SDK makes of the former.',
    files: 'enriched/',
    forms: 'TSV without headings; JSON and Parquet with the same columns, or those of a warehouse',
    tables:
      'wide tables of the loaders for [BigQuery and others](https://docs.snowplow.io/docs/fundamentals/warehouse-tables/), a column for each schema; in PostgreSQL `atomic.events` as [the first loader](https://github.com/snowplow/snowplow/blob/a474229a645710531e441240ea271645660fc0ed/4-storage/postgres-storage/sql/atomic-def.sql) made it, with `unstruct_event`, `contexts` and `derived_contexts` as `json`; in ClickHouse the TSV as it is, loaded under [the names of its columns](https://docs.snowplow.io/docs/fundamentals/canonical-event/understanding-the-enriched-tsv-format/)',
    visitor: '`domain_userid`, a browser; events of anonymous tracking have none, and are left out',
    leftOut:
      'robots, as IAB’s list (`spiders_and_robots`), the bot detection of the pipeline and that of the browser say; every `platform` but "web"',
    glance: {
      visitor: 'a browser',
      lasts: 'as long as its cookie',
      consent: 'not said',
      robots: 'heeded',
      twice: 'once',
    },
    lost: [
      'A self-describing event has the name of its schema, entities come under the names of theirs, products as items: as with the bridge.',
      'Of a warehouse, the entities of the e-commerce schemas and those of robots are read, other `contexts_…` not: where in a column the vendor ends and the name begins it does not say. BigQuery and Databricks write members in snake case, `target_url` for `targetUrl`. The loaders for Redshift and [the newer one for PostgreSQL](https://docs.snowplow.io/docs/api-reference/loaders-storage-targets/snowplow-postgres-loader/), which make a table for each schema, are not read; nor are columns whose names PostgreSQL cuts, after 63 letters.',
      'Of the old `transaction` the items (`transaction_item`) are events of their own there, and left out.',
      'Whether somebody agreed is an event like others there (`consent_preferences`), and heeded nowhere.',
      'A visit there ends after 30 minutes without an event, or as the tracker is told.',
    ],
  },
  columns: SNOWPLOW_COLUMNS,
  read,
  sql,
  engines: ['duckdb', 'clickhouse', 'postgresql', 'bigquery'],
};
