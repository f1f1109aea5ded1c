// Estimates over all that chance can do: computed, or of simulated sites.
export { exactly, type Exact } from './exact.ts';
export { released, simulateSite, type Random, type SimulatedSite } from './site.ts';
export { overPeriods, type PeriodsInput, type PeriodsOutcome } from './periods.ts';
export { simulatedStats, type SimulatedStats } from './stats.ts';
export { statsOfHazel } from './hazel.ts';
