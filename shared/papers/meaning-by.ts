import type { Definitions } from '../definitions/types.ts';
import { inOneLine, readerOf, type Voice } from '../reading/index.ts';
import type { MeaningOf } from './writer.ts';

/** Segments in plain words, whole, by the voice of a reading. */
export function meaningBy(definitions: Definitions, voice: Voice): MeaningOf {
  const reader = readerOf(definitions, voice);
  return (segment) =>
    (reader.thing('segments', segment).parts ?? []).map((part) => `${inOneLine(part)}.`);
}
