import { DEEPEST } from './values.ts';

/** The value, without what is nested too deeply to be handled safely. */
export const cut = (value: unknown, depth = DEEPEST): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return null;
  if (Array.isArray(value)) return value.map((one) => cut(one, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cut(one, depth - 1)]));
};
