import fc from 'fast-check';
import { afterEach, beforeEach, expect } from 'vitest';
import type { ImportResult } from '../../../shared/importers/index.ts';
import { imported } from './helpers.ts';
import { type Visitor, memberIn } from './run.ts';

export const RUNS = Number(process.env['COVEY_IMPORT_RUNS'] ?? 120);

/** Compares imported segments with their source, in a test file: each answer has to come up often enough to say something. */
export const agreement = () => {
  const answers = new Map<boolean, number>();
  beforeEach(() => answers.clear());
  afterEach(() => {
    for (const answer of [true, false]) expect(answers.get(answer) ?? 0).toBeGreaterThan(RUNS / 20);
  });
  /** The segment "A" holds for the visitor as the source says. */
  return (result: ImportResult, visitor: Visitor, answer: boolean, json: unknown): void => {
    const { definitions, notes } = imported(result);
    const errors = notes.filter(({ severity }) => severity === 'error');
    // All of these sources can be said, if in few enough pieces, but for those that hold for nobody.
    const ofNobody = errors.filter(({ message }) => /\bnobody\b/i.test(message));
    expect(errors.filter(({ code }) => code !== 'too-complex')).toEqual(ofNobody);
    fc.pre(errors.length === ofNobody.length);
    if (definitions.segments['a'] === undefined) {
      expect(answer).toBe(false);
      return;
    }
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
    expect(
      memberIn(definitions, visitor),
      JSON.stringify({ json, visitor, definitions, answer }, null, 1),
    ).toBe(answer);
  };
};
