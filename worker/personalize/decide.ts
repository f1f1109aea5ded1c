import type { Definitions } from '../../shared/definitions/types.ts';
import { createEngine } from '../../shared/engine/index.ts';
import { offsetIn } from './clock.ts';
import { type Contextual, contextualOf } from './contextual.ts';
import type { VerifiedDefinitions } from './definitions.ts';
import { tellable, type Told } from './told.ts';

export interface Asked {
  readonly verified: VerifiedDefinitions;
  readonly document: Definitions;
  /** Ids of the segments that are asked about. */
  readonly segments: readonly string[];
}

/** Compiled once in an isolate, for each choice of segments and of facts that are told. */
const compiled = new WeakMap<VerifiedDefinitions, Map<string, Contextual>>();
/** Choices are the owner's, and what browsers tell differs little: more than this is a caller's mistake. */
const MOST = 200;

function compiledFor({ verified, document, segments }: Asked, told: ReadonlySet<string>) {
  const known = compiled.get(verified) ?? new Map<string, Contextual>();
  compiled.set(verified, known);
  const key = JSON.stringify([segments, [...told].toSorted()]);
  const found = known.get(key) ?? contextualOf(document, segments, (fact) => told.has(fact));
  if (known.size < MOST) known.set(key, found);
  return found;
}

/** Facts by which some request might decide these segments. */
export const factsAsked = (asked: Asked, clock: boolean | undefined): ReadonlySet<string> =>
  compiledFor(asked, tellable(clock)).reads;

const places = new WeakMap<VerifiedDefinitions, ReadonlySet<string>>();

/** Facts of the place that the document names anywhere: no fewer than a page finds in it. */
export function placeRead({ verified, document }: Asked): ReadonlySet<string> {
  const found =
    places.get(verified) ?? new Set(JSON.stringify(document).match(/\bgeo\.[a-z]+/g) ?? []);
  places.set(verified, found);
  return found;
}

export interface DecideOptions extends Asked {
  readonly told: Told;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * By id, whether the visitor who sent the request is in the segment, whoever that is. What may be either is missing; so
 * is what is on trial.
 */
export function decide({ told, now, ...asked }: DecideOptions): ReadonlyMap<string, boolean> {
  const { facts, names, timezone } = told;
  const { plan } = compiledFor(asked, names);
  const offsetAt = (time: number) => (timezone === null ? 0 : offsetIn(timezone, time));
  const engine = createEngine(plan, { offsetAt }, { now });
  engine.setFacts(facts);
  const answers = new Map<string, boolean>();
  for (const id of asked.segments) {
    const member = engine.member(id);
    if (member !== null && plan.segments.includes(id) && !plan.shadow.has(id))
      answers.set(id, member);
  }
  return answers;
}
