import { SINGLE, STANDARD, WORTH } from './standard.ts';
import type { Fields, Mapping, Translated } from './types.ts';

/** `Order Completed`, `orderCompleted` and `order-completed` are written alike. */
export const spelling = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^$\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');

/** A tool's table, before which what the owner calls things is asked. */
export const withNames = (
  mapping: Mapping,
  names: { readonly [theirs: string]: string } = {},
): Mapping => ({
  ...mapping,
  events: {
    ...mapping.events,
    ...Object.fromEntries(Object.entries(names).map(([from, to]) => [spelling(from), to])),
  },
});

/** The standard name of a tool's event; its own where there is none; undefined: not to be passed. */
function standardName({ events, own }: Mapping, theirs: string): string | undefined {
  const name = spelling(theirs);
  if (Object.hasOwn(events, name)) return events[name];
  if (own && theirs.startsWith(own)) return undefined;
  return STANDARD.includes(name) ? name : theirs;
}

/**
 * What a tool's event is called by the web's standard names; null: an affair of the tool's own. What the tool
 * wrote is not changed, and stands beside.
 */
export function translate(mapping: Mapping, theirs: string, fields: Fields): Translated | null {
  const name = standardName(mapping, theirs);
  if (name === undefined) return null;
  const props: { [name: string]: unknown } = { ...fields, ...taken(mapping.properties, fields) };
  const items = itemsOf(mapping, name, fields);
  if (items.length > 0) {
    props['items'] = items;
    if (WORTH.includes(name) && props['value'] === undefined) {
      const value = worth(items);
      if (value !== null) props['value'] = value;
    }
  }
  return { name, props };
}

/** An own member at a path with dots; undefined where there is none. */
function at(fields: Fields, path: string): unknown {
  let value: unknown = fields;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Fields)[name];
  }
  return value;
}

/** The first that has a value; some tools say `false` where they have none. */
const first = (fields: Fields, paths: string): unknown =>
  paths
    .split(' ')
    .map((path) => at(fields, path))
    .find((value) => value !== undefined && value !== null && value !== '' && value !== false);

/** What stands where a table says. */
const taken = (table: { readonly [standard: string]: string }, fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(table)
      .map(([standard, paths]) => [standard, first(fields, paths)] as const)
      .filter(([, value]) => value !== undefined),
  );

function itemsOf({ items: table }: Mapping, name: string, fields: Fields): readonly Fields[] {
  if (!table) return [];
  const list = first(fields, table.list);
  const rows: readonly unknown[] = Array.isArray(list)
    ? list
    : table.single && SINGLE.includes(name)
      ? [fields]
      : [];
  const found = rows
    .filter((row): row is Fields => typeof row === 'object' && row !== null)
    .map((row) => ({
      ...(row !== fields && row),
      ...taken(table.properties, row),
    }))
    .map((item: Fields) => (table.linePrice ? ofOnePiece(item) : item));
  // An event about anything else has none of an item's names.
  return Array.isArray(list)
    ? found
    : found.filter((item) => 'item_id' in item || 'item_name' in item);
}

function ofOnePiece(item: Fields): Fields {
  const price = Number(item['price'] ?? NaN) / Number(item['quantity'] ?? 1);
  return Number.isFinite(price) ? { ...item, price: rounded(price) } : item;
}

/** Pieces times price, where each has one; null otherwise. */
function worth(items: readonly Fields[]): number | null {
  const sum = items.reduce(
    (total, { price, quantity }) => total + Number(price ?? NaN) * Number(quantity ?? 1),
    0,
  );
  return Number.isFinite(sum) ? rounded(sum) : null;
}

const rounded = (number: number): number => Math.round(number * 1e6) / 1e6;
