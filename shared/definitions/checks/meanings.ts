/** What segments and groups mean, however it is written: alike for those that say the same. */
import { normalForm } from '../../counting/normal-form.ts';
import type { Definitions } from '../types.ts';

/** Gives a name for what something means: the same name for the same meaning, as seen through `look`. */
export const meanings = (definitions: Definitions, look: (text: string) => string) => {
  const form = normalForm(definitions);
  const names = new Map<string, string>();
  const texts = new Map<string, string>();
  return (root: string): string => {
    for (const read of form.reached(root)) {
      if (names.has(read)) continue;
      const text = look(form.write(read, (other) => names.get(other) ?? ''));
      const name = texts.get(text) ?? `#${texts.size}`;
      texts.set(text, name);
      names.set(read, name);
    }
    return names.get(root) ?? '';
  };
};

/** Texts, and numbers outside of them. */
const NUMBERS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** JSON with every number outside of text as 0. */
export const withoutNumbers = (json: string): string =>
  json.replace(NUMBERS, (found) => (found.startsWith('"') ? found : '0'));

/** All numbers in what something means, durations in milliseconds, in their order. */
export const numbersIn = (definitions: Definitions, root: string): readonly number[] => {
  const form = normalForm(definitions);
  const text = form
    .reached(root)
    .map((read) => form.write(read, () => ''))
    .join();
  return (text.match(NUMBERS) ?? []).filter((found) => !found.startsWith('"')).map(Number);
};
