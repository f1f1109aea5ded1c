import {
  isSourcePartRead,
  isTraitRead,
  placePartsRead,
  TOUCHES,
  type FactsRead,
} from '../shared/stored/index.ts';
import type { Context } from '../shared/wire/index.ts';
import type { Operation, Touches } from './ingest/index.ts';

export type { FactsRead };

const only = <T extends object>(value: T, isRead: (key: string) => boolean) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => isRead(key))) as Partial<T>;

export const traitsRead = <T extends object>(traits: T, facts: FactsRead) =>
  only(traits, (id) => isTraitRead(id, facts)) as T;

/** Null also where something is read that was not asked for: then it is asked for again. */
export function placeRead(place: Partial<Context> | null, facts: FactsRead) {
  const read = placePartsRead(facts);
  const isWhole = place && read.length > 0 && read.every((part) => Object.hasOwn(place, part));
  return isWhole ? only(place, (part) => read.includes(part)) : null;
}

export function touchesRead(touches: Touches | null, facts: FactsRead): Touches | null {
  if (!touches || !readsSource(facts)) return null;
  const [first, last, session] = TOUCHES.map((touch) =>
    only(touches[touch] ?? {}, (part) => isSourcePartRead(touch, part, facts)),
  );
  return {
    ...touches,
    first: touches.first && (first ?? null),
    last: touches.last && (last ?? null),
    session: session ?? {},
  };
}

const readsSource = (facts: FactsRead) => [...facts].some((fact) => fact.startsWith('source.'));

/** Properties that the facts of a session are made of. */
export const propertiesRead = (facts: FactsRead): readonly string[] => [
  ...(facts.has('session.landing') ? ['page_path'] : []),
  ...(facts.has('session.engaged') ? ['engagement_time_msec'] : []),
];

/** Whether a fact of the session is made of events of this name. */
export const isEventRead = (name: string, facts: FactsRead): boolean =>
  name === 'page_view'
    ? facts.has('session.pages') || facts.has('session.landing')
    : name === 'user_engagement' && facts.has('session.engaged');

/** An operation with no more of traits, place and source than is read; its event is the caller's to reduce. */
export function operationRead(operation: Operation, facts: FactsRead): Operation {
  const { traits, given, geo, arrival, ...rest } = operation;
  const place = geo ? placeRead(geo, facts) : null;
  return {
    ...rest,
    ...(traits && { traits: traitsRead(traits, facts) }),
    ...(given && { given: traitsRead(given, facts) }),
    ...(place && { geo: place }),
    // What nobody has looked into yet stays on the page.
    ...(arrival !== undefined &&
      !(arrival && 'href' in arrival) &&
      readsSource(facts) && { arrival }),
  };
}

/** What the next page is to know of them. */
export const factsToKnow = (facts: FactsRead): readonly string[] =>
  [...facts].filter((fact) => /^(trait|until|since|anniversary|geo|source|session)\./.test(fact));
