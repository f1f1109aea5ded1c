import { BUCKETS, periodAt, periodEnd } from '../shared/counting/index.ts';
import { encodeBase64url, isOf, type Report } from '../shared/wire/index.ts';
import type { Count } from './counters.ts';
import { failure, type Failure } from './failure.ts';
import type { AskedSet } from './registry.ts';

/** How long after its end a period still takes reports: they travel, and clocks are off. */
export const GRACE_MS = 24 * 3_600_000;

/** A report as it comes to its shard: without its id, and without anything of its sender but where the page is, if that is not the site's. */
export interface Received extends Omit<Report, 'reportId'> {
  /** SHA-256 of its id. */
  readonly idHash: Uint8Array;
  /** Host of the page that sent it, where the definitions have to allow it. */
  readonly foreign: string | null;
}

export type SortedReport = ({ readonly ok: true } & Omit<Count, 'bucket'>) | Failure;

/** Where a report counts, if it fits a question that is asked and a period that is open. */
export function sortReport(
  report: Received,
  asked: readonly AskedSet[],
  now: number,
): SortedReport {
  const { period, question, answer, idHash, foreign } = report;
  const questionSet = encodeBase64url(report.questionSet);
  const set = asked.find(({ id }) => id === questionSet);
  if (!set) {
    return failure('invalid', 'The question set is none that the published definitions ask.');
  }
  if (foreign !== null && !set.hosts?.some((host) => isOf(foreign, host))) {
    return failure(
      'forbidden',
      'Pages of this host do not count for this site. The definitions list others under "counting.hosts".',
    );
  }
  const answers = set.answers[question] ?? 0;
  if (answer >= answers) {
    return failure(
      'invalid',
      'The question set has no such question, or the question no such answer.',
    );
  }
  const end = periodEnd(period, set.periodMs);
  const closes = end + GRACE_MS;
  if (period > periodAt(now, set.periodMs) || now >= closes) {
    return failure(
      'invalid',
      'The period is not open: only this one counts, and for 24 hours the last.',
    );
  }
  return { ok: true, questionSet, period, question, answer, idHash, periodEnd: end, closes };
}

/** A random part for the report to fall into. The Worker draws it, so that a sender cannot. */
export function drawBucket(): number {
  return (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % BUCKETS;
}
