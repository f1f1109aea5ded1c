import { expect, it } from 'vitest';
import { LIMITS } from '../../../shared/definitions/limits.ts';
import { MAX_QUESTIONS } from '../../../shared/wire/index.ts';

it('no more questions are accepted than a report has room for', () => {
  expect(LIMITS.questions).toBe(MAX_QUESTIONS);
});
