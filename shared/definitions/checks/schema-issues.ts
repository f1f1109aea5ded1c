/** What the schema finds, in words: the option that was meant, the key that was mistyped. */
import type * as z from 'zod/mini';
import type { IssuePath, Reporter } from './issues.ts';
import { durationMeant, keyMeant } from './meant.ts';
import { type AnySchema, idOf, keysOf, optionsOf, schemaAt, valueAt } from './schema-tree.ts';
import {
  choice,
  isText,
  listed,
  neededAt,
  nounOf,
  suggested,
  what,
  withoutQuotes,
  wrongAggregator,
  wrongForm,
} from './schema-words.ts';
import { didYouMean, nearest } from './suggest.ts';
import { isObject } from './walk.ts';

type ZodIssue = z.core.$ZodIssue;

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
