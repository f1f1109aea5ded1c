import type { Json } from '../../shared/definitions/types.ts';
import { isObject } from './snapshot.ts';

/** Characters of one text, and elements of one list, that a trait may have. */
export const MAX_TEXT = 1000;
export const MAX_ELEMENTS = 100;

/**
 * What `identify` is given, as plain JSON of its own: the page may go on with its lists. What cannot be a trait
 * stands there as an object, and what is too long as something too long: no declaration takes either, and both are
 * refused by name. Null where not even names can be read.
 */
export function plainTraits(given: {
  readonly [id: string]: unknown;
}): { readonly [id: string]: Json } | null {
  try {
    return isObject(given)
      ? Object.fromEntries(Object.keys(given).map((id) => [id, plainTrait(given, id)]))
      : null;
  } catch {
    return null;
  }
}

/** What a getter or a proxy of the page's throws costs this trait alone. */
function plainTrait(given: { readonly [id: string]: unknown }, id: string): Json {
  try {
    const value = given[id];
    return Array.isArray(value)
      ? Array.from(value.slice(0, MAX_ELEMENTS + 1), plainValue)
      : plainValue(value);
  } catch {
    return {};
  }
}

function plainValue(value: unknown): Json {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT + 1);
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return value as Json;
  // Also of another window, whose `Date` is another.
  const date = value as Partial<Date>;
  return date.toISOString ? String(date.toISOString()) : {};
}
