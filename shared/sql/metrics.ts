import type {
  Condition,
  EventSelector,
  MetricDefinition,
  SequenceDefinition,
  Window,
} from '../definitions/types.ts';
import { boundedEvents } from './bounds.ts';
import { matchSql, selectorParts, valuesSql } from './events.ts';
import { NoSqlForm } from './no-sql-form.ts';
import { periodsSql } from './periods.ts';
import type { Query } from './query.ts';
import { type Scope, durationMs, shifted, windowSql } from './scope.ts';
import { sequenceMetric } from './sequence-metric.ts';
import { and, text } from './text.ts';
import { type SqlValue, orZero } from './values.ts';

/** A metric as a part of the statement: a row for each of those asked about for whom there is something to say. */
export interface Measure {
  /** The part's name; its columns are the scope's keys and `value`. */
  readonly part: string;
  /** The metric's value from the column, which is NULL where the part has no row. */
  readonly value: (column: string) => SqlValue;
}

/** What every metric of events may say besides what it gathers. */
export interface MetricOptions {
  readonly where?: Condition;
  readonly within?: Window;
  readonly after?: SequenceDefinition;
  readonly orEver?: true;
  readonly before?: SequenceDefinition;
}

/** Adds the part for a metric of events: any but `sessions` and `formula`, which read facts. */
export const measure = (
  name: string,
  definition: MetricDefinition,
  outer: Scope,
  query: Query,
): Measure => {
  const { within, where } = definition as MetricOptions;
  const scope = boundedEvents(name, definition as MetricOptions, shifted(outer, within), query);
  const keys = scope.keys.join(', ');
  if ('sequence' in definition) return sequenceMetric(name, definition, scope, query);

  const matching = (selector: EventSelector): string => {
    const tests = [matchSql(selector, where, query), ...windowSql(within, scope, query)];
    return `FROM ${scope.events}\n  WHERE ${and(tests)}`;
  };
  /** A row for each value of a property: `value`, with its place `n`, `i`. */
  const valuesOf = (selector: EventSelector, property: string, only: string): string => {
    const list = valuesSql(property, where, query);
    const columns = [
      keys,
      ...scope.carried,
      't',
      query.column('n'),
      `unnest(${list}) AS value`,
      `generate_subscripts(${list}, 1) AS i`,
    ];
    return `FROM (SELECT ${columns.join(', ')} ${matching(selector)})\n  WHERE ${only}`;
  };
  const scalars = (selector: string, columns = '*'): string => {
    const { event, property } = selectorParts(selector);
    return `FROM (SELECT ${columns} ${valuesOf(event, property, 'covey_scalar(value)')})`;
  };
  /** Numbers in whole millionths: sums of them leave no error. */
  const numbers = (selector: string): string => {
    const { event, property } = selectorParts(selector);
    const rounded = 'floor(covey_measured(value) * 1e6 + 0.5) AS millionths';
    const only = `covey_type(value) IN ('number', 'string') AND isfinite(covey_measured(value))`;
    return `FROM (SELECT ${keys}, ${rounded} ${valuesOf(event, property, only)})`;
  };
  const made = (aggregate: string, from: string, value: Measure['value']): Measure => ({
    part: query.part(
      `${name}${scope.label}`,
      `SELECT ${keys}, ${aggregate} AS value\n  ${from}\n  GROUP BY ${keys}`,
    ),
    value,
  });

  if ('count' in definition) {
    if (definition.by === undefined) return made('count(*)', matching(definition.count), orZero);
    const values = valuesOf(definition.count, definition.by, 'covey_scalar(value)');
    const counts = `FROM (SELECT ${keys}, count(*) AS times ${values} GROUP BY ${keys}, covey_key(value))`;
    return made('max(times)', counts, orZero);
  }
  if ('since' in definition) {
    const which = definition.of === 'first' ? 'min(t)' : 'max(t)';
    return made(which, matching(definition.since), (column) => ({
      sql: `${scope.at} - ${column}`,
      type: 'number',
      duration: true,
      never: true,
    }));
  }
  if ('periods' in definition)
    return made(
      'max(periods)',
      periodsSql(definition, matching(definition.periods), scope, query),
      orZero,
    );
  if ('sum' in definition) return made('sum(millionths) / 1e6', numbers(definition.sum), orZero);
  if ('mean' in definition)
    return made('sum(millionths) / count(*) / 1e6', numbers(definition.mean), maybeNumber);
  if ('min' in definition)
    return made('min(millionths) / 1e6', numbers(definition.min), maybeNumber);
  if ('max' in definition)
    return made('max(millionths) / 1e6', numbers(definition.max), maybeNumber);
  if ('median' in definition)
    return made('median(millionths) / 1e6', numbers(definition.median), maybeNumber);
  if ('distinct' in definition)
    return made('count(DISTINCT covey_key(value))', scalars(definition.distinct), orZero);
  if ('first' in definition)
    return made('first(value ORDER BY n, i)', scalars(definition.first), maybeJson);
  if ('last' in definition)
    return made('last(value ORDER BY n, i)', scalars(definition.last), maybeJson);
  if ('top' in definition) {
    const each = 'count(*) AS times, max(row(n, i)) AS seen, any_value(value) AS value';
    const from = `FROM (SELECT ${keys}, ${each} ${scalars(definition.top)} GROUP BY ${keys}, covey_key(value))`;
    return made('first(value ORDER BY times DESC, seen DESC)', from, maybeJson);
  }
  if ('interest' in definition) {
    const { value, halfLife } = definition;
    const only =
      value === undefined
        ? ''
        : ` WHERE covey_key(value) = ${text(`${typeof value} ${String(value)}`)}`;
    const score = `sum(pow(2e0, (t - ${scope.at}) / ${durationMs(halfLife)}e0)) AS score`;
    const from = `FROM (SELECT ${keys}, ${score} ${scalars(definition.interest)}${only} GROUP BY ${keys}, covey_key(value))`;
    return made('floor(max(score) * 1e9 + 0.5) / 1e9', from, (column) => ({
      ...orZero(column),
      score: true,
    }));
  }
  throw new NoSqlForm(Object.keys(definition)[0] ?? 'metric', 'there is no such metric');
};

const maybeNumber = (sql: string): SqlValue => ({ sql, type: 'number' });
const maybeJson = (sql: string): SqlValue => ({ sql, type: 'json', measured: true });
