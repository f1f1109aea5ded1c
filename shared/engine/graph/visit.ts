import { numberIn } from '../../conditions/index.ts';
import { nextPeriod, periodAt } from '../values/calendar.ts';
import type { VisitorState, Session, IngestedEvent } from './visitor-state.ts';

/** The visit so far, as every event leaves it. Facts of sessions and visitors read it. */

export const NO_SESSION: Session = {
  number: 0,
  start: 0,
  last: 0,
  pages: 0,
  events: 0,
  engaged: 0,
  landing: null,
  away: null,
};

/** Facts of the visit that are remembered only where something reads them, and where each stands in a session. */
const WHERE_READ: { readonly [fact: string]: keyof Session | null } = {
  'session.pages': 'pages',
  'session.events': 'events',
  'session.engaged': 'engaged',
  'session.landing': 'landing',
  'visitor.away': 'away',
  'visitor.daysActive': null,
};

/** Those of them that are among these facts. */
export const rememberedOf = (facts: ReadonlySet<string>): readonly string[] =>
  Object.keys(WHERE_READ).filter((fact) => facts.has(fact));

/** A session as it is remembered: what tells it from others, and what these facts read of it. */
export const sessionFor = (
  { number, start, last, ...rest }: Session,
  facts: ReadonlySet<string>,
): Session => {
  const kept = { ...NO_SESSION, number, start, last };
  return rememberedOf(facts).reduce((session, fact) => copyFact(fact, rest, session), kept);
};

/** The session with what a fact reads, as it stands in another. */
export const copyFact = (fact: string, from: Partial<Session>, to: Session): Session => {
  const field = WHERE_READ[fact];
  return field ? { ...to, [field]: from[field] } : to;
};

/** Begins a session where the event is in a new one; true if so. A number that came with the event wins. */
export const enterSession = (visitor: VisitorState, given: unknown, timeoutMs: number): boolean => {
  const { session, now } = visitor;
  const known = Number.isSafeInteger(given) && (given as number) > 0 ? (given as number) : null;
  const isNew =
    known === null
      ? session.number === 0 || now - session.last >= timeoutMs
      : known !== session.number;
  if (isNew) {
    session.away = session.number === 0 ? null : now - session.last;
    session.number = known ?? session.number + 1;
    session.start = now;
    session.pages = session.events = session.engaged = 0;
    session.landing = null;
  }
  session.last = now;
  return isNew;
};

/** Counts an event that was taken into the current session. */
export const countVisit = (
  visitor: VisitorState,
  name: string,
  props: IngestedEvent['props'],
): void => {
  const { session, now, host } = visitor;
  visitor.firstSeen ??= now;
  visitor.events++;
  if (now >= visitor.dayEnd) {
    const day = periodAt(host, 'day', now);
    if (day !== visitor.day) visitor.daysActive++;
    visitor.day = day;
    visitor.dayEnd = nextPeriod(host, 'day', now);
  }
  session.events++;
  if (name === 'page_view') {
    session.pages++;
    session.landing ??= pathOf(props);
  } else if (name === 'user_engagement') {
    const given = props?.['engagement_time_msec'];
    const ms = typeof given === 'string' ? numberIn(given) : given;
    if (typeof ms === 'number' && ms > 0 && ms < Infinity) session.engaged += ms;
  }
};

/** `page_path`, or the path of `page_location`. */
const pathOf = (props: IngestedEvent['props']): string | null => {
  const path = props?.['page_path'];
  if (typeof path === 'string') return path;
  const location = props?.['page_location'];
  return typeof location === 'string'
    ? /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(location)?.[1] || '/'
    : null;
};
