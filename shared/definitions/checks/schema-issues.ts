/** What the schema finds, in words: the option that was meant, the key that was mistyped. */
import type * as z from 'zod/mini';
import { metricSchemas } from '../schema.ts';
import type { IssuePath, Reporter } from './issues.ts';
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
      return issue.keys.map((key) => [...issue.path, nearest(key, known)].join('\n'));
    }),
  );
  for (const issue of issues) {
    const isMissing = valueAt(json, issue.path) === undefined;
    if (!isMissing || !meant.has(issue.path.join('\n')))
      explain(issue, prefix, schema, json, report);
  }
};

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
          `There is no "${key}" here.${didYouMean(key, known)}${listed(known)}`,
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
          `"${String(inner.at(-1) ?? path.at(-1))}" is missing: ${named(issue.expected)} is needed.`,
        );
      return report.error(
        'wrong-type',
        path,
        `${what(value)} stands where ${named(issue.expected)} is needed.`,
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
        `${what(value)} is not allowed here: write ${choice(issue.values)}.${typeof value === 'string' ? didYouMean(value, issue.values.map(String)) : ''}`,
      );
    default:
      return report.error('bad-value', path, `${what(value)} ${issue.message}.`);
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
  if (options.length === metricOptions.length && isObject(value)) {
    const named = Object.keys(metricSchemas).filter((key) => Object.hasOwn(value, key));
    if (named.length !== 1) {
      const all = Object.keys(metricSchemas);
      const typo =
        Object.keys(value)
          .map((key) => didYouMean(key, all))
          .find((text) => text !== '') ?? '';
      const found =
        named.length === 0
          ? `The metric names no aggregator.${typo} Write`
          : `The metric names ${named.length} aggregators, ${named.join(' and ')}. Write only`;
      return report.error('metric-kind', path, `${found} one of ${all.join(', ')}.`);
    }
  }
  const ranked = issue.errors
    .map((errors, i) => ({ errors, option: options[i], cost: cost(errors, options[i], value) }))
    .toSorted((a, b) => a.cost - b.cost);
  const fitting = ranked.filter((option) => option.cost < HOPELESS);
  const [best] = fitting;
  if (best?.option === undefined) {
    const forms = [...new Set(ranked.flatMap(({ errors }) => errors.map(needed)))].join(', or ');
    return value === undefined
      ? report.error('missing-key', path, `"${String(path.at(-1))}" is missing: write ${forms}.`)
      : report.error('wrong-type', path, `${what(value)} stands where ${forms} is needed.`);
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
      `${what(value)} ${errors.map(complaint).join('; or ')}.${didYouMean(value, known)}`,
    );
  }
  explainAll(best.errors, path, best.option, value, report);
};

const needed = (issue: ZodIssue): string => {
  if (issue.code === 'invalid_type') return named(issue.expected);
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
const metricOptions = Object.values(metricSchemas);

const schemaAt = (schema: AnySchema, path: IssuePath, json: unknown): AnySchema | undefined => {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const { shape, valueType, element, options } = definitionOf(schema);
  if (options !== undefined) {
    const fitting = options.filter((option) => definitionOf(option).shape !== undefined);
    const chosen = fitting.toSorted((a, b) => shared(b, json) - shared(a, json))[0];
    return chosen && schemaAt(chosen, path, json);
  }
  const next = shape?.[String(step)] ?? valueType ?? element;
  return next && schemaAt(next, rest, valueAt(json, [step]));
};
const shared = (option: AnySchema, json: unknown): number =>
  isObject(json) ? keysOf(option, json).filter((key) => Object.hasOwn(json, key)).length : 0;

const keysOf = (schema: AnySchema | undefined, json: unknown): readonly string[] => {
  if (schema === undefined) return [];
  const { shape, options } = definitionOf(schema);
  if (shape !== undefined) return Object.keys(shape);
  const best = options
    ?.filter((option) => definitionOf(option).shape)
    .toSorted((a, b) => shared(b, json) - shared(a, json))[0];
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
const named = (type: string): string =>
  ({
    record: 'an object',
    object: 'an object',
    array: 'a list',
    int: 'a whole number',
    tuple: 'a list',
  })[type] ?? `a ${type}`;
const what = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'Nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};
