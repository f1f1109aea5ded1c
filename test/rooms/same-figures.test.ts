// @vitest-environment happy-dom
import fc from 'fast-check';
import { h, render } from 'preact';
import { expect, test } from 'vitest';
import { describeStats } from '../../cli/commands/stats.ts';
import type { AnswerStats, QuestionStats, Stats } from '../../shared/wire/index.ts';
import { Question } from '../../worker/studio/watch/question.tsx';

const plain = (text: string) => text;
const style = { bold: plain, dim: plain, green: plain, red: plain, yellow: plain };

const share = fc.double({ min: -0.1, max: 1.1, noNaN: true });
const range = fc
  .tuple(share, share, share)
  .map((drawn) => drawn.toSorted((a, b) => a - b) as [number, number, number]);
const ratio = range.map(([low, value, high]) => ({ low, value, high }));
const around = fc.record({
  combined: fc.option(
    fc.tuple(range, fc.integer({ min: 2, max: 6 })).map(([[low, middle, high], periods]) => ({
      periods,
      share: middle,
      low,
      high,
      standardError: 0.01,
    })),
  ),
  change: fc.option(
    fc
      .record({ verdict: fc.constantFrom('rose', 'fell', 'none'), range })
      .map(
        ({ verdict, range: [low, difference, high] }) =>
          ({ verdict, low, difference, high }) as const,
      ),
  ),
  consistent: share,
  trend: fc
    .array(
      fc.oneof(
        range.map(([low, middle, high]) => ({
          state: 'released' as const,
          share: middle,
          low,
          high,
          standardError: 0.01,
        })),
        fc.constantFrom(
          { state: 'unreleased' as const },
          { state: 'too-few' as const },
          { state: 'disputed' as const, reasons: ['median' as const] },
        ),
      ),
      { maxLength: 6 },
    )
    .map((points) => points.map((point, at) => ({ period: 742 - points.length + at, ...point }))),
});
const released = fc
  .tuple(range, fc.integer({ min: 50, max: 1e6 }), around)
  .map(([[low, middle, high], about, more]): AnswerStats => ({
    id: 'a',
    state: 'released',
    share: middle,
    low,
    high,
    standardError: 0.01,
    median: middle,
    people: { about, low: about / 2, high: about * 2 },
    ...more,
  }));
const disputed: AnswerStats = { id: 'a', state: 'disputed', reasons: ['jump', 'median'] };
const answers = fc.oneof(
  released,
  fc.constant(disputed),
  fc
    .tuple(released, ratio, ratio)
    .map(([answer, conversion, lift]): AnswerStats => ({ ...answer, conversion, lift })),
);

/** Every number of a text, as it is written. */
const numbersOf = (text: string) => text.match(/[−+]?\d[\d.,]*/g) ?? [];

/** What stands in it, cells of tables apart. */
function textOf(place: HTMLElement): string {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  let text = '';
  while (walker.nextNode()) text += ` ${walker.currentNode.nodeValue ?? ''}`;
  return text;
}

test('the command line prints every figure that the studio shows, to the digit', () => {
  fc.assert(
    fc.property(answers, (answer) => {
      const question: QuestionStats = {
        id: 'a',
        kind: answer.conversion === undefined ? 'segment' : 'experience',
        name: 'Named',
        reports: 12_340,
        answers: [answer],
      };
      const stats: Stats = {
        site: 'hazel.example',
        version: 3,
        questionSet: 'AAAA',
        epsilon: 2,
        period: {
          number: 741,
          ms: 28 * 864e5,
          from: '2026-11-01T00:00:00Z',
          to: '2026-11-29T00:00:00Z',
          open: false,
        },
        released: '2026-11-29',
        step: 20,
        reports: 12_340,
        together: 6,
        baseline: { number: 740, from: '2026-10-04T00:00:00Z', compared: 1 },
        questions: [question],
      };
      const printed = describeStats(stats, style as never, true);
      const place = document.createElement('div');
      render(
        h(Question, {
          question,
          period: stats.period,
          together: 6,
          truth: null,
          live: null,
          isFolded: false,
          onFold: () => undefined,
        }),
        place,
      );
      // Pictures, and the numbers on their axes, say nothing that the text does not.
      for (const drawn of place.querySelectorAll('[aria-hidden]')) drawn.remove();
      const shown = textOf(place);
      const figures = numbersOf(shown);
      for (const figure of figures) expect(printed).toContain(figure);
      // The shares of all that is there, both ways: nothing is left out of either.
      if (answer.state === 'released')
        for (const text of [printed, shown]) {
          expect(text).toContain(' to ');
          expect(text.includes(', uncertain')).toBe(answer.standardError > 0.2 * answer.share);
          expect(text.includes('periods together')).toBe(Boolean(answer.combined));
          expect(/rose by|fell by|no change that/.test(text)).toBe(Boolean(answer.change));
          for (const { state } of answer.trend ?? [])
            if (state === 'unreleased') expect(text).toContain('nothing released');
        }
      else
        for (const text of [printed, shown])
          expect(text).toContain('it is further from the period before than chance explains');
    }),
    { numRuns: 200 },
  );
});
