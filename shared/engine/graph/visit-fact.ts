import { dateAt } from '../values/local-time.ts';
import { Range, UNKNOWN, own } from '../values/values.ts';
import { factNode } from './fact-node.ts';
import type { FactNode } from './visitor-state.ts';

/** Facts of the visit so far. They change with events only, but for the age. */
const BASE: { readonly [fact: string]: FactNode['get'] } = {
  'session.number': ({ session }) => session.number || null,
  'session.pages': ({ session }) => session.pages,
  'session.events': ({ session }) => session.events,
  'session.duration': ({ session }) => session.last - session.start,
  'session.landing': ({ session }) => session.landing,
  'session.engaged': ({ session }) => session.engaged,
  'visitor.firstSeen': ({ firstSeen, host }) =>
    firstSeen === null ? null : dateAt(host, firstSeen),
  'visitor.sessions': ({ session }) => session.number,
  'visitor.daysActive': ({ daysActive, missing }) =>
    missing.has('visitor.daysActive')
      ? new Range(Math.max(1, daysActive), Infinity, true)
      : daysActive,
  'visitor.away': ({ session }) => session.away,
};
const DURATIONS = /^session\.(duration|engaged)$|^visitor\.away$/;
const TEXTS = /landing|firstSeen/;

export const visitFact = (fact: string): FactNode | null => {
  const get = own(BASE, fact);
  const known: FactNode['get'] = (visitor) =>
    visitor.missing.get(fact) === visitor.session.number && fact !== 'visitor.daysActive'
      ? UNKNOWN
      : (get?.(visitor) ?? null);
  return get
    ? factNode(fact, known, { isDuration: DURATIONS.test(fact), scale: TEXTS.test(fact) ? 0 : 1 })
    : null;
};
