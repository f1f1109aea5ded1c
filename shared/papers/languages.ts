// Every language that papers are written in, for hosts that want them all.
import { type ReadingLanguage, voiceIn as readIn } from '../reading/words/all.ts';
import { words as knownDe } from '../words/de.ts';
import { en as knownEn } from '../words/en.ts';
import { words as knownEs } from '../words/es.ts';
import { words as knownFr } from '../words/fr.ts';
import { words as knownIt } from '../words/it.ts';
import { words as knownNl } from '../words/nl.ts';
import { words as knownPl } from '../words/pl.ts';
import { words as knownPt } from '../words/pt.ts';
import type { Words } from '../words/types.ts';
import type { LanguageOfPapers } from './voice.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import { it } from './words/it.ts';
import { nl } from './words/nl.ts';
import { pl } from './words/pl.ts';
import { pt } from './words/pt.ts';
import type { PaperWords } from './words/types.ts';

/** Facts are called as the reading of a segment calls them, events as visitors are told of them: as nouns. */
const languageOf = (
  language: ReadingLanguage,
  words: PaperWords,
  { explain: { events } }: Pick<Words, 'explain'>,
): LanguageOfPapers => {
  const { facts, sources, touches } = readIn(language).words;
  return { words, known: { events, facts, sources, touches } };
};

/** By tag; English, which stands where no other is wanted, first. */
export const PAPER_LANGUAGES: { readonly [language: string]: LanguageOfPapers } = {
  en: languageOf('en', en, knownEn),
  de: languageOf('de', de, knownDe),
  es: languageOf('es', es, knownEs),
  fr: languageOf('fr', fr, knownFr),
  it: languageOf('it', it, knownIt),
  nl: languageOf('nl', nl, knownNl),
  pl: languageOf('pl', pl, knownPl),
  pt: languageOf('pt', pt, knownPt),
};
