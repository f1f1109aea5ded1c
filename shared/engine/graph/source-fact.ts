import type { OtherFacts } from './clause.ts';
import { hourAt, nextPeriod, type Unit, weekdayAt } from '../values/calendar.ts';
import { dateAt, monthAt } from '../values/local-time.ts';
import { factNode } from './fact-node.ts';
import { nextThreshold } from './metric.ts';
import { visitFact } from './visit-fact.ts';
import type { FactNode, HostFact } from './visitor-state.ts';
import type { EngineHost, HostFacts } from '../types.ts';
import { UNKNOWN, type Value, at, atDot, isScalar, own } from '../values/values.ts';

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

/** What the host tells. */
const HOST: readonly string[] = ['trait', 'geo', 'device', 'source', 'page'];

/** A fact that is no metric and no segment. */
export const sourceFact: OtherFacts['sourceFact'] = (fact, hostOf, dateFact) => {
  const [namespace = '', key = ''] = atDot(fact);
  if (/^(until|since|anniversary)$/.test(namespace))
    return dateFact?.(fact, hostOf('trait', key), dateAt) ?? null;
  if (!HOST.includes(namespace)) return visitFact(fact) ?? clockFact(fact);
  const index = hostOf(namespace, key);
  return factNode(fact, (visitor) => visitor.hostFacts[index]);
};
