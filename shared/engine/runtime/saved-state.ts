import type { Json } from '../../definitions/types.ts';
import type { Session } from '../graph/visitor-state.ts';
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
  /** Facts that were remembered; earlier versions remembered all. */
  readonly facts?: readonly string[];
  readonly missing?: { readonly [fact: string]: number };
}

/** The largest value that answers depended on, null without bound; and the state, as far as it is no fresh one. */
export type SavedMetric = readonly [max: number | null, state: Json];

export type SavedSegment = readonly [
  rules: string,
  answer: Membership,
  since: number,
  holds?: boolean,
  heldTo?: number | null,
  out?: boolean,
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

/**
 * A state without what ends with its session: where the visitor is, and the page on which the session began. Those
 * are not known until there is another session, or the host tells.
 */
export const endSession = (state: EngineState): EngineState => {
  if (!isWhole(state) || state.v !== VERSION) return state;
  const { sum: _sum, v: _version, ...body } = state as unknown as SavedState & { sum: string };
  const { session, missing } = body.visit;
  const facts = Object.entries(body.facts).filter(([fact]) => !fact.startsWith('geo.'));
  return seal({
    ...body,
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
