import { availableParallelism } from 'node:os';
import { count } from '../../shared/counting/index.ts';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { parseDuration } from '../../shared/definitions/durations.ts';
import type { OnVisitor } from '../../shared/logs/index.ts';
import { openDuckDb } from '../duckdb.ts';
import { SERVERS } from '../databases/index.ts';
import { Failure } from '../failure.ts';
import { refuseInput } from '../growing-file.ts';
import { tellJson } from '../json/index.ts';
import { asEngine, saidNames } from './engine-names.ts';
import { wholeNumber, wholeNumberIn } from '../options.ts';
import { plural } from '../plural.ts';
import { asCsv, asJson, asText, openMembersFile, simulate } from '../simulate/index.ts';
import type { SimulateResult } from '../simulate/index.ts';
import type { Terminal } from '../terminal.ts';
import { filesRead, howItIsRead, logAsked, noteRemarks, whichLog } from './log-options.ts';
import type { LogOptions } from './log-options.ts';
import { addSourceOptions } from './source-options.ts';
import { askThere, tellCost } from './ask-there.ts';
import { addThereOptions, fileOfPassword, refuseWithoutUrl } from './there-options.ts';
import type { ThereOptions } from './there-options.ts';

interface Options extends Omit<LogOptions, 'events'>, ThereOptions {
  readonly events?: readonly string[];
  readonly overTime?: number;
  readonly overlaps?: number;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly members?: string;
  readonly engine: Engine;
  readonly threads?: number;
}

/** More of them wait for one another. */
const MOST_THREADS = 8;
/** Each thread takes some megabytes before it reads anything. */
const MOST_ASKED = 64;

const ENGINES = ['covey', 'duckdb', 'postgresql', 'clickhouse'] as const;
type Engine = (typeof ENGINES)[number];
/** As one calls them. */
const ENGINE_NAMES = saidNames(ENGINES);

/** Of the pairs of segments, as many as a table should hold. */
const OVERLAPS = 10;

export function addSimulate(program: Command, terminal: Terminal): void {
  const command = program
    .command('simulate')
    .summary('try definitions on a log of events')
    .description(
      `Runs the engine of the page over a log and says how many visitors would be in
each segment. The log is CSV with the columns visitor, time and event, and any
others as properties; NDJSON, one {"visitor", "time", "event", …} on each line;
or Parquet. Any order, any size, also packed by gzip or zstd. With --source it is what
another tool exports: files, or a folder of them. With --url it is a table of a database,
which is asked there and only read.`,
    );
  addAskedOptions(whichLog(command));
  addEngineOptions(howItIsRead(command));
  addSourceOptions(command);
  addThereOptions(command)
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => simulated(options, terminal));
}

const EXAMPLES = `
Examples:
  covey simulate --definitions segments.json --events log.csv
  covey simulate --definitions segments.ts --events log.ndjson --at 2026-11-24T00:00:00Z --json
  covey simulate --definitions segments.json --events log.csv --over-time 7d --csv > sizes.csv
  covey simulate --definitions segments.json --source ga4-bigquery --events ga4/
  covey simulate --definitions segments.json --url postgres://analyst@db.example/shop --table web.events
  zcat log.csv.gz | covey simulate --definitions segments.json --events - --members members.csv

What the log cannot say (traits, geography, devices, events and columns that it lacks) is unknown,
and counted in its own column.`;

/** What is asked of the log, and how it is printed. */
const addAskedOptions = (command: Command): Command =>
  command
    .option('--over-time <step>', 'sizes at the end of each step too, such as 7d', positiveDuration)
    .option(
      '--overlaps <n>',
      `how many overlaps of two segments to print, the largest first; ${OVERLAPS} by default, in JSON all`,
      wholeNumber,
    )
    .option('--json', 'print everything as JSON')
    .addOption(
      new Option('--csv', 'print the sizes as CSV; with --over-time a row for each step').conflicts(
        'json',
      ),
    )
    .option('--members <file>', 'write who is in which segment, as CSV: visitor,segment,answer');

/** Who evaluates. */
const addEngineOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--engine <name>', "who evaluates: the page's own engine, or the same in SQL")
        .choices(ENGINE_NAMES)
        .argParser(engineNamed)
        .default('covey'),
    )
    .option(
      '--threads <n>',
      `how many threads read and evaluate a log; by default as many as there are cores, ${MOST_THREADS} at most, where it is long`,
      wholeNumberIn(1, MOST_ASKED),
    );

async function simulated(options: Options, terminal: Terminal): Promise<void> {
  const log = await logNamed(options, terminal);
  const members = options.estimate ? null : membersFile(options, log.inputs);
  const started = performance.now();
  let answer: Answer;
  try {
    answer = await log.ask(members?.add);
    members?.finish();
  } finally {
    members?.close();
  }
  if ('cost' in answer)
    return tellCost(
      'simulate',
      [{ table: log.names.join(), cost: answer.cost }],
      options,
      terminal,
    );
  const seconds = (performance.now() - started) / 1000;
  const { result } = answer;
  noteRemarks(result, { ...options, events: log.names }, terminal);
  noteFormulas(options, members?.formulas() ?? 0, terminal);
  tellResult(options, result, terminal);
  const taken = result.events + result.repeated + result.later;
  terminal.note(
    `${plural(taken, 'event')} in ${seconds.toFixed(1)} s, ${speed(taken, seconds)} a second.`,
  );
}

