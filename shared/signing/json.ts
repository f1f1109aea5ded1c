/** Deepest nesting of lists and objects that is read. */
const MAX_DEPTH = 64;

export interface JsonObject {
  readonly [key: string]: unknown;
}

/**
 * Strict JSON: the parsed value, or undefined for text that is no UTF-8, no JSON, nested too deeply,
 * or names a member twice (two readers of it could see different documents; RFC 8259 §4). `isKnown`:
 * these bytes were found to be strict before.
 */
export function parseStrictJson(bytes: Uint8Array, isKnown = false): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    // What comes back as it was written names no member twice: of two, the value would hold one.
    const isSound =
      isKnown ||
      (JSON.stringify(value) === text ? !isDeeper(value, MAX_DEPTH) : hasUniqueKeys(text));
    return isSound ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with exactly these members. */
export function hasExactly(value: unknown, names: readonly string[]): value is JsonObject {
  return (
    isObject(value) &&
    Object.keys(value).length === names.length &&
    names.every((name) => Object.hasOwn(value, name))
  );
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels < 1 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** Of text that is known to be JSON: only strings and brackets need to be told apart. */
function hasUniqueKeys(json: string): boolean {
  const open: Set<unknown>[] = [];
  for (const [token, text, colon] of json.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\]]/g)) {
    if (text === undefined) {
      if (token === '{' || token === '[') open.push(new Set());
      else open.pop();
      if (open.length > MAX_DEPTH) return false;
    } else if (colon) {
      const key: unknown = JSON.parse(text);
      const keys = open.at(-1);
      if (keys?.has(key)) return false;
      keys?.add(key);
    }
  }
  return true;
}
