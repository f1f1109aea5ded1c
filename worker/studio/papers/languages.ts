/** The languages of papers: English is there, of the others the words are loaded that are chosen. */
import {
  languageOf,
  meaningBy,
  type MeaningOf,
  type PaperWords,
  type Voice,
  voiceIn,
} from '../../../shared/papers/index.ts';
import { en } from '../../../shared/papers/words/en.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { english, type ReadingWords, voiceOf } from '../../../shared/reading/index.ts';
import { en as told } from '../../../shared/words/en.ts';
import { type Language, localeOf } from '../../../shared/words/languages.ts';
import type { Words } from '../../../shared/words/types.ts';
import { type ReadingLanguage, wordsOf } from '../reading/index.ts';

/** Those of papers, and those that visitors are told. */
type Loaded = readonly [papers: PaperWords, told: Words];
const FILES: { readonly [L in Language]: () => Promise<Loaded> } = {
  de: async () => [
    (await import('../../../shared/papers/words/de.ts')).de,
    (await import('../../../shared/words/de.ts')).words,
  ],
  fr: async () => [
    (await import('../../../shared/papers/words/fr.ts')).fr,
    (await import('../../../shared/words/fr.ts')).words,
  ],
  es: async () => [
    (await import('../../../shared/papers/words/es.ts')).es,
    (await import('../../../shared/words/es.ts')).words,
  ],
  it: async () => [
    (await import('../../../shared/papers/words/it.ts')).it,
    (await import('../../../shared/words/it.ts')).words,
  ],
  nl: async () => [
    (await import('../../../shared/papers/words/nl.ts')).nl,
    (await import('../../../shared/words/nl.ts')).words,
  ],
  pl: async () => [
    (await import('../../../shared/papers/words/pl.ts')).pl,
    (await import('../../../shared/words/pl.ts')).words,
  ],
  pt: async () => [
    (await import('../../../shared/papers/words/pt.ts')).pt,
    (await import('../../../shared/words/pt.ts')).words,
  ],
};

/** How papers are written in a language. */
export interface Written {
  readonly voice: Voice;
  readonly meaning: (definitions: Definitions) => MeaningOf;
}

const writtenIn = (
  language: ReadingLanguage,
  reading: ReadingWords,
  [papers, words]: readonly [PaperWords, Pick<Words, 'explain'>],
): Written => {
  const spoken = language === 'en' ? english : voiceOf(localeOf(language), reading);
  return {
    voice: voiceIn(language, languageOf(papers, reading, words)),
    meaning: (definitions) => meaningBy(definitions, spoken),
  };
};

export const ENGLISH = writtenIn('en', english.words, [en, told]);

/** Rejects where the words cannot be loaded. */
export const languageIn = async (language: ReadingLanguage): Promise<Written> =>
  language === 'en'
    ? ENGLISH
    : writtenIn(language, ...(await Promise.all([wordsOf(language), FILES[language]()])));
