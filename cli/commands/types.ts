import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import { Failure } from '../failure.ts';
import { tellJson } from '../json/index.ts';
import { refuseInput, writeWhole } from '../growing-file.ts';
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
      'write them here, such as src/covey-ids.d.ts; standard output by default',
    )
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey types segments.jsonc -o src/covey-ids.d.ts\n  covey types segments.ts > src/covey-ids.d.ts',
    )
    .action(async (path: string, { out, json }: { out?: string; json?: boolean }) => {
      if (out !== undefined) {
        refuseNameOfModule(out);
        refuseInput('--out', out, [path]);
      }
      const definitions = acceptDefinitions(await readDefinitions(path), terminal);
      const text = declarationsOf(definitions);
      if (out !== undefined) writeWhole(out, text);
      if (json) {
        const { site, version } = definitions;
        const where = { file: out ?? null, declarations: out === undefined ? text : null };
        return tellJson(terminal, 'types', { site, version, ...where });
      }
      if (out === undefined) return terminal.out(text.trimEnd());
      terminal.note(`Wrote ${out}.`);
    });
}

/**
 * Beside `covey.ts` TypeScript leaves `covey.d.ts` out of the project, without a word, and takes it for the types of a
 * `covey.js` that is imported.
 */
function refuseNameOfModule(out: string): void {
  const [, base, kind = ''] = /^(.*)\.d\.([cm]?)ts$/.exec(out) ?? [];
  if (base === undefined) return;
  const endings = kind === '' ? ['ts', 'tsx', 'js', 'jsx'] : [`${kind}ts`, `${kind}js`];
  const module = endings.map((ending) => `${base}.${ending}`).find((path) => existsSync(path));
  if (module === undefined) return;
  throw new Failure(
    'file',
    `${out} was not written: beside ${module} TypeScript takes it for that module's own declarations, and your ids are not known.`,
    [`Name another file: -o ${base}-ids.d.${kind}ts`],
  );
}
