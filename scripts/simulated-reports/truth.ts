import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { periodAt } from '../../shared/counting/index.ts';
import type { Truth } from '../../worker/studio/watch/truth.ts';
import type { SentReports } from './send.ts';

export const TRUTH_FILE = '.covey/simulated-truth.json';

/**
 * Writes down what was true of these visitors, added to the earlier ones of the same period and questions unless the
 * Worker has none of them.
 */
export function addTruth(
  site: string,
  { set, now, sent, members }: SentReports,
  isFirst = false,
): Truth {
  const id = Buffer.from(set.id).toString('hex');
  const period = periodAt(now, set.periodMs);
  const before =
    !isFirst && existsSync(TRUTH_FILE)
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
    visitors: sent + (earlier?.visitors ?? 0),
    questions: Object.fromEntries(questions),
  };
  mkdirSync('.covey', { recursive: true });
  writeFileSync(TRUTH_FILE, `${JSON.stringify(truth, null, 2)}\n`);
  return truth;
}
