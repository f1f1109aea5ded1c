import type { Command } from 'commander';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import { writeWhole } from '../output.ts';
import type { Terminal } from '../terminal.ts';
import { declarationsOf } from '../declarations.ts';

export function addTypes(program: Command, terminal: Terminal): void {
  program
    .command('types')
    .summary('ids of definitions for the TypeScript of a site')
    .description(
      'Writes declarations with which TypeScript takes those segments, events, properties and traits alone that\nthe definitions know: in has, on, choose, explain, track and identify.',
    )
    .argument('<file>', 'JSON, JSON with comments, or a .ts or .js module; "-" for standard input')
    .option(
      '-o, --out <file>',
      'write them here, such as src/covey.d.ts; standard output by default',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  covey types segments.jsonc -o src/covey.d.ts\n  covey types segments.ts > covey.d.ts',
    )
    .action(async (path: string, { out }: { out?: string }) => {
      const definitions = acceptDefinitions(await readDefinitions(path), terminal);
      const text = declarationsOf(definitions);
      if (out === undefined) return terminal.out(text.trimEnd());
      writeWhole(out, text);
      terminal.note(`Wrote ${out}.`);
    });
}
