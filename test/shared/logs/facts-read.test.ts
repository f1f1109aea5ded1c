import { expect, it } from 'vitest';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { factsOfNoLog, untoldIn } from '../../../shared/logs/index.ts';

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

it('is put together by kind, with the segments that read it', () => {
  const definitions = {
    metrics: { ads: { sessions: { 'source.session.medium': 'cpc' } } },
    segments: {
      src: { when: { 'source.session.source': 'news' } },
      paid: { when: { 'metric.ads': { $gte: 1 }, 'device.type': 'mobile' } },
      buyer: { when: { 'now.hour': 7 } },
    },
  } as unknown as Definitions;
  expect(untoldIn(definitions)).toEqual([
    { facts: ['source.session.source', 'source.session.medium'], segments: ['src', 'paid'] },
    { facts: ['device.type'], segments: ['paid'] },
  ]);
});
