import { type Command, InvalidArgumentError, Option } from 'commander';
import { DIALECTS, type Dialect, type DialectName, compileSql } from '../../shared/sql/index.ts';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import { tellJson } from '../json/index.ts';
import { noteExperiences } from '../no-experiences.ts';
import { Failure } from '../failure.ts';
import { fileRows, isPath, sourceView } from '../../shared/log-sources/index.ts';
import type { LogSource } from '../../shared/log-sources/index.ts';
import type { Terminal } from '../terminal.ts';
import { visible } from '../visible.ts';
import { asEngine, saidNames } from './engine-names.ts';
import { addSourceOptions, requireEngine, sourceOf } from './source-options.ts';
import type { SourceOptions } from './source-options.ts';
import { instantAsked, zoneAsked } from './when-asked.ts';
import { unheldText, unreadText } from '../properties-asked.ts';
import { columnsFrom, tableFrom } from '../sql-table.ts';

interface Options extends SourceOptions {
  readonly at?: string;
  readonly timezone: string;
  readonly dialect: DialectName;
  readonly table: string;
  readonly from?: string;
  readonly columns?: string;
  readonly json?: boolean;
}

const DIALECT_NAMES = saidNames(Object.keys(DIALECTS));

export function addSql(program: Command, terminal: Terminal): void {
  const command = program
    .command('sql')
    .summary('definitions as SQL')
    .description(
      `Prints definitions as SQL that runs as it is: one row for each visitor, with the value of every
metric and the answer of every segment: true, false, or NULL for unknown. It reads a table with the
columns visitor, time, seq (a number that orders events of the same time), name and props (JSON).
With --source a view before it makes such a table of what another tool exports.`,
    )
    .argument('[file]', 'JSON, JSON with comments, or a .ts or .js module; "-" for standard input')
    .option('--at <time>', 'the instant to ask about (ISO 8601); now by default')
    .option('--time-zone, --timezone <name>', "the visitors' time zone", 'UTC')
    .addOption(
      new Option(
        '--dialect <name>',
        `the engine that is to read it; postgresql is ${readBy('postgresql')}`,
      )
        .choices(DIALECT_NAMES)
        .argParser(dialectNamed)
        .default('duckdb'),
    )
    .option(
      '--table <name>',
      'the table of events, with its schema: web.events; with --source, the view',
      'events',
    )
    .option(
      '--columns <list>',
      'what it calls its columns: visitor=user_id,time=at; and of a property: props.value=revenue',
    )
    .option('--json', 'print the answer as JSON')
    .option(
      '--from <table>',
      'with --source: the table that holds the export, or its files, such as "ga4/*.parquet"',
    );
  addSourceOptions(command)
    .addHelpText('after', EXAMPLES)
    .action((path: string | undefined, options: Options) => printSql(path, options, terminal));
}

const EXAMPLES = `
Examples:
  covey sql segments.json --at 2026-11-24T00:00:00Z > segments.sql
  covey sql segments.json | duckdb shop.duckdb
  covey sql segments.json --source ga4-bigquery --from 'ga4/*.parquet' | duckdb
  covey sql --source segment --dialect postgresql --from segment.order_completed
  covey sql segments.json --dialect postgresql --table web.events --columns visitor=user_id | psql shop

What has no SQL form is named on standard error, and is not in the result.`;

async function printSql(
  path: string | undefined,
  options: Options,
  terminal: Terminal,
): Promise<void> {
  const at = instantAsked(options).at ?? Date.now();
  refuseUnseen(options);
  const view = viewOf(options);
  if (path !== undefined) return printDefinitions(path, at, view, options, terminal);
  if (view === null)
    throw new Failure('usage', 'Name the definitions, or a --source for its view alone.');
  if (options.json) return tellJson(terminal, 'sql', { sql: view, unsupported: [] });
  terminal.out(view.trimEnd());
}

