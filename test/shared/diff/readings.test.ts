import { expect, test } from 'vitest';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { readingsOf } from '../../../shared/diff/index.ts';

const definitions = (within: '7d' | '30d', more: Definitions['segments'] = {}): Definitions => ({
  covey: 1,
  site: 'shop.example',
  version: 1,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-02-22T00:00:00Z',
  metrics: { views: { count: 'view_item', within } },
  segments: {
    looking: { name: 'Looking', when: { 'metric.views': { $gte: 3 } } },
    member: { when: { 'visitor.sessionCount': { $gte: 2 } } },
    ...more,
  },
});

test('a segment that is written as before reads otherwise where its metric does', () => {
  const [reading, ...others] = readingsOf(definitions('7d'), definitions('30d'));
  expect(others).toEqual([]);
  expect(reading).toMatchObject({ section: 'segments', id: 'looking' });
  expect(reading?.gone.join()).toContain('7 days');
  expect(reading?.come.join()).toContain('30 days');
});

test('what came has nothing that is gone, and what went nothing that came', () => {
  const more = { fresh: { when: { 'metric.views': 0 } } };
  const [come] = readingsOf(definitions('7d'), definitions('7d', more));
  expect([come?.id, come?.gone]).toEqual(['fresh', []]);
  const [gone] = readingsOf(definitions('7d', more), definitions('7d'));
  expect([gone?.id, gone?.come, gone?.gone]).toEqual(['fresh', [], come?.come]);
});

test('the same reads the same', () => {
  expect(readingsOf(definitions('7d'), definitions('7d'))).toEqual([]);
});
