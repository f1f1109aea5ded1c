import type { Json } from '../../../shared/definitions/types.ts';
import type { CoveyEvent } from '../../../shared/engine/index.ts';
import { type CompiledSql, compileSql } from '../../../shared/sql/index.ts';
import { text } from '../../../shared/sql/text.ts';
import type { openDatabase } from './database.ts';

export type Log = readonly (readonly [visitor: string, events: readonly CoveyEvent[]])[];
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
): Promise<Answers> {
  let seq = 0;
  const rows = log.flatMap(([visitor, events]) =>
    events.map(
      ({ name, time, props }) =>
        `(${text(visitor)}, make_timestamptz(${time} * 1000), ${(seq += 1)}, ${text(name)}, ${text(JSON.stringify(props ?? {}))})`,
    ),
  );
  await database.query(
    'CREATE OR REPLACE TEMP TABLE events(visitor VARCHAR, time TIMESTAMPTZ, seq BIGINT, name VARCHAR, props JSON);' +
      (rows.length > 0 ? `INSERT INTO events VALUES ${rows.join(',\n')};` : ''),
  );
  const compiled = compileSql(definitions as never, { at, timezone });
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
