import type { en } from './en.ts';

/** A text by plural category of the number `{n}` in it: those that `Intl.PluralRules` of its language knows. */
export type Plural = { readonly [category in Intl.LDMLPluralRule]?: string } & {
  readonly other: string;
};
export type Phrase = string | Plural;

/** The same words in another language: every one of them, each a text or a plural as it is in English. */
export type Alike<T> = T extends string
  ? string
  : T extends Plural
    ? Plural
    : { readonly [K in keyof T]: Alike<T[K]> };
type Some<T> = T extends Phrase ? T : { readonly [K in keyof T]?: Some<T[K]> };

/** All that is said to a visitor. `{name}` in a text is where something is put. */
export type Words = Alike<typeof en>;
export type Section = keyof Words;
/** Words of a site's own: whichever it wants other than ours. */
export type OwnWords = Some<Words>;
