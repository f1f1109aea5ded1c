// Report: one randomised answer per device and period, and only with measurement consent. The seed
// and the period last reported are all that is remembered.
export { createReporter } from './reporter.ts';
export type { CountingFacts, Reporter, ReporterOptions } from './reporter.ts';
export type { Seed } from './seed.ts';
