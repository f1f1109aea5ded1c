import type { OwnWords, Plural, Section, Words } from '../../shared/words/types.ts';

const record = (value: unknown): { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null ? (value as { [key: string]: unknown }) : {};
const isPlural = (value: unknown): value is Plural => {
  const forms = record(value);
  return (
    Object.hasOwn(forms, 'other') && Object.values(forms).every((each) => typeof each === 'string')
  );
};

/** The texts of `base`, with those of `over` where it has them; whatever else stands in `over` is left out. */
const filled = (base: unknown, over: unknown): unknown => {
  if (typeof base === 'string' || isPlural(base)) {
    const isText = typeof over === 'string' || (typeof base !== 'string' && isPlural(over));
    return isText ? over : base;
  }
  const given = record(over);
  return Object.fromEntries(
    Object.entries(record(base)).map(([key, each]) => [
      key,
      Object.hasOwn(given, key) ? filled(each, given[key]) : each,
    ]),
  );
};

/** A section of words: the site's own, else those of the language, else the English ones. */
export const fill = <S extends Section>(
  section: S,
  english: Words[S],
  all: readonly (OwnWords | undefined)[],
): Words[S] =>
  all.reduce<Words[S]>((base, over) => {
    try {
      return filled(base, record(over)[section]) as Words[S];
    } catch {
      // What stands there is the page's, and may be anything.
      return base;
    }
  }, english);
