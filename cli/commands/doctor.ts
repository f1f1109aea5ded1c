import { type Command, InvalidArgumentError } from 'commander';
import { examine, type Level, openBrowser } from '../doctor/index.ts';
import { Answered } from '../failure.ts';
import { tellJson } from '../json/index.ts';
import { positiveNumber } from '../options.ts';
import type { Terminal } from '../terminal.ts';

const SECOND_MS = 1000;

interface Options {
  readonly browser?: string;
  readonly timeout: number;
  readonly json?: boolean;
}

export function addDoctor(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .summary('open a page in a browser, and say what is wrong with Covey on it')
    .description(
      'Opens the page twice in a Chromium of this machine, as visitors who were never there: one refuses, one agrees.\nSays whether the script loads, what stops it, what the Worker has, and what is stored and sent. Counts nobody.\nIt needs playwright-core, which does not come with Covey.',
    )
    .argument('<url>', 'a page of the site', parsePage)
    .option('--browser <path>', "a Chromium, Chrome or Edge; the machine's own by default")
    .option('--timeout <seconds>', 'how long to wait for the page', positiveNumber, 15)
    .option('--json', 'print what was found as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey doctor https://hazel.example/\n  covey doctor http://localhost:8080/ --json',
    )
    .action(async (url: string, { browser, timeout, json }: Options) => {
      const chromium = await openBrowser(browser);
      const examined = await examine(chromium, { url, timeoutMs: timeout * SECOND_MS }).finally(
        () => chromium.close(),
      );
      const { findings } = examined;
      const count = (level: Level) => findings.filter((each) => each.level === level).length;
      if (json) tellJson(terminal, 'doctor', examined);
      else {
        const { red, yellow, green, dim } = terminal.style;
        const paint = { broken: red, doubtful: yellow, good: green, note: dim };
        terminal.out(`${examined.url} in ${examined.browser}`);
        for (const { level, message, mend } of findings) {
          terminal.out(`${paint[level](level.padEnd(8))}  ${message}`);
          if (mend !== undefined) terminal.out(`          ${mend}`);
        }
        terminal.out(`${count('broken')} broken, ${count('doubtful')} doubtful`);
      }
      if (count('broken') > 0) throw new Answered();
    });
}

function parsePage(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw new InvalidArgumentError('Write it like https://hazel.example/.');
}
