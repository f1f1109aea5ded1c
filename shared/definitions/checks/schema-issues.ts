/** What the schema finds, in words: the option that was meant, the key that was mistyped. */
import * as z from 'zod/mini';
import { metricSchemas } from '../schema.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { aggregatorMeant, durationMeant, keyMeant } from './meant.ts';
import { didYouMean, nearest } from './suggest.ts';
import { isObject } from './walk.ts';

type ZodIssue = z.core.$ZodIssue;
type AnySchema = z.ZodMiniType;

/** Says schema issues in words; a missing key that was only mistyped is said once. */
export const explainAll = (
  issues: readonly ZodIssue[],
  prefix: IssuePath,
  schema: AnySchema,
  json: unknown,
  report: Reporter,
): void => {
  const meant = new Set(
    issues.flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [];
      const known = keysOf(schemaAt(schema, asPath(issue.path), json), valueAt(json, issue.path));
      return issue.keys.map((key) => [...issue.path, meantKey(key, known)].join('\n'));
    }),
  );
  for (const issue of issues) {
    const isMissing = valueAt(json, issue.path) === undefined;
    if (!isMissing || !meant.has(issue.path.join('\n')))
      explain(issue, prefix, schema, json, report);
  }
};

/** The key that was meant by one that there is not. */
const meantKey = (key: string, known: readonly string[]): string | undefined =>
  nearest(key, known) ?? keyMeant(key, known);

const asPath = (path: readonly PropertyKey[]): IssuePath =>
  path.map((part) => (typeof part === 'symbol' ? String(part) : part));

/** Says a schema issue in words. `schema` and `json` are what `prefix` leads to. */
const explain = (
  issue: ZodIssue,
  prefix: IssuePath,
  schema: AnySchema,
  json: unknown,
  report: Reporter,
): void => {
  const inner = asPath(issue.path);
  const path = [...prefix, ...inner];
  const value = valueAt(json, inner);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysOf(schemaAt(schema, inner, json), value);
      for (const key of issue.keys)
        report.error(
          'unknown-key',
          [...path, key],
          `There is no "${key}" here.${suggested(meantKey(key, known))}${listed(known)}`,
          'key',
        );
      return;
    }
    case 'invalid_union':
      return explainUnion(issue, path, schemaAt(schema, inner, json), value, report);
    case 'invalid_key':
      return report.error(
        'bad-value',
        path,
        `"${String(inner.at(-1))}" cannot be used here: it ${issue.issues[0]?.message ?? 'is not allowed'}.`,
        'key',
      );
    case 'invalid_type': {
      if (value === undefined)
        return report.error(
          'missing-key',
          path,
          `"${String(inner.at(-1) ?? path.at(-1))}" is missing: write ${neededAt(schema, inner, json, issue.expected)}.`,
        );
      return report.error(
        'wrong-type',
        path,
        `${what(value)} cannot stand here: write ${neededAt(schema, inner, json, issue.expected)}.${withoutQuotes(value, issue.expected)}`,
      );
    }
    case 'invalid_value':
      if (value === undefined)
        return report.error(
          'missing-key',
          path,
          `"${String(path.at(-1))}" is missing: write ${choice(issue.values)}.`,
        );
      return report.error(
        'bad-value',
        path,
        `${what(value)} is not allowed here: write ${choice(issue.values)}.${typeof value === 'string' ? didYouMean(value, issue.values.filter(isText)) : ''}${path.at(-1) === 'after' && durationMeant(value) !== '' ? ' A time stands in "atLeast" or "atMost".' : ''}`,
      );
    default:
      return report.error(
        'bad-value',
        path,
        `${what(value)} ${issue.message}.${/duration/.test(issue.message) ? durationMeant(value) : ''}`,
      );
  }
};

