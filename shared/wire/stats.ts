import { siteUrl } from './site.ts';

/** One answer's share of the participating devices, with a 95 % interval. */
export interface WireEstimate {
  /** 0 to 1, rounded to a digit below what is certain; not clipped, so a small share may come out a little below zero. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  /** The same from eight random parts of the reports: their median. */
  readonly median: number;
  /** The share times the participating devices, and its interval; at least 0, in tens. */
  readonly people: { readonly about: number; readonly low: number; readonly high: number };
}

/** Why a number is withheld although there are enough reports. */
export type DisputeReason =
  /** Some questions were answered far more or less often than the schedule asks them. */
  | 'question-frequency'
  /** More (or fewer) of one answer than the mechanism can give at any share. */
  | 'answer-range'
  /** Further from the period before than chance explains. */
  | 'jump'
  /** Mean and median of the parts differ by more than chance explains. */
  | 'median';

export type Release =
  | ({ readonly state: 'released' } & WireEstimate)
  | {
      readonly state: 'too-few';
      /** The day (`2026-12-03`) on which there may be enough reports, at the pace so far; null: not in this period, or reports are not what is missing. */
      readonly enoughAt: string | null;
    }
  | { readonly state: 'disputed'; readonly reasons: readonly DisputeReason[] };

/** A ratio of two shares, with a 95 % interval; rounded as shares are. */
export interface WireRatio {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export type AnswerStats = Release & {
  /** Segment, variant (`holdout` is one) or bin (`1..5`); null is who is in none. */
  readonly id: string | null;
  /** Of an experience with a goal: the part of those with the variant that converted. Null: too few to say. */
  readonly conversion?: WireRatio | null;
  /** By how much that is above the baseline, as a part of the latter: 0.1 is a tenth more. Null: too few to say. */
  readonly lift?: WireRatio | null;
  /** What the others are compared with. */
  readonly isBaseline?: true;
  /** Of a bin: values from here on, as signed, a number or a duration such as `7d`; null: without a bound. */
  readonly from?: number | string | null;
  /** Of a bin: values below this; null: without a bound. */
  readonly to?: number | string | null;
};

export interface QuestionStats {
  /** Id of the segment, group, experience or histogram. */
  readonly id: string;
  readonly kind: 'segment' | 'group' | 'experience' | 'histogram';
  readonly name: string | null;
  /** In whole steps. */
  readonly reports: number;
  /** Of a histogram: what its metric's values are, whole numbers from 0, any numbers, or durations. */
  readonly values?: 'whole' | 'number' | 'duration';
  /** One entry for a segment (its members); one per segment, variant or bin and one with `id: null` ("none") for all others. */
  readonly answers: readonly AnswerStats[];
}

/** Answer to `GET statsUrl(…)`. What is estimated: the share of participating devices that were members when first seen in the period. */
export interface Stats {
  readonly site: string;
  /** Version of the definitions whose questions these are. */
  readonly version: number;
  /** Hash of the question set, base64url. */
  readonly questionSet: string;
  readonly epsilon: number;
  readonly period: {
    readonly number: number;
    readonly ms: number;
    readonly from: string;
    readonly to: string;
    /** Reports may still come. */
    readonly open: boolean;
  };
  /** The day of the release that all of this is computed from (`2026-11-28`, UTC); null: none yet. A day has one at most. */
  readonly released: string | null;
  /** Reports that every question gets, at least, from one release to the next. */
  readonly step: number;
  /** Reports on all questions, the participating devices: in whole steps. */
  readonly reports: number;
  readonly questions: readonly QuestionStats[];
}

/** `period` is a period number, this one when left out; `version` picks an older version's questions. */
export function statsUrl(
  edge: string,
  site: string,
  query: { readonly period?: number; readonly version?: number } = {},
): string {
  const parts: string[] = [];
  if (query.period !== undefined) parts.push(`period=${query.period}`);
  if (query.version !== undefined) parts.push(`version=${query.version}`);
  return `${siteUrl(edge, site)}/stats${parts.length > 0 ? `?${parts.join('&')}` : ''}`;
}
