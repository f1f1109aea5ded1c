import { expect, it } from 'vitest';
import { LIMITS } from '../../../shared/definitions/limits.ts';
import { MOST_THRESHOLDS } from '../../../shared/histograms/index.ts';
import { MAX_QUESTIONS } from '../../../shared/wire/index.ts';

it('no more questions are accepted than a report has room for', () => {
  expect(LIMITS.questions).toBe(MAX_QUESTIONS);
});

it('a page takes as many thresholds of a histogram as the checker lets through', () => {
  expect(LIMITS.bins).toBe(MOST_THRESHOLDS);
});
