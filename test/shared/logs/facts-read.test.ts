import { expect, it } from 'vitest';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { factsOfNoLog } from '../../../shared/logs/index.ts';

it('what no log holds is found through other segments and formulas, each once, and nothing else', () => {
  const definitions = {
    metrics: {
      orders: { count: 'purchase' },
      score: { formula: { add: ['metric.orders', 'trait.age'] } },
      unread: { formula: 'trait.plan' },
    },
    segments: {
      near: { when: { $or: [{ 'geo.country': 'DE' }, { 'geo.city': 'Basel' }] } },
      known: {
        when: { 'segment.near': true, 'metric.score': { $gte: 3 }, 'session.pages': 2 },
        exclude: { 'geo.country': 'FR' },
        excludeEver: { 'segment.circle': true },
      },
      circle: { when: { 'segment.known': false } },
      buyer: { when: { 'metric.orders': { $gte: 1 } } },
    },
  } as unknown as Definitions;
  expect(factsOfNoLog(definitions, 'known')).toEqual(['geo.country', 'geo.city', 'trait.age']);
  expect(factsOfNoLog(definitions, 'buyer')).toEqual([]);
  expect(factsOfNoLog(definitions, 'none')).toEqual([]);
});
