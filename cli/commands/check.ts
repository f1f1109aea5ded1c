import type { Command } from 'commander';
import { printFindings, readDefinitions } from '../documents/index.ts';
import { Answered } from '../failure.ts';
import { tellJson } from '../json/index.ts';
import type { Terminal } from '../terminal.ts';

export function addCheck(program: Command, terminal: Terminal): void {
  program
    .command('check')
    .summary('find mistakes in definitions')
    .description(
      'Checks definitions as the studio and the Worker do, and says what is wrong, where, and how to\nmend it. Ends with 1 when there are errors; warnings alone end with 0.',
    )
    .argument('<file>', 'JSON, JSON with comments, or a .ts or .js module; "-" for standard input')
    .option('--json', 'print the findings as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey check segments.json\n  covey check segments.ts --json',
    )
    .action(async (path: string, { json }: { json?: boolean }) => {
      const { file, definitions, findings } = await readDefinitions(path);
      const of = (severity: string) => findings.filter((finding) => finding.severity === severity);
      const [errors, warnings] = [of('error'), of('warning')];
      const end = () => {
        if (!definitions) throw new Answered();
      };
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
        });
        return end();
      }
      const { style } = terminal;
      printFindings(findings, (line) => terminal.out(line), style);
      const number = (list: typeof findings, word: string) =>
        `${list.length} ${word}${list.length === 1 ? '' : 's'}`;
      const summary = `${file}: ${number(errors, 'error')}, ${number(warnings, 'warning')}`;
      terminal.out(definitions ? style.green(summary) : style.red(summary));
      end();
    });
}
