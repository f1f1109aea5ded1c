import type { Json } from '../definitions/types.ts';
import { parseJson, readTime } from '../logs/index.ts';
import type { OffsetAt, TimeUnit } from '../logs/index.ts';
import type { Fields } from '../mappings/types.ts';

export const isFields = (value: unknown): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text or a number as text, without blanks around it; empty for anything else. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';

/** The first that is some text. */
export const firstText = (...values: readonly unknown[]): string =>
  values.map(textOf).find((text) => text !== '') ?? '';

/** What a text says as JSON, where it does. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return parseJson(value);
  } catch {
    return null;
  }
}

/** An object, or the JSON of one; warehouses keep it as text. */
export function objectOf(value: unknown): { readonly [name: string]: Json } {
  const given = parsed(value);
  return isFields(given) ? given : {};
}

/** A list, or the JSON of one. */
export function listOf(value: unknown): readonly Json[] {
  const given = parsed(value);
  return Array.isArray(given) ? (given as Json[]) : [];
}

/** Of some members, those that have a list as text: as lists. */
export const writtenLists = (row: { readonly [name: string]: Json }, names: readonly string[]) =>
  Object.fromEntries(
    names.flatMap((name) =>
      textOf(row[name]).startsWith('[') ? [[name, [...listOf(row[name])]] as const] : [],
    ),
  );

/** A number that stands as text as such, where it survives; all else as it is. */
export function numeric(value: Json | undefined): Json {
  const text = textOf(value);
  const number = Number(text);
  return text !== '' && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : (value ?? null);
}

export const isTrue = (value: unknown): boolean => ['true', '1'].includes(String(value));

const ADDRESS = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/;

/** The path of an address; null where it is none. */
export function pathOf(address: unknown): string | null {
  const [, path] = ADDRESS.exec(textOf(address)) ?? [];
  return path === undefined ? null : path || '/';
}

/** Without what is null, in objects within objects too: null is no property. */
export function cleaned(fields: Fields): { readonly [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, isFields(value) ? cleaned(value) : (value as Json)]),
  );
}

export const without = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** What a page tells with each event. */
export interface PageFields {
  readonly location?: unknown;
  readonly path?: unknown;
  readonly title?: unknown;
  readonly referrer?: unknown;
}

/** By the names that Covey captures it under. */
export const pageFields = ({ location, path, title, referrer }: PageFields): Fields =>
  cleaned({
    page_location: textOf(location) || null,
    page_path: textOf(path) || pathOf(location),
    page_title: textOf(title) || null,
    page_referrer: textOf(referrer) || null,
  });

/** Milliseconds since the epoch of a time that is written out. */
export function writtenTime(value: unknown, offsetAt: OffsetAt): number | null {
  const text = textOf(value);
  if (/^[\d.]*$/.test(text)) return null;
  const read = readTime(text, { offsetAt, option: (name) => name });
  return 'time' in read ? read.time : null;
}

/** Milliseconds since the epoch of a number since then. */
export function epochTime(value: unknown, unit: TimeUnit): number | null {
  const text = textOf(value);
  if (!/^\d+(\.\d+)?$/.test(text)) return null;
  const read = readTime(text, { unit, offsetAt: () => 0, option: (name) => name });
  return 'time' in read ? read.time : null;
}
