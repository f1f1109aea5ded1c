// What Plausible keeps in ClickHouse where one hosts it: the table events_v2, a row for each event.
import type { OffsetAt } from '../logs/index.ts';
import { plausible as mapping } from '../mappings/plausible.ts';
import { cleaned, firstText, listOf, numeric, pageFields, textOf, writtenTime } from './fields.ts';
import type { SourceForms } from './sql/engines/index.ts';
import { pageSql } from './sql/page.ts';
import type { Heard, LogSource, Row } from './types.ts';

const DEVICES: { readonly [theirs: string]: string } = {
  Mobile: 'mobile',
  Tablet: 'tablet',
  Laptop: 'desktop',
  Desktop: 'desktop',
};
/** What says where a visit came from, by the columns of which the first that is some text counts. */
const ORIGIN = {
  source: ['utm_source', 'referrer_source'],
  medium: ['utm_medium'],
  campaign: ['utm_campaign'],
  channel: ['acquisition_channel', 'channel'],
} as const;
/** Instead of an id, where there is none; and of a currency, where there is no amount. */
const NO_ID = '0';

/** ClickHouse writes a list in CSV as `['a','it\'s']`. */
const HELD = '\u0001';
const asJson = (text: string): string =>
  text.startsWith("['")
    ? text.replaceAll('"', '\\"').replaceAll("\\'", HELD).replaceAll("'", '"').replaceAll(HELD, "'")
    : text;
const textsOf = (value: unknown) => listOf(typeof value === 'string' ? asJson(value) : value);

function read(row: Row, offsetAt: OffsetAt): Heard {
  const visitor = textOf(row['user_id']);
  if (visitor === '' || visitor === NO_ID) return 'no-visitor';
  const values = textsOf(row['meta.value']);
  const hostname = textOf(row['hostname']);
  const path = textOf(row['pathname']);
  const amount = numeric(row['revenue_source_amount']);
  const currency = /^[A-Z]{3}/.exec(textOf(row['revenue_source_currency']))?.[0];
  const device = DEVICES[textOf(row['screen_size'])];
  const isEngagement = textOf(row['name']) === 'engagement';
  return [
    {
      visitor,
      time: writtenTime(row['timestamp'], offsetAt),
      id: '',
      name: textOf(row['name']),
      fields: {
        ...Object.fromEntries(
          textsOf(row['meta.key']).flatMap((key, place) =>
            textOf(key) === '' ? [] : [[textOf(key), values[place] ?? null] as const],
          ),
        ),
        ...pageFields({
          location: hostname === '' ? '' : `https://${hostname}${path}`,
          path,
          referrer: row['referrer'],
        }),
        ...cleaned({
          ...Object.fromEntries(
            Object.entries(ORIGIN).map(([name, columns]) => [
              name,
              firstText(...columns.map((column) => row[column])) || null,
            ]),
          ),
          ...(isEngagement && {
            engagement_time: numeric(row['engagement_time']),
            scroll_depth: numeric(row['scroll_depth']),
          }),
          revenue: textOf(amount) === '' ? null : { amount, currency: currency ?? null },
          device_type: device ?? null,
        }),
      },
    },
  ];
}

const sqlTexts = (f: SourceForms, json: string): string => {
  const list = f.replaced(
    f.replaced(f.replaced(f.replaced(f.text(json), '["]', '\\\\"'), "\\\\'", HELD), "'", '"'),
    HELD,
    "'",
  );
  return f.list(
    `CASE WHEN ${f.startsWith(f.text(json), "['")} THEN ${f.string(list)} ELSE ${json} END`,
  );
};

const sql = (zone: string, f: SourceForms): string => {
  const column = (name: string) => f.text(f.at('r', name));
  const amount = f.numeric(f.at('r', 'revenue_source_amount'));
  const ofEngagement = (name: string) =>
    `CASE WHEN ${column('name')} = 'engagement' THEN ${f.numeric(f.at('r', name))} END`;
  const first = (columns: readonly string[]) => `coalesce(${columns.map(column).join(', ')}, NULL)`;
  return `SELECT line, 0 AS place, nullif(${column('user_id')}, '${NO_ID}') AS visitor, ${f.time(f.at('r', 'timestamp'), zone)} AS time,
    ${f.nothing} AS id, ${column('name')} AS theirs,
    ${f.over(
      f.beside(
        f.pairs(sqlTexts(f, f.at('r', 'meta.key')), sqlTexts(f, f.at('r', 'meta.value'))),
        pageSql(f, {
          location: f.string(
            `'https://' || ${column('hostname')} || coalesce(${column('pathname')}, '')`,
          ),
          path: f.at('r', 'pathname'),
          referrer: f.at('r', 'referrer'),
        }),
      ),
      f.built({
        ...Object.fromEntries(
          Object.entries(ORIGIN).map(([name, columns]) => [name, f.string(first(columns))]),
        ),
        engagement_time: ofEngagement('engagement_time'),
        scroll_depth: ofEngagement('scroll_depth'),
        revenue: `CASE WHEN ${f.text(amount)} IS NOT NULL THEN ${f.built({
          amount,
          currency: f.string(
            `nullif(${f.group(column('revenue_source_currency'), '^([A-Z][A-Z][A-Z])')}, '')`,
          ),
        })} END`,
        device_type: f.string(
          `CASE ${column('screen_size')} ${Object.entries(DEVICES)
            .map(([theirs, ours]) => `WHEN '${theirs}' THEN '${ours}'`)
            .join(' ')} END`,
        ),
      }),
    )} AS p, ${f.nothing} AS reason
  FROM source_rows`;
};

export const plausible: LogSource = {
  name: 'plausible',
  mapping,
  row: 'event',
  marks: ['pathname', 'hostname', 'site_id'],
  documented: 'https://plausible.io/docs/data-policy',
  guide: {
    get: 'Where you host Plausible yourself: the table `events_v2` of its ClickHouse, of one site, as Parquet, lines of JSON or CSV with headings: `clickhouse-client --database plausible_events_db --query "SELECT * FROM events_v2 WHERE site_id = 1 AND timestamp >= \'2026-11-01\' FORMAT Parquet" > plausible.parquet`. `sessions_v2` is not needed. What the dashboard exports as CSV, and the Stats API gives, are sums by day and page, which say of no visitor what they did: no log can be made of them.',
    files: 'plausible.parquet',
    forms: 'Parquet; lines of JSON and CSV with the same columns',
    tables:
      '`events_v2` of its own ClickHouse; where that holds several sites, which is warned of, a view of one: `CREATE VIEW shop_events AS SELECT * FROM events_v2 WHERE site_id = 1`',
    elsewhere:
      'Plausible keeps its events in ClickHouse alone, and exports none elsewhere but as sums; DuckDB reads the table as files',
    visitor:
      '`user_id`: a browser at an address, for a day. It is made with a salt that changes each day, so that whoever comes again on another day is somebody else',
    leftOut: 'nothing: robots Plausible does not keep; it sets no cookie, and knows no consent',
    glance: {
      visitor: 'a browser',
      lasts: 'a day',
      consent: 'not asked for',
      robots: 'not kept',
      twice: 'twice',
    },
    lost: [
      'Nobody is seen on two days: sizes of segments that count over more than a day, or ask for a second visit, come out too small, and visitors are too many.',
      'Events have no id: rows that are exported twice count twice.',
      'Times are whole seconds: what happened in the same second counts in the order of the file.',
      'Addresses are without what follows `?`, and referrers without `https://`.',
    ],
  },
  read,
  sql,
  site: { column: 'site_id' },
  engines: ['duckdb', 'clickhouse'],
};
