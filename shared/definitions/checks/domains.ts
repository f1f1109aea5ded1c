/** Which values facts and metrics can have at all. */
import { specOf } from '../../metrics/specs.ts';
import { mostOf } from './caps.ts';
import { type Scope, isOfEvent, metricOf } from './scope.ts';

/** Both bounds included. */
export interface Domain {
  readonly low?: number;
  readonly high?: number;
  readonly whole?: boolean;
  /** Where the highest value is not plain to see. */
  readonly why?: string;
  /** Never absent. */
  readonly present?: boolean;
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

/** Facts that there are from a visitor's first moment on. */
const ALWAYS_THERE =
  /^(now|time)\.|^session\.(pages|events|duration|engaged)$|^visitor\.(sessions|daysActive)$/;

/** Whether a fact is never absent, so that it says 0 where nothing happened. */
export const neverAbsent = (fact: string, scope: Scope): boolean => {
  if (scope.kind === 'event' && isOfEvent(fact)) return true;
  if (ALWAYS_THERE.test(fact)) return scope.kind !== 'event';
  if (fact.startsWith('segment.')) return scope.kind === 'visitor';
  const metric = metricOf(fact, scope);
  return metric !== undefined && specOf(metric)?.empty === 'zero';
};

export const domainOf = (fact: string, scope: Scope): Domain => {
  const present = neverAbsent(fact, scope);
  const known = DOMAINS[fact];
  if (known !== undefined) return { ...known, present };
  if (scope.kind === 'visitor' && fact.startsWith('anniversary.'))
    return { low: 0, high: 365, whole: true, present: false };
  const metric = metricOf(fact, scope);
  if (metric === undefined) return { present };
  const value = specOf(metric)?.value;
  if (value === 'count') return { ...COUNTS, present, ...mostOf(metric) };
  if ('formula' in metric && typeof metric.formula === 'object' && 'logistic' in metric.formula)
    return { low: 0, high: 1, present };
  return value === 'duration' || value === 'score' ? { low: 0, present } : { present };
};

export const MAY_BE_ABSENT = new Set(['visitor.away', 'visitor.age', 'session.number']);
