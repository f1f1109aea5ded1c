import type { LogColumns, PropertyColumn } from '../shared/sql/index.ts';
import { Failure } from './failure.ts';

/** How a table of events is named on the command line. */

const NEEDED = ['visitor', 'time', 'name'] as const satisfies (keyof LogColumns)[];
/** What a table may be without. */
const WITHOUT = ['seq', 'props'] as const satisfies (keyof LogColumns)[];
const PROPERTY = 'props.';

/** `web.events` as its names. */
export const tableFrom = (said: string): readonly string[] => {
  const names = said.split('.');
  if (names.includes(''))
    throw new Failure('usage', `--table "${said}" is no table.`, [
      'Write its name, with database and schema before it where it has them: web.events.',
    ]);
  return names;
};

/**
 * `visitor=user_id,time=at,props.revenue=revenue` as what the table calls its columns.
 * @throws Failure for what names no column, or one thing twice
 */
export const columnsFrom = (said: string | undefined): Partial<LogColumns> => {
  const columns: { -readonly [of in keyof Plain]?: Plain[of] } = {};
  const properties: PropertyColumn[] = [];
  for (const { pair, of, column } of said === undefined ? [] : pairsIn(said)) {
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
const PAIR = /\s*(?:"((?:[^"]|"")*)"|([^=,]*?))\s*=\s*(?:"((?:[^"]|"")*)"|([^,]*?))\s*(?:,|$)/y;

function pairsIn(said: string) {
  const pairs: { readonly pair: string; readonly of: string; readonly column: string }[] = [];
  PAIR.lastIndex = 0;
  for (let at = 0; at < said.length || at === 0; at = PAIR.lastIndex) {
    const found = PAIR.exec(said);
    if (!found) throw noColumn(said.slice(at));
    const [pair, quotedOf, of = '', quoted, column = ''] = found;
    pairs.push({ pair, of: unquoted(quotedOf) ?? of, column: unquoted(quoted) ?? column });
  }
  return pairs;
}

const unquoted = (text: string | undefined): string | undefined => text?.replaceAll('""', '"');

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
        one === other
          ? `--columns names props.${one} twice.`
          : `--columns names props.${one} and props.${other}, of which one is a part of the other.`,
        ['Leave one of them out.'],
      );
    }
}
