import type { Json } from '../definitions/types.ts';
import { parseJson } from './json-line.ts';
import { define } from './rows.ts';

/** A column of this name holds properties: as an object, or as its text, as warehouses write a column of JSON. */
export const PACKED = 'properties';
/** What is said of a row whose text was cut off. */
export const NO_OBJECT = `"${PACKED}" begins as an object does, and is no JSON.`;

/**
 * Adds to the properties of a row those that its column of properties holds, and gives their names; null for what begins as
 * an object does and is none. Whatever else stands there is a property of that name.
 */
export function addPacked(value: Json, props: { [name: string]: Json }): readonly string[] | null {
  const packed = unpacked(value);
  if (packed === undefined) return null;
  if (packed === null) return [];
  if (typeof packed !== 'object' || Array.isArray(packed)) {
    define(props, PACKED, packed);
    return [];
  }
  for (const [name, each] of Object.entries(packed)) define(props, name, each);
  return Object.keys(packed);
}

function unpacked(value: Json): Json | undefined {
  if (typeof value !== 'string' || !/^\s*\{/.test(value)) return value;
  try {
    return parseJson(value);
  } catch {
    return undefined;
  }
}
