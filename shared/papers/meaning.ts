import type { Definitions } from '../definitions/types.ts';
import { READING_LANGUAGES, voiceIn } from '../reading/words/all.ts';
import { meaningBy } from './meaning-by.ts';
import type { MeaningOf } from './writer.ts';

/** Segments in plain words, whole; in a language that has no readings in English. */
export const meaningIn = (definitions: Definitions, language: string): MeaningOf =>
  meaningBy(definitions, voiceIn(READING_LANGUAGES.find((one) => one === language) ?? 'en'));
