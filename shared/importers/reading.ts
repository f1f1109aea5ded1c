import type { Json } from '../definitions/types.ts';
import type { Context } from './context.ts';
import { type JsonObject, isObject, own } from './json.ts';

/** One object of the source, read by name; what was not asked for by name is reported. */
export interface Reader {
  readonly path: string;
  /** The member's value; `undefined` where there is none, or where it is null. */
  get(key: string): Json | undefined;
  string(key: string): string | undefined;
  number(key: string): number | undefined;
  boolean(key: string): boolean | undefined;
  /** Null where the member is there and is no object. */
  object(key: string): Reader | null | undefined;
  /** The members of a list that are objects; the others are reported. Null where it is no list. */
  objects(key: string): readonly Reader[] | null | undefined;
  /** A text that is one of these; null where the member is there and is none of them. */
  oneOf<T extends string>(key: string, values: readonly T[]): T | null | undefined;
  pathOf(key: string): string;
  /** The member that says which other one is there, as some clients write of a protocol buffer's `oneof`. It has to be so. */
  echo(key: string): void;
  /** Reports the members that nobody asked for. `ignored` are known to say nothing about who is in: they are named in one note. */
  done(construct: string, ignored?: readonly string[]): void;
}

const camelCase = (key: string): string =>
  key.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase());

/** `alike` treats `field_name` and `fieldName` as one, as the JSON form of protocol buffers does. */
export const read = (
  ctx: Context,
  object: JsonObject,
  path: string,
  { alike = false }: { alike?: boolean } = {},
): Reader => {
  const names = new Map<string, string>();
  for (const key of Object.keys(object)) {
    const name = alike ? camelCase(key) : key;
    if (names.has(name))
      ctx.refuse('invalid', { path: join(path, key), construct: key }, `"${name}" is there twice.`);
    else names.set(name, key);
  }
  const asked = new Set<string>();
  const pathOf = (key: string): string => join(path, names.get(key) ?? key);
  const get = (key: string): Json | undefined => {
    asked.add(key);
    const name = names.get(key);
    return name === undefined ? undefined : (own(object, name) ?? undefined);
  };
  const wrong = (key: string, wanted: string): null =>
    ctx.refuse('invalid', { path: pathOf(key), construct: key }, `"${key}" should be ${wanted}.`);
  const typed = <T>(key: string, wanted: string, is: (value: Json) => T | undefined) => {
    const value = get(key);
    if (value === undefined) return;
    const found = is(value);
    if (found === undefined) wrong(key, wanted);
    return found;
  };
  return {
    path,
    get,
    pathOf,
    string: (key) => typed(key, 'a text', (v) => (typeof v === 'string' ? v : undefined)),
    number: (key) => typed(key, 'a number', asNumber),
    boolean: (key) => typed(key, 'true or false', (v) => (typeof v === 'boolean' ? v : undefined)),
    oneOf: <T extends string>(key: string, values: readonly T[]) => {
      const value = get(key);
      if (value === undefined) return;
      return (
        values.find((one) => one === value) ??
        ctx.refuse(
          'invalid',
          { path: pathOf(key), construct: typeof value === 'string' && value !== '' ? value : key },
          `"${key}" is ${JSON.stringify(value).slice(0, 60)}, and should be one of ${values.join(', ')}.`,
        )
      );
    },
    object(key) {
      const value = get(key);
      if (value === undefined) return;
      return isObject(value) ? read(ctx, value, pathOf(key), { alike }) : wrong(key, 'an object');
    },
    objects(key) {
      const value = get(key);
      if (value === undefined) return;
      if (!Array.isArray(value)) return wrong(key, 'a list');
      return (value as readonly Json[]).flatMap((item, i) => {
        const at = `${pathOf(key)}[${i}]`;
        if (isObject(item)) return [read(ctx, item, at, { alike })];
        ctx.refuse(
          'invalid',
          { path: at, construct: key },
          `Each member of "${key}" should be an object.`,
        );
        return [];
      });
    },
    echo(key) {
      const named = get(key);
      if (named === undefined) return;
      const isThere =
        typeof named === 'string' && own(object, names.get(camelCase(named)) ?? named);
      if (isThere === false || isThere === undefined || isThere === null)
        wrong(key, 'a member that is there');
    },
    done(construct, ignored = []) {
      for (const [name, key] of names) {
        if (asked.has(name) || object[key] === null) continue;
        if (ignored.includes(name)) {
          ctx.notCarried(key);
          continue;
        }
        ctx.refuse(
          'unknown-field',
          { path: join(path, key), construct: key },
          `${construct} has no documented field "${key}", and it may change who is in. Remove it if it does not.`,
        );
      }
    },
  };
};

/** A number, also one written as text or in two halves, as JSON forms with 64-bit integers do. */
export const asNumber = (value: Json | undefined): number | undefined => {
  if (typeof value === 'number') return value;
  if (isObject(value)) return halves(value);
  if (typeof value !== 'string' || !/^\s*-?\d+(\.\d+)?([eE][-+]?\d+)?\s*$/.test(value)) return;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
};

/** `{ low, high, unsigned }`, 32 bits each: what JavaScript's clients of protocol buffers hold. */
const halves = ({ low, high, unsigned, ...others }: JsonObject): number | undefined =>
  typeof low === 'number' &&
  typeof high === 'number' &&
  typeof unsigned === 'boolean' &&
  Object.keys(others).length === 0
    ? (unsigned ? high >>> 0 : high) * 2 ** 32 + (low >>> 0)
    : undefined;

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
