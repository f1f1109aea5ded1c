import { isRecord } from './values.ts';

/** JSON with sorted keys: alike for definitions that say the same. */
export const canonical = (value: unknown): string => {
  const keys = new Set<string>();
  collectKeys(value, keys);
  // A list of keys is also the order in which they are written.
  return JSON.stringify(value, [...keys].toSorted()) ?? 'null';
};

const collectKeys = (value: unknown, keys: Set<string>): void => {
  if (Array.isArray(value)) for (const one of value) collectKeys(one, keys);
  else if (isRecord(value))
    for (const key of Object.keys(value)) {
      keys.add(key);
      collectKeys(value[key], keys);
    }
};
