// Meaning: what a definition says, in plain words. Loaded when the visitor asks for it in the panel; English is built in.
import type { Definitions } from '../../shared/definitions/types.ts';
import { english, type Reading, type ReadingWords } from '../../shared/reading/index.ts';
import { readerOf, voiceOf } from '../../shared/reading/index.ts';
import { LANGUAGES, localeOf } from '../../shared/words/languages.ts';
import type { LoadPart } from '../parts/index.ts';
import { baseOf } from '../texts.ts';
import { FILES } from './files.ts';

export interface Meaning {
  /** BCP 47: that of the words, which may be another than was asked for. */
  readonly language: string;
  /** All that a segment's definition says, in its order. */
  ofSegment(id: string): readonly Reading[];
}

/** In the language, or in English where there are no words in it; rejects where those that there are cannot be had. */
export async function meaningOf(
  definitions: Definitions,
  wanted: string,
  loadPart: LoadPart,
): Promise<Meaning> {
  const base = baseOf(wanted);
  const language = LANGUAGES.find((one) => one === base);
  const file =
    language &&
    ((await loadPart(FILES[language], `meaning-${language}`)) as { words: ReadingWords });
  const voice = file ? voiceOf(localeOf(language), file.words) : english;
  const reader = readerOf(definitions, voice);
  return {
    language: language ?? 'en',
    ofSegment: (id) => reader.thing('segments', id).parts ?? [],
  };
}
