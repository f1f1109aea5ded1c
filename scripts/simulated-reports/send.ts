import { Failure } from '../../cli/failure.ts';
import { startProgress } from '../../cli/progress.ts';
import {
  answerFor,
  count,
  questionSet,
  truthFrom,
  type QuestionSet,
} from '../../shared/counting/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { compile, createEngine } from '../../shared/engine/index.ts';
import { drawFor, writeOut } from '../../shared/experiences/index.ts';
import { kinds } from '../../shared/metrics/kinds.ts';
import { countsUrl, encodeReport } from '../../shared/wire/index.ts';
import { randomFrom } from '../../shared/random/index.ts';
import { simulatedVisitor } from '../simulated-visitors/index.ts';
import { postReport } from './post.ts';

const IN_FLIGHT = 32;

export interface SentReports {
  readonly set: QuestionSet;
  /** Milliseconds since the epoch: when all of them were on the site. */
  readonly now: number;
  readonly sent: number;
  /** `[question][answer]`: of how many visitors it was true. */
  readonly members: readonly (readonly number[])[];
}

/**
 * Sends a report of each simulated visitor: the real engine decides, the real report code answers. Ends early where it is
 * to stop. @throws Failure where nothing is counted, or the Worker takes no reports.
 */
export async function sendReports(input: {
  readonly edge: string;
  /** As they are published. */
  readonly definitions: Definitions;
  readonly visitors: number;
  readonly seed: number;
  readonly isStopped?: () => boolean;
}): Promise<SentReports> {
  const { edge, visitors, seed, isStopped = () => false } = input;
  const definitions = writeOut(input.definitions);
  const set = await questionSet(definitions, (bytes) => crypto.subtle.digest('SHA-256', bytes));
  if (set.questions.length === 0)
    throw new Failure('refused', `${definitions.site} counts nothing.`);
  const now = Date.now();
  const members = set.questions.map(({ options }) => options.map(() => 0));
  const plan = compile(definitions, kinds);
  const random = randomFrom(seed);
  const luck = randomFrom(seed + 1);
  const drawVariants = drawFor(definitions);

  /** What holds of one visitor at the end of their history. */
  const decide = () => {
    const visitor = simulatedVisitor(random, now);
    const start = visitor.events[0]?.time ?? now;
    const engine = createEngine(plan, { offsetAt: () => 60 }, { now: start });
    let drawn: { readonly [trait: string]: string } = {};
    const draw = () => {
      const variants = drawVariants((id) => engine.has(id), drawn, luck);
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
    return truthFrom((id) => engine.has(id));
  };

  const progress = startProgress('Sending', visitors);
  let [next, sent] = [0, 0];
  const worker = async () => {
    while (next < visitors && !isStopped()) {
      next += 1;
      const truthOf = decide();
      const answer = await answerFor({
        seed: crypto.getRandomValues(new Uint8Array(16)),
        subtle: crypto.subtle,
        questionSet: set,
        now,
        truthOf,
      });
      if (!answer) throw new Failure('refused', 'This period has no question.');
      const reportId = crypto.getRandomValues(new Uint8Array(16));
      await postReport(countsUrl(edge, definitions.site), encodeReport({ ...answer, reportId }));
      for (const [at, question] of set.questions.entries()) {
        const counts = members[at] ?? [];
        const truth = truthOf(question);
        counts[truth] = (counts[truth] ?? 0) + 1;
      }
      sent += 1;
      progress.update(sent, `${count(sent)} of ${count(visitors)} reports`);
    }
  };
  try {
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  } finally {
    progress.stop();
  }
  return { set, now, sent, members };
}
