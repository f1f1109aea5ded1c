import type { RetentionRule } from '../types.ts';

/** How far back the log is complete for events of one name. */
export interface EventCoverage {
  /** Up to this instant events may be missing; null: none are. */
  readonly missingTo: number | null;
  /** How long events stay in the log, milliseconds. */
  readonly forMs: number;
  /** By path, up to when the property may be missing. */
  readonly properties: { readonly [path: string]: number | null };
}

/** What the log holds, by event name; `*` stands for all that are not named. */
export type LogCoverage = { readonly [name: string]: EventCoverage };

/** As it is stored. */
export type SavedCoverage = {
  readonly [name: string]: readonly [
    missingTo: number | null,
    forMs: number,
    properties: EventCoverage['properties'],
  ];
};

export const serializeCoverage = (coverage: LogCoverage): SavedCoverage =>
  Object.fromEntries(
    Object.entries(coverage).map(([name, { missingTo, forMs, properties }]) => [
      name,
      [missingTo, forMs, properties],
    ]),
  );

/** What the log holds of somebody new, of whom nothing can be missing, once these rules are followed. */
export const coverageOfNew = (rules: ReadonlyMap<string, RetentionRule>): LogCoverage =>
  Object.fromEntries(
    [...rules].map(([name, { forMs, properties }]) => [
      name,
      {
        missingTo: null,
        forMs,
        properties: Object.fromEntries(properties.map((path) => [path, null])),
      },
    ]),
  );
