import { expect, it } from 'vitest';
import { reminder } from '../../../worker/studio/publish/calendar.ts';

const reminded = {
  site: 'a-very-long-name-of-a-shop-for-kitchens-gardens-and-more.hazel.example',
  version: 7,
  expires: '2027-01-24T00:00:00Z',
  studio: 'https://edge.example/studio/#/publish',
};
const days = (text: string) =>
  [...text.matchAll(/^DTSTART;VALUE=DATE:(\d+)\r$/gm)].map(([, day]) => day);

it('reminds two weeks before the end and on the day before, of what has not passed', () => {
  const at = (day: string) => days(reminder(reminded, Date.parse(day)));
  expect(at('2026-12-01')).toEqual(['20270110', '20270123']);
  expect(at('2027-01-10T23:00:00Z')).toEqual(['20270110', '20270123']);
  expect(at('2027-01-11')).toEqual(['20270123']);
  expect(at('2027-02-01')).toEqual([]);
});

it('is a calendar file as RFC 5545 wants it: line ends, short lines, escaped text', () => {
  const text = reminder(reminded, Date.parse('2026-12-01T08:30:15.250Z'));
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const lines = text.replaceAll('\r\n ', '').split('\r\n');
  expect(lines).toContain(`SUMMARY:Renew the segments of ${reminded.site}`);
  expect(lines).toContain('DTSTAMP:20261201T083015Z');
  expect(lines.filter((line) => line.startsWith('UID:'))).toHaveLength(2);
  expect(new Set(lines.filter((line) => line.startsWith('UID:'))).size).toBe(2);
  expect(text.replaceAll('\r\n ', '')).toContain('covey renew\\, covey sign\\, covey publish.');
});
