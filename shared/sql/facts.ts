import type { SessionAggregates } from './dialects/dialect.ts';
import type { FactContext, Facts } from './fact-context.ts';
import { formulaSql } from './formula.ts';
import { createLevels } from './levels.ts';
import { measure } from './metrics.ts';
import { transitionsIn } from './reads.ts';
import { NoSqlForm } from './no-sql-form.ts';
import type { LocalTime, Query } from './query.ts';
import type { Scope } from './scope.ts';
import { sessionsMetric } from './sessions-metric.ts';
import { freeNames } from './text.ts';
import { engagedSql, landingSql, visitAlong } from './visit-along.ts';
import { isTold, toldFact } from './told.ts';
import { type Fact, type SqlValue, orZero } from './values.ts';

/** A fact of the visit so far: an aggregate over the events, and the fact's value from that column. */
interface OfVisit {
  readonly aggregate: string;
  /** Whether it reads where events stand in order, of `Visit.inOrder`. */
  readonly isInOrder?: boolean;
  readonly value: (column: string) => SqlValue;
}

const number = (sql: string): SqlValue => ({ sql, type: 'number' });
const duration = (value: SqlValue): SqlValue => ({ ...value, duration: true });
const ofText = (sql: string): SqlValue => ({ sql, type: 'text' });

const countWhere = (test: string): string => `count(CASE WHEN ${test} THEN 1 END)`;
const timeWhere = (test: string): string => `CASE WHEN ${test} THEN t END`;

interface Visit {
  /** Whether an event is in the current session. */
  readonly here: () => string;
  /** Whether the events are a visitor's from the first on: then they say where sessions begin without a number for each. */
  readonly isInOrder: boolean;
  readonly query: Query;
  /** Now. */
  readonly at: string;
}

/** The place, or time, at which the last session began; of a first one, nothing. */
const begun = (column: 'n' | 't'): string => `max(CASE WHEN begins = 1 THEN ${column} END)`;

/** What sessions come to: as the engine has it of all events, by these in order, or by the number that each event has. */
const ofSessions = (
  what: keyof SessionAggregates,
  { isInOrder, query }: Visit,
  inOrder: string,
  numbered: () => string,
): Omit<OfVisit, 'value'> => {
  if (!isInOrder) return { aggregate: numbered() };
  const own = query.sessions?.[what];
  return own === undefined ? { aggregate: inOrder, isInOrder } : { aggregate: own };
};
const sessions = (visit: Visit): Omit<OfVisit, 'value'> =>
  ofSessions(
    'count',
    visit,
    'covey_int(1 + sum(begins))',
    () => `max(${visit.query.column('session')})`,
  );

const VISIT: Readonly<Record<string, (visit: Visit) => OfVisit>> = {
  'session.number': (visit) => ({ ...sessions(visit), value: number }),
  'session.pages': ({ here }) => ({
    aggregate: countWhere(`name = 'page_view' AND ${here()}`),
    value: orZero,
  }),
  'session.events': (visit) => ({
    ...ofSessions('events', visit, `max(n) - coalesce(${begun('n')}, 1) + 1`, () =>
      countWhere(visit.here()),
    ),
    value: orZero,
  }),
  'session.duration': (visit) => ({
    ...ofSessions(
      'duration',
      visit,
      `max(t) - coalesce(${begun('t')}, min(t))`,
      () => `max(${timeWhere(visit.here())}) - min(${timeWhere(visit.here())})`,
    ),
    value: (column) => duration(orZero(column)),
  }),
  'session.landing': ({ here, query }) => ({
    aggregate: `covey_first(CASE WHEN name = 'page_view' AND ${here()} THEN ${landingSql(query)} END, ${query.column('n')})`,
    value: ofText,
  }),
  'session.engaged': ({ here, query }) => {
    const { ms, test } = engagedSql(query);
    return {
      aggregate: `sum(CASE WHEN ${here()} AND ${test} THEN ${ms} END)`,
      value: (column) => duration(orZero(column)),
    };
  },
  'visitor.firstSeen': ({ query }) => ({
    aggregate: query.local('date', 'min(t)'),
    value: ofText,
  }),
  'visitor.age': ({ at }) => ({
    aggregate: 'min(t)',
    value: (column) => duration(number(`${at} - ${column}`)),
  }),
  'visitor.sessions': (visit) => ({ ...sessions(visit), value: orZero }),
  'visitor.daysActive': ({ query }) => ({
    aggregate: `count(DISTINCT ${query.local('day', 't')})`,
    value: orZero,
  }),
  'visitor.away': ({ here }) => ({
    aggregate: `min(${timeWhere(here())}) - max(${timeWhere(`NOT (${here()})`)})`,
    value: (column) => duration(number(column)),
  }),
};

/** Facts of the clock. */
const NOW: Readonly<Record<string, LocalTime>> = {
  'now.hour': 'hour',
  'now.weekday': 'weekday',
  'now.month': 'month',
  'now.date': 'date',
};

