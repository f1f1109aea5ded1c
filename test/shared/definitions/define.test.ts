import { describe, expect, it } from 'vitest';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { type SegmentIds, defineSegments } from '../../../shared/definitions/index.ts';

const head = {
  covey: 1,
  site: 'hazel.example',
  version: 1,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-01-24T00:00:00Z',
} as const;

describe('defineSegments', () => {
  const definitions = defineSegments({
    ...head,
    traits: {
      plan: { type: 'string', values: ['free', 'pro'] },
      age: { type: 'number' },
      likes: { type: 'string[]', values: ['garden', 'kitchen'] },
      trialEnds: { type: 'date' },
      newsletter: { type: 'boolean' },
    },
    savedGroups: { nordics: ['DK', 'FI', 'NO', 'SE'] },
    metrics: {
      orders: { count: 'purchase', within: '90d' },
      recency: { since: 'purchase' },
      favorite: { top: 'view_item.item_category' },
      returns: { count: ['enter:buyer', 'leave:buyer'] },
      rate: { formula: { divide: ['metric.orders', 'visitor.sessions'] } },
      score: { formula: { logistic: { bias: -1, weights: { 'metric.orders': 0.5 } } } },
      busy: {
        sessions: { 'session.pages': { $gte: 3 }, 'metric.views': { $gte: 2 } },
        each: { views: { count: 'view_item' } },
      },
    },
    segments: {
      buyer: {
        when: { 'metric.orders': { $gte: 1 }, 'metric.recency': { $lt: '30d' } },
        keep: '3d',
      },
      pro: { when: { 'trait.plan': 'pro', 'trait.age': { $gte: 18, $lt: 65 } } },
      gardener: { when: { 'trait.likes': { $in: ['garden'] }, 'metric.favorite': 'pots' } },
      trial: {
        when: { 'until.trialEnds': { $lt: '3d' }, 'trait.trialEnds': { $gte: '2026-01-01' } },
      },
      abroad: {
        when: {
          $or: [{ 'geo.country': { $inGroup: 'nordics' } }, { 'geo.country': { $regexi: '^d' } }],
          $not: { 'segment.buyer': true },
          'source.first.medium': { $ne: 'cpc' },
        },
        exclude: { 'trait.newsletter': { $ne: true } },
      },
    },
    groups: { tiers: { segments: ['pro', 'buyer'], count: true } },
  });

  it('returns what it was given, and keeps the ids as types', () => {
    const id: SegmentIds<typeof definitions> = 'gardener';
    // @ts-expect-error no such segment
    const wrong: SegmentIds<typeof definitions> = 'gardner';
    expect(Object.keys(definitions.segments)).toContain(id);
    expect(Object.keys(definitions.segments)).not.toContain(wrong);
    expect(definitions.metrics.orders.within).toBe('90d');
    const plain: Definitions = definitions;
    expect(plain.groups?.['tiers']?.segments).toEqual(['pro', 'buyer']);
  });

  it('refuses facts, segments and groups that are not there', () => {
    const metrics = { orders: { count: 'purchase' } } as const;
    // prettier-ignore
    const documents = [
      // @ts-expect-error metric.ordrs
      defineSegments({ ...head, metrics, segments: { a: { when: { 'metric.ordrs': { $gte: 1 } } } } }),
      // @ts-expect-error trait.plan
      defineSegments({ ...head, segments: { a: { when: { 'trait.plan': 'pro' } } } }),
      // @ts-expect-error geo.contry
      defineSegments({ ...head, segments: { a: { when: { 'geo.contry': 'DE' } } } }),
      // @ts-expect-error segment.b, inside $or
      defineSegments({ ...head, segments: { a: { when: { $or: [{ 'segment.b': true }] } } } }),
      // @ts-expect-error saved group nordic
      defineSegments({ ...head, savedGroups: { nordics: ['DK'] }, segments: { a: { when: { 'geo.country': { $inGroup: 'nordic' } } } } }),
      // @ts-expect-error segment b in a group
      defineSegments({ ...head, segments: { a: { when: {} } }, groups: { g: { segments: ['b'] } } }),
      // @ts-expect-error the fact of a formula
      defineSegments({ ...head, metrics: { ...metrics, r: { formula: { add: ['metric.ordrs', 1] } } }, segments: { a: { when: {} } } }),
      // @ts-expect-error the weight of a formula
      defineSegments({ ...head, metrics: { ...metrics, r: { formula: { logistic: { bias: 0, weights: { 'metric.ordrs': 1 } } } } }, segments: { a: { when: {} } } }),
      // @ts-expect-error the transition of an unknown segment
      defineSegments({ ...head, metrics: { r: { count: 'enter:b' } }, segments: { a: { when: {} } } }),
      // @ts-expect-error a metric of one session that is not there
      defineSegments({ ...head, metrics: { r: { sessions: { 'metric.x': 1 }, each: { y: { count: 'z' } } } }, segments: { a: { when: {} } } }),
    ];
    expect(documents).toHaveLength(10);
  });

  it('refuses operands that do not fit the fact', () => {
    const traits = {
      plan: { type: 'string', values: ['free', 'pro'] },
      on: { type: 'boolean' },
    } as const;
    const metrics = { orders: { count: 'purchase' }, recency: { since: 'purchase' } } as const;
    // prettier-ignore
    const documents = [
      // @ts-expect-error text for a number
      defineSegments({ ...head, metrics, segments: { a: { when: { 'metric.orders': { $gte: '3' } } } } }),
      // @ts-expect-error a duration for a number
      defineSegments({ ...head, metrics, segments: { a: { when: { 'metric.orders': { $lt: '30d' } } } } }),
      // @ts-expect-error a number for a duration
      defineSegments({ ...head, metrics, segments: { a: { when: { 'metric.recency': { $lt: 30 } } } } }),
      // @ts-expect-error no duration
      defineSegments({ ...head, metrics, segments: { a: { when: { 'metric.recency': { $lt: '30 days' } } } } }),
      // @ts-expect-error not among the values
      defineSegments({ ...head, traits, segments: { a: { when: { 'trait.plan': 'por' } } } }),
      // @ts-expect-error not among the values, in a list
      defineSegments({ ...head, traits, segments: { a: { when: { 'trait.plan': { $in: ['pro', 'fre'] } } } } }),
      // @ts-expect-error a number for text
      defineSegments({ ...head, traits, segments: { a: { when: { 'trait.plan': 3 } } } }),
      // @ts-expect-error no order on booleans
      defineSegments({ ...head, traits, segments: { a: { when: { 'trait.on': { $gt: false } } } } }),
      // @ts-expect-error an unknown operator
      defineSegments({ ...head, traits, segments: { a: { when: { 'trait.plan': { $equals: 'pro' } } } } }),
    ];
    expect(documents).toHaveLength(9);
  });

  it('refuses keys that no metric and no segment has', () => {
    // prettier-ignore
    const documents = [
      // @ts-expect-error wihtin
      defineSegments({ ...head, metrics: { o: { count: 'purchase', wihtin: '30d' } }, segments: { a: { when: {} } } }),
      // @ts-expect-error counted
      defineSegments({ ...head, segments: { a: { when: {}, counted: true } } }),
      // @ts-expect-error no duration
      defineSegments({ ...head, segments: { a: { when: {}, keep: '3 days' } } }),
      // @ts-expect-error no metric
      defineSegments({ ...head, metrics: { o: { amount: 'purchase' } }, segments: { a: { when: {} } } }),
    ];
    expect(documents).toHaveLength(4);
  });
});
