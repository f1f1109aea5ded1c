import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { Failure } from '../failure.ts';
import { nearest } from '../../shared/definitions/checks/suggest.ts';
import { LOG_SOURCES, sourceNamed } from '../../shared/log-sources/index.ts';
import type { LogSource } from '../../shared/log-sources/index.ts';
import { DIALECTS } from '../../shared/sql/index.ts';
import type { DialectName } from '../../shared/sql/index.ts';

export interface SourceOptions {
  readonly source?: string;
  readonly rename?: { readonly [theirs: string]: string };
  readonly sourceTimeZone?: string;
}

/** The options of commands that read what another tool exports. */
export const addSourceOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--source <tool>', 'the log is what this tool exports, by its own names')
        .choices(NAMES)
        .argParser(named),
    )
    .option(
      '--rename <theirs=event>',
      'with --source: what an event of yours is called here; may be repeated',
      renamed,
    )
    .option(
      '--source-time-zone <name>',
      'with --source: the zone of its times that name none; UTC by default',
    );

/** A log as it is, whose columns are named by themselves. */
const PLAIN = 'csv';
const NAMES = [...LOG_SOURCES.map(({ name }) => name), PLAIN];

function named(text: string): string {
  if (NAMES.includes(text)) return text;
  const meant = NAMES.filter((name) => name.startsWith(`${text.toLowerCase()}-`));
  const near = meant.length > 0 ? meant.join(' or ') : nearest(text, NAMES);
  const guess = near === undefined ? '' : `Did you mean ${near}? `;
  throw new InvalidArgumentError(`${guess}Allowed choices are ${NAMES.join(', ')}.`);
}

function renamed(text: string, before: { readonly [theirs: string]: string } = {}) {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write "Bag filled=add_to_cart".');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** @throws Failure where no tool keeps such rows in that engine. */
export function requireEngine(source: LogSource, engine: DialectName): void {
  if (source.engines.includes(engine)) return;
  const engines = source.engines.map((name) => DIALECTS[name].engine).join(', ');
  throw new Failure(
    'usage',
    `What ${source.name} reads is a table in ${engines}, not in ${DIALECTS[engine].engine}.`,
    ['Make a table of events of it there, and name that by --table and --columns.'],
  );
}

/** The source asked for; null where none is, or the log is one as it is. @throws Failure for options that are said of no source */
export function sourceOf({ source, rename, sourceTimeZone }: SourceOptions): LogSource | null {
  const found = source === undefined ? undefined : sourceNamed(source);
  if (found) return found;
  const option = rename ? '--rename' : sourceTimeZone === undefined ? null : '--source-time-zone';
  if (option !== null)
    throw new Failure(
      'usage',
      source === PLAIN
        ? `${option} is said of another tool’s export, and a CSV of your own is none.`
        : `${option} is said of a --source, and none is named.`,
      source === PLAIN
        ? ['Its events are called as they are; --time-zone says the zone of its times.']
        : [],
    );
  return null;
}
