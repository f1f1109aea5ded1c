import type { Json } from '../../definitions/types.ts';
import type { SavedMetric, Session } from '../graph/visitor-state.ts';
import type { EngineState, Membership } from '../types.ts';
import { hash } from '../values/hash.ts';
import { isRecord } from '../values/values.ts';
import type { SavedCoverage } from './log-coverage.ts';
import type { MembershipState } from './membership.ts';

// The stored form of an engine's memory. Its keys are older than the names that the code has for
// them now, and stay: pages have stored them.

const VERSION = 3;

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

export const deserializeMembership = ([
  ,
  ,
  ,
  holds = false,
  heldTo = null,
  out = false,
]: SavedSegment): MembershipState => ({ holds, heldTo, out });

/** With its version, and a sum over itself. */
export const seal = (state: Omit<SavedState, 'v'>): EngineState => {
  const body = { v: VERSION, ...state };
  return { ...body, sum: hash(JSON.stringify(body)) } as unknown as EngineState;
};

/**
 * A state as an engine wrote it; null where it is none. Of one in another form, what was kept is readable
 * still: its metrics and segments are left out, to be built anew.
 */
export const unseal = (state: unknown): SavedState | null => {
  if (!isWhole(state)) return null;
  const saved = state as unknown as SavedState;
  return saved.v === VERSION ? saved : { ...saved, metrics: {}, segments: {} };
};

const isWhole = (state: unknown): state is EngineState => {
  if (!isRecord(state)) return false;
  const { sum, ...body } = state;
  try {
    return sum === hash(JSON.stringify(body));
  } catch {
    return false;
  }
};

/** Whether there is anything in a state that ends with its session. */
export const isOfSession = (state: EngineState): boolean => {
  const { visit, facts } = state as unknown as Partial<SavedState>;
  return typeof visit?.session?.landing === 'string' || Object.keys(facts ?? {}).some(isOfPlace);
};

const isOfPlace = (fact: string): boolean => fact.startsWith('geo.');

/**
 * A state without what ends with its session: where the visitor is, and the page on which the session began. Those
 * are not known until there is another session, or the host tells.
 */
export const endSession = (state: EngineState): EngineState => {
  if (!isWhole(state) || state.v !== VERSION) return state;
  const { sum: _sum, v: _version, ...body } = state as unknown as SavedState & { sum: string };
  const { session, missing } = body.visit;
  const facts = Object.entries(body.facts).filter(([fact]) => !isOfPlace(fact));
  return seal({
    ...body,
    isEnded: true,
    visit: {
      ...body.visit,
      session: { ...session, landing: null },
      missing: {
        ...missing,
        ...(session.landing !== null && { 'session.landing': session.number }),
      },
    },
    facts: Object.fromEntries(facts),
  });
};
