// Forged reports among honest ones, and what the gates of a release make of them. Counts alone: that a repeated report, one
// of another site's page or one that fits no question counts for nothing is the Worker's affair, and tried there.
import {
  BUCKETS,
  type PeriodCounts,
  type QuestionSet,
  releasePeriod,
} from '../../shared/counting/index.ts';

type Random = () => number;

export interface Scene {
  /** Reports of honest devices in a period, on all questions together. */
  readonly reports: number;
  readonly questions: number;
  readonly epsilon: number;
  /** Of the segment that is attacked; of the others the same. */
  readonly share: number;
}

/** How forged reports are spread over the questions: all on the one that is attacked, or over all as the schedule asks. */
export type Spread = 'one' | 'even';

export interface Outcome {
  /** How often the number was released, and how often the period was disputed; the rest is too few. */
  readonly released: number;
  readonly disputed: number;
  /** Mean of the shares that were released. */
  readonly shown: number;
}

const PERIOD = 700;
const PERIOD_MS = 28 * 86_400_000;

/** p and q of a yes-or-no question. */
const coin = (epsilon: number) => {
  const q = 1 / (Math.exp(epsilon) + 1);
  return { p: 1 - q, q };
};

/** Yes-answers that lift the estimate of one question from `share` to `wanted`, where n honest devices answered it. */
export function forgedFor({ reports, questions, epsilon, share }: Scene, wanted: number): number {
  const { p, q } = coin(epsilon);
  const rate = (of: number) => q + of * (p - q);
  const n = reports / questions;
  return Math.ceil((n * (rate(wanted) - rate(share))) / (1 - rate(wanted)));
}

/** All that has to be sent for it: the rest answers the other questions as honest devices would. */
export const sentFor = (scene: Scene, spread: Spread, forged: number): number =>
  spread === 'one' ? forged : forged * scene.questions;

/** Attacks of `forged` yes-answers on the first question, over so many periods, each of them anew. */
export function attack(
  scene: Scene,
  spread: Spread,
  forged: number,
  trials: number,
  random: Random,
  /** Yes-answers in the period before. */
  before = 0,
): Outcome {
  let [released, disputed, sum] = [0, 0, 0];
  for (let trial = 0; trial < trials; trial++) {
    const [now, then] = [forged, before].map((yes) =>
      spread === 'one' ? { ...NOTHING, yes } : { yes, stuffed: 1, mimicked: yes },
    );
    const [answer] = answersOf(scene, now ?? NOTHING, random, then);
    if (answer?.state === 'disputed') disputed += 1;
    if (answer?.state !== 'released') continue;
    released += 1;
    sum += answer.share;
  }
  return { released: released / trials, disputed: disputed / trials, shown: sum / released };
}

/** The most yes-answers that are released half of the time, and what is shown then. */
export function mostUnnoticed(scene: Scene, spread: Spread, trials: number, random: Random) {
  let [passes, fails] = [0, scene.reports];
  while (fails - passes > Math.max(1, passes / 50)) {
    const middle = Math.floor((passes + fails) / 2);
    if (attack(scene, spread, middle, trials, random).released >= 0.5) passes = middle;
    else fails = middle;
  }
  return { forged: passes, ...attack(scene, spread, passes, trials, random) };
}

/**
 * The fewest forged reports that dispute the first question, or every one, in 95 of 100 periods: yes-answers on the first
 * alone, or as many on each of just over half, without which the rest cannot be told from what is stuffed.
 */
export function leastToDispute(
  scene: Scene,
  what: 'first' | 'all',
  trials: number,
  random: Random,
): number {
  const stuffed = what === 'first' ? 1 : Math.floor(scene.questions / 2) + 1;
  const isMet = (yes: number) => {
    let met = 0;
    for (let trial = 0; trial < trials; trial++) {
      const answers = answersOf(scene, { ...NOTHING, yes, stuffed }, random);
      const wanted = what === 'first' ? answers.slice(0, 1) : answers;
      if (wanted.every((answer) => answer?.state === 'disputed')) met += 1;
    }
    return met >= 0.95 * trials;
  };
  let [fails, meets] = [0, scene.reports];
  while (meets - fails > Math.max(1, fails / 50)) {
    const middle = Math.floor((fails + meets) / 2);
    if (isMet(middle)) meets = middle;
    else fails = middle;
  }
  return meets * stuffed;
}

/** What is sent beside the honest reports. */
interface Forged {
  /** Yes-answers on each of so many questions, from the first on. */
  readonly yes: number;
  readonly stuffed: number;
  /** Reports as honest devices send them, on each other question. */
  readonly mimicked: number;
}
const NOTHING: Forged = { yes: 0, stuffed: 1, mimicked: 0 };

/** What is said of each question of a period, beside the one before. */
function answersOf(scene: Scene, now: Forged, random: Random, before = NOTHING) {
  const { questions } = releasePeriod({
    set: questionSetOf(scene),
    period: PERIOD,
    snapshot: { counts: countsOf(scene, now, random), taken: (PERIOD + 1) * PERIOD_MS },
    earlier: [{ counts: countsOf(scene, before, random), taken: PERIOD * PERIOD_MS }],
  });
  return questions.map(({ answers }) => answers[0]);
}

function questionSetOf({ questions, epsilon }: Scene): QuestionSet {
  return {
    id: new Uint8Array(16),
    epsilon,
    isRefused: false,
    periodMs: PERIOD_MS,
    questions: Array.from({ length: questions }, (_, at) => ({
      id: `s${at}`,
      hash: new Uint8Array(16),
      kind: 'segment' as const,
      answers: 2,
      options: ['no', 'yes'],
    })),
  };
}

/** One period's counters. */
function countsOf(
  { reports, questions, epsilon, share }: Scene,
  forged: Forged,
  random: Random,
): PeriodCounts {
  const { p, q } = coin(epsilon);
  const rate = q + share * (p - q);
  return Array.from({ length: questions }, (_, question) => {
    const honest = binomial(reports, 1 / questions, random);
    const isStuffed = question < forged.stuffed;
    const sent = forged.mimicked * questions;
    const mimicked = isStuffed || sent === 0 ? 0 : binomial(sent, 1 / questions, random);
    const yes = binomial(honest + mimicked, rate, random);
    const lies = isStuffed ? forged.yes : 0;
    const [no, all] = [split(honest + mimicked - yes, random), split(yes + lies, random)];
    return no.map((count, bucket) => [count, all[bucket] ?? 0]);
  });
}

/** The Worker draws a bucket for each. */
function split(count: number, random: Random): number[] {
  let left = count;
  return Array.from({ length: BUCKETS }, (_, at) => {
    const here = at === BUCKETS - 1 ? left : binomial(left, 1 / (BUCKETS - at), random);
    left -= here;
    return here;
  });
}

/** Drawn from the normal distribution of the same mean and variance, where the numbers are large enough for it. */
function binomial(n: number, chance: number, random: Random): number {
  if (n < 50) {
    let hits = 0;
    for (let at = 0; at < n; at++) if (random() < chance) hits += 1;
    return hits;
  }
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const drawn = Math.round(n * chance + normal * Math.sqrt(n * chance * (1 - chance)));
  return Math.min(n, Math.max(0, drawn));
}
