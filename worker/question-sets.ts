import {
  periodEnd,
  type QuestionSet,
  releasePeriod,
  type Snapshot,
} from '../shared/counting/index.ts';
import type { Definitions } from '../shared/definitions/types.ts';
import { openEnvelope } from '../shared/signing/index.ts';
import { type Elsewhere, encodeBase64url } from '../shared/wire/index.ts';
import type { Env } from './env.ts';
import { siteObject } from './objects.ts';
import { questionsOf } from './said-by.ts';
import { snapshotsOf } from './snapshots.ts';

/** So many other question sets are read at most, the newest first: each costs a reading of all shards. */
const MOST_OTHERS = 4;
/** So many documents are opened at most to find them. */
const MOST_OPENED = 24;

/**
 * Other question sets that were asked in these periods and have a question in common with this one, the newest first:
 * where a question stays as it is, publishing another beside it does not begin its counts anew.
 */
export async function relatedSets(
  env: Env,
  site: string,
  set: QuestionSet,
  periods: readonly number[],
): Promise<readonly QuestionSet[]> {
  const hashes = new Set(set.questions.map(({ hash }) => hash.join()));
  const candidates = await askedBeside(env, site, set, Math.min(...periods));
  const related: QuestionSet[] = [];
  for (const { version } of candidates.slice(0, MOST_OPENED)) {
    if (related.length === MOST_OTHERS) break;
    const other = await setOf(env, site, version);
    if (other?.questions.some(({ hash }) => hashes.has(hash.join()))) related.push(other);
  }
  return related;
}

/** Other sets with periods of the same length that were asked in this period or later, the newest first. */
async function askedBeside(env: Env, site: string, set: QuestionSet, period: number) {
  const own = encodeBase64url(set.id);
  const since = periodEnd(period - 1, set.periodMs);
  const asked = await siteObject(env, site).askedSince(since);
  return asked.filter((each) => each.set.id !== own && each.set.periodMs === set.periodMs);
}

/** What published definitions of this version ask; null: there are none. */
async function setOf(env: Env, site: string, version: number): Promise<QuestionSet | null> {
  const definitions = await definitionsOf(env, site, version);
  return definitions && (await questionsOf(definitions));
}

/** So many are read at most beside those that ask the same: who publishes more often in a period is told of the newest. */
const MOST_ELSEWHERE = 3;

/**
 * What is released of other question sets in this period. `known`: those that were read already. `isNew`: whether what
 * leads was taken now (`snapshotsOf`).
 */
export async function elsewhereOf(
  env: Env,
  site: string,
  set: QuestionSet,
  period: number,
  known: readonly {
    readonly set: QuestionSet;
    readonly snapshots: ReadonlyMap<number, Snapshot>;
  }[],
  isNew: boolean | undefined,
): Promise<readonly Elsewhere[]> {
  const hashes = new Set(set.questions.map(({ hash }) => hash.join()));
  const candidates = await askedBeside(env, site, set, period);
  const found = await Promise.all(
    candidates
      .slice(0, MOST_ELSEWHERE)
      .map(async ({ version, set: { id } }): Promise<Elsewhere | null> => {
        const other = await setOf(env, site, version);
        if (!other || other.questions.length === 0) return null;
        const read =
          known.find((each) => encodeBase64url(each.set.id) === id) ??
          (await snapshotsOf(env, site, other, [period], isNew));
        const snapshot = read.snapshots.get(period);
        if (!snapshot) return null;
        const { reports } = releasePeriod({ set: other, period, snapshot });
        const same = other.questions.filter(({ hash }) => hashes.has(hash.join()));
        return { version, reports, same: same.map(({ id: question }) => question) };
      }),
  );
  return found.filter((each) => each !== null && each.reports > 0) as readonly Elsewhere[];
}

/** Published definitions, the newest where no version is asked for; null: there are none. */
export async function definitionsOf(
  env: Env,
  site: string,
  version: number | null,
): Promise<Definitions | null> {
  const served = await siteObject(env, site).serve(version, null);
  const document = served?.envelope && openEnvelope(new Uint8Array(served.envelope));
  return document ? (JSON.parse(new TextDecoder().decode(document.payload)) as Definitions) : null;
}
