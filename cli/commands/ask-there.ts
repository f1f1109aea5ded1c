import { isPath } from '../../shared/log-sources/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import type { OnVisitor } from '../../shared/logs/index.ts';
import {
  MOST_BYTES,
  agree,
  costsText,
  endingOnSignals,
  engineOf,
  estimateFetching,
  estimateThere,
  exportTable,
  fetchThere,
  mostOf,
  openDatabase,
  passwordOf,
  refusePassword,
  simulateThere,
} from '../databases/index.ts';
import type { Cost, CostOf, Database, EngineThere, Table } from '../databases/index.ts';
import { Failure } from '../failure.ts';
import { tellJson } from '../json/index.ts';
import { startProgress } from '../progress.ts';
import type { SimulateResult, Store } from '../simulate/index.ts';
import { columnsFrom, tableFrom } from '../sql-table.ts';
import type { Terminal } from '../terminal.ts';
import { definitionsAsked } from './log-options.ts';
import type { LogOptions } from './log-options.ts';
import { requireEngine, sourceOf } from './source-options.ts';
import { refuseOfFiles } from './there-options.ts';
import type { ThereOptions } from './there-options.ts';
import { instantAsked, zoneAsked } from './when-asked.ts';

/** What is said of a log in a database. */
type Asked = Omit<LogOptions, 'events'> &
  ThereOptions & { readonly engine?: string; readonly url: string };

/** Asks the database for sizes, or only what asking would take. */
export async function askThere(
  options: Asked & { readonly overTime?: number },
  terminal: Terminal,
  onVisitor: OnVisitor | undefined,
): Promise<{ readonly result: SimulateResult } | { readonly cost: Cost }> {
  const there = thereAsked(options);
  const { at, timezone } = instantAsked(options);
  const definitions = await definitionsAsked(options, terminal);
  const table = there.tableOf(options.table);
  return there.opened(async (database) =>
    options.estimate
      ? { cost: await estimateThere(database, { definitions, table, at }) }
      : {
          result: await simulateThere(database, {
            ...limitsOf(options),
            definitions,
            table,
            timezone,
            at,
            now: Date.now(),
            stepMs: options.overTime ?? null,
            complete: options.complete ?? false,
            ...(onVisitor && { onVisitor }),
          }),
        },
  );
}

/** A database whose events are fetched. */
export interface FetchedFrom {
  /** What fetching all events of each table takes. */
  readonly costs: readonly CostOf[];
  /** @throws Failure where that is too much, for all tables together. */
  readonly agreed: () => Promise<void>;
  /** All events of a table, given to a store. */
  readonly fetch: (
    definitions: Definitions,
    store: Store,
    table: string,
  ) => Promise<SimulateResult>;
}

/** Opens the database for as long as events of some tables are fetched. */
export function fetchingThere<T>(
  options: Asked,
  tables: readonly string[],
  run: (from: FetchedFrom) => Promise<T>,
): Promise<T> {
  const there = thereAsked(options);
  const { at, offsetAt } = instantAsked(options);
  const named = tables.map((table) => [table, there.tableOf(table)] as const);
  return there.opened(async (database) => {
    const costs: CostOf[] = [];
    for (const [table, is] of named)
      costs.push({ table, cost: await estimateFetching(database, is) });
    const { startProgress: progress, ...limits } = limitsOf(options);
    return run({
      costs,
      agreed: () => agree(costs, { name: database.name, ...limits }),
      fetch: (definitions, store, table) =>
        fetchThere(database, {
          definitions,
          store,
          startProgress: progress,
          table: there.tableOf(table),
          rows: costs.find((one) => one.table === table)?.cost.rows ?? null,
          asked: { at, offsetAt, now: Date.now(), complete: options.complete ?? false },
        }),
    });
  });
}

const limitsOf = ({ maxBytes = MOST_BYTES, yes = false }: ThereOptions) => ({
  startProgress,
  maxBytes,
  yes,
});

/** @throws Failure for options that are not said of a database. */
function thereAsked(options: Asked) {
  const engine = engineAsked(options);
  refuseOfFiles(options);
  refusePassword(options.url, engine);
  return {
    tableOf: (name = 'events') => tableAsked(options, name, engine),
    async opened<T>(run: (database: Database) => Promise<T>): Promise<T> {
      const database = await openDatabase(engine, {
        url: options.url,
        password: passwordOf(engine, options.passwordFile),
        timeoutMs: options.timeout ?? null,
      });
      const release = endingOnSignals(database, () => {});
      try {
        return await run(database);
      } finally {
        release();
        await database.close();
      }
    },
  };
}

/** A table of events, or the table of another tool's export as one. */
function tableAsked(options: Asked, table: string, engine: EngineThere): Table {
  const { columns, id, rename, sourceTimeZone: zone = 'UTC' } = options;
  const source = sourceOf(options);
  if (!source)
    return {
      table: tableFrom(table, engine),
      columns: columnsFrom(columns),
      ...(id !== undefined && { id }),
    };
  if (columns !== undefined || id !== undefined)
    throw new Failure('usage', `--source ${source.name} knows its columns.`, [
      'Leave out --columns and --id.',
    ]);
  requireEngine(source, engine);
  if (isPath(table.replaceAll('*', ''), engine))
    throw new Failure('usage', `--table ${table} names files, and --url a database.`, [
      'Files are named by --events, without --url.',
    ]);
  zoneAsked(zone);
  return exportTable(source, engine, { from: table, zone, ...(rename && { names: rename }) });
}

/** By what was said, and by the address. */
function engineAsked({ engine = 'covey', url }: Asked): EngineThere {
  const found = engineOf(url);
  if (engine === 'covey' || engine === found) return found;
  throw new Failure('usage', `--url is an address of ${found}, and --engine says ${engine}.`, [
    'Leave out --engine: the address says which it is.',
  ]);
}

/** What reading would take, of one table or several. */
export function tellCost(
  command: 'simulate' | 'analyse',
  costs: readonly CostOf[],
  { json }: { readonly json?: boolean },
  terminal: Terminal,
): void {
  const [first, other] = costs;
  if (!json || !first) return costsText(costs).forEach((line) => terminal.out(line));
  const estimate = first.cost;
  if (!other) return tellJson(terminal, command, { estimate });
  tellJson(terminal, command, {
    estimate: { ...estimate, with: other.cost, together: mostOf(costs) },
  });
}
