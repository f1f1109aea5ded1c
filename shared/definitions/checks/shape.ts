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
const SECTIONS = ['traits', 'savedGroups', 'metrics', 'segments', 'groups', 'events'];
/** What stands in for a member of the document that is wrong or missing. */
const STAND_INS: { readonly [key: string]: unknown } = {
  covey: 1,
  site: 'site.example',
  version: 1,
  issued: '2000-01-01T00:00:00Z',
  expires: '2000-01-02T00:00:00Z',
  segments: {},
};

/** The part of a misshapen document that has its shape, to be looked at as well; null where there is none. */
export const soundPart = (json: unknown): Definitions | null => {
  if (!isObject(json)) return null;
  const parsed = definitionsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const part: { [key: string]: unknown } = { ...json };
  for (const { path, ...issue } of parsed.error.issues) {
    const unknown = issue.code === 'unrecognized_keys' && path.length === 0 ? issue.keys : [];
    for (const key of [...unknown, ...path.slice(0, 1)].map(String)) {
      const [, id] = path;
      const section = part[key];
      if (id !== undefined && SECTIONS.includes(key) && isObject(section))
        part[key] = Object.fromEntries(Object.entries(section).filter(([one]) => one !== id));
      else if (Object.hasOwn(STAND_INS, key)) part[key] = STAND_INS[key];
      else delete part[key];
    }
  }
  const again = definitionsSchema.safeParse(part);
  return again.success ? again.data : null;
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
