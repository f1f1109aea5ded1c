import type { Json } from '../definitions/types.ts';

interface Source {
  readonly source?: string;
}

/** Deepest nesting of lists and objects that is read: what goes through them later would fall over a deeper one. */
const MAX_DEPTH = 64;

/**
 * JSON in which whole numbers above 2^53 and numbers without end stay the text they were: they are
 * identifiers. @throws RangeError where it is nested too deeply; SyntaxError where it is no JSON
 */
export function parseJson(text: string): Json {
  const value = parsed(text);
  if (isDeeper(value, MAX_DEPTH)) throw new RangeError(TOO_DEEP);
  return value;
}

export const TOO_DEEP = `nested deeper than ${MAX_DEPTH} levels`;

function parsed(text: string): Json {
  // Looking costs little, reviving much.
  if (!/\d{16}|\d[eE]\+?\d{3}/.test(text)) return JSON.parse(text) as Json;
  const revive = (_: string, value: unknown, context?: Source): unknown =>
    typeof value === 'number' && !survives(value) ? (context?.source ?? value) : value;
  return JSON.parse(text, revive as (key: string, value: unknown) => unknown) as Json;
}

/** Goes no deeper itself than it says. */
function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels < 1 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** Whether a number is still what was written. */
export const survives = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
