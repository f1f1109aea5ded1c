import type { Json } from '../definitions/types.ts';
import type { ImportIssue } from './types.ts';

export type JsonObject = { readonly [key: string]: Json };

/** Deeper than any tool's own grammar goes, and far from the end of the stack. */
const MOST_DEPTH = 64;
const MOST_VALUES = 20_000;
const MOST_TEXT = 1_000_000;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member of that name, if it is the object's own. */
export const own = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** Text of what may be anything: an object that comes in may have a member named "toString". */
export const asText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

/** The value, if it is a text. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** A copy made of plain JSON and nothing else, or why there is none: whatever comes in is read once, here. */
export const plainJson = (value: unknown): { json: Json } | { issue: ImportIssue } => {
  let values = 0;
  let text = 0;
  let issue: ImportIssue | undefined;
  const fail = (code: ImportIssue['code'], path: string, message: string): null => {
    issue ??= { code, path, message };
    return null;
  };
  const copy = (from: unknown, path: string, depth: number): Json => {
    if (issue !== undefined) return null;
    values += 1;
    if (typeof from === 'string') text += from.length;
    if (values > MOST_VALUES || text > MOST_TEXT)
      return fail(
        'too-large',
        path,
        `The input has more than ${MOST_VALUES} values or ${MOST_TEXT} characters. Import its segments one by one.`,
      );
    if (depth > MOST_DEPTH)
      return fail('too-deep', path, `The input is nested deeper than ${MOST_DEPTH} levels.`);
    if (from === null || typeof from === 'string' || typeof from === 'boolean') return from;
    if (typeof from === 'number') {
      return Number.isFinite(from) ? from + 0 : fail('not-readable', path, 'Not a finite number.');
    }
    if (Array.isArray(from)) {
      if (from.length > MOST_VALUES)
        return fail('too-large', path, `A list of more than ${MOST_VALUES} values.`);
      return Array.from(from, (item, i) => copy(item, `${path}[${i}]`, depth + 1));
    }
    if (typeof from !== 'object')
      return fail('not-readable', path, `Not JSON: a ${typeof from}. Pass what JSON.parse gives.`);
    const entries: [string, Json][] = [];
    for (const [key, item] of Object.entries(from)) {
      if (item === undefined) continue;
      text += key.length;
      entries.push([key, copy(item, path === '' ? key : `${path}.${key}`, depth + 1)]);
    }
    return Object.fromEntries(entries);
  };
  try {
    const json = copy(value, '', 0);
    return issue === undefined ? { json } : { issue };
  } catch {
    return { issue: { code: 'not-readable', path: '', message: 'The input cannot be read.' } };
  }
};

/** Text that is the same for values that are the same: keys in order. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
};
