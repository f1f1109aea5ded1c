import {
  nestedSegments,
  periodEnd,
  questionSet,
  releaseAcross,
  RELEASE_STEP,
  spanOf,
  type PeriodCounts,
} from '../../shared/counting/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { writeOut } from '../../shared/experiences/index.ts';
import { binValuesOf } from '../../shared/histograms/index.ts';
import { encodeBase64url, type Stats, type StatsQuery } from '../../shared/wire/index.ts';
import { released, simulateSite, type Random } from './site.ts';

export interface SimulatedStats {
  readonly definitions: Definitions;
  readonly devices: number;
  /** The period that is looked at, where nothing else is asked for, and how many end with it. */
  readonly period: number;
  readonly periods: number;
  /** Of a question, how often each answer is true in a period; the last is what the others leave. */
  readonly shares: (question: string, answers: number, period: number) => readonly number[];
  /** What befalls the counters of a period: null, nothing of it is released. */
  readonly befalls?: (period: number, counts: PeriodCounts) => PeriodCounts | null;
  readonly random: Random;
}

/** What the Worker says of a site over several periods, by the code that it runs. */
export async function simulatedStats(input: SimulatedStats): Promise<(query: StatsQuery) => Stats> {
  const { definitions, devices, periods, shares, random } = input;
  const set = await questionSet(writeOut(definitions), (bytes) =>
    crypto.subtle.digest('SHA-256', bytes),
  );
  const { epsilon, periodMs } = set;
  const counters = simulateSite({
    epsilon,
    devices,
    periods,
    random,
    questions: set.questions.map(({ id, answers }) => ({
      answers,
      shares: (period) => shares(id, answers, period),
    })),
    first: input.period - periods + 1,
    comes: 0.7,
    changes: 0.5,
  });
  const kept = [...counters].flatMap(([period, counts]) => {
    const left = (input.befalls ?? ((_, all) => all))(period, counts);
    return left ? [[period, left] as const] : [];
  });
  const snapshots = released(new Map(kept), set);
  const names = [definitions.segments, definitions.groups, definitions.experiences];
  return ({ period = input.period, together = 6, baseline = period - 1 }) => {
    const end = periodEnd(period, periodMs);
    const { reports, compared, questions } = releaseAcross({
      set,
      snapshots,
      period,
      together,
      baseline,
      nested: nestedSegments(definitions),
    });
    return {
      site: definitions.site,
      version: definitions.version,
      questionSet: encodeBase64url(set.id),
      epsilon,
      period: {
        ...spanOf(period, periodMs),
        open: end > Date.now(),
      },
      released: snapshots.has(period) ? new Date(end - 864e5).toISOString().slice(0, 10) : null,
      step: RELEASE_STEP,
      reports,
      together,
      baseline: {
        number: baseline,
        from: spanOf(baseline, periodMs).from,
        compared,
      },
      simulated: true,
      questions: questions.map((question) => ({
        ...question,
        name:
          question.kind === 'histogram'
            ? (definitions.histograms?.[question.id]?.name ?? null)
            : (names.find((of) => of?.[question.id])?.[question.id]?.name ?? null),
        ...(question.kind === 'histogram' && { values: binValuesOf(definitions, question.id) }),
      })),
    };
  };
}
