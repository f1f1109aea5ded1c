/** Which values facts and metrics can have at all. */
import { mostOf } from './caps.ts';
import type { Scope } from './scope.ts';

/** Both bounds included. */
export interface Domain {
  readonly low?: number;
  readonly high?: number;
  readonly whole?: boolean;
  /** Where the highest value is not plain to see. */
  readonly why?: string;
}

const COUNTS: Domain = { low: 0, whole: true };
const DOMAINS: { readonly [fact: string]: Domain } = {
  'now.hour': { low: 0, high: 23, whole: true },
  'now.weekday': { low: 1, high: 7, whole: true },
  'now.month': { low: 1, high: 12, whole: true },
  'time.hour': { low: 0, high: 23, whole: true },
  'time.weekday': { low: 1, high: 7, whole: true },
  'session.number': { low: 1, whole: true },
  'session.pages': COUNTS,
  'session.events': COUNTS,
  'session.duration': { low: 0 },
  'session.engaged': { low: 0 },
  'visitor.age': { low: 0 },
  'visitor.away': { low: 0 },
  'visitor.sessions': COUNTS,
  'visitor.daysActive': COUNTS,
};
const COUNTING = ['count', 'distinct', 'periods', 'sequence', 'sessions'];

export const domainOf = (fact: string, scope: Scope): Domain => {
  const known = DOMAINS[fact];
  if (known !== undefined) return known;
  const metric =
    scope.kind === 'visitor' && fact.startsWith('metric.')
      ? scope.definitions.metrics?.[fact.slice(7)]
      : undefined;
  if (metric === undefined) return {};
  if (COUNTING.some((key) => key in metric)) return { ...COUNTS, ...mostOf(metric) };
  return 'since' in metric || 'interest' in metric ? { low: 0 } : {};
};

export const MAY_BE_ABSENT = new Set(['visitor.away', 'visitor.age', 'session.number']);