type Answer = Awaited<ReturnType<typeof askThere>>;

/** A log that was named, wherever it is. */
interface LogNamed {
  /** For messages. */
  readonly names: readonly string[];
  /** Files that nothing may be written to. */
  readonly inputs: readonly string[];
  readonly ask: (onVisitor: OnVisitor | undefined) => Promise<Answer>;
}

/** @throws Failure for options that do not go together. */
async function logNamed(options: Options, terminal: Terminal): Promise<LogNamed> {
  const { url, events = [], table = 'events' } = options;
  if (url !== undefined) {
    refuseThreads(options);
    return {
      names: [table],
      inputs: [options.definitions, url, ...fileOfPassword(options)],
      ask: (onVisitor) => askThere({ ...options, url }, terminal, onVisitor),
    };
  }
  refuseWithoutUrl(options);
  requireFiles(options);
  refuseThreads(options);
  const { definitions, asked } = await logAsked({ ...options, events }, terminal);
  return {
    names: events,
    inputs: filesRead(options, asked),
    ask: async (onVisitor) => ({
      result: await simulate({
        ...asked,
        definitions,
        ...whoEvaluates(options),
        ...(onVisitor && { onVisitor }),
      }),
    }),
  };
}

const whoEvaluates = ({ overTime, engine, timezone = 'UTC', threads }: Options) => ({
  stepMs: overTime ?? null,
  threads: {
    count: threads ?? Math.min(MOST_THREADS, availableParallelism()),
    zone: timezone,
    isAsked: threads !== undefined,
  },
  ...(engine === 'duckdb' && { openStore: () => openDuckDb({ timezone }) }),
});

function tellResult(
  { json, csv, overlaps }: Options,
  result: SimulateResult,
  terminal: Terminal,
): void {
  const largest = result.overlaps.slice(0, overlaps ?? (json ? Infinity : OVERLAPS));
  if (json) tellJson(terminal, 'simulate', asJson(result, largest));
  else if (csv) terminal.out(asCsv(result));
  else terminal.out(asText(result, largest, terminal.style.bold));
}

function noteFormulas({ members }: Options, formulas: number, terminal: Terminal): void {
  if (formulas === 0) return;
  const isOne = formulas === 1;
  terminal.note(
    `${terminal.noteStyle.yellow('warning')}  ${members}: a spreadsheet takes ${isOne ? '1 visitor’s id' : `${count(formulas)} visitors’ ids`} for ${isOne ? 'a formula' : 'formulas'}, as ${isOne ? 'it begins' : 'they begin'} with =, +, -, @ or a tab. Import the column as text.`,
  );
}

/** @throws Failure where it is a file that is read, or cannot be written. */
function membersFile({ members }: Options, inputs: readonly string[]) {
  if (members === undefined) return null;
  refuseInput('--members', members, inputs);
  return openMembersFile(members);
}

/** @throws Failure where no log is named, or an engine is that reads none. */
function requireFiles({ events, engine }: Options): void {
  if (engine === 'postgresql' || engine === 'clickhouse')
    throw new Failure('usage', `--engine ${engine} is asked where it is, and --url says where.`, [
      SERVERS[engine].example,
    ]);
  if (events === undefined)
    throw new Failure('usage', 'The log is missing.', [
      '--events names its file, or --url the database that holds it.',
      'covey help simulate',
    ]);
}

/** @throws Failure where threads are asked for what has none here. */
function refuseThreads({ url, engine, threads }: Options): void {
  if (threads === undefined) return;
  if (url !== undefined)
    throw new Failure('usage', '--threads is said of files, and --url names a database.', [
      'Leave it out: the database takes as many as it has.',
    ]);
  if (engine !== 'covey')
    throw new Failure('usage', `--threads is said of --engine covey, and --engine is ${engine}.`, [
      'Leave it out: DuckDB takes all cores by itself.',
    ]);
}

/** As one calls it. */
function engineNamed(text: string): Engine {
  const name = asEngine(text);
  const found = ENGINES.find((one) => one === name);
  if (found) return found;
  throw new InvalidArgumentError(`Allowed choices are ${ENGINE_NAMES.join(', ')}.`);
}

/** Three digits say enough of a speed. */
function speed(events: number, seconds: number): string {
  return count(Math.round(Number((events / Math.max(seconds, 0.001)).toPrecision(3))));
}

function positiveDuration(text: string): number {
  const ms = parseDuration(text);
  if (ms !== null && ms > 0) return ms;
  throw new InvalidArgumentError('A duration is expected, such as 7d or 12h.');
}
