// Definitions × a log in a database: worked out where the log is, and only read there.
import { openClickHouse } from './clickhouse.ts';
import type { Database, Reach } from './database.ts';
import { openDuckDbFile } from './duckdb-file.ts';
import { openPostgresql } from './postgresql.ts';
import type { EngineThere } from './url.ts';

export { MOST_BYTES, agree, bytesOf, bytesText, costsText, mostOf } from './cost.ts';
export type { Cost, CostOf } from './cost.ts';
export type { Database } from './database.ts';
export { estimateFetching, fetchThere } from './analyse.ts';
export { exportTable } from './export.ts';
export { estimateThere, simulateThere } from './simulate.ts';
export { endingOnSignals } from './steps.ts';
export type { Table } from './table.ts';
export { SERVERS, engineOf, passwordOf, refusePassword, withoutPassword } from './url.ts';
export type { EngineThere } from './url.ts';

/** @throws Failure where the engine's client is not installed, or the database cannot be reached. */
export const openDatabase = (engine: EngineThere, reach: Reach): Promise<Database> =>
  OPEN[engine](reach);

const OPEN: { readonly [engine in EngineThere]: (reach: Reach) => Promise<Database> } = {
  postgresql: openPostgresql,
  clickhouse: openClickHouse,
  duckdb: openDuckDbFile,
};
