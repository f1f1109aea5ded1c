import { availableParallelism } from 'node:os';
import { count } from '../../shared/counting/index.ts';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { parseDuration } from '../../shared/definitions/durations.ts';
import { openDuckDb } from '../duckdb.ts';
import { tellJson } from '../json/index.ts';
import { wholeNumber } from '../options.ts';
import { plural } from '../plural.ts';
import { asCsv, asJson, asText, openMembersFile, simulate } from '../simulate/index.ts';
import type { SimulateResult } from '../simulate/index.ts';
import type { Terminal } from '../terminal.ts';
import { howItIsRead, logAsked, noteRemarks, whichLog } from './log-options.ts';
import type { LogOptions } from './log-options.ts';
import { addSourceOptions } from './source-options.ts';

interface Options extends LogOptions {
  readonly overTime?: number;
  readonly overlaps?: number;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly members?: string;
  readonly engine: 'covey' | 'duckdb';
  readonly threads?: number;
}

/** More of them wait for one another. */
const MOST_THREADS = 8;

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
    );
  whichLog(command)
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
  howItIsRead(command).addOption(
    new Option('--engine <name>', "who evaluates: the page's own engine, or the same in SQL")
      .choices(['covey', 'duckdb'])
      .default('covey'),
  );
  command.option(
    '--threads <n>',
    `how many threads read and evaluate a log; by default as many as there are cores, ${MOST_THREADS} at most, where it is long`,
    positiveNumber,
  );
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
      const { asked, definitions } = await logAsked(options, terminal);
      const members = options.members === undefined ? null : openMembersFile(options.members);
      const started = performance.now();
      let result: SimulateResult;
      try {
        result = await simulate({
          ...asked,
          definitions,
          stepMs: options.overTime ?? null,
          threads: {
            count: options.threads ?? Math.min(MOST_THREADS, availableParallelism()),
            zone: options.timezone ?? 'UTC',
            isAsked: options.threads !== undefined,
          },
          ...(options.engine === 'duckdb' && {
            openStore: () => openDuckDb({ timezone: options.timezone ?? 'UTC' }),
          }),
          ...(members && { onVisitor: members.add }),
        });
        members?.finish();
      } finally {
        members?.close();
      }
      const seconds = (performance.now() - started) / 1000;

      const { yellow } = terminal.noteStyle;
      noteRemarks(result, options, terminal);
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
        `${plural(taken, 'event')} in ${seconds.toFixed(1)} s, ${speed(taken, seconds)} a second.`,
      );
    });
}

/** Three digits say enough of a speed. */
function speed(events: number, seconds: number): string {
  return count(Math.round(Number((events / Math.max(seconds, 0.001)).toPrecision(3))));
}

function positiveNumber(text: string): number {
  const number = wholeNumber(text);
  if (number > 0) return number;
  throw new InvalidArgumentError('At least one is needed.');
}

function positiveDuration(text: string): number {
  const ms = parseDuration(text);
  if (ms !== null && ms > 0) return ms;
  throw new InvalidArgumentError('A duration is expected, such as 7d or 12h.');
}
