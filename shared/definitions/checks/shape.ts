/** First pass: is it JSON of bearable size, and does it have the schema's shape. */
import type * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';
import { definitionsSchema, metricSchemas } from '../schema.ts';
import type { Definitions } from '../types.ts';
import { type IssuePath, type Reporter } from './issues.ts';
import { didYouMean } from './suggest.ts';

/** The document as definitions, or null where issues were reported. */
export const checkShape = (json: unknown, report: Reporter): Definitions | null => {
  if (!isBearable(json, report)) return null;
  const parsed = definitionsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) explain(issue, [], definitionsSchema, json, report);
  return null;
};

const MAX_NODES = 200_000;

/** No deeper, no wider than a document may be; nothing but JSON; no key that reaches a prototype. */
const isBearable = (json: unknown, report: Reporter): boolean => {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    report.error('not-json', [], 'A definitions document is a JSON object.');
    return false;
  }
  const open: { readonly value: unknown; readonly path: IssuePath }[] = [{ value: json, path: [] }];
  for (let next = open.pop(), seen = 1; next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === 'number' ? !Number.isFinite(value) : !isJsonType(value)) {
      report.error('not-json', path, 'JSON has no form for this value.');
      return false;
    }
    if (typeof value !== 'object' || value === null) continue;
    if (path.length > LIMITS.depth) {
      report.error('too-deep', path.slice(0, 4), `Nested deeper than ${LIMITS.depth} levels.`);
      return false;
    }
    const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
      ? Array.from(value, (item: unknown, i) => [i, item] as const)
      : Object.entries(value);
    seen += entries.length;
    if (seen > MAX_NODES) {
      report.error('too-large', [], `The document holds more than ${MAX_NODES} values.`);
      return false;
    }
    for (const [key, inner] of entries) {
      if (key === '__proto__') {
        report.error('reserved-id', [...path, key], '"__proto__" cannot be used as a key.', 'key');
        return false;
      }
      open.push({ value: inner, path: [...path, key] });
    }
  }
  const bytes = new TextEncoder().encode(JSON.stringify(json)).length;
  if (bytes <= LIMITS.documentBytes) return true;
  report.error(
    'too-large',
    [],
    `The document has ${bytes} bytes; at most ${LIMITS.documentBytes} are allowed.`,
  );
  return false;
};

const isJsonType = (value: unknown): boolean => {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

type ZodIssue = z.core.$ZodIssue;
type AnySchema = z.ZodMiniType;

/** Says a schema issue in words. `schema` and `json` are what `prefix` leads to. */
const explain = (
  issue: ZodIssue,
  prefix: IssuePath,
  schema: AnySchema,
  json: unknown,
  report: Reporter,
): void => {
  const inner = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
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
  const [best] = ranked;
  if (best?.option === undefined || best.cost >= HOPELESS) {
    const forms = [
      ...new Set(
        ranked.flatMap(({ errors }) =>
          errors.map((error) =>
            error.code === 'invalid_type' ? named(error.expected) : error.message,
          ),
        ),
      ),
    ];
    return report.error(
      'wrong-type',
      path,
      `${what(value)} does not fit here${forms.length > 0 ? `: ${forms.join(', or ')}` : ''}.`,
    );
  }
  for (const error of best.errors) explain(error, path, best.option, value, report);
};

const HOPELESS = 1000;

/** How far a value is from an option: another type is hopeless, a missing key worse than one too many. */
const cost = (
  errors: readonly ZodIssue[],
  option: AnySchema | undefined,
  value: unknown,
): number => {
  let sum = 0;
  for (const error of errors) {
    if (error.path.length === 0 && error.code === 'invalid_type') return HOPELESS;
    if (error.path.length === 0 && error.code !== 'unrecognized_keys') sum += 10;
    else if (error.code === 'unrecognized_keys') sum += error.keys.length;
    else sum += valueAt(value, error.path) === undefined ? 100 : 1;
  }
  return option === undefined ? HOPELESS : sum;
};

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

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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
