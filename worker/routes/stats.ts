import {
  BUCKETS,
  periodAt,
  periodEnd,
  questionSet,
  RELEASE_STEP,
  releasePeriod,
  type QuestionSet,
} from '../../shared/counting/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { writeOut } from '../../shared/experiences/index.ts';
import { binValuesOf } from '../../shared/histograms/index.ts';
import { openEnvelope } from '../../shared/signing/index.ts';
import { encodeBase64url, type QuestionStats, type Stats } from '../../shared/wire/index.ts';
import { authorize } from '../auth.ts';
import type { Tally } from '../counters.ts';
import type { Env } from '../env.ts';
import { failure } from '../failure.ts';
import { GRACE_MS } from '../intake.ts';
import { shardObject, siteObject } from '../objects.ts';
import { SHARDS } from '../shards.ts';
import { type App, type Handler, NO_SITE, route, siteOf } from './route.ts';

/** Beyond it a date has no four digits of a year, and further out there is none. */
const LAST_DATE = Date.UTC(10_000, 0);

const get: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const who = await authorize(context.req.raw, context.env, site, 'counts');
  if (!who.ok) return who;
  const [period, version] = [
    wholeNumber(context.req.query('period')),
    wholeNumber(context.req.query('version')),
  ];
  // A report holds its period in 32 bits.
  if (Number.isNaN(period) || Number.isNaN(version) || (period ?? 0) >= 2 ** 32) {
    return failure('bad-request', '"period" and "version" are whole numbers.');
  }
  const served = await siteObject(context.env, site).serve(version, null);
  const document = served?.envelope && openEnvelope(new Uint8Array(served.envelope));
  if (!served || !document) {
    return failure(
      'not-found',
      version === null ? `Nothing is published for ${site}.` : `${site} has no version ${version}.`,
    );
  }
  const definitions = JSON.parse(new TextDecoder().decode(document.payload)) as Definitions;
  const set = await questionSet(writeOut(definitions), (bytes) =>
    crypto.subtle.digest('SHA-256', bytes),
  );
  if (set.periodMs === 0) {
    return failure(
      'not-found',
      'Nothing is counted: this ε in this period may not be asked, or this mechanism is not known here.',
    );
  }
  if (period !== null && periodEnd(period, set.periodMs) > LAST_DATE) {
    return failure(
      'bad-request',
      `There is no period ${period} before the year 10000. This one is ${periodAt(Date.now(), set.periodMs)}.`,
    );
  }
  const stats = await statsOf(context.env, site, definitions, set, period, Date.now());
  return Response.json(stats, { headers: { 'cache-control': 'no-store' } });
};

async function statsOf(
  env: Env,
  site: string,
  definitions: Definitions,
  set: QuestionSet,
  wanted: number | null,
  now: number,
): Promise<Stats> {
  const { epsilon, periodMs, questions } = set;
  const period = wanted ?? periodAt(now, periodMs);
  const [current, previous] = await Promise.all(
    [period, period - 1].map((number) => snapshotOf(env, site, set, number)),
  );
  const released = releasePeriod({ set, period, snapshot: current, previous });
  const end = periodEnd(period, periodMs);
  return {
    site,
    version: definitions.version,
    questionSet: encodeBase64url(set.id),
    epsilon,
    period: {
      number: period,
      ms: periodMs,
      from: new Date(end - periodMs).toISOString(),
      to: new Date(end).toISOString(),
      open: now >= end - periodMs && now < end + GRACE_MS,
    },
    released: current ? new Date(current.taken).toISOString().slice(0, 10) : null,
    step: RELEASE_STEP,
    reports: released.reports,
    questions: released.questions.map((question, at) => ({
      ...question,
      name: nameOf(definitions, question.id, questions[at]?.kind),
      ...(question.kind === 'histogram' && { values: binValuesOf(definitions, question.id) }),
    })),
  };
}

/** What may be looked at of a period, out of all shards' counters. */
async function snapshotOf(env: Env, site: string, set: QuestionSet, period: number) {
  const id = encodeBase64url(set.id);
  const shards = Array.from({ length: SHARDS }, (_, shard) =>
    shardObject(env, site, shard).tallies(id, period),
  );
  const tallies = (await Promise.all(shards)).flat() as Tally[];
  const counts = set.questions.map(({ options }) =>
    Array.from({ length: BUCKETS }, () => options.map(() => 0)),
  );
  for (const [question, bucket, answer, reports] of tallies) {
    const answers = counts[question]?.[bucket];
    if (answers?.[answer] !== undefined) answers[answer] += reports;
  }
  const periodOf = { questionSet: id, period, periodEnd: periodEnd(period, set.periodMs) };
  return siteObject(env, site).release(periodOf, counts);
}

function nameOf(
  { segments, groups = {}, experiences = {}, histograms = {} }: Definitions,
  id: string,
  kind: QuestionStats['kind'] | undefined,
): string | null {
  const all = {
    segment: segments,
    group: groups,
    experience: experiences,
    histogram: histograms,
  };
  return (kind && all[kind][id]?.name) ?? null;
}

/** Null: not given. NaN: no whole number. */
function wholeNumber(text: string | undefined): number | null {
  return text === undefined ? null : /^\d{1,15}$/.test(text) ? Number(text) : NaN;
}

/** What the counters let one say, for the owner: estimates with intervals, in steps, and only those that may be released. */
export function addStats(app: App): void {
  route(app, '/v1/sites/:site/stats', { GET: get });
}
