import { DAY_MS } from '../../definitions/durations.ts';
import { nextPeriod } from '../values/calendar.ts';
import { UNKNOWN, atDot, instant } from '../values/values.ts';
import type { DateFact } from './clause.ts';
import { factNode } from './fact-node.ts';
import { nextThreshold } from './metric.ts';
import type { FactNode, VisitorState } from './visitor-state.ts';

/** Local days until the day and month of a date come again, 0 on that day; 29 February is 28 February in other years. */
const anniversaryFact: DateFact = (fact, index, dateAt) =>
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

/** Time until, or since, a date. */
const distanceFact = (fact: string, index: number, isUntil: boolean): FactNode => {
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

/** A fact of a date among the host's facts. */
export const dateFact: DateFact = (fact, index, dateAt) => {
  const [namespace] = atDot(fact);
  return namespace === 'anniversary'
    ? anniversaryFact(fact, index, dateAt)
    : distanceFact(fact, index, namespace === 'until');
};
