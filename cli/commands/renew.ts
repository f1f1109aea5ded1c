import type { Command } from 'commander';
import { renewedMembers } from '../../shared/definitions/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { definitionsUrl } from '../../shared/wire/index.ts';
import { setMembers } from '../../shared/documents/index.ts';
import { acceptDefinitions, checkText, readDefinitions } from '../documents/index.ts';
import { parseOrigin } from '../edge.ts';
import { Failure } from '../failure.ts';
import { readText } from '../input.ts';
import { tellJson } from '../json/index.ts';
import { positiveNumber } from '../options.ts';
import { writeWhole } from '../growing-file.ts';
import { fetchDocument } from '../published.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly days?: number;
  readonly edge?: string;
  readonly previous?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function addRenew(program: Command, terminal: Terminal): void {
  program
    .command('renew')
    .summary('raise the version and move the dates of definitions')
    .description(
      'Raises "version" by one and moves "issued" to today and "expires" as many days on as before. Comments\nand everything else in the file stay. Then: covey sign, covey publish.',
    )
    .argument('<file>', 'JSON or JSON with comments')
    .option('--days <n>', 'days from issued to expires; as many as now by default', positiveNumber)
    .option(
      '--edge <url>',
      'ask this Worker for the version and hash that are published',
      parseOrigin,
    )
    .option('--previous <hash>', '"previous": the hash of the published document')
    .option('--out <file>', 'write it here; the file itself by default')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey renew segments.jsonc\n  covey renew segments.jsonc --edge https://edge.example && covey sign segments.jsonc --key covey-key.json --out envelope.json',
    )
    .action(async (path: string, options: Options) => {
      const isModule = /\.[cm]?[jt]s$/.test(path);
      if (path === '-' && options.out === undefined)
        throw new Failure('usage', 'Where to?', ['From standard input, name a file with --out.']);
      const text = isModule ? '' : readText(path);
      const before = isModule ? await readDefinitions(path) : checkText(path, text);
      const definitions = acceptDefinitions(before, { ...terminal, note: quiet(terminal) });
      const members = await renewed(definitions, options);
      if (isModule) {
        throw new Failure(
          'definitions',
          `${path} is a program, which is not edited. Set there:`,
          Object.entries(members).map(([name, value]) => `${name}: ${JSON.stringify(value)},`),
        );
      }
      const target = options.out ?? path;
      writeWhole(target, setMembers(text, members));
      const { version, expires } = members;
      if (options.json) return tellJson(terminal, 'renew', { file: target, ...members });
      terminal.out(`Wrote ${target}: version ${version}, until ${expires}.`);
      terminal.note(`Next: covey sign ${target} --key KEYFILE --out envelope.json, covey publish.`);
    });
}

/** That the document runs out is why the command is run. */
function quiet(terminal: Terminal): Terminal['note'] {
  return (line) => {
    if (!/ expires: /.test(line)) terminal.note(line);
  };
}

async function renewed(
  { site, version, issued, expires, previous }: Definitions,
  options: Options,
): Promise<{ version: number; issued: string; expires: string; previous?: string }> {
  const published = options.edge
    ? await fetchDocument(
        definitionsUrl(options.edge, site),
        site,
        'Check --edge, and "site" in the file. Where nothing was published yet, leave out --edge.',
      )
    : undefined;
  const hash = options.previous ?? published?.hash;
  if (previous !== undefined && hash === undefined) {
    throw new Failure('definitions', 'The file names the document before it in "previous".', [
      'Give the hash of the published one with --previous ("covey publish" and "covey get" print it), or let --edge ask for it.',
    ]);
  }
  const { days } = options;
  return {
    ...renewedMembers(
      { version, issued, expires },
      {
        now: Date.now(),
        ...(days !== undefined && { days }),
        ...(published && { published: published.definitions.version }),
      },
    ),
    ...(hash !== undefined && (previous !== undefined || options.previous !== undefined)
      ? { previous: hash }
      : {}),
  };
}
