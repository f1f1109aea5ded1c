/**
 * What a crowd of visitors shows: how values are spread, what segments share, what tells two groups apart, and where
 * to cut. Pure: who has a log gives each visitor's values and answers.
 */
export { amountsOf } from './amounts.ts';
export type { Amounts } from './amounts.ts';
export { ABSENT, IN, UNKNOWN, sharedBy } from './answers.ts';
export { cutDown, readBy } from './cut-down.ts';
export type { CutDown } from './cut-down.ts';
export {
  PARTS,
  binsOf,
  countIn,
  lowestEnd,
  meeting,
  quantile,
  some,
  stepOf,
  topBegins,
} from './distribution.ts';
export type { Bins, Bound } from './distribution.ts';
export { ROLES, rfmDefinitions, rfmMetrics, rfmSegments, tiersOf } from './rfm.ts';
export type { Role, Tiers } from './rfm.ts';
export { apart, byChance, isShareByChance, shareDifference } from './separation.ts';
export type { Apart } from './separation.ts';
export { createColumn, kindOfValue, valuesOf } from './values.ts';
export type { Column, MetricValues } from './values.ts';
export { wholeDefinitions } from './whole-definitions.ts';
