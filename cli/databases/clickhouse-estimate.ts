import type { Estimate } from './database.ts';
import { requireRows } from './shapes.ts';
import { columnsRead } from './table.ts';
import type { Table } from './table.ts';

const TEXT = /[\\']/g;
export const literal = (text: string): string => `'${text.replace(TEXT, '\\$&')}'`;

type Ask = (query: string) => Promise<readonly (readonly unknown[])[]>;

/** Rows that are left once the primary key is asked, and the columns' bytes of them as they are unpacked. */
export async function estimateOf(
  name: string,
  query: string,
  table: Table,
  ask: Ask,
): Promise<Estimate | null> {
  const parts = await ask(`EXPLAIN ESTIMATE ${query}`);
  if (parts.length === 0) return await wholeTable(name, table, ask);
  requireRows(name, parts, ['any', 'any', 'count', 'count', 'count']);
  const columns = columnsRead(table).map(([, column]) => literal(column));
  let [rows, bytes] = [0, 0];
  for (const [database, part, , left] of parts) {
    const of = `database = ${literal(String(database))} AND table = ${literal(String(part))}`;
    const sums = await ask(
      `SELECT (SELECT sum(data_uncompressed_bytes) FROM system.columns WHERE ${of} AND name IN (${columns.join(', ')})),
        (SELECT sum(data_uncompressed_bytes) FROM system.parts WHERE active AND ${of}),
        (SELECT sum(rows) FROM system.parts WHERE active AND ${of})`,
    );
    const [[ofColumns, ofParts, inAll] = []] = requireRows(name, sums, ['time', 'time', 'time'], 1);
    const all = Number(ofColumns) || Number(ofParts);
    rows += Number(left);
    bytes += Number(inAll) > 0 ? Math.round((all * Number(left)) / Number(inAll)) : all;
  }
  return { rows, bytes: bytes > 0 ? bytes : null };
}

/** What a table of another engine says of itself. */
async function wholeTable(at: string, { table }: Table, ask: Ask): Promise<Estimate | null> {
  const [name = '', database] = table.toReversed();
  const found = await ask(
    `SELECT total_rows, total_bytes FROM system.tables WHERE name = ${literal(name)} AND ${
      database === undefined
        ? '(database = currentDatabase() OR is_temporary)'
        : `database = ${literal(database)}`
    }`,
  );
  const [[rows, bytes] = []] = requireRows(at, found, ['time', 'time']);
  const known = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return { rows: known(rows), bytes: known(bytes) };
}
