import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { parseDuration } from '../../shared/definitions/durations.ts';
import { isPath } from '../../shared/log-sources/index.ts';
import type { OnVisitor } from '../../shared/logs/index.ts';
import {
  MOST_BYTES,
  bytesOf,
  bytesText,
  costText,
  engineOf,
  estimateThere,
  exportTable,
  openDatabase,
  passwordOf,
  refusePassword,
  simulateThere,
} from '../databases/index.ts';
import type { Cost, EngineThere, Table } from '../databases/index.ts';
import { Failure } from '../failure.ts';
import { startProgress } from '../progress.ts';
import type { SimulateResult } from '../simulate/index.ts';
import { columnsFrom, tableFrom } from '../sql-table.ts';
import type { Terminal } from '../terminal.ts';
import { definitionsAsked } from './log-options.ts';
import type { LogOptions } from './log-options.ts';
import { requireEngine, sourceOf } from './source-options.ts';
import { instantAsked, zoneAsked } from './when-asked.ts';

/** Where a log is, and what may be taken for it there. */
export interface ThereOptions {
  readonly url?: string;
  readonly table?: string;
  readonly columns?: string;
  readonly passwordFile?: string;
  readonly estimate?: boolean;
  readonly maxBytes?: number;
  readonly yes?: boolean;
  readonly timeout?: number;
}

export const addThereOptions = (command: Command): Command =>
  command
    .option(
      '--url <address>',
      'the log is a table of this database: postgres://user@host/db, https://user@host:8443/db (ClickHouse), or a file of DuckDB',
    )
    .option('--table <name>', 'with --url: the table of events, with its schema; events by default')
    .option('--columns <list>', 'with --url: what it calls its columns: visitor=user_id,time=at')
    .addOption(
      new Option(
        '--password-file <file>',
        'with --url: a file that holds the password; PGPASSWORD or CLICKHOUSE_PASSWORD otherwise',
      ),
    )
    .option('--estimate', 'with --url: say how much would be read, and stop')
    .option(
      '--max-bytes <amount>',
      `with --url: how much may be read without a question; ${bytesText(MOST_BYTES).replace(' ', '')} by default`,
      amount,
    )
    .option('--yes', 'with --url: read it, however much it is')
    .option(
      '--timeout <duration>',
      'with --url: the longest that one question may take: 90s',
      limit,
    );

/** Without `--url`, the others say nothing. @throws Failure */
export function refuseWithoutUrl(options: ThereOptions): void {
  const flags = {
    table: '--table',
    columns: '--columns',
    passwordFile: '--password-file',
    estimate: '--estimate',
    maxBytes: '--max-bytes',
    yes: '--yes',
    timeout: '--timeout',
  } as const satisfies { readonly [name in Exclude<keyof ThereOptions, 'url'>]: string };
  for (const [name, flag] of Object.entries(flags))
    if (Object.hasOwn(options, name))
      throw new Failure('usage', `${flag} is said of a database, and --url names none.`, [
        'postgres://user@host/db, https://user@host:8443/db (ClickHouse), or a file of DuckDB.',
      ]);
}

/** What of a file is not said of a table. */
const OF_FILES = {
  events: '--events',
  visitor: '--visitor',
  time: '--time',
  event: '--event',
  timeUnit: '--time-unit',
  dateFormat: '--date-format',
  skipBad: '--skip-bad',
} as const satisfies { readonly [name in keyof LogOptions]?: string };

type Asked = Omit<LogOptions, 'events'> &
  ThereOptions & { readonly overTime?: number; readonly engine: string; readonly url: string };

/** Asks the database, or only what asking would take. */
export async function askThere(
  options: Asked,
  terminal: Terminal,
  onVisitor: OnVisitor | undefined,
): Promise<{ readonly result: SimulateResult } | { readonly cost: Cost }> {
  const engine = engineAsked(options);
  const said = Object.entries(OF_FILES).find(([name]) => Object.hasOwn(options, name));
  if (said)
    throw new Failure('usage', `${said[1]} is said of files, and --url names a database.`, [
      '--table names the table of events there, --columns what it calls its columns.',
    ]);
  refusePassword(options.url, engine);
  const table = tableAsked(options, engine);
  const { at, timezone } = instantAsked(options);
  const definitions = await definitionsAsked(options, terminal);
  const database = await openDatabase(engine, {
    url: options.url,
    password: passwordOf(engine, options.passwordFile),
    timeoutMs: options.timeout ?? null,
  });
  try {
    const now = Date.now();
    if (options.estimate)
      return { cost: await estimateThere(database, { definitions, table, at }) };
    return {
      result: await simulateThere(database, {
        definitions,
        table,
        timezone,
        at,
        now,
        stepMs: options.overTime ?? null,
        complete: options.complete ?? false,
        ...(onVisitor && { onVisitor }),
        startProgress,
        maxBytes: options.maxBytes ?? MOST_BYTES,
        yes: options.yes ?? false,
      }),
    };
  } finally {
    await database.close();
  }
}

/** A table of events, or the table of another tool's export as one. */
function tableAsked(options: Asked, engine: EngineThere): Table {
  const { table = 'events', columns, id, rename, sourceTimeZone: zone = 'UTC' } = options;
  const source = sourceOf(options);
  if (!source)
    return {
      table: tableFrom(table),
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
function engineAsked({ engine, url }: Asked): EngineThere {
  const found = engineOf(url);
  if (engine === 'covey' || engine === found) return found;
  throw new Failure('usage', `--url is an address of ${found}, and --engine says ${engine}.`, [
    'Leave out --engine: the address says which it is.',
  ]);
}

/** For programs. */
export const costJson = ({ rows, bytes, readings, most }: Cost) => ({
  estimate: { rows, bytes, readings, most },
});
export { costText };

function amount(text: string): number {
  const bytes = bytesOf(text);
  if (bytes !== null) return bytes;
  throw new InvalidArgumentError('An amount is expected, such as 500MB or 50GB.');
}

function limit(text: string): number {
  const ms = parseDuration(text);
  if (ms !== null && ms > 0) return ms;
  throw new InvalidArgumentError('A duration is expected, such as 90s or 10m.');
}
