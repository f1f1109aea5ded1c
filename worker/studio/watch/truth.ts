import type { QuestionStats } from '../../../shared/wire/index.ts';

/** The truth about simulated visitors, which `npm run simulate-counts` writes down. */
export interface Truth {
  readonly site: string;
  /** Hash of the question set, hex. */
  readonly questionSet: string;
  readonly period: number;
  readonly visitors: number;
  readonly questions: { readonly [id: string]: { readonly [option: string]: number } };
}

/** The file's content, or what is wrong with it. */
export function parseTruth(
  text: string,
): { readonly ok: true; readonly truth: Truth } | { readonly ok: false; readonly message: string } {
  const wrong = {
    ok: false,
    message: 'This is not the file .covey/simulated-truth.json.',
  } as const;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return wrong;
  }
  const truth = value as Partial<Truth> | null;
  const fits =
    typeof truth?.site === 'string' &&
    typeof truth.questionSet === 'string' &&
    Number.isInteger(truth.period) &&
    Number.isInteger(truth.visitors) &&
    (truth.visitors ?? 0) > 0 &&
    typeof truth.questions === 'object' &&
    truth.questions !== null;
  return fits ? { ok: true, truth: truth as Truth } : wrong;
}

/** The simulated share of an answer; null where the truth says nothing. `answer` null is "none" of a group. */
export function trueShare(
  truth: Truth | null,
  question: { readonly id: string; readonly kind: QuestionStats['kind'] },
  answer: string | null,
): number | null {
  if (!truth || !Object.hasOwn(truth.questions, question.id)) return null;
  const own = truth.questions[question.id] ?? {};
  const members = optionsOf(question, answer).flatMap((option) => own[option] ?? []);
  return members.length > 0 ? members.reduce((sum, each) => sum + each, 0) / truth.visitors : null;
}

/** The answers of a question that one number is of. */
function optionsOf(
  { id, kind }: { readonly id: string; readonly kind: QuestionStats['kind'] },
  answer: string | null,
): readonly string[] {
  if (kind === 'segment') return ['yes'];
  if (kind === 'histogram' && answer !== null) return [`${id}:${answer}`];
  if (kind === 'experience' && answer !== null) return [`${id}:${answer}+`, `${id}:${answer}-`];
  return [answer ?? 'none'];
}

/** Why this truth does not belong to these numbers; null when it does. */
export function mismatch(
  truth: Truth,
  stats: {
    readonly site: string;
    readonly questionSet: string;
    readonly period: { readonly number: number };
  },
): string | null {
  if (truth.site !== stats.site) return `It is about ${truth.site}.`;
  if (truth.period !== stats.period.number) return 'It is about another period.';
  const bytes = atob(stats.questionSet.replaceAll('-', '+').replaceAll('_', '/'));
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join(
    '',
  );
  return truth.questionSet === hex ? null : 'The questions have changed since.';
}
