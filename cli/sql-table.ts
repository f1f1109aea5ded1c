import type { DialectName, LogColumns, PropertyColumn } from '../shared/sql/index.ts';
import { Failure } from './failure.ts';

/** How a table of events is named on the command line. */

const NEEDED = ['visitor', 'time', 'name'] as const satisfies (keyof LogColumns)[];
/** What a table may be without. */
const WITHOUT = ['seq', 'props'] as const satisfies (keyof LogColumns)[];
const PROPERTY = 'props.';

/**
 * `web.events` as its names; `"web.events"` as one.
 * @throws Failure where a name is empty, or a quote is not closed
 */
export const tableFrom = (
  said: string,
  dialect: DialectName,
  option: '--table' | '--from' = '--table',
): readonly string[] => {
  const names: string[] = [];
  for (let rest = said; ;) {
    const quote = QUOTES[dialect].find((one) => rest.startsWith(one)) ?? '';
    const [whole, name = '', dot] = NAME[quote]?.exec(rest) ?? [];
    if (whole === undefined)
      throw noTableName(
        `${option} ${said}`,
        'no dot and no end follows on the quotes, or they are not closed',
      );
    // BigQuery's own form: `project.dataset.events`.
    if (dialect === 'bigquery' && quote === '`') names.push(...name.split('.'));
    else names.push(quote === '' ? name : name.replaceAll(quote + quote, quote));
    if (dot !== '.') break;
    rest = rest.slice(whole.length);
  }
  if (names.includes('')) throw noTableName(`${option} ${said}`, 'a name is empty');
  return names;
};

const QUOTES: { readonly [dialect in DialectName]: readonly string[] } = {
  duckdb: ['"'],
  postgresql: ['"'],
  clickhouse: ['"', '`'],
  bigquery: ['"', '`'],
};
/** By its quotes, a name and the dot after it. */
const NAME: { readonly [quote: string]: RegExp } = {
  '': /^([^.]*)(\.|$)/,
  '"': /^"((?:[^"]|"")*)"(\.|$)/,
  '`': /^`((?:[^`]|``)*)`(\.|$)/,
};

const noTableName = (said: string, why: string): Failure =>
  new Failure('usage', `${said} is no table: ${why}.`, [
    'Write its name, with database and schema before it where it has them: web.events.',
    `A name with a dot in it stands in quotes: '"my.events"'.`,
  ]);

/** Names as `tableFrom` reads them. */
export const namesText = (names: readonly string[]): string =>
  names.map((name) => (/^["`]|\./.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join('.');

/**
 * `visitor=user_id,time=at,props.revenue=revenue` as what the table calls its columns.
 * @throws Failure for what names no column, or one thing twice
 */
export const columnsFrom = (list: string | undefined): Partial<LogColumns> => {
  const columns: { -readonly [of in keyof Plain]?: Plain[of] } = {};
  const properties: PropertyColumn[] = [];
  const said = new Set<string>();
  for (const { pair, of, column } of list === undefined ? [] : pairsIn(list)) {
    if (said.has(of)) throw twice(of);
    said.add(of);
    const needed = NEEDED.find((one) => one === of);
    const other = WITHOUT.find((one) => one === of);
    if (other) columns[other] = column === '' ? null : column;
    else if (column === '') throw noColumn(pair);
    else if (needed) columns[needed] = column;
    else if (isProperty(of)) properties.push({ path: of.slice(PROPERTY.length), column });
    else throw noColumn(pair);
  }
  refuseWithin(properties.map(({ path }) => path));
  // Who names properties names the column of JSON, too, where there is one.
  return properties.length === 0 ? columns : { props: null, ...columns, properties };
};

type Plain = Omit<LogColumns, 'properties'>;

const isProperty = (of: string): boolean => of.startsWith(PROPERTY) && !of.split('.').includes('');

/** `a=b`, each side as it is, or in quotes, which are doubled within. */
const PAIR = /\s*(?:"((?:[^"]|"")*)"|([^=,"]*?))\s*=\s*(?:"((?:[^"]|"")*)"|([^=,"]*?))\s*(?:,|$)/y;
/** A side that begins with a quote, and has no other that ends it. */
const UNCLOSED = /(?:^|[,=])\s*"(?:[^"]|"")*$/;

function pairsIn(said: string) {
  const pairs: { readonly pair: string; readonly of: string; readonly column: string }[] = [];
  PAIR.lastIndex = 0;
  for (let at = 0; at < said.length || at === 0; at = PAIR.lastIndex) {
    const found = PAIR.exec(said);
    if (!found) throw noPair(said.slice(at));
    const [pair, quotedOf, of = '', quoted, column = ''] = found;
    pairs.push({ pair, of: unquoted(quotedOf) ?? of, column: unquoted(quoted) ?? column });
  }
  return pairs;
}

const unquoted = (text: string | undefined): string | undefined => text?.replaceAll('""', '"');

function noPair(rest: string): Failure {
  if (UNCLOSED.test(rest)) return strange(rest, 'the quote is not closed');
  if (/"|=.*=/s.test(rest)) return strange(rest, 'a name with = or " in it stands in quotes');
  return noColumn(rest);
}

const strange = (rest: string, why: string): Failure =>
  new Failure('usage', `--columns ${rest.trim()}: ${why}.`, [
    `Within quotes a quote is doubled: 'visitor="user ""id""",time=at'.`,
  ]);

const twice = (of: string): Failure =>
  new Failure('usage', `--columns names ${of} twice.`, ['Leave one of them out.']);

const noColumn = (pair: string): Failure =>
  new Failure('usage', `--columns "${pair.trim().replace(/,$/, '')}" is no column.`, [
    'Write one of visitor, time, seq, name, props, or props. and a property, "=", and what the table calls it; the next after a comma.',
    'A name with a comma in it stands in quotes: \'props.revenue="net, in euros"\'.',
  ]);

/** @throws Failure where one property is another, or a part of it. */
function refuseWithin(paths: readonly string[]): void {
  for (const [place, one] of paths.entries())
    for (const other of paths.slice(place + 1)) {
      if (!`${one}.`.startsWith(`${other}.`) && !`${other}.`.startsWith(`${one}.`)) continue;
      throw new Failure(
        'usage',
        `--columns names props.${one} and props.${other}, of which one is a part of the other.`,
        ['Leave one of them out.'],
      );
    }
}
