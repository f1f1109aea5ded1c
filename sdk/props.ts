import type { Json } from '../shared/definitions/types.ts';

/** Characters of one text; what is longer is cut there. */
const MAX_TEXT = 1000;
/** Elements of one list, and members of one object. */
const MAX_ELEMENTS = 2000;
const MAX_DEPTH = 10;
/** Characters and values of one event together. */
const MAX_SIZE = 65_536;

/** Which properties are read, member by member; null: all that stands here. */
export interface Wanted {
  readonly [name: string]: Wanted | null;
}
type Props = { readonly [name: string]: unknown };

/** `{ items: { price: null } }` of `items.price`. */
export function wanted(paths: readonly string[]): Wanted {
  const all: { [name: string]: Wanted | null } = Object.create(null);
  const inside = new Map<string, string[]>();
  for (const path of paths) {
    const [first = '', ...rest] = path.split('.');
    const names = inside.get(first) ?? [];
    inside.set(first, names);
    // Whoever reads all of it reads each part.
    if (rest.length === 0) all[first] = null;
    else names.push(rest.join('.'));
  }
  for (const [name, names] of inside) if (all[name] !== null) all[name] = wanted(names);
  return all;
}

/**
 * Properties of an event as plain JSON: those that are wanted, each within limits, from the first source
 * that has them. What cannot be taken, or only in part, is named to `drop`, and the rest stands. Never throws.
 */
export function plainProps(
  sources: readonly Props[],
  wish: Wanted | null,
  drop: (property: string) => void,
): { readonly [name: string]: Json } {
  let left = MAX_SIZE;
  let whole = true;
  const lose = (): undefined => {
    whole = false;
  };
  /** What a getter or a proxy of the page's throws is its own affair. */
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch {
      return lose();
    }
  };
  const within = <T>(list: readonly T[]): readonly T[] => {
    if (list.length > MAX_ELEMENTS) lose();
    return list.slice(0, MAX_ELEMENTS);
  };

  const copy = (
    given: unknown,
    inner: Wanted | null,
    above: readonly unknown[],
  ): Json | undefined => {
    if (--left <= 0) return lose();
    const { toJSON } = (given ?? {}) as { readonly toJSON?: unknown };
    const value: unknown = typeof toJSON === 'function' ? toJSON.call(given) : given;
    switch (typeof value) {
      case 'string': {
        const text = value.slice(0, Math.min(MAX_TEXT, left));
        if (text !== value) lose();
        left -= text.length;
        return text;
      }
      case 'number':
        return Number.isFinite(value) ? value : null;
      case 'boolean':
        return value;
      case 'bigint':
        return Number.isSafeInteger(Number(value)) ? Number(value) : lose();
      case 'object':
        return value && contents(value, inner, above);
      default:
        return undefined;
    }
  };
  const contents = (
    value: object,
    inner: Wanted | null,
    above: readonly unknown[],
  ): Json | undefined => {
    // A node of the page holds the page.
    const isPage = 'nodeType' in value || 'document' in value;
    if (isPage || above.length > MAX_DEPTH || above.includes(value)) return lose();
    const path = [...above, value];
    if (Array.isArray(value))
      return within(value).map((one) => attempt(() => copy(one, inner, path)) ?? null);
    return members(Object.keys(inner ?? value), (name) =>
      Object.hasOwn(value, name)
        ? copy((value as Props)[name], inner?.[name] ?? null, path)
        : undefined,
    );
  };
  const members = (
    names: readonly string[],
    read: (name: string) => Json | undefined,
    lost?: (name: string) => void,
  ): { readonly [name: string]: Json } => {
    const result: { [name: string]: Json } = {};
    for (const name of within(names)) {
      if (lost) whole = true;
      const value = attempt(() => read(name));
      if (value !== undefined && name !== '__proto__') result[name] = value;
      if (!whole) lost?.(name);
    }
    return result;
  };

  const names = wish
    ? Object.keys(wish)
    : [...new Set(sources.flatMap((source) => attempt(() => Object.keys(source)) ?? []))];
  if (!whole || names.length > MAX_ELEMENTS) drop('*');
  return members(
    names,
    (name) => {
      const source = sources.find((one) => Object.hasOwn(one, name));
      return source && copy(source[name], wish?.[name] ?? null, [source]);
    },
    drop,
  );
}
