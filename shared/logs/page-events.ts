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
export function* asOnPage(events: Iterable<CoveyEvent>, options: AsOnPage): Generator<CoveyEvent> {
  const before = pageEventsBefore(options);
  let last: number | null = null;
  for (const event of events) {
    const added: CoveyEvent[] = [];
    before(event, last, (one) => added.push(one));
    yield* added;
    yield event;
    last = event.time;
  }
}

/** Tells what a page adds before an event of a visitor whose last was at a time, or who had none. */
export function pageEventsBefore({
  pageEvents,
  sessionTimeoutMs: timeoutMs,
}: AsOnPage): (event: CoveyEvent, last: number | null, onAdded: (one: CoveyEvent) => void) => void {
  const addsVisit = pageEvents.includes('first_visit');
  const addsSession = pageEvents.includes('session_start');
  return (event, last, onAdded) => {
    const { time } = event;
    if (last === null && addsVisit) onAdded({ name: 'first_visit', time });
    if (addsSession && (last === null || time - last >= timeoutMs))
      onAdded({ name: 'session_start', time, props: sessionStart(event) });
  };
}

const OF_SESSIONS: ReadonlySet<string> = new Set(SESSION_START_PROPERTIES);
const NO_PROPS: NonNullable<CoveyEvent['props']> = {};

/** A page says of a session what it knows as it begins; a log, what the session's first event says. */
function sessionStart({ props = NO_PROPS }: CoveyEvent): NonNullable<CoveyEvent['props']> {
  // Most logs say none of it.
  if (!saysOf(props)) return NO_PROPS;
  const known = SESSION_START_PROPERTIES.filter((name) => Object.hasOwn(props, name));
  return Object.fromEntries(known.map((name) => [name, props[name] ?? null]));
}

function saysOf(props: NonNullable<CoveyEvent['props']>): boolean {
  for (const name in props) if (OF_SESSIONS.has(name)) return true;
  return false;
}
