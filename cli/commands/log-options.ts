import { Readable } from 'node:stream';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { Definitions } from '../../shared/definitions/types.ts';
import { writeOut } from '../../shared/experiences/index.ts';
import { DATE_PARTS, TIME_UNITS, dateFormat } from '../../shared/logs/index.ts';
import type { DateFormat, TimeUnit } from '../../shared/logs/index.ts';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import type { Finding } from '../documents/index.ts';
import { Failure } from '../failure.ts';
import { inputOf } from '../input.ts';
import type { Input } from '../input.ts';
import { noteExperiences } from '../no-experiences.ts';
import { startProgress } from '../progress.ts';
import { isFolder, remarksOn, sourceFiles } from '../simulate/index.ts';
import type { SimulateOptions, SimulateResult } from '../simulate/index.ts';
import type { Terminal } from '../terminal.ts';
import { sourceOf } from './source-options.ts';
import type { SourceOptions } from './source-options.ts';
import { instantAsked, zoneAsked } from './when-asked.ts';

/** What a command that reads a log is told of it. */
export interface LogOptions extends SourceOptions {
  readonly definitions: string;
  readonly events: readonly string[];
  readonly at?: string;
  readonly timezone?: string;
  readonly skipBad?: boolean;
  readonly visitor?: string;
  readonly time?: string;
  readonly event?: string;
  readonly id?: string;
  readonly timeUnit?: TimeUnit;
  readonly dateFormat?: DateFormat;
  readonly complete?: boolean;
}

/** The definitions, the log unless it is elsewhere, and when. */
export const whichLog = (command: Command): Command =>
  asksWhen(
    withDefinitions(command).option('--events <file...>', 'the log; "-" for standard input'),
  );

const withDefinitions = (command: Command): Command =>
  command.requiredOption(
    '--definitions <file>',
    'JSON, JSON with comments, or a .ts or .js module',
  );

const asksWhen = (command: Command): Command =>
  command.option(
    '--at <time>',
    'evaluate at this time (ISO 8601); just after the last event by default',
  );

/** How the log is written. */
export const howItIsRead = (command: Command): Command =>
  command
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
    .option('--skip-bad', 'leave out rows that cannot be read');

/** All that a log is asked, but for what is done with its visitors. */
export type Asked = Omit<SimulateOptions, 'definitions' | 'openStore' | 'onVisitor'>;

/**
 * The definitions, and what is asked of a log.
 * @throws Failure for options that say nothing that can be done.
 */
export async function logAsked(
  options: LogOptions,
  terminal: Terminal,
  isAboutMetrics = false,
): Promise<{ readonly definitions: Definitions; readonly asked: Asked }> {
  const { at, offsetAt } = instantAsked(options);
  if (options.definitions === '-' && options.events.includes('-')) {
    throw new Failure('usage', 'Definitions and events cannot both come from standard input.', [
      'Name a file for one of them.',
    ]);
  }
  const inputs = inputsOf(options, options.events);
  return {
    definitions: await definitionsAsked(options, terminal, isAboutMetrics),
    asked: {
      ...inputs,
      at,
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
      startProgress,
    },
  };
}

/** A metric that no segment reads is what a command about metrics may be asked for. */
const ofNoSegment = ({ code, path: [section, , ...within] }: Finding): boolean =>
  code === 'unused' && section === 'metrics' && within.length === 0;

/** The definitions, with bins of histograms as sizes like others, for "covey plan". */
export async function definitionsAsked(
  options: Pick<LogOptions, 'definitions'>,
  terminal: Terminal,
  isAboutMetrics = false,
): Promise<Definitions> {
  const checked = await readDefinitions(options.definitions);
  const findings = isAboutMetrics
    ? checked.findings.filter((finding) => !ofNoSegment(finding))
    : checked.findings;
  const read = acceptDefinitions({ ...checked, findings }, terminal);
  noteExperiences(read, terminal);
  return writeOut({ ...read, experiences: {} });
}

/** Files as a log, or as the export of the tool that was named. */
export function inputsOf(
  options: Omit<LogOptions, 'events'>,
  events: readonly string[],
): Pick<SimulateOptions, 'input' | 'source'> {
  const source = sourceRead(options, events);
  return source ? { source, input: together(events, source.inputs) } : { input: oneInput(events) };
}

/** The names of all files that are read; "-" is standard input. */
export const filesRead = (
  { definitions }: Pick<LogOptions, 'definitions'>,
  ...logs: readonly Pick<SimulateOptions, 'input' | 'source'>[]
): readonly string[] => [
  definitions,
  ...logs.flatMap(({ input, source }) => source?.inputs ?? [input]).map(({ path }) => path ?? '-'),
];

/** What the owner should know about the answers. */
export function noteRemarks(
  result: SimulateResult,
  { events, timezone, complete }: Pick<LogOptions, 'events' | 'timezone' | 'complete'>,
  { note, noteStyle }: Terminal,
): void {
  const words = { disabled: noteStyle.yellow, warning: noteStyle.yellow, note: noteStyle.dim };
  for (const { kind, text } of remarksOn(
    result,
    events.join(', '),
    timezone !== undefined,
    complete,
  ))
    note(`${words[kind](kind)}  ${text}`);
}

/** The export of another tool, opened. */
function sourceRead(options: Omit<LogOptions, 'events'>, events: readonly string[]) {
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
  const offsetAt = zoneAsked(zone);
  return { source, inputs: sourceFiles(source, events), offsetAt, zone, names };
}

/** All files of an export, as messages and progress speak of them. */
const together = (paths: readonly string[], inputs: readonly Input[]): Input => ({
  name: paths.join(', '),
  size: inputs.every(({ size }) => size !== undefined)
    ? inputs.reduce((sum, { size = 0 }) => sum + size, 0)
    : undefined,
  stream: () => Readable.from([]),
});

function oneInput(events: readonly string[]): Input {
  const [path = '-', ...more] = events;
  if (path !== '-' && isFolder(path))
    throw new Failure('file', `${path} is a folder. Name a file.`, [
      'A folder that another tool exported is read with --source, which says the tool.',
    ]);
  if (more.length === 0) return inputOf(path);
  throw new Failure('usage', 'One log is read at a time, unless --source says what wrote it.', [
    'Put them together: cat a.ndjson b.ndjson | covey simulate --events - …',
  ]);
}

function format(text: string): DateFormat {
  const read = dateFormat(text);
  if (read) return read;
  throw new InvalidArgumentError(`Year, month and day are needed, once each: ${DATE_PARTS}.`);
}
