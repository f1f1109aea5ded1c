import type { Definitions } from '../../shared/definitions/types.ts';
import { simulate } from '../simulate/index.ts';
import type { SimulateOptions, SimulateResult, Store } from '../simulate/index.ts';
import type { startProgress } from '../progress.ts';
import { columnRemarks } from './columns-beside.ts';
import { costOf } from './cost.ts';
import type { Cost } from './cost.ts';
import type { Column, Database } from './database.ts';
import { EXPORT_STEPS, eventsThere } from './export.ts';
import {
  lookAt,
  prepareExport,
  remarksThere,
  requireJson,
  requireTable,
  requireWhole,
} from './look.ts';
import { keysOf, readRows } from './rows.ts';
import { sitesAsked } from './sites.ts';
import { startSteps } from './steps.ts';
import type { Steps } from './steps.ts';
import { tableText } from './table.ts';
import type { Table } from './table.ts';
import { isTextual } from './types.ts';

export interface FetchedThere {
  readonly definitions: Definitions;
  readonly table: Table;
  readonly asked: Pick<SimulateOptions, 'at' | 'offsetAt' | 'complete' | 'now'>;
  /** Who is given all events. */
  readonly store: Store;
  readonly startProgress: typeof startProgress;
  /** How many there are, as far as the estimate says. */
  readonly rows: number | null;
}

/** What fetching all events will cost, without fetching them. */
export async function estimateFetching(database: Database, table: Table): Promise<Cost> {
  const look = lookAt(database, table);
  const columns = await requireTable(database, table, look);
  const estimate = await database.estimate(look.read, table);
  // Of an export its counts, and then a table of its events.
  if (table.export?.copy) return costOf(estimate, 2 + sitesAsked(table));
  // Rows that are not whole, or how much of an export is taken; the names of properties; and the events.
  return costOf(estimate, (isTextual(table, columns) ? 4 : 3) + sitesAsked(table));
}

/** All events of a table come to this machine, and are evaluated here as those of a file are. What that takes has been agreed to. */
export async function fetchThere(
  database: Database,
  { definitions, table: named, asked, store, startProgress, rows }: FetchedThere,
): Promise<SimulateResult> {
  const columns = named.export ? [] : await database.columnsOf(named.table);
  const remarks = await remarksThere(database, named, columns);
  const steps = startSteps(database, named.export ? 1 + EXPORT_STEPS : 1, startProgress);
  const { table, look, exported, keys } = await prepared(
    database,
    definitions,
    named,
    columns,
    steps,
  ).finally(steps.stop);
  const read = await simulate({
    ...asked,
    definitions,
    skipBad: false,
    startProgress,
    openStore: () => Promise.resolve(store),
    input: { name: tableText(named), size: rows ?? undefined, stream: nothing },
    there: {
      isPartial: named.export?.source.isPartial ?? false,
      read: (reader) => readRows(database, { table, look, keys }, reader),
    },
  });
  const { unnamed, ...more } = columnRemarks(
    { definitions, table: named, columns },
    read.missing,
    (property) => keys.all.includes(property),
  );
  const result = {
    ...withoutLines(read),
    warnings: [...remarks.warnings, ...more.warnings],
    notes: [...remarks.notes, ...more.notes],
    unnamed,
  };
  if (!exported) return result;
  const { taken, timeless } = exported;
  // Each event of an export is there once.
  const repeated = Math.max(0, taken.taken - result.events - result.later);
  return { ...result, source: taken, bad: timeless, repeated };
}

/** The events, and which of their properties are to be fetched. */
async function prepared(
  database: Database,
  definitions: Definitions,
  named: Table,
  columns: readonly Column[],
  steps: Steps,
) {
  await prepareExport(database, named);
  const events = await eventsThere(database, named, steps);
  const look = lookAt(database, events.table);
  const keys = await steps.step('names', async () => {
    // The view of an export leaves them out.
    if (!named.export) await requireWhole(database, named, look);
    if (isTextual(named, columns)) await requireJson(database, named, look);
    return keysOf(database, definitions, look);
  });
  return { ...events, look, keys };
}

/** A row of a table has no place in it. */
const withoutLines = (result: SimulateResult): SimulateResult => ({
  ...result,
  future: result.future && { count: result.future.count, time: result.future.time },
  lone: result.lone && { time: result.lone.time, before: result.lone.before },
});

const nothing = (): never => {
  throw new Error('a table is no stream of bytes');
};
