import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import {
  accountOf,
  type Paper,
  type PaperKind,
  paperOf,
  PAPERS,
  type Text,
  toHtml,
  toMarkdown,
  voiceIn,
} from '../../shared/papers/index.ts';
import { PAPER_LANGUAGES } from '../../shared/papers/languages.ts';
import { meaningIn } from '../../shared/papers/meaning.ts';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import { Failure, reasonOf } from '../failure.ts';
import { tellJson } from '../json/index.ts';
import { writeWhole } from '../growing-file.ts';
import { isOther } from '../output.ts';
import { plural } from '../plural.ts';
import { sha256 } from '../sha256.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly language: string;
  readonly format: 'md' | 'html';
  readonly paper?: PaperKind;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function addRecord(program: Command, terminal: Terminal): void {
  program
    .command('record')
    .summary('papers for the data protection officer, of what definitions do')
    .description(
      `Writes what definitions do with data: the record of processing (GDPR Art. 30), a draft of the impact
assessment (Art. 35), the notice for the privacy page (Art. 13), a table of all that is stored with its
periods, and the public page. What only the owner can decide stands as open questions.`,
    )
    .argument('<file>', 'JSON, JSON with comments, or a .ts or .js module; "-" for standard input')
    .addOption(
      new Option('--language <tag>', 'language of the papers')
        .choices(Object.keys(PAPER_LANGUAGES))
        .default('en'),
    )
    .addOption(
      new Option('--format <name>', 'Markdown or HTML').choices(['md', 'html']).default('md'),
    )
    .addOption(
      new Option(
        '--paper <name>',
        'this one alone; without --out the record, with it all of them',
      ).choices(PAPERS),
    )
    .option('-o, --out <folder>', 'write a file for each paper here, such as record.md')
    .option('--force', 'overwrite papers that are there with other content')
    .option('--json', 'print the papers and their open questions as JSON')
    .addHelpText(
      'after',
      `
Examples:
  covey record segments.jsonc > record.md
  covey record segments.jsonc --language de --format html --out papers
  covey record segments.jsonc --paper notice --language fr`,
    )
    .action(async (path: string, { language, format, paper, out, force, json }: Options) => {
      const definitions = acceptDefinitions(await readDefinitions(path), terminal);
      const spoken = PAPER_LANGUAGES[language];
      if (!spoken) throw new Failure('usage', `There are no papers in "${language}".`);
      const account = await accountOf(definitions, sha256);
      const voice = voiceIn(language, spoken);
      const made = (paper ? [paper] : out === undefined ? (['record'] as const) : PAPERS).map(
        (kind) => paperOf(kind, account, voice, meaningIn(definitions, language)),
      );
      const textOf = format === 'html' ? (one: Paper) => toHtml(one) : toMarkdown;
      const fileOf = ({ kind }: Paper) =>
        out === undefined ? null : join(out, `${kind}.${format}`);
      const papers = made.map((one) => ({ one, file: fileOf(one), text: textOf(one) }));
      // All are looked at before the first is written.
      if (!force) refuseOthers(papers.filter(({ file, text }) => file && isOther(file, text)));
      if (out !== undefined) makeFolder(out);
      for (const { one, file, text } of papers) {
        if (file !== null) {
          writeWhole(file, text);
          terminal.note(`Wrote ${file}${openIn(one)}.`);
        } else if (!json) terminal.out(text.trimEnd());
      }
      if (json)
        tellJson(terminal, 'record', {
          language,
          format,
          papers: papers.map(({ one, file, text }) => ({
            paper: one.kind,
            questions: one.questions.map((question) => plain(question.text)),
            file,
            text: file === null ? text : null,
          })),
        });
      if (!account.controller)
        terminal.note(
          `${terminal.noteStyle.yellow('note')}  "controller" is missing: write who is responsible into the definitions, and the papers begin with it.`,
        );
    });
}

const plain = (text: Text): string =>
  text
    .map((part) => (typeof part === 'string' ? part : 'code' in part ? part.code : part.text))
    .join('');

const openIn = ({ questions }: Paper): string =>
  questions.length === 0 ? '' : `: ${plural(questions.length, 'open question')}`;

/** @throws Failure for papers that are there with other content: answers that the owner filled in may stand there. */
function refuseOthers(others: readonly { readonly file: string | null }[]): void {
  const files = others.flatMap(({ file }) => file ?? []);
  if (files.length === 0) return;
  throw new Failure(
    'taken',
    'Papers are there already with other content, such as answers filled in; nothing is written.',
    [...files, 'Name another folder with --out and compare, or overwrite them with --force.'],
    { issues: files.map((file) => ({ file, message: 'It is there with other content.' })) },
  );
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new Failure('file', `${path} cannot be made: ${reasonOf(error)}`, [
      'Name another folder with --out.',
    ]);
  }
}
