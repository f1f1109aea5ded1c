// @vitest-environment happy-dom
import { h, render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import type { Stats } from '../../../shared/wire/index.ts';
import { Counts } from '../../../worker/studio/watch/counts.tsx';
import { questionOf, tooFew } from './helpers.ts';

const stats: Stats = {
  site: 'hazel.example',
  version: 7,
  questionSet: '',
  epsilon: 2,
  period: {
    number: 10,
    ms: 7 * 86_400_000,
    from: '2026-11-19T00:00:00Z',
    to: '2026-11-26T00:00:00Z',
    open: true,
  },
  released: null,
  step: 100,
  reports: 4200,
  together: 1,
  baseline: { number: 9, from: '2026-11-12T00:00:00Z', compared: 0 },
  questions: [],
};
const place = document.createElement('div');
const shown = () => place.textContent ?? '';
function press(name: string): void {
  const button = [...place.querySelectorAll('button')].find((each) => each.textContent === name);
  expect(button, name).toBeDefined();
  button?.click();
}
afterEach(() => {
  render(null, place);
  vi.unstubAllGlobals();
});

test('where an answer fails, the last one stays below the message, and it can be asked again', async () => {
  const answers = [
    Response.json(stats),
    new Response('<!doctype html><title>Hotel</title>'),
    Response.json({ ...stats, reports: 5300 }),
  ];
  vi.stubGlobal('fetch', () => Promise.resolve(answers.shift()));
  const access = { site: 'hazel.example', token: 'token' };
  render(h(Counts, { access, definitions: null, onRefused: () => undefined }), place);
  await vi.waitFor(() => expect(shown()).toContain('4,200'));
  press('Earlier');
  await vi.waitFor(() => expect(shown()).toContain('Something else than a Covey Worker answered.'));
  expect(shown()).toContain('4,200');
  press('Ask again');
  await vi.waitFor(() => expect(shown()).toContain('5,300'));
  expect(shown()).not.toContain('Something else');
});

test('where nothing is released yet, it is said first why, and what to look at if it stays so', async () => {
  const questions = [questionOf('buyers', [tooFew(null)])];
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ ...stats, questions, reports: 0 })));
  const access = { site: 'hazel.example', token: 'token' };
  render(h(Counts, { access, definitions: null, onRefused: () => undefined }), place);
  await vi.waitFor(() => expect(shown()).toContain('Nothing is released yet'));
  expect(shown().indexOf('is the tag on every page?')).toBeLessThan(shown().indexOf('Sort by'));
  expect(shown().split('Nothing is released yet')).toHaveLength(2);
  expect(shown()).not.toContain('What changed');
});
