import {
  BUCKETS,
  periodEnd,
  type PeriodCounts,
  type QuestionSet,
  type Snapshot,
} from '../shared/counting/index.ts';
import { encodeBase64url } from '../shared/wire/index.ts';
import type { Tally } from './counters.ts';
import type { Env } from './env.ts';
import { shardObject, siteObject } from './objects.ts';
import { SHARDS } from './shards.ts';

/** What may be looked at of some periods, out of all shards' counters; a period without a release is missing. */
export async function snapshotsOf(
  env: Env,
  site: string,
  set: QuestionSet,
  periods: readonly number[],
): Promise<ReadonlyMap<number, Snapshot>> {
  // Where nothing is asked, nothing would be released either.
  if (set.questions.length === 0) return new Map();
  const questionSet = encodeBase64url(set.id);
  const shards = Array.from({ length: SHARDS }, (_, shard) =>
    shardObject(env, site, shard).tallies(questionSet, [...periods]),
  );
  const tallies = await Promise.all(shards);
  const standing = periods.map((period, at) => ({
    of: { questionSet, period, periodEnd: periodEnd(period, set.periodMs) },
    counts: countsOf(set, tallies.flatMap((shard) => shard[at] ?? []) as Tally[]),
  }));
  const released = await siteObject(env, site).release(standing);
  return new Map(
    released.flatMap((snapshot, at) => {
      const period = periods[at];
      return snapshot && period !== undefined ? [[period, snapshot as Snapshot] as const] : [];
    }),
  );
}

function countsOf(set: QuestionSet, tallies: readonly Tally[]): PeriodCounts {
  const counts = set.questions.map(({ options }) =>
    Array.from({ length: BUCKETS }, () => options.map(() => 0)),
  );
  for (const [question, bucket, answer, reports] of tallies) {
    const answers = counts[question]?.[bucket];
    if (answers?.[answer] !== undefined) answers[answer] += reports;
  }
  return counts;
}
