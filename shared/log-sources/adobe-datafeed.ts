// Adobe Analytics' data feed: a line for each hit in hit_data.tsv, with the names of the columns in a file beside it.
import { adobeAnalytics } from '../mappings/adobe-analytics.ts';
import { productsOf, wordsOf } from '../mappings/adobe-products.ts';
import type { Fields } from '../mappings/types.ts';
import {
  CURRENCIES,
  CUSTOM,
  EVENTS,
  HELD,
  LINKS,
  SET,
  SIGNS,
  TIMES,
  UPLOADED,
} from './adobe-datafeed-names.ts';
import { adobeSql } from './adobe-datafeed-sql.ts';
import { cleaned, epochTime, firstText, pageFields, textOf } from './fields.ts';
import type { Heard, LogSource, Row } from './types.ts';

/** Why a hit is excluded, as far as that is no affair of Adobe's: by what the browser calls itself, or by its address. */
const EXCLUDED: { readonly [number: string]: 'bot' | 'test' } = {
  1: 'bot',
  2: 'test',
  3: 'bot',
  4: 'test',
};
/** A column after all rules of the server, or as it came. */
const column = (row: Row, name: string): string => firstText(row[`post_${name}`], row[name]);

/** `200` is custom event 1, `20100` custom event 101; other numbers are instances of variables. */
function eventOf(word: string): string | null {
  const [number = ''] = word.split(/[=:]/);
  if (EVENTS[number] !== undefined) return EVENTS[number];
  const custom = Number(number);
  const [from, , first] = CUSTOM.find((range) => custom >= range[0] && custom <= range[1]) ?? [];
  return from === undefined || first === undefined ? null : `event${custom - from + first}`;
}

const held = (text: string): string =>
  text.replace(/\^([,;=^])/g, (_, sign: string) => String.fromCharCode(HELD + SIGNS.indexOf(sign)));
const released = (value: unknown): unknown =>
  typeof value === 'string'
    ? value.replace(/[\uE000-\uE003]/g, (sign) => SIGNS[sign.charCodeAt(0) - HELD] ?? '')
    : Number.isFinite(value)
      ? value
      : null;

function read(row: Row): Heard {
  const excluded = textOf(row['exclude_hit']);
  if (Number(excluded || 0) > 0) return EXCLUDED[excluded] ?? 'excluded';
  if (UPLOADED.includes(textOf(row['hit_source']))) return 'excluded';
  const [high, low] = [column(row, 'visid_high'), column(row, 'visid_low')];
  // A visitor who is known by address and browser alone has no cookie.
  if ([high, low].every((half) => ['', '0'].includes(half)) || column(row, 'visid_type') === '1')
    return 'no-visitor';
  const link = LINKS[column(row, 'page_event')];
  const location = column(row, 'page_url');
  const variables = Object.entries(row).flatMap(
    ([name, value]): readonly (readonly [string, unknown])[] => {
      const [, kind, number] = /^(?:post_)?(evar|prop)(\d+)$/.exec(name) ?? [];
      return kind === undefined ||
        number === undefined ||
        textOf(value) === '' ||
        (!name.startsWith('post_') && textOf(row[`post_${name}`]) !== '')
        ? []
        : [[`${kind === 'evar' ? 'eVar' : 'prop'}${number}`, textOf(value)]];
    },
  );
  const products = productsOf(held(column(row, 'product_list'))).map((product) =>
    cleaned(
      Object.fromEntries(Object.entries(product).map(([name, value]) => [name, released(value)])),
    ),
  );
  const said: Fields = cleaned({
    ...Object.fromEntries(variables),
    ...Object.fromEntries(
      Object.entries(SET).map(([ours, theirs]) => [ours, column(row, theirs) || null]),
    ),
    currencyCode: firstText(...CURRENCIES.map((name) => row[name])) || null,
    ...(products.length > 0 && { products }),
  });
  const page = pageFields({
    location,
    title: column(row, 'pagename'),
    referrer: column(row, 'referrer'),
  });
  const events = wordsOf(column(row, 'event_list'))
    .flatMap((word) => eventOf(word) ?? [])
    .filter((name) => name !== 'purchase' || textOf(row['duplicate_purchase']) !== '1');
  const first: readonly (readonly [string, Fields])[] =
    link === undefined
      ? [['page_view', said]]
      : link === 'link'
        ? []
        : [
            [
              link === 'download' ? 'file_download' : 'click',
              cleaned({
                link_url: column(row, 'page_event_var1') || null,
                ...(link === 'exit' && { outbound: true }),
              }),
            ],
          ];
  const told = [...first, ...[...new Set(events)].map((name) => [name, said] as const)];
  if (told.length === 0) return 'other';
  const hit = [textOf(row['hitid_high']), textOf(row['hitid_low'])];
  return told.map(([name, fields], place) => ({
    visitor: `${high || '0'}.${low || '0'}`,
    time: epochTime(firstText(...TIMES.map((one) => row[one])), 's'),
    id: hit.includes('') ? '' : [...hit, place].join('.'),
    name,
    fields: { ...fields, ...page },
  }));
}