/** Of a union, the option that was most likely meant explains what is wrong. */
const explainUnion = (
  issue: z.core.$ZodIssueInvalidUnion,
  path: IssuePath,
  schema: AnySchema | undefined,
  value: unknown,
  report: Reporter,
): void => {
  const options = optionsOf(schema);
  if (isObject(value)) {
    const id = schema === undefined ? undefined : idOf(schema);
    if (id === 'Metric') {
      const said = wrongAggregator(value);
      if (said !== undefined) return report.error('metric-kind', path, said);
    }
    const said = id === undefined ? undefined : wrongForm(id, value, options);
    if (said !== undefined) return report.error('bad-value', path, said);
  }
  const ranked = issue.errors
    .map((errors, i) => ({ errors, option: options[i], cost: cost(errors, options[i], value) }))
    .toSorted((a, b) => a.cost - b.cost);
  const fitting = ranked.filter((option) => option.cost < HOPELESS);
  const [best] = fitting;
  if (best?.option === undefined) {
    const known = schema === undefined ? undefined : nounOf(schema);
    const forms =
      known ??
      [
        ...new Set(
          ranked.flatMap(({ errors, option }) => errors.map((one) => needed(one, option))),
        ),
      ].join(', or ');
    return value === undefined
      ? report.error('missing-key', path, `"${String(path.at(-1))}" is missing: write ${forms}.`)
      : report.error('wrong-type', path, `${what(value)} cannot stand here: write ${forms}.`);
  }
  if (typeof value === 'string' && fitting.length > 1) {
    // Several options take text, and none this one.
    const errors = fitting.flatMap((option) => option.errors);
    const known = errors.flatMap((error) =>
      error.code === 'invalid_value' ? error.values.map(String) : [],
    );
    return report.error(
      'bad-value',
      path,
      `${what(value)} ${errors.map(complaint).join('; or ')}.${durationMeant(value) || didYouMean(value, known)}`,
    );
  }
  explainAll(best.errors, path, best.option, value, report);
};

