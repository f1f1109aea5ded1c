/**
 * The language: what an owner may write, its schema, and the checker that says what is wrong,
 * where, and how to mend it. Pages import `types.ts` and `durations.ts` alone.
 */
export { checkDefinitions } from './check.ts';
export type { CheckOptions, CheckResult } from './check.ts';
export { ISSUE_CODES, formatPath } from './checks/issues.ts';
export type { Issue, IssueCode, IssuePath, Severity } from './checks/issues.ts';
export { defineSegments } from './define.ts';
export type { SegmentIds, TypedDefinitions } from './define.ts';
export { formatDuration, parseDuration } from './durations.ts';
export { ENDING_DAYS, endingDays, expiryOf, expiryText } from './expiry.ts';
export type { Expiry } from './expiry.ts';
export { FIXED_FACTS, NAMESPACES, factsOf, metricType } from './facts.ts';
export type { FactType, Namespace } from './facts.ts';
export { LIMITS } from './limits.ts';
export { nearest } from './checks/suggest.ts';
export { renewedMembers, usualDays } from './renewed.ts';
export type { RenewedMembers } from './renewed.ts';
export type * from './types.ts';
