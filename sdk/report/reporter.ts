import type { Definitions } from '../../shared/definitions/types.ts';
import {
  answerFor,
  periodAt,
  periodEnd,
  questionSet,
  truthFrom,
  type Answer,
  type Question,
  type QuestionSet,
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
  /** Changes the stored seed in one transaction and gives what stands there then; null: nothing can be kept. */
  readonly seed: (change: (stored: unknown) => Seed) => Promise<Seed | null>;
  /** Until when nothing is due, for all tabs and pages. `write` is false where it would not be kept. */
  readonly counted: { readonly read: () => number; readonly write: (until: number) => boolean };
  /** The true answer: whether the visitor is in the segment. */
  readonly has: (segment: string) => boolean;
  readonly onProblem: (code: 'counting-refused' | 'report-unreachable') => void;
}

/** This period's question, and what would be answered to it, whatever the truth. */
interface Prepared {
  readonly question: Question;
  readonly answers: readonly Answer[];
  /** End of the period, milliseconds since the epoch. */
  readonly end: number;
}

/** For the panel. */
export interface CountingFacts {
  readonly epsilon: number;
  readonly periodMs: number;
  /** Id of the question whose turn it is. */
  readonly question: string;
  /** How likely the answer is wrong on purpose. */
  readonly wrong: number;
  /** Whether this period's answer has been given. */
  readonly sent: boolean;
  /** When the next answer may be given, milliseconds since the epoch; 0: now. */
  readonly next: number;
}

export interface Reporter {
  /** Gets ready for the period. Nothing is sent yet. */
  prepare(definitions: Definitions): Promise<void>;
  /** Whether another period has begun since. */
  expired(): boolean;
  /** Whether this page is the one to send this period's report. */
  due(): boolean;
  /** Sends it, at once: the page may be gone in a moment. */
  send(): void;
  facts(): CountingFacts | null;
  /** The page is left: whoever comes next may hold the lock. */
  leave(): void;
  /** It is shown again. */
  back(): void;
  stop(): void;
}

/**
 * One report a period. All that takes time is done beforehand: the coins for every truth are drawn,
 * and the lock between tabs is held, so that sending itself is one step, the same for every answer.
 */
export function createReporter(options: ReporterOptions): Reporter {
  const { now, counted } = options;
  const stopped = new AbortController();
  let queued = new AbortController();
  let set: QuestionSet | null = null;
  let prepared: Prepared | null = null;
  /** Held by one tab of the browser; null: by another, or by none. */
  let release: (() => void) | null = null;

  const pending = () => prepared !== null && now() < prepared.end && now() >= counted.read();
  const free = () => {
    release?.();
    release = null;
    queued.abort();
    queued = new AbortController();
  };
  /** Waits for its turn among the tabs; keeps it until the report is sent. */
  const lock = () => {
    if (release || !pending()) return;
    if (!options.locks) return void (release = () => {});
    options.locks
      .request(LOCK, { signal: queued.signal }, () =>
        pending() && !release ? new Promise<void>((resolve) => (release = resolve)) : undefined,
      )
      .catch(() => {});
  };
  const draw = async (questions: QuestionSet): Promise<Prepared | null> => {
    const at = now();
    const seed = await options.seed((stored) => currentSeed(stored, at, options.random));
    if (!seed) return null;
    let question: Question | undefined;
    const answerTo = (truth: number) =>
      answerFor({
        seed: seed.bytes,
        subtle: options.subtle,
        questionSet: questions,
        now: at,
        truthOf(asked) {
          question = asked;
          return truth;
        },
      });
    const answers = [await answerTo(0)];
    while (question && answers.length < question.answers)
      answers.push(await answerTo(answers.length));
    const end = periodEnd(periodAt(at, questions.periodMs), questions.periodMs);
    return question ? { question, answers: answers.filter((each) => each !== null), end } : null;
  };

  return {
    async prepare(definitions) {
      const { subtle } = options;
      set = await questionSet(definitions, (bytes) => subtle.digest('SHA-256', bytes));
      prepared = set.questions.length > 0 ? await draw(set) : null;
      const asked = [definitions.segments, definitions.groups ?? {}]
        .flatMap((list) => Object.values<{ readonly count?: boolean }>(list))
        .some(({ count }) => count);
      const { stop, children } = definitions;
      if (asked && set.questions.length === 0 && !stop && !children)
        options.onProblem('counting-refused');
      lock();
    },
    expired: () => prepared !== null && now() >= prepared.end,
    due: () => release !== null && pending(),
    send() {
      const answer = prepared?.answers[truthFrom(options.has)(prepared.question)];
      if (!prepared || !answer || !release || !pending()) return;
      // "Sent" is written first: a lost report is harmless, a doubled one is not.
      if (!counted.write(prepared.end)) return;
      const reportId = new Uint8Array(16);
      options.random(reportId);
      options
        .fetch(countsUrl(options.edge, options.site), {
          method: 'POST',
          body: encodeReport({ ...answer, reportId }),
          keepalive: true,
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          cache: 'no-store',
          redirect: 'error',
          signal: stopped.signal,
        })
        .catch(() => {
          if (!stopped.signal.aborted) options.onProblem('report-unreachable');
        });
      free();
    },
    facts() {
      if (!set || !prepared) return null;
      const { epsilon, periodMs } = set;
      const { id, answers } = prepared.question;
      const weight = Math.exp(epsilon);
      return {
        epsilon,
        periodMs,
        question: id,
        wrong: (answers - 1) / (weight + answers - 1),
        sent: now() < counted.read(),
        next: counted.read(),
      };
    },
    leave: free,
    back: lock,
    stop() {
      stopped.abort();
      prepared = null;
      free();
    },
  };
}
