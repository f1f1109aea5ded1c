// Every language at once, for hosts that have room for all: the command line, papers, tests.
import { type Language, localeOf } from '../../words/languages.ts';
import { english, voiceOf, type Voice } from '../voice.ts';
import { words as de } from './de.ts';
import { words as es } from './es.ts';
import { words as fr } from './fr.ts';
import { words as it } from './it.ts';
import { words as nl } from './nl.ts';
import { words as pl } from './pl.ts';
import { words as pt } from './pt.ts';
import type { ReadingWords } from './types.ts';

const OTHERS: { readonly [L in Language]: ReadingWords } = { de, es, fr, it, nl, pl, pt };

export type ReadingLanguage = 'en' | Language;
export const READING_LANGUAGES: readonly ReadingLanguage[] = [
  'en',
  ...(Object.keys(OTHERS) as Language[]),
];

/** How a language reads. */
export const voiceIn = (language: ReadingLanguage): Voice =>
  language === 'en' ? english : voiceOf(localeOf(language), OTHERS[language]);
