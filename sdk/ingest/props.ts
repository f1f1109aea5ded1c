import type { Json } from '../../shared/definitions/types.ts';

/** Characters of one text; what is longer is cut there. */
const MAX_TEXT = 1000;
/** Elements of one list, and members of one object. */
const MAX_ELEMENTS = 2000;
const MAX_DEPTH = 10;
/** Characters and values of one event together. */
const MAX_SIZE = 65_536;

/** Which properties are read, each with what of it; null: all that stands there. */
export type Wanted = readonly (readonly [name: string, inner: Wanted | null])[];
type Props = { readonly [name: string]: unknown };
type Members = { readonly [name: string]: Json };

/** The members that are read. */
export const only = <T extends object>(value: T, isRead: (key: string) => boolean) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => isRead(key))) as Partial<T>;

/** `[['items', [['price', null]]]]` of `items.price`. */
export function wanted(paths: readonly string[]): Wanted {
  const inside = new Map<string, string[] | null>();
  for (const path of paths) {
    const [first = '', ...rest] = path.split('.');
    const names = inside.get(first);
    // Whoever reads all of it reads each part.
    if (rest.length === 0 || names === null) inside.set(first, null);
    else inside.set(first, [...(names ?? []), rest.join('.')]);
  }
  return [...inside].map(([name, names]) => [name, names && wanted(names)]);
}

/** How far one event has been taken. */
interface Taking {
  left: number;
  whole: boolean;
  /** What is being looked into, from the outside. */
  readonly above: unknown[];
}

/**
 * Properties of an event as plain JSON: those that are wanted, each within limits, from the first source
 * that has them. What cannot be taken, or only in part, is named to `drop`, and the rest stands. Never throws.
 */
export function plainProps(
  sources: readonly Props[],
  wish: Wanted | null,
  drop: (property: string) => void,
): Members {
  const taking: Taking = { left: MAX_SIZE, whole: true, above: [] };
  const props: { [name: string]: Json } = {};
  const wishes = wish ?? allOf(taking, sources);
  if (!taking.whole) drop('*');
  for (const [name, inner] of wishes) {
    taking.whole = true;
    for (const source of sources) {
      if (!has(taking, source, name)) continue;
      put(props, name, member(taking, source, name, inner));
      break;
    }
    if (!taking.whole) drop(name);
  }
  return props;
}

function lose(taking: Taking): undefined {
  taking.whole = false;
}

function put(into: { [name: string]: Json }, name: string, value: Json | undefined): void {
  if (value !== undefined && name !== '__proto__') into[name] = value;
}

/** What a getter or a proxy of the page's throws is its own affair. */
function has(taking: Taking, source: Props, name: string): boolean {
  try {
    return Object.hasOwn(source, name);
  } catch {
    lose(taking);
    return false;
  }
}

function member(
  taking: Taking,
  of: object,
  name: string | number,
  inner: Wanted | null,
): Json | undefined {
  const depth = taking.above.push(of);
  try {
    return copy(taking, of[name as never], inner);
  } catch {
    return lose(taking);
  } finally {
    taking.above.length = depth - 1;
  }
}

function copy(taking: Taking, given: unknown, inner: Wanted | null): Json | undefined {
  if (--taking.left <= 0) return lose(taking);
  const isObject = typeof given === 'object' && given !== null;
  const { toJSON } = (isObject ? given : {}) as { readonly toJSON?: unknown };
  const value: unknown = typeof toJSON === 'function' ? toJSON.call(given) : given;
  switch (typeof value) {
    case 'string': {
      const text = value.slice(0, Math.min(MAX_TEXT, taking.left));
      if (text.length < value.length) lose(taking);
      taking.left -= text.length;
      return text;
    }
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'boolean':
      return value;
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : lose(taking);
    case 'object':
      return value && contents(taking, value, inner);
    default:
      return undefined;
  }
}

function contents(taking: Taking, value: object, inner: Wanted | null): Json | undefined {
  // A node of the page holds the page.
  const isPage = 'nodeType' in value || 'document' in value;
  if (isPage || taking.above.length > MAX_DEPTH || taking.above.includes(value))
    return lose(taking);
  if (Array.isArray(value)) {
    const list: Json[] = [];
    const length = within(taking, value.length);
    for (let at = 0; at < length; at++) list.push(member(taking, value, at, inner) ?? null);
    return list;
  }
  const members: { [name: string]: Json } = {};
  for (const [name, deeper] of inner ?? allOf(taking, [value as Props]))
    if (has(taking, value as Props, name)) put(members, name, member(taking, value, name, deeper));
  return members;
}

/** Everything that stands there. */
function allOf(taking: Taking, sources: readonly Props[]): Wanted {
  const names = new Set<string>();
  for (const source of sources)
    try {
      for (const name of Object.keys(source)) names.add(name);
    } catch {
      lose(taking);
    }
  return [...names].slice(0, within(taking, names.size)).map((name) => [name, null]);
}

function within(taking: Taking, length: number): number {
  if (length > MAX_ELEMENTS) lose(taking);
  return Math.min(length, MAX_ELEMENTS);
}
