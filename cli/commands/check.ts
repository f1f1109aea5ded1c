import { type Command, Option } from 'commander';
import { type Reading, asLines, readerOf } from '../../shared/reading/index.ts';
import {
  READING_LANGUAGES,
  type ReadingLanguage,
  voiceIn,
} from '../../shared/reading/words/all.ts';
import { printFindings, readDefinitions } from '../documents/index.ts';
import { Answered } from '../failure.ts';
import { tellJson } from '../json/index.ts';
import { plural } from '../plural.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly json?: boolean;
  readonly explain?: boolean;
  readonly language?: ReadingLanguage;
}

export function addCheck(program: Command, terminal: Terminal): void {
  program
    .command('check')
    .summary('find mistakes in definitions')
    .description(
      'Checks definitions as the studio and the Worker do, and says what is wrong, where, and how to\nmend it. Ends with 1 when there are errors; warnings alone end with 0.\nWith --explain or --language it also says in plain words all that definitions without errors mean.',
    )
    .argument('<file>', 'JSON, JSON with comments, or a .ts or .js module; "-" for standard input')
    .option('--explain', 'say in plain words what the definitions mean')
    .addOption(
      new Option('--language <language>', 'explain in this language instead of English').choices([
        ...READING_LANGUAGES,
      ]),
    )
    .option('--json', 'print the findings as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey check segments.json\n  covey check segments.ts --json\n  covey check segments.json --language de',
    )
    .action(async (path: string, { json, explain, language }: Options) => {
      const { file, definitions, findings } = await readDefinitions(path);
      const of = (severity: string) => findings.filter((finding) => finding.severity === severity);
      const [errors, warnings] = [of('error'), of('warning')];
      const end = () => {
        if (!definitions) throw new Answered();
      };
      const reading =
        (explain || language) && definitions
          ? readerOf(definitions, voiceIn(language ?? 'en')).document()
          : null;
      if (json) {
        const plain = (list: typeof findings) =>
          list.map(({ code, path: where, place: { line, column }, message }) => ({
            code,
            path: where,
            line,
            column,
            message,
          }));
        tellJson(terminal, 'check', {
          ok: definitions !== null,
          file,
          errors: plain(errors),
          warnings: plain(warnings),
          ...(reading && { reading }),
        });
        return end();
      }
      const { style } = terminal;
      if (reading) terminal.out(`${inSections(reading, style.bold)}\n`);
      printFindings(findings, (line) => terminal.out(line), style);
      const summary = `${file}: ${plural(errors.length, 'error')}, ${plural(warnings.length, 'warning')}`;
      terminal.out(definitions ? style.green(summary) : style.red(summary));
      end();
    });
}

/** A heading for each section, and what stands in it as a list. */
const inSections = ({ text, parts = [] }: Reading, bold: (text: string) => string): string =>
  [
    bold(text),
    ...parts.map((section) =>
      ['', bold(section.text), ...(section.parts ?? []).map((part) => asLines(part))].join('\n'),
    ),
  ].join('\n');
