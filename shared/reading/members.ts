import type { Activate, Texts } from '../definitions/types.ts';
import type { Context } from './names.ts';
import type { Reading } from './reading.ts';
import type { Voice } from './voice.ts';

/** A reader for each member that a thing may have: one without does not compile. Null: it says nothing. */
export type Readers<T> = {
  readonly [K in keyof T]-?: (
    value: Exclude<T[K], undefined>,
    context: Context,
  ) => Reading | readonly Reading[] | null;
};

/** What the members say that are there, in the order of the readers. */
export const readMembers = <T extends object>(
  readers: Readers<T>,
  thing: T,
  context: Context,
): readonly Reading[] =>
  (Object.keys(readers) as (keyof T & string)[]).flatMap((key) => {
    const value = Object.hasOwn(thing, key) ? thing[key] : undefined;
    return value === undefined
      ? []
      : (readers[key](value as Exclude<T[typeof key], undefined>, context) ?? []);
  });

export const activateText = (voice: Voice, activate: Activate): string => {
  const { words, say, list } = voice;
  if (activate === true) return words.activate;
  const ways = list(
    activate.map((way) => words.ways[way]),
    'conjunction',
  );
  return say(words.activateBy, { ways });
};

/** A text, or each with its language; of those that are missing the first one is taken. */
export const textsText = (voice: Voice, texts: Texts): string => {
  const { words, say, list, quote, languageName } = voice;
  if (typeof texts === 'string') return quote(texts);
  const each = Object.entries(texts).map(([tag, text]) =>
    say(words.textIn, { text: quote(text), language: languageName(tag) }),
  );
  return list(each, 'conjunction');
};