/** Why an object is no metric: no aggregator, or more than one. */
const wrongAggregator = (value: { readonly [key: string]: unknown }): string | undefined => {
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
    'A window is a duration, "session", "today", "week", "month", { "from", "to" }, { "first" } or { "length", "ago" }',
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
const wrongForm = (
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

const needed = (issue: ZodIssue, option: AnySchema | undefined): string => {
  if (issue.code === 'invalid_type') return neededAt(option, [], undefined, issue.expected);
  return issue.code === 'invalid_value' ? choice(issue.values) : 'another value';
};
const complaint = (issue: ZodIssue): string =>
  issue.code === 'invalid_value' ? `write ${choice(issue.values)}` : issue.message;

const HOPELESS = 1000;

/** How far a value is from an option: another type is hopeless, a missing key worse than one too many. */
const cost = (
  errors: readonly ZodIssue[],
  option: AnySchema | undefined,
  value: unknown,
): number => {
  let sum = 0;
  for (const error of errors) {
    if (error.path.length === 0 && isOtherType(error, value)) return HOPELESS;
    if (error.path.length === 0 && error.code !== 'unrecognized_keys') sum += 10;
    else if (error.code === 'unrecognized_keys') sum += error.keys.length;
    else sum += valueAt(value, error.path) === undefined ? 100 : 1;
  }
  return option === undefined ? HOPELESS : sum;
};

const isOtherType = (issue: ZodIssue, value: unknown): boolean =>
  issue.code === 'invalid_type' ||
  (issue.code === 'invalid_value' &&
    issue.values.every((allowed) => typeof allowed !== typeof value));

// The schema beside the value, so that an unknown key can be compared with the known ones.
interface Definition {
  readonly type: string;
  readonly shape?: { readonly [key: string]: AnySchema };
  readonly innerType?: AnySchema;
  readonly valueType?: AnySchema;
  readonly element?: AnySchema;
  readonly options?: readonly AnySchema[];
  readonly getter?: () => AnySchema;
}
const definitionOf = (schema: AnySchema): Definition => {
  const definition = schema.def as unknown as Definition;
  const inner = definition.getter?.() ?? definition.innerType;
  return inner === undefined ? definition : definitionOf(inner);
};
const optionsOf = (schema: AnySchema | undefined): readonly AnySchema[] =>
  schema === undefined ? [] : (definitionOf(schema).options ?? []);
/** The keys that an object of this schema must have. */
const requiredKeys = (schema: AnySchema): readonly string[] =>
  Object.entries(definitionOf(schema).shape ?? {}).flatMap(([key, inner]) =>
    inner.def.type === 'optional' ? [] : [key],
  );

/** Of a union, the object that a value most likely is: by the keys that it must have, then by all. */
const bestOption = (options: readonly AnySchema[], json: unknown): AnySchema | undefined => {
  const has = (keys: readonly string[]): number =>
    isObject(json) ? keys.filter((key) => Object.hasOwn(json, key)).length : 0;
  const score = (option: AnySchema): number =>
    1000 * has(requiredKeys(option)) + has(Object.keys(definitionOf(option).shape ?? {}));
  return options
    .filter((option) => definitionOf(option).shape !== undefined)
    .toSorted((a, b) => score(b) - score(a))[0];
};

const schemaAt = (schema: AnySchema, path: IssuePath, json: unknown): AnySchema | undefined => {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const { shape, valueType, element, options } = definitionOf(schema);
  if (options !== undefined) {
    const chosen = bestOption(options, json);
    return chosen && schemaAt(chosen, path, json);
  }
  const next = shape?.[String(step)] ?? valueType ?? element;
  return next && schemaAt(next, rest, valueAt(json, [step]));
};

const keysOf = (schema: AnySchema | undefined, json: unknown): readonly string[] => {
  if (schema === undefined) return [];
  const { shape, options } = definitionOf(schema);
  if (shape !== undefined) return Object.keys(shape);
  const best = options && bestOption(options, json);
  return best === undefined ? [] : keysOf(best, json);
};

const valueAt = (json: unknown, path: readonly PropertyKey[]): unknown => {
  let value = json;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = (value as { readonly [key: PropertyKey]: unknown })[step];
  }
  return value;
};

const listed = (known: readonly string[]): string =>
  known.length > 0 && known.length <= 12 ? ` Known: ${known.join(', ')}.` : '';
const choice = (values: readonly unknown[]): string =>
  values
    .map((value) => JSON.stringify(value))
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
const isText = (value: unknown): value is string => typeof value === 'string';
const suggested = (meant: string | undefined): string =>
  meant === undefined ? '' : ` Did you mean "${meant}"?`;
const withoutQuotes = (value: unknown, expected: string): string => {
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
    'a duration such as "30d", or "session", "today", "week" or "month", or an object with two ends',
  Condition: 'a condition, an object such as { "metric.orders": { "$gte": 3 } }',
  Sequence: 'a sequence, { "sequence": [ … ] }',
  Step: 'a step, an object such as { "event": "purchase" }',
  Formula: 'a number, a fact such as "metric.orders", or an object with one operation',
  Metric: 'a metric, an object such as { "count": "purchase" }',
  Trait: 'a trait, an object such as { "type": "string" }',
  Segment: 'a segment, an object such as { "when": { … } }',
  Group: 'a group, an object such as { "segments": [ … ] }',
};
const idOf = (schema: AnySchema): string | undefined =>
  z.globalRegistry.get(schema)?.id ??
  (definitionOf(schema) === schema.def ? undefined : idOf(innerOf(schema)));
const innerOf = (schema: AnySchema): AnySchema => {
  const definition = schema.def as unknown as Definition;
  return definition.getter?.() ?? definition.innerType ?? schema;
};
const nounOf = (schema: AnySchema): string | undefined => NOUNS[idOf(schema) ?? ''];
const neededAt = (
  schema: AnySchema | undefined,
  path: IssuePath,
  json: unknown,
  expected: string,
): string => {
  const found = schema === undefined ? undefined : schemaAt(schema, path, json);
  return (found && nounOf(found)) ?? TYPES[expected] ?? `a ${expected}`;
};
const what = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'Nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};
