import type { Definitions } from '../definitions/types.ts';
import { MAX_QUESTIONS } from '../wire/index.ts';
import { canonicalJson } from './canonical-json.ts';

/** One question, answered by an index below `answers`. */
export interface Question {
  /** Id of the segment or group. */
  readonly id: string;
  /** 16 bytes: SHA-256, cut, of ε and everything that decides the answer. A new hash starts afresh with new coins. */
  readonly hash: Uint8Array;
  readonly kind: 'segment' | 'group';
  /** How many answers there are, k. */
  readonly answers: number;
  /** A name per answer: `no`, `yes` for a segment; the segments in order, then `none`, for a group. */
  readonly options: readonly string[];
}

export interface QuestionSet {
  /** 16 bytes: SHA-256, cut, of the canonical JSON of ε, period and questions. */
  readonly id: Uint8Array;
  readonly epsilon: number;
  readonly periodMs: number;
  /** In the order of the definitions, segments before groups. Empty where nothing is, or may be, asked. */
  readonly questions: readonly Question[];
}

/** SHA-256, as `(bytes) => crypto.subtle.digest('SHA-256', bytes)`. */
export type Digest = (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;

const days: Readonly<Record<string, number>> = { '7d': 7, '28d': 28 };

/**
 * The questions that definitions ask. ε above 2, a period shorter than 7 days, any other value
 * than the listed ones, or more than 64 questions leave none, whatever is signed.
 */
export async function questionSet(definitions: Definitions, digest: Digest): Promise<QuestionSet> {
  const { segments, groups = {}, counting = {} } = definitions;
  const { epsilon = 2, period = '28d' } = counting;
  const periodMs = (days[period] ?? 0) * 864e5;
  const hash = async (value: unknown) =>
    new Uint8Array(
      await digest(new TextEncoder().encode(canonicalJson(value)) as Uint8Array<ArrayBuffer>),
    ).slice(0, 16);
  const asked = [...Object.entries(segments), ...Object.entries(groups)]
    .filter(([, { count }]) => count)
    .map(([id, definition]): Pick<Question, 'id' | 'kind' | 'options'> => {
      const isGroup = 'segments' in definition;
      return {
        id,
        kind: isGroup ? 'group' : 'segment',
        options: isGroup ? [...definition.segments, 'none'] : ['no', 'yes'],
      };
    });
  const allowed = [0.5, 1, 1.5, 2].includes(epsilon) && periodMs && asked.length <= MAX_QUESTIONS;
  const questions = await Promise.all(
    (allowed ? asked : []).map(async (question) => ({
      ...question,
      answers: question.options.length,
      // ε is part of it: two thresholds under one coin would together give the answer away.
      hash: await hash([epsilon, question, meaning(question.id, definitions)]),
    })),
  );
  return { epsilon, periodMs, questions, id: await hash([epsilon, period, questions]) };
}

/**
 * A definition and all that it names, transitively, without the words that only describe it:
 * renaming a segment must not draw new coins, changing a metric below it must. A name is any
 * text between quotes, dots and colons (`metric.x`, `enter:x`): one too many does no harm.
 */
function meaning(asked: string, definitions: Definitions): unknown {
  const { segments, groups = {}, session, metrics, savedGroups } = definitions;
  const found = new Map<string, unknown>();
  const visit = (id: string) => {
    // A group decides among its segments, so each of them depends on all.
    const inGroups = Object.values(groups).filter(
      (group) => group === groups[id] || group.segments.includes(id),
    );
    const named = [segments[id], metrics?.[id], savedGroups?.[id], ...inGroups].flatMap(
      (definition: object | undefined) =>
        definition ? { ...definition, name: 0, description: 0 } : [],
    );
    if (found.has(id) || !named[0]) return;
    found.set(id, named);
    canonicalJson(named).split(/[".:]/).forEach(visit);
  };
  visit(asked);
  return [session, ...found];
}
