import {
  MOST_TOGETHER,
  nestedSegments,
  periodAt,
  periodEnd,
  periodsNeeded,
  RELEASE_STEP,
  releaseAcross,
  spanOf,
  type QuestionSet,
} from '../../shared/counting/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { binValuesOf } from '../../shared/histograms/index.ts';
import {
  encodeBase64url,
  type QuestionStats,
  type Stats,
  type StatsQuery,
} from '../../shared/wire/index.ts';
import { authorize } from '../auth.ts';
import type { Env } from '../env.ts';
import { failure } from '../failure.ts';
import { GRACE_MS } from '../intake.ts';
import { definitionsOf, elsewhereOf, relatedSets } from '../question-sets.ts';
import { questionsOf } from '../said-by.ts';
import { snapshotsOf } from '../snapshots.ts';
import { type App, type Handler, NO_SITE, route, siteOf } from './route.ts';

/** Beyond it a date has no four digits of a year, and further out there is none. */
const LAST_DATE = Date.UTC(10_000, 0);
/** How many periods are put together where nothing is said. */
const TOGETHER = 6;

const get: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const who = await authorize(context.req.raw, context.env, site, 'counts');
  if (!who.ok) return who;
  const query = queryOf((name) => context.req.query(name));
  if (!query)
    return failure(
      'bad-request',
      `"period", "version" and "baseline" are whole numbers, and "together" is one from 1 to ${MOST_TOGETHER}.`,
    );
  const { period, version = null, baseline } = query;
  const definitions = await definitionsOf(context.env, site, version);
  if (!definitions) {
    return failure(
      'not-found',
      version === null ? `Nothing is published for ${site}.` : `${site} has no version ${version}.`,
    );
  }
  const set = await questionsOf(definitions);
  if (set.periodMs === 0) {
    return failure(
      'not-found',
      'Nothing is counted: this ε in this period may not be asked, or this mechanism is not known here.',
    );
  }
  const now = Date.now();
  const asked = period ?? periodAt(now, set.periodMs);
  const far = [asked, baseline ?? 0].find((each) => periodEnd(each, set.periodMs) > LAST_DATE);
  if (far !== undefined) {
    return failure(
      'bad-request',
      `There is no period ${far} before the year 10000. This one is ${periodAt(now, set.periodMs)}.`,
    );
  }
  if (baseline === asked)
    return failure('bad-request', `Period ${asked} is compared with another one, not with itself.`);
  const stats = await statsOf(
    context.env,
    site,
    definitions,
    set,
    { ...query, period: asked },
    now,
  );
  return Response.json(stats, { headers: { 'cache-control': 'no-store' } });
};

async function statsOf(
  env: Env,
  site: string,
  definitions: Definitions,
  set: QuestionSet,
  query: StatsQuery & { readonly period: number },
  now: number,
): Promise<Stats> {
  const { epsilon, periodMs, questions } = set;
  const { period, together = TOGETHER, baseline = period - 1 } = query;
  const looked = { period, together, baseline };
  const periods = [period, ...periodsNeeded(looked).filter((each) => each !== period)];
  const [{ snapshots, isNew }, related] = await Promise.all([
    snapshotsOf(env, site, set, periods),
    relatedSets(env, site, set, periods),
  ]);
  const others = await Promise.all(
    related.map(async (other) => ({
      ...(await snapshotsOf(env, site, other, periods, isNew)),
      set: other,
    })),
  );
  const current = snapshots.get(period);
  // Where nothing is released of these questions, the others are looked at as if they were asked for themselves.
  const elsewhere = await elsewhereOf(env, site, set, period, others, current ? isNew : undefined);
  const released = releaseAcross({
    ...looked,
    set,
    snapshots,
    others,
    nested: nestedSegments(definitions),
  });
  const end = periodEnd(period, periodMs);
  return {
    site,
    version: definitions.version,
    questionSet: encodeBase64url(set.id),
    epsilon,
    period: {
      ...spanOf(period, periodMs),
      open: now >= end - periodMs && now < end + GRACE_MS,
    },
    released: current ? new Date(current.taken).toISOString().slice(0, 10) : null,
    step: RELEASE_STEP,
    reports: released.reports,
    together,
    ...(elsewhere.length > 0 && { elsewhere }),
    baseline: {
      number: baseline,
      from: spanOf(baseline, periodMs).from,
      compared: released.compared,
    },
    ...(env.COVEY_SIMULATED_SITE === site && { simulated: true }),
    questions: released.questions.map((question, at) => ({
      ...question,
      name: nameOf(definitions, question.id, questions[at]?.kind),
      ...(question.kind === 'histogram' && { values: binValuesOf(definitions, question.id) }),
    })),
  };
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

/** Null: some part of it is not what it should be. */
function queryOf(given: (name: keyof StatsQuery) => string | undefined): StatsQuery | null {
  const query: { -readonly [name in keyof StatsQuery]: number } = {};
  for (const [name, least, most] of [
    // A report holds its period in 32 bits.
    ['period', 0, 2 ** 32 - 1],
    ['baseline', 0, 2 ** 32 - 1],
    ['version', 0, Infinity],
    ['together', 1, MOST_TOGETHER],
  ] as const) {
    const text = given(name);
    if (text === undefined) continue;
    const number = Number(text);
    if (!/^\d{1,15}$/.test(text) || number < least || number > most) return null;
    query[name] = number;
  }
  return query;
}

/** What the counters let one say, for the owner: estimates with intervals, in steps, and only those that may be released. */
export function addStats(app: App): void {
  route(app, '/v1/sites/:site/stats', { GET: get });
}
