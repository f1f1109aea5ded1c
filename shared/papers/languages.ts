// Every language that papers are written in, for hosts that want them all.
import { en as known } from '../words/en.ts';
import type { LanguageOfPapers } from './voice.ts';
import { en } from './words/en.ts';

export const PAPER_LANGUAGES: { readonly [language: string]: LanguageOfPapers } = {
  en: { words: en, known: known.explain },
};
