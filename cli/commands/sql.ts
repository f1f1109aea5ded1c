import type { Command } from 'commander';
import { compileSql } from '../../shared/sql/index.ts';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import { tellJson } from '../json/index.ts';
import { noteExperiences } from '../no-experiences.ts';
import { Failure } from '../failure.ts';
import { parseInstant, zoneOffsets } from '../../shared/logs/index.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly at?: string;
  readonly timezone: string;
  readonly table: string;
  readonly json?: boolean;
}

export function addSql(program: Command, terminal: Terminal): void {
  program
    .command('sql')
    .summary('definitions as SQL for DuckDB')
    .description(
      `Prints definitions as DuckDB SQL: one row for each visitor, with the value of every metric and the
answer of every segment: true, false, or NULL for unknown. It reads a table with the columns visitor,
time (TIMESTAMPTZ), seq (a number that orders events of the same time), name and props (JSON).`,
    )
    .argument('<file>', 'JSON, JSON with comments, or a .ts or .js module; "-" for standard input')
    .option('--at <time>', 'the instant to ask about (ISO 8601); now by default')
    .option('--time-zone, --timezone <name>', "the visitors' time zone", 'UTC')
    .option('--table <name>', 'the table of events', 'events')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      `
Examples:
  covey sql segments.json --at 2026-11-24T00:00:00Z > segments.sql
  covey sql segments.json | duckdb shop.duckdb

What has no SQL form is named on standard error, and is not in the result.`,
    )
    .action(async (path: string, options: Options) => {
      const offsetAt = zoneOffsets(options.timezone);
      if (!offsetAt) {
        throw new Failure('usage', `"${options.timezone}" is no time zone.`, [
          'Write an IANA name such as Europe/Berlin.',
        ]);
      }
      const at = options.at === undefined ? Date.now() : parseInstant(options.at, offsetAt);
      if (at === null) {
        throw new Failure('usage', `--at "${options.at}" is no time.`, [
          'Write ISO 8601, such as 2026-11-24T00:00:00Z.',
        ]);
      }
      const definitions = acceptDefinitions(await readDefinitions(path), terminal);
      const { timezone, table } = options;
      noteExperiences(definitions, terminal);
      const { sql, unsupported } = compileSql(definitions, { at, timezone, table });
      const { yellow } = terminal.noteStyle;
      for (const { id, construct, why } of unsupported)
        terminal.note(`${yellow('no SQL form')}  ${id}: ${construct}: ${why}`);
      const { site, version } = definitions;
      if (options.json)
        return tellJson(terminal, 'sql', {
          site,
          version,
          at: new Date(at).toISOString(),
          sql,
          unsupported: unsupported.map(({ id, construct, why }) => ({ id, construct, why })),
        });
      terminal.out(`-- Segments of ${site}, version ${version}, at ${new Date(at).toISOString()}.`);
      terminal.out(sql.trimEnd());
    });
}
