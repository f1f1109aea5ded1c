// Sends the reports of simulated visitors to a running Worker (`npm start`), as 20,000 browsers
// would: the real engine decides, the real report code answers. Then compares the Worker's
// estimates with the truth, which nobody could know outside a simulation.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { EXIT, Failure, reasonOf } from '../cli/failure.ts';
import { STATS } from '../cli/answers.ts';
import { ask, parseOrigin, refusal } from '../cli/edge.ts';
import { releaseCells } from '../cli/commands/stats.ts';
import { readKeyFile } from '../cli/key-file.ts';
import { wholeNumber } from '../cli/options.ts';
import { startProgress } from '../cli/progress.ts';
import { table } from '../cli/table.ts';
import { processTerminal } from '../cli/terminal.ts';
import {
  answerFor,
  count,
  exactPercent,
  periodAt,
  questionSet,
  truthFrom,
} from '../shared/counting/index.ts';
import type { QuestionSet } from '../shared/counting/index.ts';
import type { Definitions } from '../shared/definitions/types.ts';
import { compile, createEngine } from '../shared/engine/index.ts';
import { drawFor, writeOut } from '../shared/experiences/index.ts';
import { kinds } from '../shared/metrics/kinds.ts';
import { refusalMessage, verifyDefinitions } from '../shared/signing/index.ts';
import { countsUrl, definitionsUrl, encodeReport, statsUrl } from '../shared/wire/index.ts';
import type { Stats } from '../shared/wire/index.ts';
import { trueShare } from '../worker/studio/watch/truth.ts';
import { simulatedVisitor } from './simulated-visitors/index.ts';
import { randomFrom } from '../shared/random/index.ts';

const KEY_FILE = '.covey/dev-key.json';
const TRUTH_FILE = '.covey/simulated-truth.json';
const IN_FLIGHT = 32;
const MAX_TRIES = 8;

/** What was true of the simulated visitors of one period, all runs together. */
interface Truth {
  readonly site: string;
  /** Hash of the question set, hex. */
  readonly questionSet: string;
  readonly period: number;
  readonly visitors: number;
  /** For each question, how many visitors each answer was true of. */
  readonly questions: { readonly [id: string]: { readonly [option: string]: number } };
}

interface Options {
  readonly edge: string;
  readonly site: string;
  readonly visitors: number;
  readonly seed: number;
}

const terminal = processTerminal();

async function run({ edge, site, visitors, seed }: Options): Promise<void> {
  const definitions = writeOut(await fetchDefinitions(edge, site));
  const set = await questionSet(definitions, (bytes) => crypto.subtle.digest('SHA-256', bytes));
  if (set.questions.length === 0) throw new Failure('refused', `${site} counts nothing.`);
  const now = Date.now();

  const members = set.questions.map(({ options }) => options.map(() => 0));
  const plan = compile(definitions, kinds);
  const random = randomFrom(seed);
  const luck = randomFrom(seed + 1);
  const progress = startProgress('Sending', visitors);
  let [next, sent] = [0, 0];
  const worker = async () => {
    while (next < visitors) {
      next += 1;
      const visitor = simulatedVisitor(random, now);
      const engine = createEngine(
        plan,
        { offsetAt: () => 60 },
        { now: visitor.events[0]?.time ?? now },
      );
      let drawn: { readonly [trait: string]: string } = {};
      const draw = () => {
        const variants = drawFor(definitions, (id) => engine.has(id), drawn, luck);
        if (!variants) return;
        drawn = { ...variants, ...drawn };
        engine.setFacts({ ...visitor.facts, trait: { ...visitor.facts.trait, ...drawn } });
      };
      engine.setFacts(visitor.facts);
      for (const event of visitor.events) {
        engine.apply(event);
        draw();
      }
      engine.advance(now);
      draw();
      const truthOf = truthFrom((id) => engine.has(id));
      set.questions.forEach((question, at) => {
        const counts = members[at] ?? [];
        const truth = truthOf(question);
        counts[truth] = (counts[truth] ?? 0) + 1;
      });
      const answer = await answerFor({
        seed: crypto.getRandomValues(new Uint8Array(16)),
        subtle: crypto.subtle,
        questionSet: set,
        now,
        truthOf,
      });
      if (!answer) throw new Failure('refused', 'This period has no question.');
      const reportId = crypto.getRandomValues(new Uint8Array(16));
      await send(countsUrl(edge, site), encodeReport({ ...answer, reportId }));
      sent += 1;
      progress.update(sent, `${count(sent)} of ${count(visitors)} reports`);
    }
  };
  const started = performance.now();
  try {
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  } finally {
    progress.stop();
  }
  const seconds = (performance.now() - started) / 1000;
  terminal.out(
    `${count(sent)} reports sent in ${seconds.toFixed(1)} s (${count(Math.round(sent / seconds))} a second).\n`,
  );

  const truth = addTruth(site, set, periodAt(now, set.periodMs), visitors, members);
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

/** Posts one report as a page does. A busy Worker is asked again, later; it counts a repeated report once. */
async function send(url: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    let problem: string;
    try {
      const response = await fetch(url, { method: 'POST', body });
      if (response.status === 204) return;
      problem = `${response.status} ${await response.text()}`;
      if (response.status !== 429 && response.status < 500) {
        throw new Failure('refused', `A report was refused: ${problem}`);
      }
    } catch (error) {
      if (error instanceof Failure) throw error;
      problem = reasonOf(error);
    }
    if (attempt === MAX_TRIES)
      throw new Failure('refused', `The Worker does not take reports: ${problem}`);
    await new Promise((resolve) => {
      setTimeout(resolve, Math.min(20_000, 250 * 2 ** attempt));
    });
  }
}

/** The token that `npm start` gave the Worker. */
function developmentToken(): string {
  const fromFile = existsSync('.dev.vars') ? readFileSync('.dev.vars', 'utf8') : '';
  const [, token] = /^\s*COVEY_TOKEN\s*=\s*"?([^"\r\n]+?)"?\s*$/m.exec(fromFile) ?? [];
  const found = process.env['COVEY_TOKEN'] ?? token;
  if (found) return found;
  throw new Failure('refused', 'There is no token.', ['Run "npm start" once, or set COVEY_TOKEN.']);
}

/** Adds this run to the earlier ones of the same period and questions, and writes the sum down. */
function addTruth(
  site: string,
  set: QuestionSet,
  period: number,
  visitors: number,
  members: readonly (readonly number[])[],
): Truth {
  const id = Buffer.from(set.id).toString('hex');
  const before = existsSync(TRUTH_FILE)
    ? (JSON.parse(readFileSync(TRUTH_FILE, 'utf8')) as Truth)
    : null;
  const earlier =
    before?.site === site && before.questionSet === id && before.period === period ? before : null;
  const questions = set.questions.map((question, at) => {
    const counts = question.options.map((option, answer) => [
      option,
      (members[at]?.[answer] ?? 0) + (earlier?.questions[question.id]?.[option] ?? 0),
    ]);
    return [question.id, Object.fromEntries(counts) as { [option: string]: number }] as const;
  });
  const truth: Truth = {
    site,
    questionSet: id,
    period,
    visitors: visitors + (earlier?.visitors ?? 0),
    questions: Object.fromEntries(questions),
  };
  mkdirSync('.covey', { recursive: true });
  writeFileSync(TRUTH_FILE, `${JSON.stringify(truth, null, 2)}\n`);
  return truth;
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
