import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternSteps } from '../../../shared/definitions/checks/pattern-danger.ts';
import { type Part, charactersRead, written } from './pattern-matcher.ts';

const set = fc
  .constantFrom('a', 'b', 'ab', 'ac', 'abc')
  .map((characters): Part => ({ type: 'set', characters }));
/** A group that `\1` may stand for, or none. */
const part = (depth: number, back: boolean): fc.Arbitrary<Part> => {
  if (depth === 0)
    return back
      ? fc.oneof({ weight: 4, arbitrary: set }, fc.constant<Part>({ type: 'back' }))
      : set;
  const inner = part(depth - 1, back);
  const bounds = fc.constantFrom<readonly [number, number]>(
    [0, Infinity],
    [1, Infinity],
    [0, 1],
    [0, 3],
    [2, 2],
    [5, 5],
    [13, 13],
    [20, 20],
    [0, 20],
    [14, Infinity],
  );
  return fc.oneof(
    set,
    fc
      .array(inner, { minLength: 1, maxLength: 3 })
      .map((parts): Part => ({ type: 'sequence', parts })),
    fc
      .array(inner, { minLength: 2, maxLength: 3 })
      .map((parts): Part => ({ type: 'choice', parts })),
    fc.tuple(inner, bounds, fc.boolean()).map(([one, [least, most], isLazy]): Part => ({
      type: 'repeat',
      part: one,
      least,
      most,
      isLazy,
    })),
    fc
      .tuple(inner, fc.constantFrom('?=', '?!', '?<=', '?<!'))
      .map(([one, sign]): Part => ({ type: 'look', part: one, sign })),
  );
};
const whole = fc.oneof(
  part(3, false),
  fc.tuple(part(2, false), part(2, true)).map(([held, after]): Part => ({
    type: 'sequence',
    parts: [{ type: 'group', part: held }, after],
  })),
  part(3, false).map((one): Part => ({ type: 'sequence', parts: [{ type: 'start' }, one] })),
);

const WORDS = ['a', 'b', 'ab', 'ba', 'aab', 'abb', 'abc', 'aabb'];
const LENGTH = 26;
const ENOUGH = 200_000;
const texts = WORDS.map((word) => `${word.repeat(LENGTH).slice(0, LENGTH - 1)}!`);

describe('the steps of a regular expression', () => {
  it('are never more than was foreseen, counted by a matcher that tries everything', () => {
    const seen = { refused: 0, held: 0, busy: 0 };
    fc.assert(
      fc.property(whole, (pattern) => {
        const foreseen = patternSteps(written(pattern), false, LENGTH);
        if (foreseen > ENOUGH) {
          seen.refused += 1;
          return;
        }
        seen.held += 1;
        const read = Math.max(...texts.map((text) => charactersRead(pattern, text, ENOUGH)));
        if (read > 100) seen.busy += 1;
        expect(read).toBeLessThanOrEqual(foreseen);
      }),
      { numRuns: 2_000 },
    );
    expect(seen.held).toBeGreaterThan(1_000);
    expect(seen.busy).toBeGreaterThan(300);
    expect(seen.refused).toBeGreaterThan(200);
  });
});
