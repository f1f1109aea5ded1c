import {
  BUCKETS,
  randomise,
  type PeriodCounts,
  type QuestionSet,
  type Snapshot,
} from '../../shared/counting/index.ts';
import { cycleOf } from '../../shared/counting/repeats.ts';

/** At least 0, below 1. */
export type Random = () => number;

export interface SimulatedSite {
  readonly epsilon: number;
  /** Shares of each question's answers, in each period; the last answer is what the others leave. */
  readonly questions: readonly {
    readonly answers: number;
    readonly shares: (period: number) => readonly number[];
  }[];
  readonly devices: number;
  readonly first: number;
  readonly periods: number;
  /** How often a device takes part in a period. */
  readonly comes: number;
  /** How often the truth about it is drawn anew from one period to the next. */
  readonly changes: number;
  /** How often its seed is a new one in the next period. */
  readonly newSeed?: number;
  readonly random: Random;
}

/**
 * The counters of a site's devices over some periods, as the page's schedule and coins give them: in each cycle a device
 * comes to the questions in an order of its own, and the same truth to the same question gets the same answer. (Both are
 * drawn here from `random`, a million times faster than by HMAC; `test/shared/counting/repeats.test.ts` holds the page's
 * own code against it.)
 */
export function simulateSite(site: SimulatedSite): ReadonlyMap<number, PeriodCounts> {
  const { questions, random, first } = site;
  const counters = Array.from({ length: site.periods }, () =>
    questions.map(({ answers }) =>
      Array.from({ length: BUCKETS }, () => Array.from({ length: answers }, () => 0)),
    ),
  );
  const most = Math.max(0, ...questions.map(({ answers }) => answers));
  const shares = counters.map((_, at) => questions.map((question) => question.shares(first + at)));
  // What decides each truth of a device, and the coins that it remembers; -1 for those it never drew.
  const levels = new Float64Array(questions.length);
  const coins = new Float64Array(questions.length * most);
  for (let device = 0; device < site.devices; device++) {
    coins.fill(-1);
    let [cycle, order]: [number, readonly number[]] = [-1, []];
    for (let at = 0; at < site.periods; at++) {
      const period = first + at;
      for (let question = 0; question < levels.length; question++)
        if (at === 0 || random() < site.changes) levels[question] = random();
      if (at > 0 && random() < (site.newSeed ?? 0)) {
        coins.fill(-1);
        cycle = -1;
      }
      if (cycleOf(period, questions.length) !== cycle) {
        cycle = cycleOf(period, questions.length);
        order = shuffled(questions.length, random);
      }
      if (random() >= site.comes) continue;
      const asked = order[period % questions.length] ?? 0;
      const answers = questions[asked]?.answers ?? 0;
      const truth = truthAt(levels[asked] ?? 0, shares[at]?.[asked] ?? []);
      const key = asked * most + truth;
      if (coins[key] === -1) coins[key] = Math.floor(random() * 2 ** 53);
      const bucket = counters[at]?.[asked]?.[Math.floor(random() * BUCKETS)];
      const given = randomise(coins[key] ?? 0, truth, answers, site.epsilon);
      if (bucket) bucket[given] = (bucket[given] ?? 0) + 1;
    }
  }
  return new Map(counters.map((counts, at) => [first + at, counts]));
}

/** The counters as they are released when their period is over. */
export function released(
  counters: ReadonlyMap<number, PeriodCounts>,
  { periodMs }: QuestionSet,
): ReadonlyMap<number, Snapshot> {
  return new Map(
    [...counters].map(([period, counts]) => [period, { counts, taken: (period + 1) * periodMs }]),
  );
}

function truthAt(level: number, shares: readonly number[]): number {
  let left = level;
  for (const [answer, share] of shares.entries()) {
    if (left < share) return answer;
    left -= share;
  }
  return shares.length - 1;
}

/** Fisher and Yates. */
function shuffled(length: number, random: Random): readonly number[] {
  const order = Array.from({ length }, (_, at) => at);
  for (let at = length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}
