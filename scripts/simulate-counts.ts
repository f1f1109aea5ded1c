// Sends the reports of simulated visitors to a running Worker (`npm start`), as 20,000 browsers
// would: the real engine decides, the real report code answers. Then compares the Worker's
// estimates with the truth, which nobody could know outside a simulation.
import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { EXIT, Failure, reasonOf } from '../cli/failure.ts';
import { STATS } from '../cli/answers.ts';
import { ask, parseOrigin, refusal } from '../cli/edge.ts';
import { releaseCells } from '../cli/commands/stats.ts';
import { readKeyFile } from '../cli/key-file.ts';
import { wholeNumber } from '../cli/options.ts';
import { table } from '../cli/table.ts';
import { processTerminal } from '../cli/terminal.ts';
import { count, exactPercent } from '../shared/counting/index.ts';
import type { Definitions } from '../shared/definitions/types.ts';
import { refusalMessage, verifyDefinitions } from '../shared/signing/index.ts';
import { definitionsUrl, statsUrl } from '../shared/wire/index.ts';
import type { Stats } from '../shared/wire/index.ts';
import { type Truth, trueShare } from '../worker/studio/watch/truth.ts';
import { addTruth, sendReports, TRUTH_FILE } from './simulated-reports/index.ts';

const KEY_FILE = '.covey/dev-key.json';

interface Options {
  readonly edge: string;
  readonly site: string;
  readonly visitors: number;
  readonly seed: number;
}

const terminal = processTerminal();

async function run({ edge, site, visitors, seed }: Options): Promise<void> {
  const definitions = await fetchDefinitions(edge, site);
  const started = performance.now();
  const reports = await sendReports({ edge, definitions, visitors, seed });
  const { sent } = reports;
  const seconds = (performance.now() - started) / 1000;
  terminal.out(
    `${count(sent)} reports sent in ${seconds.toFixed(1)} s (${count(Math.round(sent / seconds))} a second).\n`,
  );

  const truth = addTruth(site, reports);
  const stats = await ask({ origin: edge, token: developmentToken() }, statsUrl(edge, site), STATS);
  if (!stats.ok) throw refusal('No counts.', stats);
  terminal.out(compare(stats.body, truth));
}

/** The published definitions, if the development key, or one that it delegated to, signed them. */
async function fetchDefinitions(edge: string, site: string): Promise<Definitions> {
  if (!existsSync(KEY_FILE)) {
    throw new Failure('refused', `There is no ${KEY_FILE}.`, [
      'Run "npm start" once: it makes the key and publishes.',
    ]);
  }
  const { publicKey } = await readKeyFile(KEY_FILE);
  let response: Response;
  try {
    response = await fetch(definitionsUrl(edge, site));
  } catch (error) {
    const cause = error instanceof Error && error.cause ? reasonOf(error.cause) : reasonOf(error);
    throw new Failure('refused', `${edge} does not answer: ${cause}`, [
      'Start the Worker first: "npm start".',
    ]);
  }
  if (!response.ok)
    throw new Failure('refused', `${edge} has no definitions of ${site} (${response.status}).`);
  const verified = await verifyDefinitions(new Uint8Array(await response.arrayBuffer()), {
    keys: [publicKey],
    site,
    now: Date.now(),
    subtle: crypto.subtle,
  });
  if (!verified.ok)
    throw new Failure('refused', `The definitions are refused. ${refusalMessage(verified.code)}`);
  return verified.definitions;
}

/** The token that `npm start` gave the Worker. */
function developmentToken(): string {
  const fromFile = existsSync('.dev.vars') ? readFileSync('.dev.vars', 'utf8') : '';
  const [, token] = /^\s*COVEY_TOKEN\s*=\s*"?([^"\r\n]+?)"?\s*$/m.exec(fromFile) ?? [];
  const found = process.env['COVEY_TOKEN'] ?? token;
  if (found) return found;
  throw new Failure('refused', 'There is no token.', ['Run "npm start" once, or set COVEY_TOKEN.']);
}

function compare(stats: Pick<Stats, 'released' | 'questions'>, truth: Truth): string {
  let [released, held] = [0, 0];
  const rows = stats.questions.flatMap(({ id, kind, reports, answers }) =>
    answers.map((answer) => {
      const option = kind === 'segment' ? 'yes' : (answer.id ?? 'none');
      const share = trueShare(truth, { id, kind }, answer.id) ?? NaN;
      const [estimate, interval] = releaseCells(answer, terminal.style);
      let verdict = '';
      if (answer.state === 'released') {
        const inside = answer.low <= share && share <= answer.high;
        released += 1;
        if (inside) held += 1;
        verdict = inside ? terminal.style.green('yes') : terminal.style.yellow('no');
      }
      const label = kind === 'segment' ? id : `${id}: ${option}`;
      return [label, count(reports), exactPercent(share), estimate, interval, verdict];
    }),
  );
  return [
    table(
      [
        { title: 'Question' },
        { title: 'Reports', numeric: true },
        { title: 'Truth', numeric: true },
        { title: 'Estimate', numeric: true },
        { title: '95 % interval' },
        { title: 'Holds the truth' },
      ],
      rows,
      terminal.style.bold,
    ),
    '',
    `${released} of ${rows.length} numbers are released; ${held} of ${released} intervals hold the truth (19 of 20 are expected to).`,
    `As released on ${stats.released ?? 'no day yet'}: once a day at most, so what was sent after that is in tomorrow's numbers.`,
    `The truth about ${count(truth.visitors)} simulated visitors is in ${TRUTH_FILE}.`,
  ].join('\n');
}

const program = new Command('simulate-counts')
  .description('Sends the reports of simulated visitors to the running Worker, and compares.')
  .option('--edge <url>', 'origin of the Worker', parseOrigin, 'http://localhost:8787')
  .option('--site <host>', 'the site', 'localhost')
  .option('--visitors <n>', 'how many visitors', wholeNumber, 20_000)
  .option('--seed <n>', 'makes other visitors', wholeNumber, 1)
  .action(run);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  terminal.note(`${terminal.noteStyle.red('simulate-counts:')} ${error.message}`);
  for (const hint of error.hints) terminal.note(`  ${hint}`);
  process.exitCode = error.exitCode ?? EXIT.failed;
}
