import type { Command } from 'commander';
import { checkDefinitions, formatPath } from '../../shared/definitions/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  type Change,
  changesInWords,
  changesOf,
  effectsInWords,
  type Meaning,
  meaningOf,
  midPeriodText,
  readingsOf,
} from '../../shared/diff/index.ts';
import { definitionsUrl } from '../../shared/wire/index.ts';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import { parseOrigin } from '../edge.ts';
import { Failure } from '../failure.ts';
import { tellJson } from '../json/index.ts';
import { wholeNumber } from '../options.ts';
import { fetchDocument } from '../published.ts';
import { sha256 } from '../sha256.ts';
import type { Terminal } from '../terminal.ts';
import { visibleInLine } from '../visible.ts';

interface Options {
  readonly edge?: string;
  readonly version?: number;
  readonly json?: boolean;
}

export function addDiff(program: Command, terminal: Terminal): void {
  program
    .command('diff')
    .summary('what another version of definitions changes')
    .description(
      'Compares definitions with what is published, or with another file: what was added, removed and\nchanged, which segments are decided by other rules, and which counts go on, begin or begin anew.',
    )
    .argument('<file>', 'the newer definitions')
    .argument('[older]', 'the older ones; those that --edge has published by default')
    .option('--edge <url>', 'compare with what this Worker has published', parseOrigin)
    .option('--version <n>', 'with this version of it; the newest by default', wholeNumber)
    .option('--json', 'print the differences as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey diff segments.jsonc --edge https://edge.example\n  covey diff segments.jsonc before.jsonc',
    )
    .action(async (file: string, older: string | undefined, options: Options) => {
      if ((older === undefined) === (options.edge === undefined))
        throw new Failure('usage', 'Compare with what?', [
          'Give another file, or --edge for what is published, and not both.',
        ]);
      const newer = await read(file, terminal);
      const before =
        older === undefined ? await published(newer, options) : await read(older, terminal);
      const changes = changesOf(before, newer);
      const meaning = await meaningOf(before, newer, sha256);
      const { version: from } = before;
      if (options.json)
        return tellJson(terminal, 'diff', { from, to: newer.version, changes, ...meaning });
      terminal.out(describe(before, newer, changes, meaning, terminal.style));
    });
}

/** What the checker warns of is told by "covey check". */
async function read(file: string, terminal: Terminal): Promise<Definitions> {
  const result = await readDefinitions(file);
  return result.definitions ?? acceptDefinitions(result, terminal);
}

async function published({ site }: Definitions, { edge = '', version }: Options) {
  const { definitions } = await fetchDocument(
    definitionsUrl(edge, site, version),
    site,
    'Check --edge, and "site" in the file. Where nothing was published yet, there is nothing to compare with.',
  );
  const { errors } = checkDefinitions(definitions);
  if (errors.length > 0)
    throw new Failure(
      'definitions',
      'What is published has errors, so that it cannot be compared. Is this program older than what signed it?',
      errors.slice(0, 5).map(({ path, message }) => `${formatPath(path)}: ${message}`),
    );
  return definitions;
}

function describe(
  before: Definitions,
  after: Definitions,
  changes: readonly Change[],
  meaning: Meaning,
  style: Terminal['style'],
): string {
  const isSame = changes.length === 0;
  const { others, sections } = changesInWords(changes);
  const marks = { added: style.green('+'), removed: style.red('-'), changed: style.yellow('~') };
  const lines = [
    `${after.site}: version ${before.version} → ${after.version}${isSame ? ', the same' : ''}`,
    ...(others.length > 0 ? ['', ...others.map(visibleInLine)] : []),
  ];
  for (const { name, entries } of sections) {
    lines.push('', style.bold(name));
    for (const { id, kind, lines: told } of entries) {
      lines.push(`  ${marks[kind]} ${visibleInLine(id)}`);
      for (const line of told) lines.push(`      ${visibleInLine(line)}`);
    }
  }
  const readings = readingsOf(before, after);
  if (readings.length > 0) lines.push('', style.bold('in words'));
  for (const { title, gone, come } of readings)
    lines.push(
      `  ${visibleInLine(title)}`,
      ...gone.map((line) => `    ${marks.removed} ${visibleInLine(line)}`),
      ...come.map((line) => `    ${marks.added} ${visibleInLine(line)}`),
    );
  if (isSame) return lines.join('\n');
  lines.push('', ...effectsInWords(meaning).map(visibleInLine));
  const warning = midPeriodText(before, meaning, Date.now());
  if (warning !== null) lines.push('', style.yellow(visibleInLine(warning)));
  return lines.join('\n');
}