export const adobeDatafeed: LogSource = {
  name: 'adobe-datafeed',
  mapping: adobeAnalytics,
  row: 'hit',
  marks: ['visid_high', 'post_visid_high'],
  documented:
    'https://experienceleague.adobe.com/en/docs/analytics/export/analytics-data-feed/data-feed-contents/datafeeds-reference',
  guide: {
    get: 'A [data feed](https://experienceleague.adobe.com/en/docs/analytics/export/analytics-data-feed/data-feed-overview) with the columns `exclude_hit`, `hit_source`, `hit_time_gmt`, `hitid_high`, `hitid_low`, `visid_high`, `visid_low`, `visid_type`, `page_event`, `page_event_var1`, `page_url`, `pagename`, `referrer`, `event_list`, `product_list`, `purchaseid`, `currency`, `duplicate_purchase` (most with `post_`), and the eVars and props that you ask for; unpacked from its `.tar.gz` into a folder.',
    files: 'feed/',
    forms:
      'a folder with `hit_data.tsv`, packed or not, and `column_headers.tsv`; tables with the same columns as Parquet or JSON',
    tables:
      'whatever loads `hit_data.tsv` under the names of `column_headers.tsv` (`bq load`, `COPY`, ClickHouse’s `s3`), as texts or with [the types that Adobe documents](https://experienceleague.adobe.com/en/docs/analytics/export/analytics-data-feed/data-feed-contents/datafeeds-reference). [Fivetran](https://fivetran.com/docs/connectors/applications/adobe-analytics-data-feed) puts columns that hold lists (`event_list`, `product_list`) into tables of their own, which are not read',
    visitor:
      '`post_visid_high` and `post_visid_low`: a browser; who is known by address and browser alone (`visid_type` 1) is left out',
    leftOut:
      '`exclude_hit` above 0, of which 1 and 3 are robots, 2 and 4 addresses that the site excludes; what was uploaded (`hit_source` 5, 7, 8, 9); a `purchase` with `duplicate_purchase`.',
    glance: {
      visitor: 'a browser',
      lasts: 'as long as its cookie',
      consent: 'not said',
      robots: 'heeded',
      twice: 'once',
    },
    lost: [
      'A hit is a `page_view` and one event for each of its `event_list`; a link is none, but for downloads and exits. Custom events are `event1`, as in the page: `--rename event12=sign_up` says what yours mean.',
      'eVars are what the server has kept, where the columns begin with `post_`: a page hears them only with the hit that sets them.',
      'Whether somebody agreed to be recorded the feed does not say.',
      'Adobe’s visits end after 30 minutes, after 12 hours, or after 2,500 hits; Covey’s only after `session.timeout`.',
      'Lookups (`browser.tsv` and others) are not read.',
    ],
  },
  columns: 'column_headers.tsv',
  read,
  sql: (_, f) => adobeSql(f),
  engines: ['duckdb', 'clickhouse', 'postgresql', 'bigquery'],
};
