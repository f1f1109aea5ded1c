import { closeSync, openSync, writeSync } from 'node:fs';
import type { Command } from 'commander';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import { EXIT, Failure, placeText, reasonOf } from '../failure.ts';
import { inputOf } from '../input.ts';
import { startProgress } from '../progress.ts';
import { simulate, zoneOffsets } from '../simulate/index.ts';
import type { SimulateResult } from '../simulate/index.ts';
import { parseInstant } from '../simulate/instants.ts';
import { count, percent, table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly definitions: string;
  readonly events: string;
  readonly at?: string;
  readonly json?: boolean;
  readonly members?: string;
  readonly timezone: string;
  readonly skipBad?: boolean;
}

export function addSimulate(program: Command, terminal: Terminal): void {
  program
    .command('simulate')
    .summary('try definitions on a log of events')
    .description(
      `Runs the engine of the page over a log and says how many visitors would be in each segment.
The log is CSV with the columns visitor, time and event, and any others as properties; or NDJSON
with one {"visitor", "time", "event", …} on each line. Any order, any size.`,
    )
    .requiredOption('--definitions <file>', 'JSON, JSON with comments, or a .ts or .js module')
    .requiredOption('--events <file>', 'the log; "-" for standard input')
    .option('--at <time>', 'evaluate at this time (ISO 8601); just after the last event by default')
    .option('--json', 'print the sizes as JSON')
    .option('--members <file>', 'write who is in which segment, as CSV: visitor,segment')
    .option('--timezone <name>', "the visitors' time zone, and that of times without one", 'UTC')
    .option('--skip-bad', 'leave out rows that cannot be read')
    .addHelpText(
      'after',
      `
Examples:
  covey simulate --definitions segments.json --events log.csv
  covey simulate --definitions segments.ts --events log.ndjson --at 2026-11-24T00:00:00Z --json
  zcat log.csv.gz | covey simulate --definitions segments.json --events - --members members.csv

What the log cannot say (traits, geography, devices) is unknown, and counted in its own column.`,
    )
    .action(async (options: Options) => {
      const offsetAt = zoneOffsets(options.timezone);
      if (!offsetAt) {
        throw new Failure(
          `"${options.timezone}" is no time zone.`,
          ['Write an IANA name such as Europe/Berlin.'],
          EXIT.usage,
        );
      }
      const at = options.at === undefined ? null : parseInstant(options.at, offsetAt);
      if (options.at !== undefined && at === null) {
        throw new Failure(
          `--at "${options.at}" is no time.`,
          ['Write ISO 8601, such as 2026-11-24T00:00:00Z.'],
          EXIT.usage,
        );
      }
      if (options.definitions === '-' && options.events === '-') {
        throw new Failure(
          'Definitions and events cannot both come from standard input.',
          ['Name a file for one of them.'],
          EXIT.usage,
        );
      }
      const definitions = acceptDefinitions(await readDefinitions(options.definitions), terminal);
      const members = options.members === undefined ? null : openMembers(options.members);
      let result: SimulateResult;
      try {
        result = await simulate({
          definitions,
          input: inputOf(options.events),
          at,
          offsetAt,
          skipBad: options.skipBad ?? false,
          startProgress,
          ...(members && { onVisitor: members.add }),
        });
      } finally {
        members?.close();
      }

      const { yellow } = terminal.noteStyle;
      for (const [id, reason] of result.disabled)
        terminal.note(`${yellow('disabled')}  ${id}: ${reason}`);
      if (result.bad > 0) {
        terminal.note(`${yellow('left out')}  ${count(result.bad)} rows, such as`);
        for (const { line, message } of result.badRows) {
          terminal.note(`  ${placeText({ file: options.events, line })}: ${message}`);
        }
      }
      terminal.out(options.json ? asJson(result) : asTable(result, terminal));
    });
}

function asJson({ at, visitors, events, segments, bad }: SimulateResult): string {
  return JSON.stringify({
    at: new Date(at).toISOString(),
    visitors,
    events,
    ...(bad > 0 && { badRows: bad }),
    segments: Object.fromEntries(
      segments.map(({ id, members, unknown }) => [id, { members, unknown }]),
    ),
  });
}

function asTable(result: SimulateResult, { style }: Terminal): string {
  const { visitors, events, later, segments } = result;
  const rows = segments.map(({ id, name, members, unknown }) => [
    id,
    name === id ? '' : name,
    count(members),
    percent(visitors > 0 ? members / visitors : 0),
    count(unknown),
  ]);
  const left = later > 0 ? ` ${count(later)} later events were left out.` : '';
  return [
    table(
      [
        { title: 'Segment' },
        { title: 'Name' },
        { title: 'Members', numeric: true },
        { title: 'Share', numeric: true },
        { title: 'Unknown', numeric: true },
      ],
      rows,
      style.bold,
    ),
    '',
    `${count(visitors)} visitors, ${count(events)} events, at ${new Date(result.at).toISOString()}.${left}`,
  ].join('\n');
}

/** Writes `visitor,segment` rows as they come, through a small buffer. */
function openMembers(path: string) {
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (error) {
    throw new Failure(`${path} cannot be written: ${reasonOf(error)}`);
  }
  let buffer = 'visitor,segment\n';
  const flush = () => {
    writeSync(file, buffer);
    buffer = '';
  };
  return {
    add(visitor: string, segments: readonly string[]) {
      for (const segment of segments) buffer += `${quoted(visitor)},${segment}\n`;
      if (buffer.length > 1 << 16) flush();
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
