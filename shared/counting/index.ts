// Counting without learning: one randomised answer per device and period, and the estimates drawn
// from many. A page needs question-set (with budget, counted, canonical-json and normal-form), schedule, coin, prf and
// answer; these import nothing else here.
export { answerFor, askedOf, truthFrom } from './answer.ts';
export type { Answer, AnswerInput } from './answer.ts';
export { countingOf, EPSILONS, MECHANISMS, MOST_IN_52_WEEKS } from './budget.ts';
export type { Period } from './budget.ts';
export { randomise } from './coin.ts';
export { estimateBinary, estimateGroup } from './estimate.ts';
export type { Estimate } from './estimate.ts';
export {
  type Around,
  changeText,
  combinedText,
  consistentText,
  conversionText,
  count,
  differenceText,
  DISPUTED,
  isUncertain,
  liftText,
  notesOf,
  peopleText,
  exactPercent,
  percent,
  shareText,
  SIMULATED,
} from './figures.ts';
export { differenceBetween } from './difference.ts';
export type { Difference } from './difference.ts';
export {
  JUDGED_SHARE,
  MAX_RELATIVE_ERROR,
  PARTICIPANTS_PER_DAILY_VISITOR,
  planCounts,
  relativeError,
  TARGET_ERROR,
} from './plan.ts';
export type { CountPlan, PlanInput, PlannedQuestion } from './plan.ts';
export type { SubtleHmac } from './prf.ts';
export { questionSet } from './question-set.ts';
export type { Digest, Question, QuestionSet } from './question-set.ts';
export { nestedSegments } from './nested.ts';
export { MOST_TOGETHER, periodsNeeded, releaseAcross } from './release-across.ts';
export { missingText, nextRelease, releaseNotes } from './releases-text.ts';
export { BUCKETS, mayFollow, RELEASE_STEP, releasePeriod } from './release.ts';
export type { ReleaseInput } from './release.ts';
export type { PeriodCounts, Snapshot } from './snapshot.ts';
export { periodAt, periodEnd, spanOf } from './schedule.ts';
export { statsCsv } from './stats-csv.ts';
export { firstDayOf, trendRows } from './trend.ts';
export type { TrendRow } from './trend.ts';
