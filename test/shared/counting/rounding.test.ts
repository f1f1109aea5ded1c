import { expect, it } from 'vitest';
import { roundingFor } from '../../../shared/counting/rounding.ts';

it.each([
  [0.0312, 0.123456, 0.123],
  [3, 12.3456, 12.3],
  [30, 1234.56, 1235],
  // A ratio of which hardly anything is known.
  [250, 1234.56, 1235],
  [1e9, 1234.56, 1235],
  [Infinity, 1.5, 2],
  [0, 0.125, 0.125],
])('with a standard error of %s, %s is told as %s', (error, value, told) => {
  expect(roundingFor(error)(value)).toBe(told);
});
