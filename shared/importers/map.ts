import { parseTarget } from './fields.ts';
import { isObject } from './json.ts';
import { isEventName } from './names.ts';
import type { ImportIssue, ImportMap } from './types.ts';

const PARTS: readonly (keyof ImportMap)[] = ['fields', 'values', 'events', 'metrics', 'segments'];

const wrong = (path: string, message: string): ImportIssue => ({
  code: 'bad-map',
  path,
  message,
});

/** What is wrong with the caller's mapping, or null: it may come from a file. */
export const checkMap = (map: unknown): ImportIssue | null => {
  if (map === undefined) return null;
  if (!isObject(map)) return wrong('', `The mapping is an object with ${PARTS.join(', ')}.`);
  for (const [part, entries] of Object.entries(map)) {
    if (!(PARTS as readonly string[]).includes(part))
      return wrong(part, `The mapping has no part "${part}". Its parts are ${PARTS.join(', ')}.`);
    if (!isObject(entries))
      return wrong(part, `"${part}" is an object from names to what they are here.`);
    for (const [name, value] of Object.entries(entries)) {
      const expected = unmet(part, value);
      if (expected !== null) return wrong(`${part}.${name}`, `"${name}" should be ${expected}.`);
    }
  }
  return null;
};

const unmet = (part: string, value: unknown): string | null => {
  if (part === 'fields')
    return typeof value === 'string' && parseTarget(value) !== null
      ? null
      : 'a fact (trait.plan, geo.country) or a property of the event (event.page_path)';
  if (part === 'values')
    return isObject(value) && Object.values(value).every((v) => typeof v === 'string')
      ? null
      : 'an object from values to values';
  if (part === 'metrics')
    return isMetricTarget(value) ? null : '{ "count": event } or { "sum": "event.property" }';
  if (part === 'events')
    return typeof value === 'string' && isEventName(value) ? null : 'the name of an event';
  return typeof value === 'string' && /^[A-Za-z][\w-]*$/.test(value) ? null : "a segment's id";
};

const isMetricTarget = (value: unknown): boolean => {
  if (!isObject(value) || Object.keys(value).length !== 1) return false;
  const { count, sum } = value;
  if (typeof sum === 'string') return /^[^.]+\..+$/.test(sum);
  const names = [count].flat();
  return (
    names.length > 0 &&
    names.every((name) => name === '*' || (typeof name === 'string' && isEventName(name)))
  );
};
