/** Which values facts and metrics can have at all. */
import { DAY_MS, HOUR_MS, WEEK_MS, parseDuration } from '../durations.ts';
import type { PeriodsMetric } from '../types.ts';
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
const COUNTING = ['count', 'distinct', 'periods', 'sequence', 'sessions'];

/** Facts that there are from a visitor's first moment on. */
const ALWAYS_THERE =
  /^(now|time)\.|^session\.(pages|events|duration|engaged)$|^visitor\.(sessions|daysActive)$/;

/** Whether a fact is never absent, so that it says 0 where nothing happened. */
export const neverAbsent = (fact: string, scope: Scope): boolean => {
  if (scope.kind === 'event' && isOfEvent(fact)) return true;
  if (ALWAYS_THERE.test(fact)) return scope.kind !== 'event';
  if (fact.startsWith('segment.')) return scope.kind === 'visitor';
  const metric = metricOf(fact, scope);
  return metric !== undefined && [...COUNTING, 'sum', 'interest'].some((key) => key in metric);
};

export const domainOf = (fact: string, scope: Scope): Domain => {
  const present = neverAbsent(fact, scope);
  const known = DOMAINS[fact];
  if (known !== undefined) return { ...known, present };
  if (scope.kind === 'visitor' && fact.startsWith('anniversary.'))
    return { low: 0, high: 365, whole: true, present: false };
  const metric = metricOf(fact, scope);
  if (metric === undefined) return { present };
  if (COUNTING.some((key) => key in metric)) {
    const most = mostOf(metric);
    const high = 'periods' in metric ? mostPeriods(metric) : Infinity;
    return { ...COUNTS, present, ...(high < (most?.high ?? Infinity) ? { high } : most) };
  }
  if ('formula' in metric && typeof metric.formula === 'object' && 'logistic' in metric.formula)
    return { low: 0, high: 1, present };
  return 'since' in metric || 'interest' in metric ? { low: 0, present } : { present };
};

/** Local days, weeks and months that a window can touch: never fewer than there are. */
const mostPeriods = ({ within, unit }: PeriodsMetric): number => {
  const length = { day: DAY_MS - HOUR_MS, week: WEEK_MS - HOUR_MS, month: 28 * DAY_MS - HOUR_MS }[
    unit
  ];
  const calendar: { readonly [window: string]: number } = { today: 1, week: 7, month: 31 };
  if (typeof within === 'string' && calendar[within] !== undefined)
    return unit === 'day' || within === 'today'
      ? calendar[within]
      : within === 'month' && unit === 'week'
        ? 6
        : 2;
  const sliding =
    typeof within === 'string' ? within : within && 'length' in within ? within.length : undefined;
  const ms = parseDuration(sliding);
  return ms === null ? Infinity : Math.ceil(ms / length) + 1;
};

export const MAY_BE_ABSENT = new Set(['visitor.away', 'visitor.age', 'session.number']);
