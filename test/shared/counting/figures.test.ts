import { describe, expect, it } from 'vitest';
import {
  changeText,
  combinedText,
  consistentText,
  conversionText,
  liftText,
  notesOf,
  peopleText,
  percent,
  shareText,
} from '../../../shared/counting/index.ts';
import type { AnswerStats } from '../../../shared/wire/index.ts';

const answer = (consistent?: number): AnswerStats => ({
  id: 'a',
  state: 'released',
  share: 0.0621,
  low: 0.0542,
  high: 0.0701,
  standardError: 0.004,
  median: 0.062,
  people: { about: 620, low: 540, high: 700 },
  ...(consistent !== undefined && { consistent }),
});

describe('figures', () => {
  it('never stand without their interval, and are no more exact than it', () => {
    expect(peopleText({ about: 1240, low: 1081, high: 1402 })).toBe('about 1,240 (1,080 to 1,400)');
    expect(peopleText({ about: 64.2, low: 51.7, high: 77 })).toBe('about 64 (52 to 77)');
    expect(shareText({ share: 0.0621, low: 0.0542, high: 0.0701 })).toEqual({
      value: '6.21 %',
      interval: '5.42 to 7.01 %',
    });
    expect(shareText({ share: 0.512, low: 0.471, high: 0.553 })).toEqual({
      value: '51.2 %',
      interval: '47.1 to 55.3 %',
    });
  });

  it('do not go below zero or above one, where chance may land', () => {
    expect(percent(-0.004)).toBe('0 %');
    expect(shareText({ share: 0.99, low: 0.95, high: 1.02 }).interval).toBe('95.0 to 100.0 %');
  });

  it('say of a lift which way, and of a conversion which part', () => {
    expect(liftText({ value: 0.124, low: -0.03, high: 0.278 })).toEqual({
      value: '+12 %',
      interval: '−3 to +28 %',
    });
    expect(conversionText({ value: 0.301, low: 0.27, high: 0.332 })).toEqual({
      value: '30.1 %',
      interval: '27.0 to 33.2 %',
    });
  });

  it('say of a change whether it can be told, in points of at least and at most', () => {
    const change = { difference: 0.021, low: 0.009, high: 0.033 };
    expect(changeText({ verdict: 'rose', ...change })).toBe('rose by 2.1 points (0.9 to 3.3)');
    expect(changeText({ verdict: 'fell', difference: -0.021, low: -0.033, high: -0.009 })).toBe(
      'fell by 2.1 points (0.9 to 3.3)',
    );
    expect(changeText({ verdict: 'none', difference: -0.001, low: -0.011, high: 0.008 })).toBe(
      'no change that can be told (−1.10 to 0.80 points)',
    );
    expect(changeText({ verdict: 'fell', difference: -0.02, low: -0.04, high: 0 })).toBe(
      'fell by 2.0 points (0.0 to 4.0)',
    );
  });

  it('say of several periods how many, and of a consistent share where it is another', () => {
    const combined = { periods: 5, share: 0.051, low: 0.039, high: 0.063, standardError: 0.006 };
    expect(combinedText(combined, 6)).toEqual({
      value: '5.1 %',
      interval: '3.9 to 6.3 %',
      periods: '5 of 6',
    });
    expect(consistentText(answer(0.06))).toBe('6.00 %');
    expect(consistentText(answer(0.0621))).toBeNull();
    expect(consistentText(answer())).toBeNull();
  });

  it('bring a note for each kind that is there, and none for others', () => {
    const questions = (answers: readonly AnswerStats[]) => [
      { id: 'a', kind: 'segment' as const, name: null, reports: 400, answers },
    ];
    const baseline = { number: 698, from: '2026-10-01T00:00:00Z', compared: 3 };
    const none = { state: 'too-few', enoughAt: null, id: null } as const;
    expect(notesOf({ questions: questions([none]) })).toEqual([]);
    const [interval = ''] = notesOf({ questions: questions([answer()]) });
    // Not of all that are shown: docs/counting.md, "How good the intervals are".
    expect(interval).toContain('where a share is large enough to be shown in nearly every period');
    const uncertain = { ...answer(), standardError: 0.5 };
    expect(notesOf({ questions: questions([uncertain]) })[1]).toMatch(/^Uncertain, .*too large/);
    expect(
      notesOf({
        questions: questions([answer()]),
        together: 6,
        baseline: { ...baseline, compared: 0 },
      }),
    ).toEqual([interval]);
    const all = notesOf({
      questions: questions([
        {
          ...answer(0.06),
          combined: { periods: 5, share: 0.051, low: 0.039, high: 0.063, standardError: 0.006 },
        },
      ]),
      together: 6,
      baseline,
    });
    expect(all.map((note) => note.slice(0, 8))).toEqual([
      'The inte',
      'Together',
      'Changes ',
      'Consiste',
    ]);
    expect(all[2]).toContain('since period 698, from 2026-10-01. 3 shares were compared');
  });
});
