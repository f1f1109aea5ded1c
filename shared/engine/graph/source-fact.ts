import { hourAt, nextPeriod, type Unit, weekdayAt } from '../values/calendar.ts';
import { dateAt, monthAt } from '../values/local-time.ts';
import { factNode } from './fact-node.ts';
import { nextThreshold } from './metric.ts';
import { visitFact } from './visit-fact.ts';
import type { FactNode, HostFact, VisitorState } from './visitor-state.ts';
import type { EngineHost, HostFacts } from '../types.ts';
import { DAY_MS } from '../../definitions/durations.ts';
import { UNKNOWN, type Value, at, atDot, instant, isScalar, own } from '../values/values.ts';

/** Facts of the visitor's own clock, and how often they may be others. */
const CLOCKS: {
  readonly [fact: string]: readonly [Unit, (host: EngineHost, time: number) => Value];
} = {
  'now.hour': ['hour', hourAt],
  'now.weekday': ['day', weekdayAt],
  'now.date': ['day', dateAt],
  'now.month': ['day', monthAt],
};

/** Facts that change with time alone. */
const clockFact = (fact: string): FactNode | null => {
  if (fact === 'visitor.age')
    return factNode(fact, ({ firstSeen, now }) => (firstSeen === null ? null : now - firstSeen), {
      isDuration: true,
      scale: 1,
      nextTimer: ({ firstSeen, now }, demand) =>
        firstSeen === null ? Infinity : nextThreshold(firstSeen, now, demand),
    });
  const clock = own(CLOCKS, fact);
  if (!clock) return null;
  const [unit, read] = clock;
  return factNode(fact, ({ host, now }) => read(host, now), {
    nextTimer: ({ host, now }) => nextPeriod(host, unit, now),
  });
};

/** A host fact: a scalar or a list of them, null where it is absent, UNKNOWN where the host never asked. */
export const readHostFact = (facts: HostFacts, { namespace, key }: HostFact): Value => {
  const given = (facts as { readonly [namespace: string]: unknown } | null | undefined)?.[
    namespace
  ];
  if (given === undefined || given === null) return UNKNOWN;
  const value = at(given, [key]) ?? at(given, key.split('.'));
  return Array.isArray(value) ? value.filter(isScalar) : isScalar(value) ? value : null;
};

/** Local days until the day and month of a date come again, 0 on that day; 29 February is 28 February in other years. */
const anniversaryFact = (fact: string, index: number): FactNode =>
  factNode(
    fact,
    ({ hostFacts, host, now }) => {
      const given = hostFacts[index];
      if (given === UNKNOWN) return UNKNOWN;
      const time = instant(given);
      if (Number.isNaN(time)) return null;
      // A date is the same day everywhere; an instant is one of the visitor's own days.
      const date = /T/.test(given as string) ? dateAt(host, time) : (given as string);
      const [, month = 0, day = 0] = date.split('-').map(Number);
      const today = Date.parse(dateAt(host, now));
      const inYear = (year: number): number =>
        Math.min(Date.UTC(year, month - 1, day), Date.UTC(year, month, 0));
      const year = new Date(today).getUTCFullYear();
      const next = inYear(year) < today ? inYear(year + 1) : inYear(year);
      return (next - today) / DAY_MS;
    },
    { scale: 1, nextTimer: ({ host, now }) => nextPeriod(host, 'day', now) },
  );

/** Time until, or since, a date among the host's facts. */
const dateFact = (fact: string, index: number, isUntil: boolean): FactNode => {
  const dateOf = (visitor: VisitorState): number => instant(visitor.hostFacts[index]);
  return factNode(
    fact,
    (visitor) => {
      if (visitor.hostFacts[index] === UNKNOWN) return UNKNOWN;
      const date = dateOf(visitor);
      return Number.isNaN(date) ? null : isUntil ? date - visitor.now : visitor.now - date;
    },
    {
      isDuration: true,
      scale: 1,
      nextTimer: (visitor, demand) => {
        const date = dateOf(visitor);
        if (Number.isNaN(date)) return Infinity;
        if (!isUntil) return nextThreshold(date, visitor.now, demand);
        // A value that falls passes a threshold one millisecond after it has reached it.
        const left = date - visitor.now;
        const thresholds = demand.inFormula
          ? [...demand.thresholds, Math.floor(left / DAY_MS) * DAY_MS]
          : demand.thresholds;
        return Math.min(...thresholds.filter((one) => one <= left).map((one) => date - one + 1));
      },
    },
  );
};

/** A fact that is no metric and no segment; `host` is the index of the host's fact that it reads, -1 for none. */
export const sourceFact = (fact: string, host: number): FactNode | null => {
  if (host < 0) return visitFact(fact) ?? clockFact(fact);
  const [namespace = ''] = atDot(fact);
  if (namespace === 'anniversary') return anniversaryFact(fact, host);
  return namespace === 'until' || namespace === 'since'
    ? dateFact(fact, host, namespace === 'until')
    : factNode(fact, (visitor) => visitor.hostFacts[host]);
};