export const createFacts = (context: FactContext): Facts => {
  const { definitions, scope, query, eventsWith, ofVisit = () => scope } = context;
  const table = context.readsTold === false ? null : query.told;
  const metrics = definitions.metrics ?? {};
  const levels = createLevels();
  const joined: string[] = [];
  /** Aggregates by the relation of events that they are over, each with a name. */
  const passes = new Map<string, { readonly name: string; readonly aggregates: string[] }>();
  const inProgress = new Set<string>();
  const known = new Map<string, Fact | NoSqlForm>();
  const columnName = freeNames();

  const column = (fact: string, make: () => SqlValue): SqlValue => {
    const { made: value, level } = levels.track(make);
    const sql = levels.put(level, columnName(fact), value.sql);
    if (value.unknown === undefined) return { ...value, sql };
    const unknown = levels.put(level, columnName(`unknown.${fact}`), value.unknown);
    return { ...value, sql, unknown };
  };

  const made = (fact: string): Fact => {
    if (isTold(fact)) {
      const value = toldFact(fact, table, scope.at, query.zone);
      return value === 'unknown' ? value : column(fact, () => value);
    }
    const ofNow = NOW[fact];
    if (ofNow)
      return column(fact, () => ({
        sql: query.local(ofNow, scope.at),
        type: ofNow === 'date' ? 'text' : 'number',
        present: true,
      }));
    const visit = VISIT[fact];
    if (visit) {
      query.reads(['*']);
      const of = ofVisit(fact);
      const { aggregate, isInOrder, value } = visit({
        here: () => of.inSession(query),
        isInOrder: of.inOrder !== null,
        query,
        at: of.at,
      });
      const along = of.along && visitAlong(fact, of, of.along, query);
      if (along) {
        const part = query.part(`${fact}${scope.label}`, along);
        joined.push(part);
        return column(fact, () => value(`${part}.value`));
      }
      const events = (isInOrder && of.inOrder?.(query)) || of.events();
      return column(fact, () => value(aggregated(events, fact, aggregate)));
    }
    const id = /^metric\.(.*)$/s.exec(fact)?.[1];
    const definition = id === undefined ? undefined : metrics[id];
    if (id === undefined || definition === undefined)
      throw new NoSqlForm(fact, 'there is no such fact');
    if ('formula' in definition) return column(fact, () => formulaSql(definition.formula, read));
    const transitions = transitionsIn(definition);
    const among = transitions.length === 0 ? scope : withTransitions(transitions);
    const measured =
      'sessions' in definition
        ? sessionsMetric(id, definition, among, query, createFacts)
        : measure(id, definition, among, query);
    if ('aggregate' in measured) {
      const own = aggregated(among.events(), fact, measured.aggregate);
      return column(fact, () => measured.value(own));
    }
    joined.push(measured.part);
    return column(fact, () => measured.value(`${measured.part}.value`));
  };

  /** The column with an aggregate over events: one pass over them is enough for many. */
  const aggregated = (events: string, fact: string, aggregate: string): string => {
    const relation = passes.get(events) ?? { name: query.name('visit'), aggregates: [] };
    passes.set(events, relation);
    const name = columnName(`visit.${fact}`);
    relation.aggregates.push(`${aggregate} AS ${name}`);
    return `${relation.name}.${name}`;
  };

  const withTransitions = (ids: readonly string[]): Scope => {
    const events = eventsWith(ids);
    if (events === null)
      throw new NoSqlForm('enter: and leave:', 'a segment entered or left is no event here');
    return events;
  };

  const used = (fact: Fact): Fact => {
    if (fact === 'unknown') return fact;
    levels.use(fact.sql);
    if (fact.unknown !== undefined) levels.use(fact.unknown);
    return fact;
  };

  const read = (fact: string): Fact => {
    const before = known.get(fact);
    if (before instanceof NoSqlForm) throw before;
    if (before) return used(before);
    if (inProgress.has(fact)) throw new NoSqlForm(fact, 'it reads itself');
    inProgress.add(fact);
    try {
      const value = made(fact);
      known.set(fact, value);
      return value;
    } catch (error) {
      if (error instanceof NoSqlForm) known.set(fact, error);
      throw error;
    } finally {
      inProgress.delete(fact);
    }
  };

  return {
    read,
    part(asked, also = []) {
      const keys = scope.keys.join(', ');
      const aggregates = [...passes].map(
        ([events, { name, aggregates: columns }]) =>
          `(SELECT ${[keys, ...columns].join(',\n    ')}\n  FROM ${events}\n  GROUP BY ${keys}) AS ${name}`,
      );
      // Where all events are aggregated, everybody is there.
      const isAll =
        asked === null && query.readsAll() && passes.keys().next().value === scope.events();
      const from = isAll ? (aggregates.shift() ?? '') : (asked ?? 'covey_everybody() AS everybody');
      const joins = [...aggregates, ...joined].map((one) => `\n  LEFT JOIN ${one} USING (${keys})`);
      if (table !== null)
        joins.push(
          scope.isTold === undefined
            ? `\n  LEFT JOIN (SELECT visitor, covey_props(facts) AS facts FROM ${table}) AS told USING (visitor)`
            : `\n  LEFT JOIN (SELECT visitor AS told_visitor, covey_props(facts) AS facts FROM ${table}) AS told ON told.told_visitor = CASE WHEN ${scope.isTold} THEN visitor END`,
        );
      const first = [keys, ...also, ...levels.first()].join(',\n    ');
      const part = (select: string): string => query.part(`facts${scope.label}`, select);
      return part(levels.around(`SELECT ${first}\n  FROM ${from}${joins.join('')}`, part));
    },
  };
};
