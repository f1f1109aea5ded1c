import { releaseAcross, type QuestionSet } from '../../shared/counting/index.ts';
import { released, simulateSite, type Random } from './site.ts';

/** Sites of one kind, all questions being yes or no with one share. */
export interface PeriodsInput {
  readonly sites: number;
  readonly devices: number;
  readonly questions: number;
  readonly first: number;
  readonly periods: number;
  readonly epsilon: number;
  readonly share: number;
  /** Added to the first question's share in the last period. */
  readonly rise?: number;
  readonly comes: number;
  readonly changes: number;
  readonly newSeed?: number;
  readonly random: Random;
}

/** Parts of what was looked at. */
export interface PeriodsOutcome {
  /** Intervals of single periods that hold the truth. */
  readonly coverage: number;
  /** Of the last periods together: intervals that hold the truth, and the mean error. */
  readonly together: number;
  readonly bias: number;
  /** How wide they are, to what they were if no device came twice. */
  readonly width: number;
  /** Readings that call any share changed that stayed. */
  readonly alarms: number;
  /** Readings that say so of the one that rose. */
  readonly found: number;
}

const PERIOD_MS = 28 * 864e5;

/** What is read of the last period of each site, by the code that the Worker runs. */
export function overPeriods(input: PeriodsInput): PeriodsOutcome {
  const { sites, share, rise = 0, periods, first, epsilon } = input;
  const last = first + periods - 1;
  const set: QuestionSet = {
    id: new Uint8Array(16),
    epsilon,
    periodMs: PERIOD_MS,
    isRefused: false,
    questions: Array.from({ length: input.questions }, (_, at) => ({
      id: `q${at}`,
      hash: new Uint8Array(16),
      kind: 'segment' as const,
      answers: 2,
      options: ['no', 'yes'],
    })),
  };
  const questions = set.questions.map((_, at) => ({
    answers: 2,
    shares: (period: number) => {
      const yes = share + (at === 0 && period === last ? rise : 0);
      return [1 - yes, yes];
    },
  }));
  const sums = { intervals: 0, held: 0, together: 0, togetherHeld: 0, error: 0, width: 0 };
  let [alarms, found] = [0, 0];
  for (let site = 0; site < sites; site++) {
    const snapshots = released(simulateSite({ ...input, questions }), set);
    const { questions: shown } = releaseAcross({
      set,
      period: last,
      snapshots,
      together: periods,
      baseline: last - 1,
      nested: [],
    });
    let isAlarm = false;
    for (const [at, { answers }] of shown.entries()) {
      const [answer] = answers;
      if (answer?.state !== 'released') continue;
      const truth = share + (at === 0 ? rise : 0);
      sums.intervals += 1;
      if (answer.low <= truth && truth <= answer.high) sums.held += 1;
      const { combined, change } = answer;
      if (change && change.verdict !== 'none') {
        if (at === 0 && rise !== 0) found += Number(change.verdict === 'rose');
        else isAlarm = true;
      }
      // A share that rose has no one truth over all periods.
      if (!combined || (at === 0 && rise !== 0)) continue;
      sums.together += 1;
      sums.error += combined.share - share;
      sums.width += (combined.high - combined.low) / (answer.high - answer.low);
      if (combined.low <= share && share <= combined.high) sums.togetherHeld += 1;
    }
    if (isAlarm) alarms += 1;
  }
  return {
    coverage: sums.held / sums.intervals,
    together: sums.togetherHeld / sums.together,
    bias: sums.error / sums.together,
    width: (sums.width / sums.together) * Math.sqrt(periods),
    alarms: alarms / sites,
    found: found / sites,
  };
}
