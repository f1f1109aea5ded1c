import type { Json } from '../../shared/definitions/types.ts';
import type { createEngine, CoveyEvent, Engine } from '../../shared/engine/index.ts';

/** The visitor as they were after some of the stored events, to try things on: nothing of it is stored, shown or counted. */
export interface Copy {
  readonly engine: Engine;
  /** How many of the stored events have happened to it. */
  readonly events: number;
  /** Its present, milliseconds since the epoch. */
  readonly now: number;
  /** What was done last. */
  readonly entered: readonly string[];
  readonly left: readonly string[];
}

const host = { offsetAt: (time: number) => -new Date(time).getTimezoneOffset() };

/** What the page tells of visitor, place and device: as it is now, for nobody remembers what it was. */
function factsOf(engine: Engine) {
  const facts: { [namespace: string]: { [key: string]: Json } } = {};
  for (const [fact, value] of Object.entries((engine.state()['facts'] ?? {}) as object)) {
    const dot = fact.indexOf('.');
    (facts[fact.slice(0, dot)] ??= {})[fact.slice(dot + 1)] = value as Json;
  }
  return facts;
}

/** The copy after the first `events` of the log; `now` is when the last of them was, or where there is none just before the first. */
export function copyAfter(
  create: typeof createEngine,
  live: Engine,
  log: readonly CoveyEvent[],
  events: number,
): Copy {
  const past = log.slice(0, events);
  const now = past.at(-1)?.time ?? (log[0]?.time ?? Date.now()) - 1;
  const engine = create(live.plan, host, { now, log: past });
  engine.setFacts(factsOf(live));
  return { engine, events, now, entered: [], left: [] };
}

/** Does something to a copy, and tells what that changed. */
function after(copy: Copy, now: number, run: (engine: Engine) => unknown): Copy {
  const { engine } = copy;
  const before = engine.current();
  run(engine);
  const current = engine.current();
  return {
    ...copy,
    now,
    entered: current.filter((id) => !before.includes(id)),
    left: before.filter((id) => !current.includes(id)),
  };
}

/** The copy some milliseconds later, without an event. */
export const later = (copy: Copy, ms: number): Copy =>
  after(copy, copy.now + ms, (engine) => engine.advance(copy.now + ms));

/** The copy after one more event, at its present. */
export const withEvent = (
  copy: Copy,
  name: string,
  props: { readonly [key: string]: Json },
): Copy => after(copy, copy.now, (engine) => engine.apply({ name, props, time: copy.now }));
