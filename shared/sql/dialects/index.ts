/** The engines' own SQL, a file each: what of the neutral text an engine writes its own way. */
import type { Dialect } from './dialect.ts';
import { bigquery } from './bigquery.ts';
import { clickhouse } from './clickhouse.ts';
import { duckdb } from './duckdb.ts';
import { postgresql } from './postgresql.ts';

export { createWriter, writeScript } from './write.ts';
export type { Dialect, Script } from './dialect.ts';

export const DIALECTS = { duckdb, clickhouse, postgresql, bigquery } as const satisfies {
  readonly [name: string]: Dialect;
};
export type DialectName = keyof typeof DIALECTS;
