// Every language that papers are written in, for hosts that want them all.
import { voiceIn as readIn } from '../reading/words/all.ts';
import { words as knownDe } from '../words/de.ts';
import { en as knownEn } from '../words/en.ts';
import { words as knownEs } from '../words/es.ts';
import { words as knownFr } from '../words/fr.ts';
import { words as knownIt } from '../words/it.ts';
import { words as knownNl } from '../words/nl.ts';
import { words as knownPl } from '../words/pl.ts';
import { words as knownPt } from '../words/pt.ts';
import { languageOf } from './language-of.ts';
import type { LanguageOfPapers } from './voice.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import { it } from './words/it.ts';
import { nl } from './words/nl.ts';
import { pl } from './words/pl.ts';
import { pt } from './words/pt.ts';

/** By tag; English, which stands where no other is wanted, first. */
export const PAPER_LANGUAGES: { readonly [language: string]: LanguageOfPapers } = {
  en: languageOf(en, readIn('en').words, knownEn),
  de: languageOf(de, readIn('de').words, knownDe),
  es: languageOf(es, readIn('es').words, knownEs),
  fr: languageOf(fr, readIn('fr').words, knownFr),
  it: languageOf(it, readIn('it').words, knownIt),
  nl: languageOf(nl, readIn('nl').words, knownNl),
  pl: languageOf(pl, readIn('pl').words, knownPl),
  pt: languageOf(pt, readIn('pt').words, knownPt),
};
