import type { Command } from 'commander';
import { checkDefinitions, formatPath } from '../../shared/definitions/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { definitionsUrl } from '../../shared/wire/index.ts';
import { type Change, changesOf } from '../diff/changes.ts';
import { type Meaning, meaningOf } from '../diff/meaning.ts';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import { parseOrigin } from '../edge.ts';
import { EXIT, Failure } from '../failure.ts';
import { wholeNumber } from '../options.ts';
import { fetchDocument, requireSite } from '../published.ts';
import type { Terminal } from '../terminal.ts';
import { visibleInLine } from '../visible.ts';

interface Options {
  readonly edge?: string;
  readonly version?: number;
  readonly json?: boolean;
}

/** Sections whose entries have ids. */
const SECTIONS: readonly string[] = [
  'traits',
  'savedGroups',
  'events',
  'metrics',
  'segments',
  'groups',
  'histograms',
  'experiences',
  'surveys',
];
/** A longer value is cut: the file has the whole. */
const MOST_CHARACTERS = 120;

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
        throw new Failure(
          'Compare with what?',
          ['Give another file, or --edge for what is published, and not both.'],
          EXIT.usage,
        );
      const newer = await read(file, terminal);
      const before =
        older === undefined ? await published(newer, options) : await read(older, terminal);
      const changes = changesOf(before, newer);
      const meaning = await meaningOf(before, newer);
      terminal.out(
        options.json
          ? JSON.stringify(
              { from: before.version, to: newer.version, changes, ...meaning },
              null,
              2,
            )
          : describe(before, newer, changes, meaning, terminal.style),
      );
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
    'Check --edge, and "site" in the file. Where nothing was published yet, there is nothing to compare with.',
  );
  requireSite(definitions, site);
  const { errors } = checkDefinitions(definitions);
  if (errors.length > 0)
    throw new Failure(
      'What is published has errors, so that it cannot be compared. Is this program older than what signed it?',
      errors.slice(0, 5).map(({ path, message }) => `${formatPath(path)}: ${message}`),
    );
  return definitions;
}

function describe(
  before: Definitions,
  after: Definitions,
  changes: readonly Change[],
  { otherRules, isAroundOther, counted }: Meaning,
  style: Terminal['style'],
): string {
  const lines = [
    `${after.site}: version ${before.version} → ${after.version}${changes.length === 0 ? ', the same' : ''}`,
  ];
  const ofSections = SECTIONS.map((section) => ({
    section,
    some: changes.filter(({ path }) => path[0] === section),
  })).filter(({ some }) => some.length > 0);
  const others = changes.filter(({ path: [section = ''] }) => !SECTIONS.includes(section));
  if (others.length > 0) lines.push('', ...others.map((one) => told(one, 0)));
  for (const { section, some } of ofSections) {
    lines.push('', style.bold(section));
    // A whole section that came or went is told by its entries.
    const entries = some.flatMap((one) => (one.path.length > 1 ? [one] : split(one)));
    for (const id of new Set(entries.map(({ path }) => path[1] ?? ''))) {
      const those = entries.filter(({ path }) => path[1] === id);
      const { path, before: old, after: now } = those[0] as Change;
      const isWhole = path.length === 2;
      if (isWhole && old === undefined) lines.push(`  ${style.green('+')} ${visibleInLine(id)}`);
      else if (isWhole && now === undefined) lines.push(`  ${style.red('-')} ${visibleInLine(id)}`);
      else {
        lines.push(`  ${style.yellow('~')} ${visibleInLine(id)}`);
        for (const one of those) lines.push(`      ${told(one, 2)}`);
      }
    }
  }
  const list = (ids: readonly string[]) => ids.map(visibleInLine).join(', ');
  const effects = [
    otherRules.length > 0 && `Decided by other rules: ${list(otherRules)}.`,
    isAroundOther &&
      'Sessions, sources or events are told apart otherwise: what reads them may be decided otherwise.',
    counted.anew.length > 0 &&
      `Counted anew: ${list(counted.anew)}. What is asked is another question, with new coins; what was counted of the old one stays.`,
    counted.begun.length > 0 && `Counted from now on: ${list(counted.begun)}.`,
    counted.ended.length > 0 && `Counted no more: ${list(counted.ended)}.`,
    counted.restarted.length > 0 &&
      `Counted from zero, with the same coins, since periods are of another length: ${list(counted.restarted)}.`,
    counted.on.length > 0 &&
      `Counted on: ${list(counted.on)}. In the period of publishing, counts of before and after stand apart.`,
  ].filter((line) => line !== false);
  if (changes.length > 0 && otherRules.length === 0 && !isAroundOther)
    effects.unshift('No segment of both is decided by another rule.');
  return [...lines, ...(changes.length > 0 ? ['', ...effects] : [])].join('\n');
}

/** The entries of a section that is new, or gone. */
const split = ({ path, before, after }: Change): readonly Change[] =>
  changesOf(before ?? {}, after ?? {}, path);

const told = ({ path, before, after }: Change, from: number): string => {
  const name = path.slice(from).join('.');
  return `${name === '' ? '' : `${visibleInLine(name)}: `}${short(before)} → ${short(after)}`;
};

const short = (value: unknown): string => {
  const text = visibleInLine(value === undefined ? 'none' : JSON.stringify(value));
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
};
