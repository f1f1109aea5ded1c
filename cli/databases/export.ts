import { sourceView } from '../../shared/log-sources/index.ts';
import type { LogSource } from '../../shared/log-sources/index.ts';
import { DIALECTS } from '../../shared/sql/index.ts';
import { nothingTaken } from '../simulate/index.ts';
import type { SourceTaken } from '../simulate/index.ts';
import { tableFrom } from '../sql-table.ts';
import type { Database } from './database.ts';
import { requireRows } from './shapes.ts';
import type { Steps } from './steps.ts';
import { tableText } from './table.ts';
import type { ExportThere, Table } from './table.ts';
import type { EngineThere } from './url.ts';

/** Names that no table of anybody's has. */
const VIEW = 'covey export';
const COPY = 'covey log';

export interface ExportAsked {
  /** The table of the export, or the schema of several. */
  readonly from: string;
  readonly zone: string;
  readonly names?: { readonly [theirs: string]: string };
}

/** The table of another tool's export, as one of events. */
export function exportTable(source: LogSource, engine: EngineThere, asked: ExportAsked): Table {
  const { identifier } = DIALECTS[engine];
  const names = tableFrom(asked.from, engine);
  const { select, statements, counts } = sourceView(source, {
    ...asked,
    from: names,
    engine,
    view: engine === 'duckdb' ? VIEW : COPY,
  });
  const table = { table: names, columns: {} };
  const own = { source, zone: asked.zone, counts };
  // The session ends with the connection, but for that of ClickHouse.
  const drop = `DROP TEMPORARY TABLE IF EXISTS ${identifier(COPY)}`;
  switch (engine) {
    case 'duckdb': {
      // Its statements make macros, and a view that calls them.
      const view = `SELECT * FROM ${identifier(VIEW)}`;
      const copy = `CREATE OR REPLACE TEMP TABLE ${identifier(COPY)} AS ${view}`;
      return {
        ...table,
        select: view,
        export: { ...own, before: statements, copy: { prelude: [copy], cleanup: [] } },
      };
    }
    case 'clickhouse':
      return {
        ...table,
        select,
        export: { ...own, before: [], copy: { prelude: statements, cleanup: [drop] } },
      };
    // Whoever may only read makes no table.
    case 'postgresql':
      return { ...table, select, export: { ...own, before: [], copy: null } };
  }
}

/** What was found of an export. */
export interface Exported {
  readonly taken: SourceTaken;
  /** Events without a time that can be read. */
  readonly timeless: number;
}

/** The log that is asked: where it is another tool's export, its events. */
export async function eventsThere(
  database: Database,
  table: Table,
  steps: Steps,
): Promise<{ readonly table: Table; readonly exported: Exported | null }> {
  if (!table.export) return { table, exported: null };
  const { export: of } = table;
  const exported = await steps.step('rows', () => takenThere(database, table, of));
  return { table: await steps.step('events', () => copied(database, table, of)), exported };
}

/** What is made of an export costs so many questions more. */
export const EXPORT_STEPS = 2;

/**
 * How much of an export is taken, by the events that it tells.
 * @throws Failure where nothing is.
 */
async function takenThere(
  database: Database,
  table: Table,
  { source, zone, counts }: ExportThere,
): Promise<Exported> {
  const rows = requireRows(
    database.name,
    await database.all({ prelude: [], query: counts, cleanup: [] }),
    ['any', 'count'],
  ).map(([why, n]) => [String(why), Number(n)] as const);
  const numberOf = (why: string) => rows.find(([one]) => one === why)?.[1] ?? 0;
  const [events, timeless] = [numberOf(''), numberOf('no-time')];
  const taken: SourceTaken = {
    source: source.name,
    row: source.row,
    table: tableText(table),
    rows: rows.reduce((sum, [, n]) => sum + n, 0),
    taken: events,
    notTaken: Object.fromEntries(rows.filter(([why]) => why !== '' && why !== 'no-time')),
    persons: 0,
    notMapped: [],
    unplaced: 0,
    strange: null,
    zone,
    isLocal: false,
  };
  if (taken.rows > 0 && events + timeless === 0)
    throw nothingTaken(`${database.name}: ${tableText(table)}`, taken);
  return { taken, timeless };
}

/** Its events as a table, so that the export is read once; itself where no table may be made. */
async function copied(database: Database, table: Table, { copy }: ExportThere): Promise<Table> {
  if (!copy || !database.make) return table;
  await database.make(copy);
  return { table: [COPY], columns: {} };
}
