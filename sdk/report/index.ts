// Report: one randomised answer per device and period, and only with measurement consent. Remembered
// are the seed, the answer that waits to leave, and what was answered when, at which ε.
export { createReporter } from './reporter.ts';
export type { LedgerEntry } from './ledger.ts';
export type { CountingFacts, Kept, Reporter, ReporterOptions } from './reporter.ts';
export type { Seed } from './seed.ts';
