import { property } from './conditions.ts';
import type { Fact, SqlValue } from './values.ts';

/** Facts that the page's host tells, from a table of them called `told`. A log of events says nothing of them. */

const NAMESPACE = /^(trait|until|since|anniversary|geo|device|source|page)\.(.+)$/s;

export const isTold = (fact: string): boolean => NAMESPACE.test(fact);

/** The fact's value, of those asked about "now". */
export const toldFact = (fact: string, table: string | null, now: string, zone: string): Fact => {
  const [, namespace = '', key = ''] = NAMESPACE.exec(fact) ?? [];
  if (table === null) return 'unknown';
  const isDate = /^(until|since|anniversary)$/.test(namespace);
  const of = isDate ? 'trait' : namespace;
  const unknown = `${property(FACTS, [of]).sql} IS NULL`;
  if (!isDate) return { ...valueAt(of, key), unknown };
  const date = dateSql(key);
  if (namespace === 'anniversary') {
    // A date is the same day everywhere; an instant is one of the visitor's own days.
    const isDay = `length(covey_string(${valueAt('trait', key).sql})) = 10`;
    const born = `CASE WHEN ${isDay} THEN covey_day(${date}, 'UTC') ELSE covey_day(${date}, ${zone}) END`;
    const days = `covey_anniversary(${born}, covey_day(${now}, ${zone}))`;
    return { sql: days, type: 'number', unknown };
  }
  const ms = namespace === 'until' ? `${date} - ${now}` : `${now} - ${date}`;
  return { sql: ms, type: 'number', duration: true, unknown };
};

/** The date of a trait in milliseconds, or NULL. */
export const dateSql = (trait: string): string => `covey_instant(${valueAt('trait', trait).sql})`;

const FACTS: SqlValue = { sql: 'told.facts', type: 'json' };

/** A key may hold dots, or lead to a key within a key. */
const valueAt = (namespace: string, key: string): SqlValue => {
  const plain = property(FACTS, [namespace, key]);
  if (!key.includes('.')) return plain;
  const inner = property(FACTS, [namespace, ...key.split('.')]);
  return { ...plain, sql: `coalesce(${plain.sql}, ${inner.sql})` };
};
