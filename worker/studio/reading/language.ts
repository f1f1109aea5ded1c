import { signal } from '@preact/signals';
import { english, type ReadingWords, type Voice, voiceOf } from '../../../shared/reading/index.ts';
import { type Language, LANGUAGES, localeOf } from '../../../shared/words/languages.ts';

export type ReadingLanguage = 'en' | Language;
export const READING_LANGUAGES: readonly ReadingLanguage[] = ['en', ...LANGUAGES];

/** A file each, of which those are loaded that are chosen. */
const WORDS: { readonly [L in Language]: () => Promise<{ readonly words: ReadingWords }> } = {
  de: () => import('../../../shared/reading/words/de.ts'),
  fr: () => import('../../../shared/reading/words/fr.ts'),
  es: () => import('../../../shared/reading/words/es.ts'),
  it: () => import('../../../shared/reading/words/it.ts'),
  nl: () => import('../../../shared/reading/words/nl.ts'),
  pl: () => import('../../../shared/reading/words/pl.ts'),
  pt: () => import('../../../shared/reading/words/pt.ts'),
};

export interface Spoken {
  readonly language: ReadingLanguage;
  readonly voice: Voice;
}

/** The words of a reading in a language other than English. */
export const wordsOf = async (language: Language): Promise<ReadingWords> =>
  (await WORDS[language]()).words;

const KEY = 'covey-studio-reading';
const ENGLISH: Spoken = { language: 'en', voice: english };

/** What is chosen, and what is spoken: the one before, until the words are there. */
export const chosen = signal<ReadingLanguage>('en');
export const spoken = signal<Spoken>(ENGLISH);
/** The chosen words could not be loaded. */
export const hasFailed = signal(false);

const languageOf = (tag: string | null): ReadingLanguage | undefined =>
  READING_LANGUAGES.find((one) => one === tag?.toLowerCase().split('-')[0]);

/** Where nothing can be stored, the choice holds as long as the page. */
const kept = (store: (storage: Storage) => string | null | void): string | null => {
  try {
    return store(localStorage) ?? null;
  } catch {
    return null;
  }
};

async function show(language: ReadingLanguage): Promise<void> {
  chosen.value = language;
  hasFailed.value = false;
  try {
    const voice =
      language === 'en' ? english : voiceOf(localeOf(language), await wordsOf(language));
    if (chosen.peek() === language) spoken.value = { language, voice };
  } catch {
    if (chosen.peek() === language) hasFailed.value = true;
  }
}

/** Reads in this language from now on, and the next time. */
export function readIn(language: ReadingLanguage): Promise<void> {
  kept((storage) => storage.setItem(KEY, language));
  return show(language);
}

let isBegun = false;
/** As was chosen before, else in the first of the browser's languages that there is, else in English. */
export function beginReading(): void {
  if (isBegun) return;
  isBegun = true;
  const before = languageOf(kept((storage) => storage.getItem(KEY)));
  const own = navigator.languages.map(languageOf).find((one) => one !== undefined);
  void show(before ?? own ?? 'en');
}
