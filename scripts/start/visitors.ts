/** Visitors to begin with: a first start has counts to look at, which came by the way that reports come. */
import { STATS } from '../../cli/answers.ts';
import { ask, type Edge, refusal } from '../../cli/edge.ts';
import { Failure } from '../../cli/failure.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { statsUrl } from '../../shared/wire/index.ts';
import { addTruth, sendReports } from '../simulated-reports/index.ts';

const SEED = 1;

/** How many are wanted, from the environment. @throws Failure where it says no number. */
export function visitorsFrom(name: string, otherwise: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return otherwise;
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Failure('usage', `${name}=${text} is no number of visitors.`, [
    'Write a whole number, 0 for none.',
  ]);
}

/** Whether nothing is released of this period: then nobody has reported, or too few to say anything. */
export async function hasNoCounts(edge: Edge, site: string): Promise<boolean> {
  const answer = await ask(edge, statsUrl(edge.origin, site, { together: 1 }), STATS);
  if (!answer.ok) throw refusal('No counts.', answer);
  return answer.body.released === null && answer.body.questions.length > 0;
}

/** Lets them report, and writes down what was true of them. How many did. */
export async function letVisitorsReport(
  edge: string,
  definitions: Definitions,
  visitors: number,
  isStopped: () => boolean,
): Promise<number> {
  const reports = await sendReports({ edge, definitions, visitors, seed: SEED, isStopped });
  addTruth(definitions.site, reports, true);
  return reports.sent;
}
