import type { Json } from '../../../shared/definitions/types.ts';
import { type CompiledSql, compileSql } from '../../../shared/sql/index.ts';
import { text } from '../../../shared/sql/text.ts';
import type { Log, openDatabase } from './database.ts';

type Database = Awaited<ReturnType<typeof openDatabase>>;

/** What DuckDB says of each visitor: by `metric.ID` and `segment.ID`. */
export interface Answers extends CompiledSql {
  readonly of: ReadonlyMap<string, { readonly [column: string]: Json }>;
}

/** Loads a log into a table and asks the compiled query. */
export async function ask(
  database: Database,
  definitions: unknown,
  log: Log,
  at: number,
  timezone = 'UTC',
  facts: ReadonlyMap<string, unknown> | null = null,
): Promise<Answers> {
  await database.load(log);
  if (facts !== null) {
    const rows = [...facts].map(
      ([visitor, told]) => `(${text(visitor)}, ${text(JSON.stringify(told))})`,
    );
    await database.query(
      'CREATE OR REPLACE TEMP TABLE told(visitor VARCHAR, facts JSON);' +
        (rows.length > 0 ? `INSERT INTO told VALUES ${rows.join(', ')};` : ''),
    );
  }
  const compiled = compileSql(definitions as never, {
    at,
    timezone,
    ...(facts !== null && { facts: 'told' }),
  });
  const found = await database.query(compiled.sql);
  const of = new Map(
    found.map((row) => [
      String(row[0]),
      Object.fromEntries(compiled.columns.map((name, i) => [name, i === 0 ? null : plain(row[i])])),
    ]),
  );
  return { ...compiled, of };
}

/** A column's value as the engine gives it. JSON columns come as text. */
const plain = (value: unknown): Json =>
  typeof value === 'bigint'
    ? Number(value)
    : typeof value === 'string'
      ? (JSON.parse(value) as Json)
      : (value as Json);
