import { type Test, negated, never } from './tests.ts';

const same = (value: unknown): unknown => value;
export const lowerCase = (value: unknown): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;

/** For an array: whether it shares an element with the list. */
export const inList = (list: unknown, fold = same): Test => {
  if (!Array.isArray(list)) return never;
  const values = new Set<unknown>(list.map(fold));
  const has: Test = (value) => values.has(fold(value));
  return (value) => (Array.isArray(value) ? value.some(has) : has(value));
};

/** Without a list nothing can be said: neither in nor not in. */
export const notInList = (list: unknown, fold = same): Test =>
  Array.isArray(list) ? negated(inList(list, fold)) : never;
