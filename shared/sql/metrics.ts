import type { MetricDefinition, MetricOf, MetricOptions } from '../definitions/types.ts';
import * as sql from '../metrics/lists/sql.ts';
import type { Spec } from '../metrics/spec.ts';
import { type KindTaking, SPECS, kindOf, saidOf } from '../metrics/specs.ts';
import { boundedEvents } from './bounds.ts';
import { matchSql, selectorParts } from './events.ts';
import { runOf } from './along.ts';
import { NoSqlForm } from './no-sql-form.ts';
import type { Query } from './query.ts';
import {
  type Scope,
  isOfSeen,
  once,
  shifted,
  windowSql,
  windowStart,
  withPlaces,
} from './scope.ts';
import { sequenceMetric } from './sequence-metric.ts';
import { eventsSql, runningSql } from './running-kinds.ts';
import { sourcesOf } from './gather.ts';
import type { Measure, OfEachEvent, SqlOf } from './sources.ts';
import { type SqlValue, orZero } from './values.ts';

/** Adds the part for a metric of events: any but `sessions` and `formula`, which read facts. */
export const measure = (
  name: string,
  definition: MetricDefinition,
  outer: Scope,
  query: Query,
): Measure => {
  const { within, where } = definition as MetricOptions;
  const isOuter =
    (definition as MetricOptions).after === undefined &&
    (definition as MetricOptions).before === undefined &&
    (typeof within !== 'object' || !('ago' in within));
  const scope = boundedEvents(
    name,
    definition as MetricOptions,
    shifted(name, outer, within, query),
    query,
  );
  if ('sequence' in definition) return sequenceMetric(name, definition, scope, query);

  const kind = kindOf(definition);
  const gather = kind && (GATHER[kind as keyof typeof GATHER] as SqlOf<Property> | undefined);
  if (kind === undefined || gather === undefined)
    throw new NoSqlForm(kind ?? 'metric', 'there is no such metric');
  const said = saidOf(definition) ?? '';
  const { event, property } =
    SPECS[kind].takes === 'property' ? selectorParts(String(said)) : { event: said, property: '' };
  const of = { event, property, where, query };
  const part = (what: string, body: string): string =>
    query.part(`${name}${what === '' ? '' : ` ${what}`}${scope.label}`, body);
  const value = (column: string): SqlValue => valueOf(SPECS[kind], scope.at, column);

  if (scope.along !== undefined) {
    const run = runOf(scope.along, within, scope, query);
    const events = run.events;
    const { after, tests } = run;
    const test = once(() => matchSql(event, where, query, { window: tests, after }));
    const gathered = gather(
      definition as MetricOf<Property>,
      sourcesOf({
        ...of,
        keys: [...run.keys, 'clock', 'n'],
        carried: [],
        at: scope.at,
        test,
        after: () => after,
        events: () => events,
      }),
    );
    const running =
      'ofEach' in gathered
        ? eventsSql(gathered, `FROM ${events} WHERE ${test()}`, run)
        : gathered.along && runningSql(gathered.along, gathered.from, run, part);
    if (running) return { part: part('', running), value };
  }

  // Not asked for unless it is read: the events of a scope may be a part that nothing else needs.
  const after = (): number | undefined => windowStart(within, scope);
  const matches = once(() =>
    matchSql(event, where, query, { window: windowSql(within, scope, query), after: after() }),
  );
  const gathered = gather(
    definition as MetricOf<Property>,
    sourcesOf({
      ...of,
      keys: scope.keys,
      carried: scope.carried,
      at: scope.at,
      test: matches,
      after,
      events: scope.events,
      placed: () => {
        if (isOfSeen(scope)) return query.placed(matches());
        withPlaces(scope, query);
        return `${scope.events()}\n  WHERE ${matches()}`;
      },
    }),
  );
  // One pass over the events has room for many of these.
  if ('ofEach' in gathered && isOuter) return { aggregate: ofEachSql(gathered, matches()), value };
  const isPlain = scope === outer && !scope.along && query.hasLazyCases;
  if (isPlain && 'inOnePass' in gathered && gathered.inOnePass) {
    const { sumOf, value: ofSum } = gathered.inOnePass;
    return { aggregate: ofSum(`sum(CASE WHEN ${matches()} THEN ${sumOf} END)`), value };
  }
  const { value: aggregate, from } =
    'ofEach' in gathered
      ? { value: ofEachSql(gathered, 'TRUE'), from: `FROM ${scope.events()}\n  WHERE ${matches()}` }
      : gathered;
  const keys = scope.keys.join(', ');
  return {
    part: part('', `SELECT ${keys}, ${aggregate} AS value\n  ${from}\n  GROUP BY ${keys}`),
    value,
  };
};

const ofEachSql = ({ ofEach }: OfEachEvent, test: string): string => {
  const of = ofEach === 'count' ? '1' : 't';
  return `${ofEach}(${test === 'TRUE' ? of : `CASE WHEN ${test} THEN ${of} END`})`;
};

type Property = KindTaking<'events' | 'property'>;
const GATHER: { readonly [K in Property]: SqlOf<K> } = sql;

/** What a kind's column holds. */
const valueOf = ({ value, empty }: Spec, at: string, column: string): SqlValue => {
  if (value === 'duration')
    return { sql: `${at} - ${column}`, type: 'number', duration: true, never: empty === 'never' };
  if (value === 'any') return { sql: column, type: 'json', measured: true };
  if (empty !== 'zero') return { sql: column, type: 'number' };
  return { ...orZero(column), ...(value === 'score' && { score: true }) };
};
