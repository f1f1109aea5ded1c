import type { en } from './en.ts';

/** The same words in another language. */
type Alike<T> = T extends string
  ? string
  : T extends readonly string[]
    ? { readonly [K in keyof T]: string }
    : { readonly [K in keyof T]: Alike<T[K]> };

/** All that papers say of themselves. */
export type PaperWords = Alike<typeof en>;
