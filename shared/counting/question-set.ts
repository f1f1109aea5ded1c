import { sessionTimeoutOf } from '../definitions/durations.ts';
import { MAX_QUESTIONS } from '../wire/index.ts';
import { countingOf } from './budget.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Counted } from './counted.ts';
import { normalForm } from './normal-form.ts';

/** One question, answered by an index below `answers`. */
export interface Question {
  /** Id of the segment, group, experience or histogram. */
  readonly id: string;
  /** 16 bytes: SHA-256, cut, of ε, the mechanism and everything that decides the answer, in normal form. A new hash starts afresh with new coins. */
  readonly hash: Uint8Array;
  readonly kind: 'segment' | 'group' | 'experience' | 'histogram';
  /** How many answers there are, k. */
  readonly answers: number;
  /** A name per answer: `no`, `yes` for a segment; the segments in order, then `none`, for all others. */
  readonly options: readonly string[];
}

export interface QuestionSet {
  /** 16 bytes: SHA-256, cut, of the canonical JSON of ε, period, questions and mechanism. */
  readonly id: Uint8Array;
  readonly epsilon: number;
  readonly periodMs: number;
  /** In the order of the definitions: segments, groups, experiences, histograms. Empty where nothing is, or may be, asked. */
  readonly questions: readonly Question[];
  /** Something is asked that may not be. */
  readonly isRefused: boolean;
}

/** SHA-256, as `(bytes) => crypto.subtle.digest('SHA-256', bytes)`. */
export type Digest = (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;

/**
 * The questions that definitions ask. A pair of ε and period that may not be signed (`EPSILONS`), a mechanism that is
 * not known here, or more than 64 questions, leave none, whatever is signed.
 */
export async function questionSet(definitions: Counted, digest: Digest): Promise<QuestionSet> {
  const { segments, groups = {}, answersOf = {}, histograms } = definitions;
  const { epsilon, period, periodMs, trace } = countingOf(definitions) ?? {
    epsilon: 0,
    periodMs: 0,
    trace: [],
  };
  const hash = async (value: unknown) =>
    new Uint8Array(
      await digest(new TextEncoder().encode(canonicalJson(value)) as Uint8Array<ArrayBuffer>),
    ).slice(0, 16);
  const asked = [
    ...Object.entries(segments).flatMap(([id, { count }]) =>
      count ? [{ id, kind: 'segment' as const, options: ['no', 'yes'] }] : [],
    ),
    ...Object.entries(groups).flatMap(([id, { count, segments: those }]) =>
      count ? [{ id, kind: 'group' as const, options: [...those, 'none'] }] : [],
    ),
    ...Object.entries(answersOf).map(([id, those]) => ({
      id,
      kind: Object.hasOwn(Object(histograms), id)
        ? ('histogram' as const)
        : ('experience' as const),
      options: [...those, 'none'],
    })),
  ];

  const form = normalForm(definitions);
  const { sources, events } = definitions as {
    readonly sources?: unknown;
    readonly events?: unknown;
  };
  /** What any fact may hang on. */
  const around = { timeout: sessionTimeoutOf(definitions), sources, events };
  /** What is read is named by the hash of what it means, so that ids leave no trace. */
  const names = new Map<string, string>();
  const questions: Question[] = [];
  for (const question of period && asked.length <= MAX_QUESTIONS ? asked : []) {
    const root = `${question.kind}.${question.id}`;
    for (const read of form.reached(root)) {
      if (names.has(read)) continue;
      const text = form.write(read, (other) => names.get(other) ?? '');
      names.set(read, (await hash(text)).join());
    }
    questions.push({
      ...question,
      answers: question.options.length,
      // ε is part of it: two thresholds under one coin would together give the answer away.
      hash: await hash([epsilon, around, names.get(root), ...trace]),
    });
  }
  return {
    epsilon,
    periodMs,
    questions,
    isRefused: asked.length > questions.length,
    id: await hash([epsilon, period, questions, ...trace]),
  };
}
