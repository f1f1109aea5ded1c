type Model = { [key: string]: unknown };

/** More than any push holds, deep and wide; what is beyond is taken as it is. */
const MAX_DEPTH = 12;
const MAX_VALUES = 10_000;

/** The tag manager's own keys, and identifiers: no properties of an event. */
const OWN =
  /^(gtm(\..*)?|event|ecommerce|eventCallback|eventTimeout|eventModel|event_callback|event_timeout|send_to|user_id|user_data|user_properties|_clear|__proto__)$/;

/** Events that read the current `ecommerce`, also where another push brought it. */
const SHOP =
  /^(view_item(_list)?|select_item|(add_to|remove_from|view)_cart|add_to_wishlist|begin_checkout|add_(shipping|payment)_info|purchase|refund|(view|select)_promotion)$/;

/**
 * The data model that Google Tag Manager keeps beside its layer, with its rules for merging: objects and lists are
 * merged member by member, anything else replaces; a dot in a key goes one level down; `_clear` replaces.
 */
export function createDataModel(onUnreadable: (error: unknown) => void) {
  const model: Model = Object.create(null);
  /** Keys that pushes without an event have set, and `gtag('set', …)`: every later event has them. */
  const lasting = new Set<string>();

  /** What the model has under these keys; null is nothing. */
  const now = (keys: Iterable<string>) => pick([...keys].map((key) => [key, model[key]] as const));

  return {
    /** Takes in a push, whose own members can be read; gives the properties of its event. */
    push(item: object): { readonly [key: string]: unknown } {
      const entries = Object.entries(item);
      const merge = merger(onUnreadable);
      const keys = entries.map(([path, value]) => {
        const [key, inner] = placed(path, value);
        model[key] = '_clear' in item ? inner : merge(model[key], inner, 0);
        return key;
      });
      const { event } = item as Model;
      if (typeof event !== 'string') for (const key of keys) lasting.add(key);
      const own = keys.includes('ecommerce');
      const { ecommerce } = model;
      const shop = isObject(ecommerce) && (own || SHOP.test(String(event))) ? ecommerce : {};
      const bought = pick(Object.entries(shop));
      return { ...now(lasting), ...bought, ...now(keys), ...(own && bought) };
    },
    /** `gtag('set', …)`, by name and value or by an object. */
    set(name: unknown, value: unknown): void {
      const given = typeof name === 'string' ? { [name]: value } : isObject(name) ? name : {};
      this.push({ ...Object.fromEntries(readable(given, onUnreadable)), event: null });
    },
    /** Properties of `gtag('event', …)`. */
    event(parameters: unknown): { readonly [key: string]: unknown } {
      const own = isObject(parameters) ? parameters : {};
      return {
        ...now(lasting),
        ...pick(readable(own, onUnreadable)),
      };
    },
  };
}

/** Merges into the model what one push holds. What the page pushed is never changed: what is merged is our own. */
function merger(onUnreadable: (error: unknown) => void) {
  let left = MAX_VALUES;
  const merge = (before: unknown, value: unknown, depth: number): unknown => {
    if (depth > MAX_DEPTH || --left < 0) return value;
    if (Array.isArray(value)) {
      const list: unknown[] = Array.isArray(before) ? [...before] : [];
      value.forEach((item, at) => {
        list[at] = merge(list[at], item, depth + 1);
      });
      return list;
    }
    if (!isObject(value)) return value;
    const clear = '_clear' in value;
    const into: Model = Object.assign(Object.create(null), isObject(before) ? before : {});
    for (const [key, inner] of readable(value, onUnreadable))
      if (key !== '_clear' && key !== '__proto__')
        into[key] = clear ? inner : merge(into[key], inner, depth + 1);
    return into;
  };
  return merge;
}

/** What a key says that names a place further down: `{ "a.b": 1 }` is `{ a: { b: 1 } }`. */
function placed(path: string, value: unknown): readonly [string, unknown] {
  const [key = '', ...rest] = path.split('.').slice(0, MAX_DEPTH);
  return [key, rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value)];
}

/** What a getter of the page's throws costs its own member. */
export function readable(
  item: object,
  onUnreadable: (error: unknown) => void,
): [string, unknown][] {
  return Object.keys(item).flatMap((name) => {
    try {
      return [[name, (item as Model)[name]]];
    } catch (error) {
      onUnreadable(error);
      return [];
    }
  });
}

function pick(entries: readonly (readonly [string, unknown])[]): Model {
  return Object.fromEntries(entries.filter(([key, value]) => !OWN.test(key) && value !== null));
}

/** An object as a page writes it: no list, no date, no part of the document. */
export function isObject(value: unknown): value is Model {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
