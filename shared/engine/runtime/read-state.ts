import type { EngineState } from '../types.ts';
import { hash, sumOf } from '../values/hash.ts';
import { isRecord } from '../values/values.ts';
import type { MembershipState } from './membership.ts';
import { type SavedSegment, type SavedState, VERSION, seal } from './saved-state.ts';

// What is read of a stored state: not before there is one.

export const deserializeMembership = ([
  ,
  ,
  ,
  holds = false,
  heldTo = null,
  out = false,
]: SavedSegment): MembershipState => ({ holds, heldTo, out });

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
    const text = JSON.stringify(body);
    // Earlier engines added up characters.
    return sum === sumOf(text) || sum === hash(text);
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
