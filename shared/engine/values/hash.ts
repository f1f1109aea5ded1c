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

/** 64 bits of FNV-1a in two differently seeded halves. Tells apart, does not protect. */
export const hash = (text: string): string => {
  let a = 0x811c9dc5;
  let b = 0xc9dc5118;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + i), 0x01000193);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
};
