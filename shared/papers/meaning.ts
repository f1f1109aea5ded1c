import type { Definitions } from '../definitions/types.ts';
import { inOneLine, readerOf } from '../reading/index.ts';
import { READING_LANGUAGES, voiceIn } from '../reading/words/all.ts';
import type { MeaningOf } from './writer.ts';

/** Segments in plain words, whole; in a language that has no readings in English. */
export function meaningIn(definitions: Definitions, language: string): MeaningOf {
  const spoken = READING_LANGUAGES.find((one) => one === language) ?? 'en';
  const reader = readerOf(definitions, voiceIn(spoken));
  return (segment) =>
    (reader.thing('segments', segment).parts ?? []).map((part) => `${inOneLine(part)}.`);
}
