import type { Json } from '../definitions/types.ts';

interface Source {
  readonly source?: string;
}

/** JSON in which whole numbers above 2^53 and numbers without end stay the text they were: they are identifiers. */
export function parseJson(text: string): Json {
  // Looking costs little, reviving much.
  if (!/\d{16}|\d[eE]\+?\d{3}/.test(text)) return JSON.parse(text) as Json;
  const revive = (_: string, value: unknown, context?: Source): unknown =>
    typeof value === 'number' && !survives(value) ? (context?.source ?? value) : value;
  return JSON.parse(text, revive as (key: string, value: unknown) => unknown) as Json;
}

/** Whether a number is still what was written. */
export const survives = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
