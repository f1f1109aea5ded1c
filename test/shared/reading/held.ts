// Readings held apart: of documents that differ in one place.
import { expect } from 'vitest';
import type { Definitions } from '../../../shared/definitions/types.ts';
import {
  type Voice,
  asLines,
  english,
  inOneLine,
  readerOf,
} from '../../../shared/reading/index.ts';
import { document } from '../../conformance/examples/example.ts';
import { SECTIONS } from '../../conformance/reference/index.ts';
import { type Changed, meaningOf } from './changed.ts';

/** What the reference shows: every construct of the schema is in one of them. */
export const constructs: readonly Definitions[] = SECTIONS.flatMap(({ constructs: all }) =>
  all.flatMap(({ part, example }) => {
    const fragment = part ?? example?.definitions;
    return fragment ? [JSON.parse(JSON.stringify(document(fragment))) as Definitions] : [];
  }),
);

export const texts = (definitions: Definitions, voice: Voice) => {
  const whole = readerOf(definitions, voice).document();
  return [asLines(whole), inOneLine(whole)];
};

/** Fails where a change leaves a reading as it was, and not the meaning. */
export const expectApart = (
  definitions: Definitions,
  changed: Iterable<Changed>,
  voice = english,
) => {
  const before = texts(definitions, voice);
  const meant = meaningOf(definitions);
  let count = 0;
  for (const { path, document: other } of changed) {
    count++;
    const after = texts(other, voice);
    if (after.some((text, i) => text === before[i]) && meaningOf(other) !== meant)
      expect.fail(`${path.join('.')} of ${JSON.stringify(other)}:\n${after[0]}`);
  }
  return count;
};
