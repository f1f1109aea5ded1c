/**
 * Definitions in plain words, whole: two that differ in meaning never read the same. One reading for studio, command line
 * and papers.
 *
 * ```ts
 * const reader = readerOf(definitions);            // in English
 * const { text, parts } = reader.thing('segments', 'window-shopper');
 * // text:  “Window shopper” (window-shopper)
 * // parts: Looked at 5 or more different products in the last 7 days, and put nothing in the basket in the last 7 days; …
 * asLines(reader.document());                      // all of it, as text
 * readerOf(definitions, voiceOf('de', words));     // in another language, with its file of `words/`
 * ```
 *
 * A reading is a short text and, where that is not all, a list of readings below it; texts are plain and may be set as they
 * are. Whatever the owner wrote (names, values, events without words of their own) stands in quotation marks that it cannot
 * close. A metric is read out where a condition names it or, if it is long, below ("where “…” is …"); other segments,
 * traits and lists are called by their name, and have a reading of their own in the document.
 */
export { type Reading, asLines, inOneLine } from './reading.ts';
export { type Reader, readerOf } from './reader.ts';
export { SECTIONS, type Section } from './sections.ts';
export { type Voice, english, voiceOf } from './voice.ts';
export type { ReadingWords } from './words/types.ts';
