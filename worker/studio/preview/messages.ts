import type { MetricValues } from '../../../shared/analysis/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import type { ColumnNames, Missing, OverTime } from '../../../shared/logs/index.ts';
import type { Asked, Taken } from './work/read-log.ts';

/** What the page asks of the worker. A new job ends the one before it. */
export type Request =
  | { readonly type: 'look'; readonly job: number; readonly file: File }
  | {
      readonly type: 'read';
      readonly job: number;
      readonly file: File;
      readonly asked: Asked;
    }
  | { readonly type: 'generate'; readonly job: number; readonly zone: string }
  | {
      readonly type: 'evaluate';
      readonly job: number;
      readonly definitions: Definitions;
      readonly segment: string;
      /** What the log lacks did not happen. */
      readonly complete: boolean;
    }
  | { readonly type: 'stop'; readonly job: number };

/** A log before it is read: its columns with a first value of each, and which of them are meant. */
export interface Head {
  readonly columns: readonly { readonly name: string; readonly sample: string }[];
  readonly guess: { readonly [name in keyof ColumnNames]: string | null };
}

/** What was read, without the events. */
export interface Summary extends Omit<Taken, 'log' | 'headings'> {
  readonly visitors: number;
  /** Visitors of a day, on average of the last four weeks. */
  readonly daily: number;
}

/** Of the visitors looked at so far; `of` is how many there are. */
export interface Figure {
  readonly visitors: number;
  readonly of: number;
  readonly members: number;
  readonly unknown: number;
}

/** Visitors seen in the last counting period of the log, and how they stood when first seen in it: what a count asks. */
export interface SeenInPeriod {
  readonly visitors: number;
  readonly members: number;
  readonly unknown: number;
}

export interface Member {
  readonly visitor: string;
  /** In words, why and since when. */
  readonly text: string;
}

export interface SharedWith {
  readonly segment: string;
  readonly members: number;
  readonly both: number;
}

/** What the worker tells. All but the first three belong to the job of an evaluation. */
export type Answer = { readonly job: number } & (
  | { readonly type: 'head'; readonly head: Head }
  | { readonly type: 'reading'; readonly bytes: number; readonly events: number }
  | { readonly type: 'read'; readonly summary: Summary }
  | { readonly type: 'refused'; readonly message: string; readonly hints: readonly string[] }
  | { readonly type: 'figure'; readonly figure: Figure }
  | {
      readonly type: 'exact';
      readonly figure: Figure;
      readonly overTime: OverTime;
      /** Null where the log is shorter than a period, or nothing can be counted. */
      readonly seenInPeriod: SeenInPeriod | null;
      readonly missing: readonly Missing[];
      /** Why the segment cannot be evaluated at all. */
      readonly disabled: string | null;
    }
  | { readonly type: 'values'; readonly values: MetricValues }
  | { readonly type: 'members'; readonly members: readonly Member[] }
  | { readonly type: 'overlaps'; readonly overlaps: readonly SharedWith[] }
  | { readonly type: 'done' }
);
