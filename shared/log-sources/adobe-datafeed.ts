// Adobe Analytics' data feed: a line for each hit in hit_data.tsv, with the names of the columns in a file beside it.
import { adobeAnalytics } from '../mappings/adobe-analytics.ts';
import { productsOf, wordsOf } from '../mappings/adobe-products.ts';
import type { Fields } from '../mappings/types.ts';
import { cleaned, epochTime, firstText, pageFields, textOf } from './fields.ts';
import { duckdb } from './sql/engines/duckdb.ts';
import { pageSql } from './sql/page.ts';
import type { Heard, LogSource, Row } from './types.ts';

/** Standard events by the number that the feed has for them. */
const EVENTS: { readonly [number: string]: string } = {
  1: 'purchase',
  2: 'prodView',
  10: 'scOpen',
  11: 'scCheckout',
  12: 'scAdd',
  13: 'scRemove',
  14: 'scView',
};
/** Why a hit is excluded, as far as that is no affair of Adobe's: by what the browser calls itself, or by its address. */
const EXCLUDED: { readonly [number: string]: 'bot' | 'test' } = {
  1: 'bot',
  2: 'test',
  3: 'bot',
  4: 'test',
};
/** Hits that came by data sources, and not from a page. */
const UPLOADED = ['5', '7', '8', '9'];
/** By `post_page_event`, and as `page_event` has it. */
const LINKS: { readonly [number: string]: 'link' | 'download' | 'exit' } = {
  10: 'link',
  11: 'download',
  12: 'exit',
  100: 'link',
  101: 'download',
  102: 'exit',
};
const SET: { readonly [ours: string]: string } = {
  transactionID: 'transactionid',
  purchaseID: 'purchaseid',
  pageName: 'pagename',
  channel: 'channel',
  campaign: 'campaign',
  zip: 'zip',
  state: 'state',
};

/** A column after all rules of the server, or as it came. */
const column = (row: Row, name: string): string => firstText(row[`post_${name}`], row[name]);

/** `200` is custom event 1, `20100` custom event 101; other numbers are instances of variables. */
function eventOf(word: string): string | null {
  const [number = ''] = word.split(/[=:]/);
  if (EVENTS[number] !== undefined) return EVENTS[number];
  const custom = Number(number);
  if (custom >= 200 && custom <= 299) return `event${custom - 199}`;
  return custom >= 20_100 && custom <= 20_999 ? `event${custom - 20_000 + 1}` : null;
}

/** Signs that separate, where they are part of a value: the feed puts a caret before them. */
const SIGNS = ',;=^';
const HELD = 0xe000;
const held = (text: string): string =>
  text.replace(/\^([,;=^])/g, (_, sign: string) => String.fromCharCode(HELD + SIGNS.indexOf(sign)));
const released = (value: unknown): unknown =>
  typeof value === 'string'
    ? value.replace(/[\uE000-\uE003]/g, (sign) => SIGNS[sign.charCodeAt(0) - HELD] ?? '')
    : value;

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
    Object.fromEntries(Object.entries(product).map(([name, value]) => [name, released(value)])),
  );
  const said: Fields = cleaned({
    ...Object.fromEntries(variables),
    ...Object.fromEntries(
      Object.entries(SET).map(([ours, theirs]) => [ours, column(row, theirs) || null]),
    ),
    currencyCode: firstText(row['post_currency'], row['currency'], row['curr_code']) || null,
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
    time: epochTime(
      firstText(row['post_cust_hit_time_gmt'], row['cust_hit_time_gmt'], row['hit_time_gmt']),
      's',
    ),
    id: hit.includes('') ? '' : [...hit, place].join('.'),
    name,
    fields: { ...fields, ...page },
  }));
}

const text = (...names: readonly string[]): string =>
  `coalesce(${names.map((name) => `covey_log_text(r->'/${name}')`).join(', ')})`;
