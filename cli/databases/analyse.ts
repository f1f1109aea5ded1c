import type { Definitions } from '../../shared/definitions/types.ts';
import { simulate } from '../simulate/index.ts';
import type { SimulateOptions, SimulateResult, Store } from '../simulate/index.ts';
import type { startProgress } from '../progress.ts';
import { agree, costOf } from './cost.ts';
import type { Cost } from './cost.ts';
import type { Database } from './database.ts';
import { EXPORT_STEPS, eventsThere } from './export.ts';
import { lookAt, requireTable } from './look.ts';
import { keysOf, readRows } from './rows.ts';
import { endingOnSignals, startSteps } from './steps.ts';
import type { Steps } from './steps.ts';
import { tableText } from './table.ts';
import type { Table } from './table.ts';

export interface FetchedThere {
  readonly definitions: Definitions;
  readonly table: Table;
  readonly asked: Pick<SimulateOptions, 'at' | 'offsetAt' | 'complete' | 'now'>;
  /** Who is given all events. */
  readonly store: Store;
  readonly startProgress: typeof startProgress;
  readonly maxBytes: number;
  readonly yes: boolean;
}

/** What fetching all events will cost, without fetching them. */
export async function estimateFetching(database: Database, table: Table): Promise<Cost> {
  const look = lookAt(database, table);
  await requireTable(database, table, look);
  const estimate = await database.estimate(look.read, table);
  // The names of properties, and the events; of an export how much is taken, where it is not read once for all.
  const { export: of } = table;
  return costOf(estimate, of && !of.copy ? 3 : 2);
}

/** All events of a table come to this machine, and are evaluated here as those of a file are. */
export async function fetchThere(
  database: Database,
  { definitions, table: named, asked, store, ...limits }: FetchedThere,
): Promise<SimulateResult> {
  const cost = await estimateFetching(database, named);
  await agree(cost, { name: database.name, ...limits });
  const steps = startSteps(database, named.export ? 1 + EXPORT_STEPS : 1, limits.startProgress);
  const { table, exported, keys } = await prepared(database, definitions, named, steps).finally(
    steps.stop,
  );
  const look = lookAt(database, table);
  const release = endingOnSignals(database, () => {});
  try {
    const read = await simulate({
      ...asked,
      definitions,
      skipBad: false,
      startProgress: limits.startProgress,
      openStore: () => Promise.resolve(store),
      input: { name: tableText(named), size: cost.rows ?? undefined, stream: nothing },
      there: {
        isPartial: named.export?.source.isPartial ?? false,
        read: (reader) => readRows(database, { table, look, keys }, reader),
      },
    });
    const result = withoutLines(read);
    if (!exported) return result;
    const { taken, timeless } = exported;
    // Each event of an export is there once.
    const repeated = Math.max(0, taken.taken - result.events - result.later);
    return { ...result, source: taken, bad: timeless, repeated };
  } finally {
    release();
  }
}

/** The events, and which of their properties are to be fetched. */
async function prepared(database: Database, definitions: Definitions, named: Table, steps: Steps) {
  const events = await eventsThere(database, named, steps);
  const keys = await steps.step('names', () =>
    keysOf(database, definitions, lookAt(database, events.table)),
  );
  return { ...events, keys };
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
