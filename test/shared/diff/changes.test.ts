import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesInWords, changesOf, effectsInWords, isSame } from '../../../shared/diff/index.ts';

const json = fc.jsonValue({ maxDepth: 3 });

describe('what differs between two documents', () => {
  it('is nothing exactly where Node finds them equal', () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(isSame(one, one)).toBe(true);
        // JSON writes -0 as 0.
        const [a, b] = [one, other].map((each) => JSON.parse(JSON.stringify(each)) as unknown);
        expect(isSame(a, b)).toBe(isDeepStrictEqual(a, b));
        expect(changesOf(a, b).length === 0).toBe(isDeepStrictEqual(a, b));
      }),
      { numRuns: 300 },
    );
  });

  it('is told by entries, also where a section came or went whole', () => {
    const changes = changesOf(
      { version: 1, segments: { a: { count: true }, b: {} }, groups: { g: {} } },
      { version: 2, segments: { a: { count: false }, c: {} }, metrics: { m: {} } },
    );
    expect(changesInWords(changes)).toEqual({
      others: ['version: 1 → 2'],
      sections: [
        { name: 'metrics', entries: [{ id: 'm', kind: 'added', lines: [] }] },
        {
          name: 'segments',
          entries: [
            { id: 'a', kind: 'changed', lines: ['count: true → false'] },
            { id: 'b', kind: 'removed', lines: [] },
            { id: 'c', kind: 'added', lines: [] },
          ],
        },
        { name: 'groups', entries: [{ id: 'g', kind: 'removed', lines: [] }] },
      ],
    });
  });

  it('says first what is there no more, and names a dozen of many', () => {
    const segments = Array.from({ length: 14 }, (_, at) => `s${at}`);
    const [first, second] = effectsInWords({
      otherRules: [],
      gone: { segments, groups: ['g'] },
      isAroundOther: false,
      counted: { on: [], restarted: [], anew: [], begun: [], ended: [] },
    });
    expect(first).toBe(
      `There no more, of the segments: ${segments.slice(0, 12).join(', ')} and 2 more. Pages that show something by them do so no longer.`,
    );
    expect(second).toMatch(/^There no more, of the groups: g\. /);
  });
});
