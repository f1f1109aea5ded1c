/** Parts of the language as one would say them in a message. */
import { metricSchemas } from '../schema.ts';
import type { IssuePath } from './issues.ts';
import { aggregatorMeant } from './meant.ts';
import { type AnySchema, idOf, requiredKeys, schemaAt } from './schema-tree.ts';
import { didYouMean } from './suggest.ts';

export const listed = (known: readonly string[]): string =>
  known.length > 0 && known.length <= 12 ? ` Known: ${known.join(', ')}.` : '';
export const choice = (values: readonly unknown[]): string =>
  values
    .map((value) => JSON.stringify(value))
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
export const isText = (value: unknown): value is string => typeof value === 'string';
export const suggested = (meant: string | undefined): string =>
  meant === undefined ? '' : ` Did you mean "${meant}"?`;
export const withoutQuotes = (value: unknown, expected: string): string => {
  const isNumber =
    /^(number|int)$/.test(expected) && isText(value) && /^-?\d+(\.\d+)?$/.test(value);
  const isTruth = expected === 'boolean' && (value === 'true' || value === 'false');
  return isNumber || isTruth ? ' Leave the quotes out.' : '';
};

/** Types, and parts of the language by their names in the schema, as one would say them. */
const TYPES: { readonly [type: string]: string } = {
  record: 'an object',
  object: 'an object',
  array: 'a list',
  tuple: 'a list',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
};
const NOUNS: { readonly [id: string]: string } = {
  Duration: 'a duration such as "30d"',
  Instant: 'an instant such as "2026-11-24T00:00:00Z"',
  Events: 'an event name, or a list of event names',
  Property: 'an event and a property, such as "purchase.value"',
  Window:
    'a duration such as "30d", or "session", "today", "week" or "month", or an object such as { "sessions": 3 }',
  Condition: 'a condition, an object such as { "metric.orders": { "$gte": 3 } }',
  Sequence: 'a sequence, { "sequence": [ … ] }',
  Step: 'a step, an object such as { "event": "purchase" }',
  Formula: 'a number, a fact such as "metric.orders", or an object with one operation',
  Metric: 'a metric, an object such as { "count": "purchase" }',
  Trait: 'a trait, an object such as { "type": "string" }',
  Segment: 'a segment, an object such as { "when": { … } }',
  Group: 'a group, an object such as { "segments": [ … ] }',
};
export const nounOf = (schema: AnySchema): string | undefined => NOUNS[idOf(schema) ?? ''];
export const neededAt = (
  schema: AnySchema | undefined,
  path: IssuePath,
  json: unknown,
  expected: string,
): string => {
  const found = schema === undefined ? undefined : schemaAt(schema, path, json);
  return (found && nounOf(found)) ?? TYPES[expected] ?? `a ${expected}`;
};
export const what = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'Nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** Why an object is no metric: no aggregator, or more than one. */
export const wrongAggregator = (value: { readonly [key: string]: unknown }): string | undefined => {
  const all = Object.keys(metricSchemas);
  const named = all.filter((key) => Object.hasOwn(value, key));
  if (named.length === 1) return undefined;
  if (named.length > 1)
    return `The metric names ${named.length} aggregators, ${named.join(' and ')}. Write only one of ${all.join(', ')}.`;
  const keys = Object.keys(value);
  const kind = value['type'];
  if (isText(kind) && all.includes(kind))
    return `The metric names no aggregator. The key itself says which: { "${kind}": … }, without "type".`;
  const typo = keys.map((key) => didYouMean(key, all)).find((text) => text !== '');
  return `The metric names no aggregator.${typo ?? aggregatorMeant(keys)} Write one of ${all.join(', ')}.`;
};

/** Which keys make a form of a step, a window or a formula, and what to say where an object has none of them. */
const FORMS: { readonly [id: string]: string } = {
  Step: 'A step is { "event": … }, { "not": … } or { "anyOrder": [ … ] }',
  Window:
    'A window is a duration, "session", "today", "week", "month", { "sessions" }, { "from", "to" }, { "first" } or { "length", "ago" }',
  Formula:
    'A formula is a number, a fact, or one operation: add, multiply, subtract, divide, min, max, log1p or logistic',
};
const MEANT_FORM: ReadonlyMap<string, string> = new Map([
  ['then', ' "then" is what steps do anyway: write { "event": … }.'],
  ['next', ' Write { "event": …, "after": "next" }.'],
  ['last', ' The last 7 days are "7d".'],
  ['days', ' Seven days are "7d".'],
  ['since', ' From one instant on: { "from": …, "to": … }, with a "to" that lies ahead.'],
  ['sum', ' Did you mean "add"?'],
  ['plus', ' Did you mean "add"?'],
  ['minus', ' Did you mean "subtract"?'],
  ['times', ' Did you mean "multiply"?'],
  ['product', ' Did you mean "multiply"?'],
  ['ratio', ' Did you mean "divide"?'],
  ['log', ' Did you mean "log1p"?'],
  ['sigmoid', ' Did you mean "logistic"?'],
]);
export const wrongForm = (
  id: string,
  value: { readonly [key: string]: unknown },
  options: readonly AnySchema[],
): string | undefined => {
  const form = FORMS[id];
  if (form === undefined) return undefined;
  const needs = options.map(requiredKeys).filter((keys) => keys.length > 0);
  const has = needs.filter((keys) => keys.some((key) => Object.hasOwn(value, key)));
  if (has.length > 1 && id !== 'Window')
    return `${form}. Only one of ${has.flat().join(', ')} can stand here.`;
  if (has.length > 0) return undefined;
  const keys = Object.keys(value);
  const known = needs.flat();
  const typo = keys.map((key) => didYouMean(key, known)).find((text) => text !== '');
  const meant = keys.map((key) => MEANT_FORM.get(key)).find((text) => text !== undefined);
  return `${form}.${typo ?? meant ?? ''}${keys.length > 0 ? ` Here stands ${keys.map((key) => `"${key}"`).join(', ')}.` : ''}`;
};
