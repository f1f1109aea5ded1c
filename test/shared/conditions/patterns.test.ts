import { describe, expect, it } from 'vitest';
import {
  compileTest,
  longestText,
  matches,
  MOST_MATCHED,
  watchPatterns,
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
    const slow: string[] = [];
    const watch = watchPatterns(
      () => time,
      (source) => slow.push(source),
    );
    /** One more pattern takes so many milliseconds: `^/50`. */
    const tried = (ms: number, name = '') => {
      const text = `/${name}${ms}`;
      return compileTest(
        { $regex: `^${text}` },
        { watch },
      )({
        toString: () => ((time += ms), text),
      });
    };
    return { slow, tried, pass: (ms: number) => (time += ms) };
  };

  it('does not try a pattern again that was slow once', () => {
    const { slow, tried } = watching();
    expect(tried(100)).toBe(true);
    expect(slow).toEqual([]);
    expect(tried(101)).toBe(true);
    expect(slow).toContain('^/101');
    expect(tried(101)).toBe(false);
    expect(tried(0)).toBe(true);
  });

  it('switches off the costliest when all together have taken too long', () => {
    const { slow, tried } = watching();
    for (const ms of [20, 60, 5, 10]) tried(ms);
    expect(slow).toEqual([]);
    expect(tried(6)).toBe(true);
    expect(slow).toEqual(['^/60']);
    expect([20, 5, 10, 6, 60].map((ms) => tried(ms))).toEqual([true, true, true, true, false]);
  });

  it('tries none of those that still come after the second time', () => {
    const { slow, tried } = watching();
    const answers = Array.from({ length: 31 }, (_, at) => tried(90, `${at}-`));
    expect(answers.filter(Boolean).length).toBe(4);
    expect(slow.length).toBe(31);
  });

  it('counts over many texts within a second, and anew after it', () => {
    const { slow, tried, pass } = watching();
    for (let second = 0; second < 5; second++) {
      for (let text = 0; text < 9; text++) tried(10);
      pass(1000);
    }
    expect(slow).toEqual([]);
    for (let text = 0; text < 11; text++) tried(10);
    expect(slow).toEqual(['^/10']);
  });
});