const post = (name: string): string => text(`post_${name}`, name);
const words = (value: string): string =>
  `list_filter(regexp_split_to_array(nullif(coalesce(${value}, ''), 'None'), '\\s*,\\s*'), lambda w: w <> '')`;

const sql = (): string => `WITH hits AS MATERIALIZED (
      SELECT line, ${post('visid_high')} AS high, ${post('visid_low')} AS low, ${post('page_event_var1')} AS target,
        covey_log_epoch(to_json(${text('post_cust_hit_time_gmt', 'cust_hit_time_gmt', 'hit_time_gmt')}), 1000000) AS time,
        ${text('hitid_high')} || '.' || ${text('hitid_low')} AS hit,
        CASE ${post('page_event')} ${Object.entries(LINKS)
          .map(([number, kind]) => `WHEN '${number}' THEN '${kind}'`)
          .join(' ')} END AS link,
        ${pageSql(duckdb, { location: `to_json(${post('page_url')})`, title: `to_json(${post('pagename')})`, referrer: `to_json(${post('referrer')})` })} AS page,
        -- Each once, in the order in which they stand.
        list_reduce(list_prepend([]::VARCHAR[], list_transform(list_filter(list_transform(${words(post('event_list'))}, lambda w: covey_log_adobe_event(regexp_replace(w, '[=:].*', ''))),
          lambda e: e IS NOT NULL AND NOT (e = 'purchase' AND coalesce(${text('duplicate_purchase')}, '') = '1')), lambda e: [e])),
          lambda a, b: CASE WHEN list_contains(a, b[1]) THEN a ELSE list_concat(a, b) END) AS events,
        json_merge_patch(covey_log_adobe_variables(r), covey_log_clean(json_object(${Object.entries(
          SET,
        )
          .map(([ours, theirs]) => `'${ours}', ${post(theirs)}`)
          .join(', ')}, 'currencyCode', ${text('post_currency', 'currency', 'curr_code')},
          'products', nullif(list_transform(list_transform(${words(`covey_log_held(${post('product_list')})`)}, lambda w: string_split(w, ';')), lambda s: covey_log_clean(json_object(
            'product', covey_log_released(coalesce(s[2], '')), 'category', covey_log_released(nullif(s[1], '')),
            'quantity', TRY_CAST(nullif(s[3], '') AS DOUBLE), 'price', TRY_CAST(nullif(s[4], '') AS DOUBLE)))), [])))) AS said,
        CASE
          WHEN TRY_CAST(${text('exclude_hit')} AS DOUBLE) > 0 THEN 'excluded'
          WHEN list_contains([${UPLOADED.map((one) => `'${one}'`).join(', ')}], ${text('hit_source')}) THEN 'excluded'
          WHEN (coalesce(${post('visid_high')}, '0') = '0' AND coalesce(${post('visid_low')}, '0') = '0') OR ${post('visid_type')} = '1' THEN 'no-visitor'
        END AS reason
      FROM source_rows
  )
  SELECT line, told.place AS place, coalesce(high, '0') || '.' || coalesce(low, '0') AS visitor, time, hit || '.' || told.place AS id,
    told.theirs AS theirs, json_merge_patch(told.f, page) AS p, reason
  FROM (
    SELECT line, high, low, time, hit, page, reason, unnest(list_transform(list_concat(
      CASE coalesce(link, 'page') WHEN 'page' THEN [{'theirs': 'page_view', 'f': said}] WHEN 'link' THEN []
        WHEN 'download' THEN [{'theirs': 'file_download', 'f': covey_log_clean(json_object('link_url', target))}]
        ELSE [{'theirs': 'click', 'f': covey_log_clean(json_object('link_url', target, 'outbound', true))}] END,
      list_transform(events, lambda e: {'theirs': e, 'f': said})), lambda t, place: {'place': place - 1, 'theirs': t.theirs, 'f': t.f})) AS told
    FROM hits
  )`;

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
  sql,
  engines: ['duckdb'],
};
