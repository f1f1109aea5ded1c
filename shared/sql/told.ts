import { property } from './conditions.ts';
import { text } from './text.ts';
import type { Fact, SqlValue } from './values.ts';

/** Facts that the page's host tells, from a table of them called `told`. A log of events says nothing of them. */

const NAMESPACE = /^(trait|until|since|anniversary|geo|device|source|page)\.(.+)$/s;

export const isTold = (fact: string): boolean => NAMESPACE.test(fact);

/** The fact's value, of those asked about "now". */
export const toldFact = (
  fact: string,
  table: string | null,
  now: string,
  local: (ms: string) => string,
): Fact => {
  const [, namespace = '', key = ''] = NAMESPACE.exec(fact) ?? [];
  if (table === null) return 'unknown';
  const isDate = /^(until|since|anniversary)$/.test(namespace);
  const of = isDate ? 'trait' : namespace;
  const unknown = `coalesce(json_type(told.facts->${text(`/${of}`)}), 'NULL') = 'NULL'`;
  if (!isDate) return { ...valueAt(of, key), unknown };
  const date = dateSql(key);
  if (namespace === 'anniversary') {
    // A date is the same day everywhere; an instant is one of the visitor's own days.
    const told = `covey_string(${valueAt('trait', key).sql})`;
    const day = `if(length(${told}) = 10, TRY_CAST(${told} AS DATE), CAST(${local(date)} AS DATE))`;
    const days = `covey_anniversary(${day}, CAST(${local(now)} AS DATE))`;
    return { sql: `if(${date} IS NULL, NULL, ${days})`, type: 'number', unknown };
  }
  const ms = namespace === 'until' ? `${date} - ${now}` : `${now} - ${date}`;
  return { sql: ms, type: 'number', duration: true, unknown };
};

/** The date of a trait in milliseconds, or NULL. */
export const dateSql = (trait: string): string => `covey_instant(${valueAt('trait', trait).sql})`;

/** A key may hold dots, or lead to a key within a key. */
const valueAt = (namespace: string, key: string): SqlValue => {
  const facts: SqlValue = { sql: 'told.facts', type: 'json' };
  const plain = property(facts, [namespace, key]);
  if (!key.includes('.')) return plain;
  const inner = property(facts, [namespace, ...key.split('.')]);
  return { ...plain, sql: `coalesce(${plain.sql}, ${inner.sql})` };
};
