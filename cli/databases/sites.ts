import { count } from '../../shared/counting/index.ts';
import { DIALECTS } from '../../shared/sql/index.ts';
import type { Database } from './database.ts';
import { requireRows } from './shapes.ts';
import { tableText } from './table.ts';
import type { Table } from './table.ts';

/** What another tool keeps of several sites in one table: nobody means all of them. */
export async function severalSites(database: Database, table: Table): Promise<readonly string[]> {
  const { site } = table.export?.source ?? {};
  if (!site) return [];
  const named = tableWith(table, site.table);
  const columns = await database.columnsOf(named).catch(() => []);
  if (!columns.some(({ name }) => name === site.column)) return [];
  const { identifier, forms } = DIALECTS[database.dialect];
  const column = identifier(site.column);
  const from = named.map(identifier).join('.');
  // As text: PostgreSQL tells no two values of json apart. ClickHouse makes none of null.
  const query = `SELECT count(DISTINCT ${forms.plain(column)}) FROM ${from} WHERE ${column} IS NOT NULL`;
  const rows = await database.all({ prelude: [], query, cleanup: [] });
  const [[several = 0] = []] = requireRows(database.name, rows, ['count'], 1);
  if (Number(several) <= 1) return [];
  return [
    `${tableText(table)} holds ${count(Number(several))} sites (${site.column}), which are taken as one. A view of one can be named instead: WHERE ${site.column} = ….`,
  ];
}

/** How often the table is read for it. */
export const sitesAsked = ({ export: of }: Table): number => (of?.source.site ? 1 : 0);

/** Of several tables, which are named by their schema or with a star in the place of their names, one. */
const tableWith = ({ table }: Table, one: string | undefined): readonly string[] => {
  if (one === undefined) return table;
  return table.some((name) => name.includes('*'))
    ? table.map((name) => name.replace('*', one))
    : [...table, one];
};
