/** First pass: is it JSON of bearable size, and does it have the schema's shape. */
import { LIMITS } from '../limits.ts';
import { definitionsSchema } from '../schema.ts';
import type { Definitions } from '../types.ts';
import { type IssuePath, type Reporter } from './issues.ts';
import { explainAll } from './schema-issues.ts';
import { isObject } from './walk.ts';

/** The document as definitions, or null where issues were reported. */
export const checkShape = (json: unknown, report: Reporter): Definitions | null => {
  if (!isBearable(json, report)) return null;
  const parsed = definitionsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  explainAll(parsed.error.issues, [], definitionsSchema, json, report);
  return null;
};

/** Lists of things with ids: one that is wrong leaves the others to be looked at. */
const SECTIONS = [
  'traits',
  'savedGroups',
  'metrics',
  'segments',
  'groups',
  'events',
  'surveys',
  'experiences',
  'histograms',
];
/** What stands in for a member of the document that is wrong or missing. */
const STAND_INS: { readonly [key: string]: unknown } = {
  covey: 1,
  site: 'site.example',
  version: 1,
  issued: '2000-01-01T00:00:00Z',
  expires: '2000-01-02T00:00:00Z',
  segments: {},
};

/** The part of a misshapen document that has its shape. */
export interface SoundPart {
  readonly definitions: Definitions;
  /** Ids of what was left out, and names of the document's members. */
  readonly leftOut: ReadonlySet<string>;
}

/** What has its shape, to be looked at as well; null where there is nothing. A key that is not known leaves the rest of its object. */
export const soundPart = (json: unknown): SoundPart | null => {
  if (!isObject(json)) return null;
  const parsed = definitionsSchema.safeParse(json);
  const leftOut = new Set<string>();
  if (parsed.success) return { definitions: parsed.data, leftOut };
  let part: { readonly [key: string]: unknown } = json;
  for (const { path, ...issue } of parsed.error.issues) {
    // A metric means something else without the key that was meant.
    if (issue.code === 'unrecognized_keys' && path[0] !== 'metrics') {
      part = without(part, path, new Set(issue.keys));
      continue;
    }
    const [key, id] = path.map(String);
    if (key === undefined) return null;
    if (id !== undefined && SECTIONS.includes(key) && isObject(part[key]))
      part = without(part, [key], new Set([id]));
    else if (Object.hasOwn(STAND_INS, key)) part = { ...part, [key]: STAND_INS[key] };
    else part = without(part, [], new Set([key]));
    leftOut.add(id ?? key).add(key);
  }
  const again = definitionsSchema.safeParse(part);
  return again.success ? { definitions: again.data, leftOut } : null;
};

/** A copy in which the object at the path lacks these keys. */
const without = (
  value: { readonly [key: string]: unknown },
  [key, ...rest]: readonly PropertyKey[],
  keys: ReadonlySet<string>,
): { readonly [key: string]: unknown } => {
  if (key === undefined)
    return Object.fromEntries(Object.entries(value).filter(([name]) => !keys.has(name)));
  const inner = value[String(key)];
  if (Array.isArray(inner)) {
    const [at, ...deeper] = rest;
    const list = inner.map((each: unknown, i) =>
      i === Number(at) && isObject(each) ? without(each, deeper, keys) : each,
    );
    return { ...value, [String(key)]: list };
  }
  return isObject(inner) ? { ...value, [String(key)]: without(inner, rest, keys) } : value;
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
