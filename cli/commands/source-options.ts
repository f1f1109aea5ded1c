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
      new Option('--source <tool>', 'the log is what this tool exports, by its own names').choices([
        ...LOG_SOURCES.map(({ name }) => name),
        ...Object.keys(NO_SOURCES),
      ]),
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
  throw new Failure('usage', `${source} cannot be a log.`, [NO_SOURCES[source] ?? '']);
}
