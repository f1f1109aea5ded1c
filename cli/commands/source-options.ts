import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { Failure } from '../failure.ts';
import { LOG_SOURCES, NO_SOURCES, sourceNamed } from '../../shared/log-sources/index.ts';
import type { LogSource } from '../../shared/log-sources/index.ts';

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

const NAMES = LOG_SOURCES.map(({ name }) => name);

/** Those that there are; of others that one may look for, why there are none. */
function named(text: string): string {
  if (NAMES.includes(text) || Object.hasOwn(NO_SOURCES, text)) return text;
  throw new InvalidArgumentError(`Allowed choices are ${NAMES.join(', ')}.`);
}

function renamed(text: string, before: { readonly [theirs: string]: string } = {}) {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write "Bag filled=add_to_cart".');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** The source asked for; null where none is. @throws Failure for an export that is no log. */
export function sourceOf({ source, rename, sourceTimeZone }: SourceOptions): LogSource | null {
  if (source === undefined) {
    const option = rename ? '--rename' : sourceTimeZone === undefined ? null : '--source-time-zone';
    if (option !== null)
      throw new Failure('usage', `${option} is said of a --source, and none is named.`);
    return null;
  }
  const found = sourceNamed(source);
  if (found) return found;
  throw new Failure('usage', `There is no source ${source}.`, [NO_SOURCES[source] ?? '']);
}
