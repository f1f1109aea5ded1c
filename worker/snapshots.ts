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
import { GRACE_MS } from './intake.ts';
import { shardObject, siteObject } from './objects.ts';
import { SHARDS } from './shards.ts';

export interface Snapshots {
  /** By period; one without a release is missing. */
  readonly snapshots: ReadonlyMap<number, Snapshot>;
  /** Whether that of the first period was taken now. */
  readonly isNew: boolean;
}

/**
 * What may be looked at of some periods, out of all shards' counters. The first of them leads (`Releases.release`), unless
 * `isNew` says whether that of another set, which leads, was taken now.
 */
export async function snapshotsOf(
  env: Env,
  site: string,
  set: QuestionSet,
  periods: readonly number[],
  isNew?: boolean,
): Promise<Snapshots> {
  // Where nothing is asked, nothing would be released either.
  if (set.questions.length === 0) return { snapshots: new Map(), isNew: false };
  const questionSet = encodeBase64url(set.id);
  const shards = Array.from({ length: SHARDS }, (_, shard) =>
    shardObject(env, site, shard).tallies(questionSet, [...periods]),
  );
  const tallies = await Promise.all(shards);
  const standing = periods.map((period, at) => {
    const end = periodEnd(period, set.periodMs);
    return {
      of: { questionSet, period, periodEnd: end },
      counts: countsOf(set, tallies.flatMap((shard) => shard[at] ?? []) as Tally[]),
      closes: end + GRACE_MS,
    };
  });
  const released = await siteObject(env, site).release(standing, isNew);
  const snapshots = new Map(
    released.snapshots.flatMap((snapshot, at) => {
      const period = periods[at];
      return snapshot && period !== undefined ? [[period, snapshot as Snapshot] as const] : [];
    }),
  );
  return { snapshots, isNew: released.isNew };
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