/** The definitions in a file, after the view that they read, where there is one. */
async function printDefinitions(
  path: string,
  at: number,
  view: string | null,
  options: Options,
  terminal: Terminal,
): Promise<void> {
  const definitions = acceptDefinitions(await readDefinitions(path), terminal);
  const { timezone, dialect } = options;
  const table = view === null ? tableFrom(options.table, dialect) : options.table;
  const columns = columnsFrom(options.columns);
  noteExperiences(definitions, terminal);
  const { sql, unsupported } = compileSql(definitions, { at, timezone, dialect, table, columns });
  for (const { id, construct, why } of unsupported)
    terminal.note(`${terminal.noteStyle.yellow('no SQL form')}  ${id}: ${construct}: ${why}`);
  const warnings = [
    ...unheldText(definitions, columns),
    ...unreadText(definitions, columns).map((one) => one.text),
  ];
  for (const warning of warnings)
    terminal.note(`${terminal.noteStyle.yellow('warning')}  ${warning}`);
  const { site, version } = definitions;
  const instant = new Date(at).toISOString();
  if (options.json)
    return tellJson(terminal, 'sql', {
      site,
      version,
      at: instant,
      sql: `${view ?? ''}${sql}`,
      unsupported: unsupported.map(({ id, construct, why }) => ({ id, construct, why })),
    });
  terminal.out(
    `-- Segments of ${site}, version ${version}, at ${instant}, for ${readBy(dialect)}.`,
  );
  if (view !== null) terminal.out(view.trimEnd());
  terminal.out(sql.trimEnd());
}

/** "PostgreSQL 17 or later" */
function readBy(dialect: DialectName): string {
  const { engine, oldest }: Dialect = DIALECTS[dialect];
  return oldest === undefined ? engine : `${engine} ${oldest} or later`;
}

/** @throws Failure for a name with characters that would not be printed as they are. */
function refuseUnseen({ table, columns, from }: Options): void {
  for (const [flag, said] of Object.entries({ table, columns, from }))
    if (said !== undefined && visible(said) !== said)
      throw new Failure(
        'usage',
        `--${flag} "${said}" holds a character that a terminal obeys instead of showing it.`,
        ['Type the name anew: such characters come with what is copied.'],
      );
}

/** The view of an export; null without one. */
function viewOf(options: Options): string | null {
  const source = sourceOf(options);
  const { from, table, rename, sourceTimeZone: zone = 'UTC' } = options;
  if (!source) {
    if (options.source !== undefined)
      throw new Failure('usage', `There is no view of ${options.source}: its columns are yours.`, [
        'Make a table of it, and name that by --table and --columns: docs/sql.md, "The table".',
      ]);
    if (from !== undefined)
      throw new Failure('usage', '--from is said of a --source, and none is named.', [
        '--table names a table of events.',
      ]);
    return null;
  }
  requireEngine(source, options.dialect);
  if (options.columns !== undefined)
    throw new Failure('usage', 'The view of a --source has the columns that it should.', [
      'Leave out --columns.',
    ]);
  if (from === undefined)
    throw new Failure('usage', `--from says where the export of ${source.name} is.`, [
      "A table, such as main.events, or files, such as 'export/*.parquet'.",
    ]);
  const isOfFiles = options.dialect === 'duckdb' && fileRows(source, from) !== null;
  if (isPath(from, options.dialect)) requireReadable(source, from, options.dialect);
  zoneAsked(zone);
  const { statements } = sourceView(source, {
    engine: options.dialect,
    view: table,
    from: isOfFiles ? from : tableFrom(from, options.dialect, '--from'),
    zone,
    ...(rename && { names: rename }),
  });
  return `${statements.join(';\n')};\n`;
}

/** @throws Failure for files that the engine does not read. */
function requireReadable(source: LogSource, from: string, dialect: DialectName): void {
  if (dialect !== 'duckdb')
    throw new Failure(
      'usage',
      `--from ${from} names files, and ${DIALECTS[dialect].engine} reads a table.`,
      ['Load them into a table there and name that, or read the files by --dialect duckdb.'],
    );
  if (source.tables && !from.includes('*'))
    throw new Failure('usage', `${source.name} has several tables, and --from ${from} names one.`, [
      `Put a star in the place of their names: '${source.guide.files}*.csv'.`,
    ]);
  if (fileRows(source, from) === null)
    throw new Failure('usage', `--from ${from} names files, but no ending that says their form.`, [
      "Write 'export/*.parquet', or .ndjson, .json, .csv or .tsv, also with .gz or .zst.",
    ]);
}

function dialectNamed(text: string): DialectName {
  const name = asEngine(text);
  if (isDialect(name)) return name;
  throw new InvalidArgumentError(`Allowed choices are ${DIALECT_NAMES.join(', ')}.`);
}

const isDialect = (name: string): name is DialectName => Object.hasOwn(DIALECTS, name);
