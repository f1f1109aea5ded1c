// Adobe's data feed in SQL: hits as `read` of `adobe-datafeed.ts` takes them.
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
import type { SourceForms } from './sql/engines/index.ts';
import { pageSql } from './sql/page.ts';

/** `evar7` and its like, after the rules of the server or before them. */
const VARIABLE = '(evar|prop)[0-9]+';
/** What stands between semicolons of a product, by its place. */
const PARTS = { category: 0, product: 1, quantity: 2, price: 3 } as const;

const cases = (of: string, table: { readonly [from: string]: string }): string =>
  `CASE ${of} ${Object.entries(table)
    .map(([from, to]) => `WHEN '${from}' THEN '${to}'`)
    .join(' ')} END`;

/** The name of an event by its number; NULL for an instance of a variable. */
const eventSql = (f: SourceForms, number: string): string =>
  `coalesce(${cases(number, EVENTS)}, ${f.let('count', f.number(f.string(number)), (count) => `CASE ${CUSTOM.map(([from, to, first]) => `WHEN ${count} BETWEEN ${from} AND ${to} THEN 'event' || ${f.wholeText(`${count} - ${from - first}`)}`).join(' ')} END`)})`;

/** Signs that a caret says to be part of a value, as letters that nobody writes; and back. */
const held = (f: SourceForms, text: string): string =>
  [...SIGNS]
    .toReversed()
    .reduce(
      (value, sign) => f.replaced(value, `[\\^][${sign === '^' ? '\\^' : sign}]`, letter(sign)),
      text,
    );
const released = (f: SourceForms, text: string): string =>
  [...SIGNS].reduce((value, sign) => f.replaced(value, letter(sign), sign), text);
const letter = (sign: string): string => String.fromCharCode(HELD + SIGNS.indexOf(sign));

const productSql = (f: SourceForms, word: string): string => {
  const part = (name: keyof typeof PARTS): string =>
    `coalesce(${f.group(word, `^${'[^;]*;'.repeat(PARTS[name])}([^;]*)`)}, '')`;
  const number = (name: keyof typeof PARTS): string =>
    f.ofNumber(f.number(f.string(`nullif(${part(name)}, '')`)));
  return f.built({
    product: f.string(released(f, part('product'))),
    category: f.string(`nullif(${released(f, part('category'))}, '')`),
    quantity: number('quantity'),
    price: number('price'),
  });
};

/** eVars and props by the names that a page has for them. */
const variablesSql = (f: SourceForms, start: string): string =>
  f.keyed(
    f.members(f.row, `^${start}${VARIABLE}$`),
    'e',
    f.replaced(f.replaced(f.text(f.at('e', 'key')), `^${start}`, ''), '^evar', 'eVar'),
    f.string(f.text(f.at('e', 'value'))),
  );

export const adobeSql = (f: SourceForms): string => {
  const text = (...names: readonly string[]): string =>
    `coalesce(${names.map((name) => f.text(f.at('r', name))).join(', ')}, NULL)`;
  const post = (name: string): string => text(`post_${name}`, name);
  const hits = f.part(
    'hits',
    `SELECT line, r, ${post('visid_high')} AS high, ${post('visid_low')} AS low, ${post('page_event_var1')} AS target,
      ${f.epoch(f.string(text(...TIMES)), 1_000_000)} AS time,
      ${text('hitid_high')} || '.' || ${text('hitid_low')} AS hit,
      ${cases(post('page_event'), LINKS)} AS link,
      ${pageSql(f, { location: f.string(post('page_url')), title: f.string(post('pagename')), referrer: f.string(post('referrer')) })} AS page,
      ${f.beside(variablesSql(f, ''), variablesSql(f, 'post_'))} AS variables,
      ${f.split(`nullif(${post('event_list')}, 'None')`, ',')} AS words,
      ${f.split(held(f, `nullif(${post('product_list')}, 'None')`), ',')} AS goods,
      ${text('duplicate_purchase')} AS repeated,
      CASE
        WHEN ${f.number(f.at('r', 'exclude_hit'))} > 0 THEN 'excluded'
        WHEN ${text('hit_source')} IN (${UPLOADED.map((one) => `'${one}'`).join(', ')}) THEN 'excluded'
        WHEN (coalesce(${post('visid_high')}, '0') = '0' AND coalesce(${post('visid_low')}, '0') = '0') OR ${post('visid_type')} = '1' THEN 'no-visitor'
      END AS reason
    FROM source_rows`,
  );
  const named = f.part(
    'named_hits',
    `SELECT line, high, low, target, time, hit, page, reason,
      ${f.concat(
        f.listIf('link IS NULL', f.literal('"page_view"')),
        f.listIf("link = 'download'", f.literal('"file_download"')),
        f.listIf("link = 'exit'", f.literal('"click"')),
        // Each once, in the order in which they stand.
        f.distinct(
          f.filtered(
            f.mapped(
              'words',
              'w',
              f.string(
                `coalesce(${eventSql(f, `coalesce(${f.group(f.text('w'), '^([^=:]*)')}, '')`)}, '')`,
              ),
            ),
            'e',
            `${f.text('e')} IS NOT NULL AND NOT (${f.text('e')} = 'purchase' AND coalesce(repeated, '') = '1')`,
          ),
        ),
      )} AS told,
      ${f.beside(
        'variables',
        f.built({
          ...Object.fromEntries(
            Object.entries(SET).map(([ours, theirs]) => [ours, f.string(post(theirs))]),
          ),
          currencyCode: f.string(text(...CURRENCIES)),
          products: f.array(f.mapped('goods', 'w', productSql(f, f.text('w')))),
        }),
      )} AS said
    FROM hits`,
  );
  return `WITH ${hits}, ${named}
  SELECT line, place, coalesce(high, '0') || '.' || coalesce(low, '0') AS visitor, time, hit || '.' || ${f.wholeText('place')} AS id,
    ${f.text('event')} AS theirs,
    ${f.beside(
      `CASE ${f.text('event')} WHEN 'file_download' THEN ${f.built({ link_url: f.string('target') })}
        WHEN 'click' THEN ${f.built({ link_url: f.string('target'), outbound: f.literal('true') })} ELSE said END`,
      'page',
    )} AS p, reason
  FROM ${f.unnested('named_hits', 'told', 'event', 'place')}`;
};
