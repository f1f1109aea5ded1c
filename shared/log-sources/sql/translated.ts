import { SINGLE, STANDARD, WORTH } from '../../mappings/standard.ts';
import type { Mapping } from '../../mappings/types.ts';
import { OF_SESSIONS } from '../intake.ts';
import type { SourceForms } from './engines/index.ts';

/** What counts as no value where a table of names points to one. */
const NOTHING = ['""', 'false'];

/** `translate` in SQL: parts of a statement from `told` to `translated`, which has `line`, `place`, `visitor`, `time`, `id`, `name`, `props`. */
export function translatedSql(f: SourceForms, mapping: Mapping): readonly string[] {
  const { properties, items } = mapping;
  const isOne = (text: string, of: readonly string[]): string => isOneSql(f, text, of);
  /** The first that has a value, as in `translate`. */
  const first = (of: string, paths: string): string => {
    const values = paths.split(' ').map((path) => f.valued(f.at(of, ...path.split('.')), NOTHING));
    return values.length > 1 ? `coalesce(${values.join(', ')})` : (values[0] ?? 'NULL');
  };
  const taken = (table: { readonly [standard: string]: string }, of: string): string =>
    f.built(
      Object.fromEntries(
        Object.entries(table).map(([standard, paths]) => [standard, first(of, paths)]),
      ),
    );
  const price = f.number(f.at('i', 'price'));
  const pieces = `coalesce(${f.number(f.at('i', 'quantity'))}, CASE WHEN ${f.at('i', 'quantity')} IS NULL THEN 1 END)`;

  const goods = (): string => {
    if (!items) return f.empty;
    const listed = f.mapped(
      f.filtered(f.list('list'), 'g', f.isObject('g')),
      'g',
      f.beside('g', taken(items.properties, 'g')),
    );
    const single = f.let('the_one', taken(items.properties, 'p'), (one) =>
      f.listIf(`${f.at(one, 'item_id')} IS NOT NULL OR ${f.at(one, 'item_name')} IS NOT NULL`, one),
    );
    const found = `CASE WHEN ${f.isList('list')} THEN ${listed}${
      items.single ? ` WHEN ${isOne('name', SINGLE)} THEN ${single}` : ''
    } ELSE ${f.empty} END`;
    // The price of one piece, where the table's is that of the line.
    return items.linePrice
      ? f.mapped(
          found,
          'i',
          f.beside(
            'i',
            f.built({ price: f.ofNumber(f.rounded(`${price} / nullif(${pieces}, 0)`)) }),
          ),
        )
      : found;
  };

  const worth = f.ofNumber(f.rounded(f.sum('goods', 'i', `${price} * ${pieces}`)));

  return [
    f.part(
      'spelled',
      `SELECT line, place, visitor, time, id, theirs, ${f.set('p')} AS p, ${f.spelled('theirs')} AS spelling
  FROM told WHERE reason IS NULL AND visitor IS NOT NULL AND time IS NOT NULL AND theirs IS NOT NULL`,
    ),
    f.part(
      'named',
      `SELECT line, place, visitor, time, id, p, ${items ? first('p', items.list) : f.none} AS list,
    ${nameSql(f, mapping)} AS name
  FROM spelled`,
    ),
    f.part(
      'listed',
      `SELECT line, place, visitor, time, id, name, p, ${goods()} AS goods, ${taken(properties, 'p')} AS standard
  FROM named WHERE ${refusedNameSql(f)} IS NULL`,
    ),
    f.part(
      'translated',
      `SELECT line, place, visitor, time, id, name, ${f.set(
        f.beside(
          f.beside('p', 'standard'),
          f.built({
            items: f.array('goods'),
            value: `CASE WHEN NOT ${f.isEmpty('goods')} AND ${isOne('name', WORTH)} AND ${f.at('p', 'value')} IS NULL AND ${f.at('standard', 'value')} IS NULL THEN ${worth} END`,
          }),
        ),
      )} AS props
  FROM listed`,
    ),
  ];
}

const isOneSql = (f: SourceForms, text: string, of: readonly string[]): string =>
  `${text} IN (${of.map(f.quote).join(', ')})`;

/** What an event is called, of `theirs` and its `spelling`; NULL or nothing: an affair of the tool's own. */
const nameSql = (f: SourceForms, { events, own }: Mapping): string => {
  const cases = [
    ...Object.entries(events).map(
      ([from, to]) => `WHEN spelling = ${f.quote(from)} THEN ${f.quote(to)}`,
    ),
    ...(own ? [`WHEN ${f.startsWith('theirs', own)} THEN NULL`] : []),
    `WHEN ${isOneSql(f, 'spelling', STANDARD)} THEN spelling`,
  ];
  return `CASE ${cases.join('\n      ')}
      ELSE theirs END`;
};

/** Why an event of this name is not taken; NULL where it is. */
const refusedNameSql = (f: SourceForms): string =>
  `CASE WHEN coalesce(name, '') = '' THEN 'own' WHEN ${isOneSql(f, 'name', OF_SESSIONS)} THEN 'session'
    WHEN ${f.length('name')} > 100 OR ${f.matches('name', '^(enter|leave):')} THEN 'name' END`;

/** A SELECT over `told`: of how many (`n`) no event was made, by `why`; an empty one of those of which one was. */
export const countedSql = (f: SourceForms, mapping: Mapping): string => `SELECT why, count(*) AS n
FROM (
  SELECT coalesce(CASE WHEN reason IS NOT NULL THEN reason WHEN visitor IS NULL THEN 'no-visitor'
    WHEN time IS NULL THEN 'no-time' WHEN theirs IS NULL THEN 'name' ELSE ${refusedNameSql(f)} END, '') AS why
  FROM (
    SELECT visitor, time, theirs, reason, ${nameSql(f, mapping)} AS name
    FROM (SELECT visitor, time, theirs, reason, ${f.spelled('theirs')} AS spelling FROM told) AS spelled
  ) AS named
) AS counted
GROUP BY why`;
