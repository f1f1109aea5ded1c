import type { Language } from '../../shared/words/languages.ts';

/** Written by the build. */
declare const WORDS: Readonly<Record<Language, string>>;

/** SHA-256 in hex of each language's file; the package finds them beside its own. */
export const HASHES: Partial<typeof WORDS> = typeof WORDS === 'undefined' ? {} : WORDS;
