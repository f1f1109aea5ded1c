import type { Language } from '../../shared/words/languages.ts';
import type { PartFile } from '../parts/index.ts';

/** Written by the build. */
declare const MEANING_WORDS: Readonly<Record<Language, PartFile>>;

/** The file of each language's words; the package finds them beside its own. */
export const FILES: Partial<typeof MEANING_WORDS> =
  typeof MEANING_WORDS === 'undefined' ? {} : MEANING_WORDS;
