import { bigquery } from './bigquery.ts';
import { clickhouse } from './clickhouse.ts';
import { duckdb } from './duckdb.ts';
import type { SourceForms } from './forms.ts';
import { postgresql } from './postgresql.ts';

export type { SourceForms } from './forms.ts';

/** Engines in which an export can be a view, by the names of their dialects. */
export const ENGINES = { duckdb, clickhouse, postgresql, bigquery } as const satisfies {
  readonly [name: string]: SourceForms;
};
export type EngineName = keyof typeof ENGINES;
