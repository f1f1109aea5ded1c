import { afterAll, beforeAll } from 'vitest';
import type { Json } from '../../../shared/definitions/types.ts';
import { type CompiledSql, compileSql } from '../../../shared/sql/index.ts';
import type { Database, Log, SqlEngine } from './engine.ts';

/** What an engine says of each visitor: by `metric.ID` and `segment.ID`. */
export interface Answers extends CompiledSql {
  readonly of: ReadonlyMap<string, { readonly [column: string]: Json }>;
}

/** A database that is open while tests run, and what it answers. */
export interface AskedDatabase {
  readonly opened: () => Database;
  readonly ask: (...asked: Question) => Promise<Answers>;
}

type Question = [
  definitions: unknown,
  log: Log,
  at: number,
  timezone?: string,
  facts?: ReadonlyMap<string, unknown> | null,
];

export const askedOf = (engine: SqlEngine, opened: () => Database): AskedDatabase => ({
  opened,
  ask: (...asked) => ask(engine, opened(), ...asked),
});

/** A database for all tests of where it is called. */
export function databaseOf(engine: SqlEngine): AskedDatabase {
  let database: Database | null = null;
  beforeAll(async () => {
    database = await engine.open();
  });
  afterAll(() => database?.close());
  return askedOf(engine, () => {
    if (database === null) throw new Error('the database is not open');
    return database;
  });
}

/** Loads a log into a table and asks the compiled query. */
async function ask(
  { dialect }: SqlEngine,
  database: Database,
  ...[definitions, log, at, timezone = 'UTC', facts = null]: Question
): Promise<Answers> {
  await database.load(log);
  if (facts !== null) await database.tell(facts);
  const compiled = compileSql(definitions as never, {
    dialect,
    at,
    timezone,
    ...(facts !== null && { facts: 'told' }),
  });
  const found = await database.run(compiled);
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
