import type { Definitions } from '../../shared/definitions/types.ts';
import {
  answerFor,
  periodAt,
  periodEnd,
  questionSet,
  truthFrom,
  type SubtleHmac,
} from '../../shared/counting/index.ts';
import { countsUrl, encodeReport } from '../../shared/wire/index.ts';
import { currentSeed, type Seed } from './seed.ts';

const LOCK = 'covey-report';

export interface ReporterOptions {
  readonly edge: string;
  readonly site: string;
  readonly fetch: typeof globalThis.fetch;
  readonly subtle: SubtleHmac & Pick<SubtleCrypto, 'digest'>;
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly now: () => number;
  readonly locks: Pick<LockManager, 'request'> | undefined;
  /** Changes the stored seed in one transaction and gives what was stored; null: nothing can be kept. */
  readonly update: (change: (stored: unknown) => Seed) => Promise<Seed | null>;
  /** The true answer: whether the visitor is in the segment. */
  readonly has: (segment: string) => boolean;
  /** When the visitor last erased everything, 0 for never: a new seed must not answer again in that period. */
  readonly erased: number;
  readonly onProblem: (code: string) => void;
}

/** For the panel. */
export interface CountingFacts {
  readonly epsilon: number;
  readonly periodMs: number;
  /** Id of the question whose turn it is, or null. */
  readonly question: string | null;
  /** How likely the answer is wrong on purpose. */
  readonly wrong: number;
  /** Whether this period's answer has been given. */
  readonly sent: boolean;
  /** When the next answer may be given, milliseconds since the epoch; 0: now. */
  readonly next: number;
}

export interface Reporter {
  /** The questions changed with the definitions. */
  use(definitions: Definitions): Promise<void>;
  /** Sends this period's report unless it was sent. */
  send(): Promise<void>;
  /** Whether this period's report is still to be sent. */
  readonly due: () => boolean;
  facts(): Promise<CountingFacts | null>;
  stop(): void;
}

export function createReporter(options: ReporterOptions): Reporter {
  const { now, random, subtle } = options;
  const stopped = new AbortController();
  let set: Awaited<ReturnType<typeof questionSet>> | null = null;
  let until = Infinity;

  const answer = (seed: Seed, questions: NonNullable<typeof set>, at: number) =>
    answerFor({
      seed: seed.bytes,
      subtle,
      questionSet: questions,
      now: at,
      truthOf: truthFrom(options.has),
    });
  const seedNow = () => options.update((stored) => currentSeed(stored, now(), random));

  /** Same steps and same bytes for every answer. */
  const send = async (): Promise<void> => {
    const questions = set;
    if (!questions?.questions.length || now() < until) return;
    const at = now();
    const end = periodEnd(periodAt(at, questions.periodMs), questions.periodMs);
    until = end;
    const seed = await seedNow();
    if (!seed || at < seed.until) return;
    const given = await answer(seed, questions, at);
    if (!given) return;
    // "Sent" is written first: a lost report is harmless, a doubled one is not.
    let first = false;
    await options.update((stored) => {
      const latest = currentSeed(stored, at, random);
      first = latest.until <= at;
      return first ? { ...latest, until: end } : latest;
    });
    if (!first || stopped.signal.aborted) return;
    const reportId = new Uint8Array(16);
    random(reportId);
    try {
      await options.fetch(countsUrl(options.edge, options.site), {
        method: 'POST',
        body: encodeReport({ ...given, reportId }),
        keepalive: true,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        redirect: 'error',
        signal: stopped.signal,
      });
    } catch {
      if (!stopped.signal.aborted) options.onProblem('report-unreachable');
    }
  };

  return {
    async use(definitions) {
      set = await questionSet(definitions, (bytes) => subtle.digest('SHA-256', bytes));
      const asked = [definitions.segments, definitions.groups ?? {}]
        .flatMap((list) => Object.values<{ readonly count?: boolean }>(list))
        .some(({ count }) => count);
      if (asked && !set.questions.length) options.onProblem('counting-refused');
      const { periodMs, questions } = set;
      const seed = await options.update((stored) => {
        const found = currentSeed(stored, now(), random);
        if (found.until || !questions.length) return found;
        return { ...found, until: periodEnd(periodAt(options.erased, periodMs), periodMs) };
      });
      until = seed?.until ?? Infinity;
    },
    due: () => Boolean(set?.questions.length) && now() >= until,
    async send() {
      const { locks } = options;
      if (!locks) return send();
      await locks.request(LOCK, { ifAvailable: true }, async (lock) => {
        if (lock) await send();
      });
    },
    async facts() {
      const seed = set && (await seedNow());
      if (!set || !seed) return null;
      const current = await answer(seed, set, now());
      const question = current && set.questions[current.question];
      return {
        epsilon: set.epsilon,
        periodMs: set.periodMs,
        question: question?.id ?? null,
        wrong: question ? 1 - truthProbability(set.epsilon, question.answers) : 0,
        sent: now() < seed.until,
        next: seed.until,
      };
    },
    stop: () => stopped.abort(),
  };
}

/** How likely the truth is told: e^ε / (e^ε + k − 1). */
function truthProbability(epsilon: number, answers: number): number {
  const weight = Math.exp(epsilon);
  return weight / (weight + answers - 1);
}
