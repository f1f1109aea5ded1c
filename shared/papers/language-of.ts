import type { ReadingWords } from '../reading/index.ts';
import type { Words } from '../words/types.ts';
import type { LanguageOfPapers } from './voice.ts';
import type { PaperWords } from './words/types.ts';

/** Facts are called as the reading of a segment calls them, events as visitors are told of them: as nouns. */
export const languageOf = (
  words: PaperWords,
  { facts, sources, touches }: ReadingWords,
  { explain: { events } }: Pick<Words, 'explain'>,
): LanguageOfPapers => ({ words, known: { events, facts, sources, touches } });
