import * as words from './lists/words.ts';
import type { Kind } from './specs.ts';
import type { Words } from './words.ts';

/** The words of every kind, each seen as any words are. */
export const WORDS: { readonly [K in Kind]: Words } = words;
