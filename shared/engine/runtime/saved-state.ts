import type { Json } from '../../definitions/types.ts';
import type { SavedMetric, Session } from '../graph/visitor-state.ts';
import type { EngineState, Membership } from '../types.ts';
import { sumOf } from '../values/hash.ts';
import type { SavedCoverage } from './log-coverage.ts';
import type { MembershipState } from './membership.ts';

// The stored form of an engine's memory. Its keys are older than the names that the code has for
// them now, and stay: pages have stored them.

export const VERSION = 3;

/** That an id was seen, as a hash of it, and when. */
export type Sighting = readonly [id: string, time: number];

export interface SavedVisit {
  readonly session: Session;
  readonly firstSeen: number | null;
  /** As in the visitor's state, where the days are read. */
  readonly daysActive?: number;
  readonly day?: number;
  readonly dayEnd?: number;
  /** Facts that were remembered; earlier versions remembered all. */
  readonly facts?: readonly string[];
  readonly missing?: { readonly [fact: string]: number };
}

export type SavedSegment = readonly [
  rules: string,
  answer: Membership,
  since: number,
  holds?: boolean,
  heldTo?: number | null,
  out?: boolean,
];

/**
 * What an engine of the very same plan takes as it stands, instead of looking at everything afresh. Engines that do
 * not know it leave it out.
 */
export type Standing = readonly [
  /** Plan, code and zone. */
  of: string,
  /** Up to when all metrics had followed time. */
  followed: number,
  /** By index of the fact, how many of its thresholds were reached. */
  reached: readonly number[],
  /** By place, when each timer is due; 0 where it is not. */
  due: readonly number[],
  /** By index of the segment, what it was but for its group; none where no segment has rules. */
  own: readonly Membership[],
];

export interface SavedState {
  readonly v: number;
  readonly now: number;
  readonly visit: SavedVisit;
  /** What the host told last, by fact. */
  readonly facts: { readonly [fact: string]: Json };
  /** By hash of the definition. */
  readonly metrics: { readonly [hash: string]: SavedMetric };
  readonly segments: { readonly [id: string]: SavedSegment };
  readonly kept: SavedCoverage;
  readonly ids: readonly string[];
  /** By event name; earlier versions had none. */
  readonly once?: { readonly [name: string]: readonly Sighting[] };
  readonly standing?: Standing;
  /** What ends with a session has been taken out: facts are others than they were. */
  readonly isEnded?: true;
}

export const serializeSegment = (
  rules: string,
  answer: Membership,
  since: number,
  { holds, heldTo, out }: MembershipState,
): SavedSegment =>
  holds || heldTo !== null || out
    ? [rules, answer, since, holds, heldTo, out]
    : [rules, answer, since];

/** With its version, and a sum over itself. */
export const seal = (state: Omit<SavedState, 'v'>): EngineState => {
  const body = { v: VERSION, ...state };
  return { ...body, sum: sumOf(JSON.stringify(body)) } as unknown as EngineState;
};
