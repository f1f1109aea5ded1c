import { describe, expect, it } from 'vitest';
import {
  compileTest,
  longestText,
  matches,
  MOST_MATCHED,
} from '../../../shared/conditions/index.ts';

const inSegment = (operand: unknown) => compileTest(operand, { missing: 'false' });

describe('the text that a pattern is held against inside a segment', () => {
  const long = `${'a'.repeat(MOST_MATCHED)}b`;

  it('ends after 256 characters where something may repeat', () => {
    expect(inSegment({ $regex: 'a*b' })(long)).toBe(false);
    expect(inSegment({ $regex: '^a+$' })(long)).toBe(true);
    expect(inSegment({ $regexi: 'A*B' })(long.slice(1))).toBe(true);
    expect(inSegment({ $elemMatch: { $regex: 'a*b' } })([long])).toBe(false);
  });

  it('is all of it where nothing may', () => {
    expect(inSegment({ $regex: 'b$' })(long)).toBe(true);
    expect(inSegment({ $regex: 'c|\\?x=[*+]|ab' })(long)).toBe(true);
  });

  it('is all of it to the plain matcher, as to GrowthBook', () => {
    expect(matches({ path: { $regex: 'a*b' } }, { path: long })).toBe(true);
  });

  it.each(['a*', 'a+', 'a?', 'a{2}', '(?:a)', '\\\\+', '[a]+', '\\d{1,3}'])(
    '%s repeats',
    (source) => expect(longestText(source)).toBe(MOST_MATCHED),
  );
  it.each(['abc', 'a\\*b', 'a\\?b\\{', '[*+?{]', '[\\]*]', 'a.b|^c$'])('%s does not', (source) =>
    expect(longestText(source)).toBe(Infinity),
  );
});

describe('a watch', () => {
  const watching = () => {
    let time = 0;
    const slow = new Set<string>();
    return {
      slow,
      pass: (ms: number) => (time += ms),
      watch: {
        slow,
        // Every pattern takes as long as is said.
        clock: () => (time += step.ms),
        onSlow: (source: string) => void slow.add(source),
      },
    };
  };
  const step = { ms: 0 };

  it('does not try a pattern again that was slow once', () => {
    const { watch, slow } = watching();
    const test = compileTest({ $regex: '^/shop' }, { watch });
    step.ms = 100;
    expect(test('/shop/1')).toBe(true);
    expect([...slow]).toEqual([]);
    step.ms = 101;
    expect(test('/shop/1')).toBe(true);
    expect([...slow]).toEqual(['^/shop']);
    step.ms = 0;
    expect(test('/shop/1')).toBe(false);
    expect(compileTest({ $regex: '^/other' }, { watch })('/other')).toBe(true);
  });
});
