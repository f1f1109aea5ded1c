import type { Counted } from '../../shared/counting/counted.ts';
import {
  askedOf,
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
import { currentLedger, pendingFor, type LedgerEntry, type Pending } from './ledger.ts';
import { currentSeed, type Seed } from './seed.ts';
import { SEEN_MS } from '../seen.ts';

/** A report leaves up to this long after that, at random. */
const SPREAD_MS = 55_000;
/** How often it is looked whether segments are decided yet. */
const LOOK_MS = 1000;

/** What stands in the database for counting. */
export interface Kept {
  readonly seed?: unknown;
  readonly pending?: unknown;
  readonly ledger?: unknown;
}

export interface ReporterOptions {
  readonly edge: string;
  readonly site: string;
  readonly fetch: typeof globalThis.fetch;
  readonly subtle: SubtleHmac & Pick<SubtleCrypto, 'digest'>;
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly now: () => number;
  /**
   * Changes what is kept in one transaction, and gives what stands there then; null: nothing can be kept, or
   * measurement is not granted any more.
   */
  readonly kept: (change: (stored: Kept) => Kept) => Promise<Kept | null>;
  /** Which periods have been reported on this origin, by any site and any tab. */
  readonly counted: {
    readonly until: () => number;
    readonly take: (from: number, to: number) => Promise<boolean>;
  };
  /** Whether segments are decided. */
  readonly decided: () => boolean;
  /** The true answer: whether the visitor is in the segment. */
  readonly has: (segment: string) => boolean;
  readonly onProblem: (code: 'counting-refused' | 'report-unreachable') => void;
}

/** This period's question, and what would be answered to it, whatever the truth. */
interface Turn {
  readonly set: QuestionSet;
  readonly question: Question;
  readonly answers: readonly Answer[];
  /** The period, milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** When this page began to look at it. */
  since: number;
  pending: Pending | null;
  ledger: readonly LedgerEntry[];
  /** The due time that this page waits for. */
  awaited: number | null;
}

/** For the panel. */
export interface CountingFacts {
  readonly epsilon: number;
  readonly periodMs: number;
  /** Id of the question whose turn it is. */
  readonly question: string;
  /** How likely the answer is wrong on purpose. */
  readonly wrong: number;
  /** Whether this period's answer has been given, by this site or another on this origin. */
  readonly sent: boolean;
  /** When the next answer may be given, milliseconds since the epoch; 0: now. */
  readonly next: number;
  /** What was answered, as far as it is remembered. */
  readonly ledger: readonly LedgerEntry[];
}

export interface Reporter {
  /** Gets ready for the period; `seen` is when the page began to look. Nothing is sent yet. */
  prepare(definitions: Counted, seen: number): Promise<void>;
  /** Whether another period has begun since. */
  expired(): boolean;
  /** Does what is due: looks, fixes the answer, or sends it. Gives the milliseconds until it is to be called again; null: not for this period. */
  step(): Promise<number | null>;
  facts(): CountingFacts | null;
  stop(): void;
}

/**
 * One report a period, at a time that hangs neither on the answer nor on when the page is left. The
 * answer is fixed once the device has been seen in the period, and stands in the database with the
 * time at which it is to leave: a page that is left before hands it to the next.
 */
export function createReporter(options: ReporterOptions): Reporter {
  const { now, counted } = options;
  const stopped = new AbortController();
  let turn: Turn | null = null;

  /** Asks where it is written: who was stopped meanwhile, be it to begin anew, writes nothing. */
  const keep = async (change: (stored: Kept) => Kept): Promise<Kept | null> => {
    const { signal } = stopped;
    const kept = await options.kept((stored) => (signal.aborted ? stored : change(stored)));
    return signal.aborted ? null : kept;
  };
  const between = (least: number) => {
    const bytes = new Uint8Array(2);
    options.random(bytes);
    const [high = 0, low = 0] = bytes;
    return now() + least + Math.round(((high * 256 + low) / 65_535) * SPREAD_MS);
  };
  const open = ({ from, to }: Turn) => now() >= from && now() < to && counted.until() <= from;

  const draw = async (set: QuestionSet, since: number): Promise<Turn | null> => {
    const at = now();
    const kept = await keep((stored) => ({
      ...stored,
      seed: currentSeed(stored.seed, at, options.random),
      ledger: currentLedger(stored.ledger, at),
    }));
    if (!kept) return null;
    const asked = await askedOf({
      seed: (kept.seed as Seed).bytes,
      subtle: options.subtle,
      questionSet: set,
      now: at,
    });
    if (!asked) return null;
    const { question, answerTo } = asked;
    const answers: Answer[] = [];
    while (answers.length < question.answers) answers.push(await answerTo(answers.length));
    const period = periodAt(at, set.periodMs);
    const [from, to] = [periodEnd(period - 1, set.periodMs), periodEnd(period, set.periodMs)];
    return {
      set,
      question,
      answers,
      from,
      to,
      since,
      pending: pendingFor(kept.pending, { from, to, questionSet: set.id }),
      ledger: (kept.ledger as readonly LedgerEntry[] | undefined) ?? [],
      awaited: null,
    };
  };
  /** Notes the answer, or another time for it. What another tab has noted meanwhile goes before. */
  const note = async (current: Turn, next: Pending): Promise<Pending | null> => {
    const kept = await keep((stored) => {
      const found = pendingFor(stored.pending, { ...current, questionSet: current.set.id });
      return found && found.due !== current.pending?.due ? stored : { ...stored, pending: next };
    });
    return (kept && (kept.pending as Pending)) ?? null;
  };
  const fix = (current: Turn): Promise<Pending | null> => {
    const { question, set, from, to } = current;
    const answer = current.answers[truthFrom(options.has)(question)];
    if (!answer) return Promise.resolve(null);
    const entry = { question: question.id, from, to, epsilon: set.epsilon };
    return note(current, { ...answer, entry, due: between(0) });
  };
  /** "Sent" is written first: a lost report is harmless, a doubled one is not. */
  const send = async (current: Turn, { entry, due: _due, ...answer }: Pending): Promise<void> => {
    if (!(await counted.take(entry.from, entry.to))) return;
    const kept = await keep((stored) => ({
      ...stored,
      pending: undefined,
      ledger: [...(currentLedger(stored.ledger, now()) ?? []), entry],
    }));
    if (!kept) return;
    current.ledger = kept.ledger as readonly LedgerEntry[];
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
  };

  return {
    async prepare(definitions, seen) {
      const { subtle } = options;
      const set = await questionSet(definitions, (bytes) => subtle.digest('SHA-256', bytes));
      turn = set.questions.length > 0 ? await draw(set, seen) : null;
      const { stop, children } = definitions;
      if (set.isRefused && !stop && !children) options.onProblem('counting-refused');
    },
    expired: () => turn !== null && now() >= turn.to,
    async step() {
      const current = turn;
      if (!current || !open(current) || stopped.signal.aborted) return null;
      let { pending } = current;
      if (!pending) {
        const early = current.since + SEEN_MS - now();
        if (early > 0) return early;
        if (!options.decided()) return LOOK_MS;
        pending = await fix(current);
      } else if (pending.due === current.awaited) {
        const kept = await keep((stored) => stored);
        const found = pendingFor(kept?.pending, { ...current, questionSet: current.set.id });
        if (found?.due === pending.due) {
          await send(current, found);
          return null;
        }
        // Drawn anew in another tab, or to be drawn anew.
        current.pending = found;
        current.since = now();
        return SEEN_MS;
      } else if (!(pending.due > now() && pending.due <= now() + SEEN_MS + SPREAD_MS)) {
        // It passed while no page was open, or the clock was turned: not at the instant of this page.
        pending = await note(current, { ...pending, due: between(SEEN_MS) });
      }
      if (!pending || turn !== current) return null;
      current.pending = pending;
      current.awaited = pending.due;
      return Math.max(0, pending.due - now());
    },
    facts() {
      if (!turn) return null;
      const { set, question, ledger } = turn;
      const others = question.answers - 1;
      return {
        epsilon: set.epsilon,
        periodMs: set.periodMs,
        question: question.id,
        wrong: others / (Math.exp(set.epsilon) + others),
        sent: counted.until() > turn.from,
        next: counted.until(),
        ledger,
      };
    },
    stop() {
      stopped.abort();
      turn = null;
    },
  };
}
