import {
  factsRead,
  isSourcePartRead,
  isTraitRead,
  placePartsRead,
  TOUCHES,
  type FactsRead,
} from '../shared/stored/index.ts';
import type { Context } from '../shared/wire/index.ts';
import { only, type Operation, type Touches } from './ingest/index.ts';

export const traitsRead = <T extends object>(traits: T, facts: FactsRead) =>
  only(traits, (id) => isTraitRead(id, facts)) as T;

export type Keeping = ReturnType<typeof keepingFor>;

/** What is kept of traits, place, source and session, by definitions that read these facts. */
export function keepingFor(facts: FactsRead) {
  const traits = <T extends object>(given: T) => traitsRead(given, facts);
  /** Null also where something is read that was not asked for: then it is asked for again. */
  const place = (found: Partial<Context> | null) => {
    const read = placePartsRead(facts);
    const isWhole = found && read.length > 0 && read.every((part) => Object.hasOwn(found, part));
    return isWhole ? only(found, (part) => read.includes(part)) : null;
  };
  const readsSource = [...facts].some((fact) => fact.startsWith('source.'));
  return {
    facts,
    traits,
    place,
    touches(touches: Touches | null): Touches | null {
      if (!touches || !readsSource) return null;
      const [first, last, session] = TOUCHES.map((touch) =>
        only(touches[touch] ?? {}, (part) => isSourcePartRead(touch, part, facts)),
      );
      return {
        ...touches,
        first: touches.first && (first ?? null),
        last: touches.last && (last ?? null),
        session: session ?? {},
      };
    },
    /** Properties that the facts of a session are made of. */
    properties: [
      ...(facts.has('session.landing') ? ['page_path'] : []),
      ...(facts.has('session.engaged') ? ['engagement_time_msec'] : []),
    ],
    /** Names of the events that they are made of. */
    events: [
      ...(facts.has('session.pages') || facts.has('session.landing') ? ['page_view'] : []),
      ...(facts.has('session.engaged') ? ['user_engagement'] : []),
    ],
    /** Of an operation what is no event, and was looked into. */
    operation({ traits: told, geo, arrival }: Operation): Partial<Operation> {
      const kept = geo ? place(geo) : null;
      return {
        ...(told && { traits: traits(told) }),
        ...(kept && { geo: kept }),
        // What nobody has looked into stays on the page.
        ...(arrival !== undefined && !(arrival && 'href' in arrival) && readsSource && { arrival }),
      };
    },
    /** What the next page is to know of them. */
    toKnow: [...facts].filter((fact) =>
      /^(trait|until|since|anniversary|geo|source|session)\./.test(fact),
    ),
  };
}

/** The same by what is linked. */
export const keepingOf = (plan: Parameters<typeof factsRead>[0]): Keeping =>
  keepingFor(factsRead(plan));
