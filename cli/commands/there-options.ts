import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { parseDuration } from '../../shared/definitions/durations.ts';
import { MOST_BYTES, bytesOf, bytesText } from '../databases/index.ts';
import { Failure } from '../failure.ts';
import type { LogOptions } from './log-options.ts';

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

/** The file of the password, where one is named. */
export const fileOfPassword = ({ passwordFile }: ThereOptions): readonly string[] =>
  passwordFile === undefined ? [] : [passwordFile];

export const addThereOptions = (command: Command): Command =>
  command
    .option(
      '--url <address>',
      'the log is a table of this database: postgres://user@host/db, https://user@host:8443/db (ClickHouse), or a file of DuckDB',
    )
    .option('--table <name>', 'with --url: the table of events, with its schema; events by default')
    .option(
      '--columns <list>',
      'with --url: what it calls its columns: visitor=user_id,time=at; and of a property: props.value=revenue',
    )
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

/** What of a file is not said of a table. @throws Failure */
export function refuseOfFiles(options: object): void {
  const said = Object.entries(OF_FILES).find(([name]) => Object.hasOwn(options, name));
  if (said)
    throw new Failure('usage', `${said[1]} is said of files, and --url names a database.`, [
      '--table names the table of events there, --columns what it calls its columns.',
    ]);
}

const OF_FILES = {
  events: '--events',
  visitor: '--visitor',
  time: '--time',
  event: '--event',
  timeUnit: '--time-unit',
  dateFormat: '--date-format',
  skipBad: '--skip-bad',
} as const satisfies { readonly [name in keyof LogOptions]?: string };

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
