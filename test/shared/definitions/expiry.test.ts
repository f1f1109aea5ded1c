import { expect, test } from 'vitest';
import { endingDays, expiryOf, expiryText } from '../../../shared/definitions/index.ts';

const END = Date.parse('2027-01-24T00:00:00Z');
const HOUR = 3_600_000;

test.each([
  [31 * 24, 'good', 31, 'run out on 2027-01-24, in 31 days'],
  [30 * 24 + 1, 'good', 30, 'run out on 2027-01-24, in 30 days'],
  [30 * 24, 'ending', 30, 'run out on 2027-01-24, in 30 days'],
  [36, 'ending', 1, 'run out on 2027-01-24, in 1 day'],
  [1, 'ending', 0, 'run out on 2027-01-24, in less than a day'],
  [0, 'ended', 0, 'ran out on 2027-01-24, less than a day ago'],
  [-36, 'ended', -1, 'ran out on 2027-01-24, 1 day ago'],
])('%i hours before the end: %s', (hours, state, days, text) => {
  const now = END - hours * HOUR;
  expect(expiryOf(END, now)).toEqual({ state, days: days + 0 });
  expect(expiryText(END, now)).toBe(text);
});

test('an end that is no time has passed', () => {
  expect(expiryOf(NaN, END)).toEqual({ state: 'ended', days: 0 });
  expect(expiryText(NaN, END)).toBe('run out at no known time');
});

test('of what lasts less than sixty days the last half is the end, so that it is good when it was just renewed', () => {
  const day = 24 * HOUR;
  expect([90, 60, 30, 7].map((days) => endingDays(END - days * day, END))).toEqual([
    30, 30, 15, 3.5,
  ]);
  expect(endingDays(NaN, END)).toBe(30);
});
