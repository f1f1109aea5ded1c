import { Readable } from 'node:stream';
import { count } from '../../shared/counting/index.ts';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { parseDuration } from '../../shared/definitions/durations.ts';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import { openDuckDb } from '../duckdb.ts';
import { Failure } from '../failure.ts';
import { inputOf } from '../input.ts';
import type { Input } from '../input.ts';
import { tellJson } from '../json/index.ts';
import { wholeNumber } from '../options.ts';
import { writeOut } from '../../shared/experiences/index.ts';
import {
  DATE_PARTS,
  TIME_UNITS,
  dateFormat,
  parseInstant,
  zoneOffsets,
} from '../../shared/logs/index.ts';
import type { DateFormat, TimeUnit } from '../../shared/logs/index.ts';
import { noteExperiences } from '../no-experiences.ts';
import { readParquet } from '../parquet.ts';
import { startProgress } from '../progress.ts';
import {
  asCsv,
  asJson,
  asText,
  openMembersFile,
  remarksOn,
  simulate,
  sourceFiles,
} from '../simulate/index.ts';
import type { SimulateResult } from '../simulate/index.ts';
import type { Terminal } from '../terminal.ts';
import { addSourceOptions, sourceOf } from './source-options.ts';
import type { SourceOptions } from './source-options.ts';

interface Options extends SourceOptions {
  readonly definitions: string;
  readonly events: readonly string[];
  readonly at?: string;
  readonly overTime?: number;
  readonly overlaps?: number;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly members?: string;
  readonly timezone?: string;
  readonly engine: 'covey' | 'duckdb';
  readonly skipBad?: boolean;
  readonly visitor?: string;
  readonly time?: string;
  readonly event?: string;
  readonly id?: string;
  readonly timeUnit?: TimeUnit;
  readonly dateFormat?: DateFormat;
  readonly complete?: boolean;
}

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
another tool exports: files, or a folder of them.`,
    )
    .requiredOption('--definitions <file>', 'JSON, JSON with comments, or a .ts or .js module')
    .requiredOption('--events <file...>', 'the log; "-" for standard input')
    .option('--at <time>', 'evaluate at this time (ISO 8601); just after the last event by default')
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
    .option('--members <file>', 'write who is in which segment, as CSV: visitor,segment,answer')
    .option('--visitor <column>', 'the column that names the visitor; visitor by default')
    .option('--time <column>', 'the column with the time; time by default')
    .option('--event <column>', 'the column with the name of the event; event by default')
    .option(
      '--id <column>',
      'a column that is the same in repeated rows, which count once; event_id, message_id or insert_id by default',
    )
    .addOption(
      new Option('--time-unit <unit>', 'of times that are numbers since the epoch').choices([
        ...TIME_UNITS,
      ]),
    )
    .option('--date-format <format>', 'how times are written, such as "DD.MM.YYYY HH:mm"', format)
    .option(
      '--time-zone, --timezone <name>',
      "the visitors' time zone, and that of times without one; UTC by default",
    )
    .option(
      '--complete',
      'events and columns that the log lacks did not happen: no answer is unknown for them',
    )
    .addOption(
      new Option('--engine <name>', "who evaluates: the page's own engine, or the same in SQL")
        .choices(['covey', 'duckdb'])
        .default('covey'),
    )
    .option('--skip-bad', 'leave out rows that cannot be read');
  addSourceOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  covey simulate --definitions segments.json --events log.csv
  covey simulate --definitions segments.ts --events log.ndjson --at 2026-11-24T00:00:00Z --json
  covey simulate --definitions segments.json --events log.csv --over-time 7d --csv > sizes.csv
  covey simulate --definitions segments.json --source ga4-bigquery --events ga4/
  zcat log.csv.gz | covey simulate --definitions segments.json --events - --members members.csv

What the log cannot say (traits, geography, devices, events and columns that it lacks) is unknown,
and counted in its own column.`,
    )
    .action(async (options: Options) => {
      const { timezone = 'UTC' } = options;
      const offsetAt = zoneOffsets(timezone);
      if (!offsetAt) {
        throw new Failure('usage', `"${timezone}" is no time zone.`, [
          'Write an IANA name such as Europe/Berlin.',
        ]);
      }
      const at = options.at === undefined ? null : parseInstant(options.at, offsetAt);
      if (options.at !== undefined && at === null) {
        throw new Failure('usage', `--at "${options.at}" is no time.`, [
          'Write ISO 8601, such as 2026-11-24T00:00:00Z.',
        ]);
      }
      if (options.definitions === '-' && options.events.includes('-')) {
        throw new Failure('usage', 'Definitions and events cannot both come from standard input.', [
          'Name a file for one of them.',
        ]);
      }
      const source = sourceRead(options);
      const read = acceptDefinitions(await readDefinitions(options.definitions), terminal);
      noteExperiences(read, terminal);
      // Bins of histograms are sizes like others, for "covey plan".
      const definitions = writeOut({ ...read, experiences: {} });
      const members = options.members === undefined ? null : openMembersFile(options.members);
      const started = performance.now();
      let result: SimulateResult;
      try {
        result = await simulate({
          definitions,
          ...(source
            ? { source, input: together(options.events, source.inputs) }
            : { input: oneInput(options) }),
          at,
          stepMs: options.overTime ?? null,
          offsetAt,
          times: {
            ...(options.timeUnit && { unit: options.timeUnit }),
            ...(options.dateFormat && { format: options.dateFormat }),
          },
          columns: {
            visitor: options.visitor,
            time: options.time,
            event: options.event,
            id: options.id,
          },
          complete: options.complete ?? false,
          now: Date.now(),
          skipBad: options.skipBad ?? false,
          ...(options.engine === 'duckdb' && { openStore: () => openDuckDb({ timezone }) }),
          readParquet,
          startProgress,
          ...(members && { onVisitor: members.add }),
        });
        members?.finish();
      } finally {
        members?.close();
      }
      const seconds = (performance.now() - started) / 1000;

      const { yellow, dim } = terminal.noteStyle;
      const words = { disabled: yellow, warning: yellow, note: dim };
      const zoned = options.timezone !== undefined;
      for (const { kind, text } of remarksOn(
        result,
        options.events.join(', '),
        zoned,
        options.complete,
      ))
        terminal.note(`${words[kind](kind)}  ${text}`);
      const formulas = members?.formulas() ?? 0;
      if (formulas > 0)
        terminal.note(
          `${yellow('warning')}  ${options.members}: a spreadsheet takes ${formulas === 1 ? '1 visitor’s id' : `${count(formulas)} visitors’ ids`} for ${formulas === 1 ? 'a formula' : 'formulas'}, as ${formulas === 1 ? 'it begins' : 'they begin'} with =, +, -, @ or a tab. Import the column as text.`,
        );
      const largest = result.overlaps.slice(
        0,
        options.overlaps ?? (options.json ? Infinity : OVERLAPS),
      );
      if (options.json) tellJson(terminal, 'simulate', asJson(result, largest));
      else if (options.csv) terminal.out(asCsv(result));
      else terminal.out(asText(result, largest, terminal.style.bold));
      const taken = result.events + result.repeated + result.later;
      terminal.note(
        `${count(taken)} events in ${seconds.toFixed(1)} s, ${speed(taken, seconds)} a second.`,
      );
    });
}

