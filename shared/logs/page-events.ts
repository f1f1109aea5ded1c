import { SESSION_START_PROPERTIES } from '../definitions/session-start.ts';
import type { CoveyEvent } from '../engine/types.ts';

/** What a page adds to what happens: at the first event ever, and at the first of each visit. */
export const PAGE_EVENTS = ['first_visit', 'session_start'] as const;
export type PageEvent = (typeof PAGE_EVENTS)[number];

export interface AsOnPage {
  /** Those to add: a log that has some of its own keeps them. */
  readonly pageEvents: readonly PageEvent[];
  readonly sessionTimeoutMs: number;
}

/** Events of one visitor by time, with those that a page would add before them, at the same instants. */
export function* asOnPage(
  events: Iterable<CoveyEvent>,
  { pageEvents, sessionTimeoutMs: timeoutMs }: AsOnPage,
): Generator<CoveyEvent> {
  const addsVisit = pageEvents.includes('first_visit');
  const addsSession = pageEvents.includes('session_start');
  let last: number | null = null;
  for (const event of events) {
    const { time } = event;
    if (last === null && addsVisit) yield { name: 'first_visit', time };
    if ((last === null || time - last >= timeoutMs) && addsSession)
      yield { name: 'session_start', time, props: sessionStart(event) };
    yield event;
    last = time;
  }
}

/** A page says of a session what it knows as it begins; a log, what the session's first event says. */
function sessionStart({ props = {} }: CoveyEvent): NonNullable<CoveyEvent['props']> {
  const known = SESSION_START_PROPERTIES.filter((name) => Object.hasOwn(props, name));
  return Object.fromEntries(known.map((name) => [name, props[name] ?? null]));
}
