import type {
  Condition,
  EventSelector,
  MetricDefinition,
  SequenceDefinition,
  Window,
} from '../definitions/types.ts';
import { matchSql, selectorParts, valuesSql } from './events.ts';
import { NoSqlForm } from './no-sql-form.ts';
import type { Query } from './query.ts';
import { type Scope, shifted, windowSql } from './scope.ts';
import { sequenceMetric } from './sequence-metric.ts';
import type { SqlValue } from './values.ts';

/** A metric as a part of the statement: a row for each of those asked about for whom there is something to say. */
export interface Measure {
  /** The part's name; its columns are the scope's keys and `value`. */
  readonly part: string;
  /** The metric's value from the column, which is NULL where the part has no row. */
  readonly value: (column: string) => SqlValue;
}

/** What every metric of events may say besides what it gathers. */
interface Options {
  readonly where?: Condition;
  readonly within?: Window;
  readonly after?: SequenceDefinition;
  readonly before?: SequenceDefinition;
}

/** Whole numbers, zero where nothing matched. */
export const counted = (column: string): SqlValue => ({
  sql: `coalesce(${column}, 0)`,
  type: 'number',
  present: true,
});

/** Adds the part for a metric other than `sessions` and `formula`, which read other facts. */
export const measure = (
  name: string,
  definition: MetricDefinition,
  scope: Scope,
  query: Query,
): Measure => {
  const { within } = definition as Options;
  const then = shifted(scope, within);
  const part = (body: string): string => query.part(`${name}${scope.label}`, body);
  const keys = scope.keys.join(', ');
  const { after, before, where } = definition as Options;
  if (after !== undefined || before !== undefined)
    throw new NoSqlForm(after ? 'after' : 'before', 'not yet');
  const matching = (selector: EventSelector): string =>
    [
      `FROM ${scope.events}`,
      `WHERE ${[matchSql(selector, where, query), ...windowSql(within, then, query)].map(bracketed).join(' AND ')}`,
    ].join('\n  ');
  const grouped = (value: string, from: string): string =>
    part(`SELECT ${keys}, ${value} AS value\n  ${from}\n  GROUP BY ${keys}`);

  /** A row for each value of the property: `value`, and its place `n`, `i`. */
  const valuesOf = (selector: string, only: string): string => {
    const { event, property } = selectorParts(selector);
    const list = valuesSql(property, where, query);
    return [
      'FROM (',
      `    SELECT ${keys}, t, ${query.column('n')}, unnest(${list}) AS value, generate_subscripts(${list}, 1) AS i`,
      `    ${matching(event).replaceAll('\n', '\n  ')}`,
      `  ) WHERE ${only}`,
    ].join('\n');
  };
  const numbersOf = (selector: string): string =>
    `FROM (SELECT ${keys}, n, i, floor(covey_number(value) * 1e6 + 0.5) AS millionths\n  ${valuesOf(selector, `covey_type(value) = 'number'`).replaceAll('\n', '\n  ')})\n  WHERE isfinite(millionths)`;
  const scalar = 'covey_scalar(value)';

  if ('count' in definition) {
    if (definition.by === undefined)
      return { part: grouped('count(*)', matching(definition.count)), value: counted };
    throw new NoSqlForm('by', 'not yet');
  }
  if ('sum' in definition) {
    const value = grouped('sum(millionths) / 1e6', numbersOf(definition.sum));
    return { part: value, value: counted };
  }
  if ('distinct' in definition) {
    const from = valuesOf(definition.distinct, scalar);
    return { part: grouped('count(DISTINCT covey_key(value))', from), value: counted };
  }
  if ('first' in definition) {
    const from = valuesOf(definition.first, scalar);
    return { part: grouped('first(value ORDER BY n, i)', from), value: json };
  }
  if ('last' in definition) {
    const from = valuesOf(definition.last, scalar);
    return { part: grouped('last(value ORDER BY n, i)', from), value: json };
  }
  if ('since' in definition) {
    const which = definition.of === 'first' ? 'min' : 'max';
    const value = grouped(`${which}(t)`, matching(definition.since));
    return {
      part: value,
      value: (column) => ({
        sql: `${then.at} - ${column}`,
        type: 'number',
        duration: true,
        never: true,
      }),
    };
  }
  if ('sequence' in definition) return sequenceMetric(name, definition, scope, query);
  throw new NoSqlForm(Object.keys(definition)[0] ?? 'metric', 'not yet');
};

const json = (sql: string): SqlValue => ({ sql, type: 'json' });
const bracketed = (test: string): string => (/ (AND|OR) /.test(test) ? `(${test})` : test);
