import { withNumber } from './numbers.ts';
import { type Test, negated, never } from './tests.ts';

export const same = (value: unknown): unknown => value;

/** For an array: whether it shares an element with the list. With `readNumbers`, a text is also the number it stands for. */
export const inList = (list: unknown, fold = same, readNumbers = false): Test => {
  if (!Array.isArray(list)) return never;
  const values = new Set<unknown>(list.map(fold));
  const reads = readNumbers && list.some((one) => typeof one === 'number');
  const has: Test = (value) => values.has(fold(value)) || (reads && values.has(withNumber(value)));
  return (value) => (Array.isArray(value) ? value.some(has) : has(value));
};

/** Without a list nothing can be said: neither in nor not in. */
export const notInList = (list: unknown, fold = same, readNumbers = false): Test =>
  Array.isArray(list) ? negated(inList(list, fold, readNumbers)) : never;