/** The export of another tool, opened. */
function sourceRead(options: Options) {
  const source = sourceOf(options);
  if (!source) return null;
  const column = (['visitor', 'time', 'event', 'id', 'timeUnit', 'dateFormat'] as const).find(
    (name) => options[name] !== undefined,
  );
  if (column !== undefined)
    throw new Failure('usage', `--source ${source.name} knows its columns, and their times.`, [
      'Leave out --visitor, --time, --event, --id, --time-unit and --date-format.',
    ]);
  const { sourceTimeZone: zone = 'UTC', rename: names = {} } = options;
  const offsetAt = zoneOffsets(zone);
  if (!offsetAt)
    throw new Failure('usage', `"${zone}" is no time zone.`, [
      'Write an IANA name such as Europe/Berlin.',
    ]);
  return { source, inputs: sourceFiles(source, options.events), offsetAt, zone, names };
}

/** All files of an export, as messages and progress speak of them. */
const together = (paths: readonly string[], inputs: readonly Input[]): Input => ({
  name: paths.join(', '),
  size: inputs.every(({ size }) => size !== undefined)
    ? inputs.reduce((sum, { size = 0 }) => sum + size, 0)
    : undefined,
  stream: () => Readable.from([]),
});

function oneInput({ events }: Options): Input {
  const [path = '-', ...more] = events;
  if (more.length === 0) return inputOf(path);
  throw new Failure('usage', 'One log is read at a time, unless --source says what wrote it.', [
    'Put them together: cat a.ndjson b.ndjson | covey simulate --events - …',
  ]);
}

/** Three digits say enough of a speed. */
function speed(events: number, seconds: number): string {
  return count(Math.round(Number((events / Math.max(seconds, 0.001)).toPrecision(3))));
}

function format(text: string): DateFormat {
  const read = dateFormat(text);
  if (read) return read;
  throw new InvalidArgumentError(`Year, month and day are needed, once each: ${DATE_PARTS}.`);
}

function positiveDuration(text: string): number {
  const ms = parseDuration(text);
  if (ms !== null && ms > 0) return ms;
  throw new InvalidArgumentError('A duration is expected, such as 7d or 12h.');
}
