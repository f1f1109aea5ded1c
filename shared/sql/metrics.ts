import type { MetricDefinition, MetricOf, MetricOptions } from '../definitions/types.ts';
import * as sql from '../metrics/lists/sql.ts';
import type { Spec } from '../metrics/spec.ts';
import { type KindTaking, SPECS, kindOf, saidOf } from '../metrics/specs.ts';
import { boundedEvents } from './bounds.ts';
import { heldSql, matchSql, selectorParts, valuesSql } from './events.ts';
import { NoSqlForm } from './no-sql-form.ts';
import { type Query, SEEN } from './query.ts';
import { type Scope, shifted, windowSql, windowStart, withPlaces } from './scope.ts';
import { sequenceMetric } from './sequence-metric.ts';
import { runningSql } from './running.ts';
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
  const keys = scope.keys.join(', ');
  if ('sequence' in definition) return sequenceMetric(name, definition, scope, query);

  const kind = kindOf(definition);
  const gather = kind && (GATHER[kind as keyof typeof GATHER] as SqlOf<Property> | undefined);
  if (kind === undefined || gather === undefined)
    throw new NoSqlForm(kind ?? 'metric', 'there is no such metric');
  const said = saidOf(definition) ?? '';
  const { event, property } =
    SPECS[kind].takes === 'property' ? selectorParts(String(said)) : { event: said, property: '' };
  // Not asked for unless it is read: the events of a scope may be a part that nothing else needs.
  const after = (): number | undefined => windowStart(within, scope);
  const matches = (): string =>
    matchSql(event, where, query, { window: windowSql(within, scope, query), after: after() });
  const events = (): string => `FROM ${scope.events}\n  WHERE ${matches()}`;
  /** A row for each value of a property: `value`, with its place `n`, `i`. */
  const rows = (of: string, inOrder = false): string => {
    const list = valuesSql(of, where, query, event, after());
    const columns = [keys, ...scope.carried, 't', ...(inOrder ? ['n'] : []), `${list} AS list`];
    if (inOrder && scope.events === SEEN)
      return `FROM covey_each(SELECT ${columns.join(', ')} FROM ${query.placed(matches())})`;
    if (inOrder) withPlaces(scope, query);
    return `FROM covey_each(SELECT ${columns.join(', ')} ${events()})`;
  };
  const gathered = gather(definition as MetricOf<Property>, {
    keys,
    carried: scope.carried,
    at: scope.at,
    local: query.local,
    events,
    values: (by = property) =>
      `FROM (SELECT ${[keys, ...scope.carried, 't', 'value'].join(', ')} ${rows(by)}\n  WHERE covey_scalar(value)) AS held`,
    inOrder: () =>
      `FROM (SELECT ${[keys, 'n', 'i', 'value'].join(', ')} ${rows(property, true)}\n  WHERE covey_scalar(value)) AS held`,
    numbers: () =>
      `FROM (SELECT ${keys}, floor(amount * 1e6 + 0.5) AS millionths
    FROM (SELECT ${keys}, covey_measured(value) AS amount ${rows(property)} WHERE covey_type(value) IN ('number', 'string')) AS amounts
    WHERE amount > -1e200 AND amount < 1e200) AS numbers`,
    ofOne() {
      const held = heldSql(property, query, event, after());
      return held === null ? null : `covey_millionths(${held})`;
    },
  });
  const valueIn = (column: string): SqlValue => valueOf(SPECS[kind], scope.at, column);
  if ('ofEach' in gathered && isOuter) {
    const running = runningSql(gathered, within, scope, () => matchSql(event, where, query));
    if (running !== null)
      return { part: query.part(`${name}${scope.label}`, running), value: valueIn };
    // One pass over the events has room for many of these.
    return { aggregate: ofEachSql(gathered, matches()), value: valueIn };
  }
  if ('inOnePass' in gathered && gathered.inOnePass && scope === outer && !scope.along) {
    const { sumOf, value } = gathered.inOnePass;
    return { aggregate: value(`sum(CASE WHEN ${matches()} THEN ${sumOf} END)`), value: valueIn };
  }
  const { value, from } =
    'ofEach' in gathered ? { value: ofEachSql(gathered, 'TRUE'), from: events() } : gathered;
  return {
    part: query.part(
      `${name}${scope.label}`,
      `SELECT ${keys}, ${value} AS value\n  ${from}\n  GROUP BY ${keys}`,
    ),
    value: valueIn,
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
