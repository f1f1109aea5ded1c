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

/** A share over several periods together, with a 95 % interval that takes devices to have come again as often as they can. */
export interface WireCombined {
  /** How many periods are in it: those looked at, without any that is disputed or has too few reports. */
  readonly periods: number;
  /** The mean of their shares, weighted by reports. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
}

/** By how much a share is above, or below, what it was. */
export interface WireChange {
  /** `none`: no change that can be told. Any share that stayed is called changed in 5 of 100 readings at most. */
  readonly verdict: 'rose' | 'fell' | 'none';
  /** Of the shares: 0.02 is two points more. */
  readonly difference: number;
  /** All intervals of one answer hold at once in 95 of 100 readings; in 92, where some end at 0 and others do not. */
  readonly low: number;
  readonly high: number;
}

/** A share in one period, as it is released by itself. */
export type WireTrendPoint = { readonly period: number } & (
  | {
      readonly state: 'released';
      readonly share: number;
      readonly low: number;
      readonly high: number;
      readonly standardError: number;
    }
  | { readonly state: 'too-few' }
  | { readonly state: 'disputed'; readonly reasons: readonly DisputeReason[] }
  /** Nothing is released of this question: it was not asked, had few reports, or its counts are deleted. */
  | { readonly state: 'unreleased' }
);

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
  /**
   * Of a number that is shown: the nearest share that fits the others, at least 0, 1 together at most, and not above that of a
   * segment that it is within. For reading: it is biased, and the interval is not its.
   */
  readonly consistent?: number;
  /** Null: no more than one period, or too few to say. */
  readonly combined?: WireCombined | null;
  /** Since the baseline; null where one of the two is not shown. */
  readonly change?: WireChange | null;
  /** The same in each of the periods that are put together, the oldest first; none where they are not asked for. */
  readonly trend?: readonly WireTrendPoint[];
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

/** Of another version's questions, in the same period. */
export interface Elsewhere {
  /** The newest that asks them. */
  readonly version: number;
  /** Participating devices, in whole steps. */
  readonly reports: number;
  /** Ids of questions that both ask as they are. */
  readonly same: readonly string[];
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
  /** How many periods `combined` looks at, this one the last; 1: it is not asked for. */
  readonly together: number;
  /** Other questions that were asked in this period, by definitions published before or after; those of which something is released. */
  readonly elsewhere?: readonly Elsewhere[];
  /** What `change` compares with: a period, and of how many shares. */
  readonly baseline: { readonly number: number; readonly from: string; readonly compared: number };
  /** The Worker is one for trying things: visitors of this site are simulated. */
  readonly simulated?: true;
  readonly questions: readonly QuestionStats[];
}

export interface StatsQuery {
  /** Number of a period; this one when left out. */
  readonly period?: number;
  /** An older version's questions. */
  readonly version?: number;
  /** How many periods are put together; 6 when left out, 1 for none. */
  readonly together?: number;
  /** Number of the period to compare with; the one before when left out. */
  readonly baseline?: number;
}

export function statsUrl(edge: string, site: string, query: StatsQuery = {}): string {
  const names = ['period', 'version', 'together', 'baseline'] as const;
  const parts = names.flatMap((name) =>
    query[name] === undefined ? [] : [`${name}=${query[name]}`],
  );
  return `${siteUrl(edge, site)}/stats${parts.length > 0 ? `?${parts.join('&')}` : ''}`;
}
