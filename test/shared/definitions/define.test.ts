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

  it('knows the traits and segments of a question, and refuses others', () => {
    const why = {
      question: 'Which one?',
      type: 'choice',
      options: [
        { value: 'free', text: 'Free' },
        { value: 'pro', text: 'Pro' },
      ],
    } as const;
    const parts = {
      ...head,
      traits: { plan: { type: 'string', values: ['free', 'pro'] } },
      segments: { new: { when: { 'trait.plan': { $exists: false } } } },
    } as const;
    defineSegments({
      ...parts,
      surveys: { why: { ...why, trait: 'plan', show: { segments: ['new'], every: '90d' } } },
    });
    defineSegments({
      ...parts,
      // @ts-expect-error no such trait
      surveys: { why: { ...why, trait: 'plant', show: { segments: ['new'] } } },
    });
    defineSegments({
      ...parts,
      // @ts-expect-error no such segment
      surveys: { why: { ...why, trait: 'plan', show: { segments: ['old'] } } },
    });
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

  describe('refuses, wherever it stands,', () => {
    const traits = {
      plan: { type: 'string', values: ['free', 'pro'] },
      on: { type: 'boolean' },
      age: { type: 'number' },
      likes: { type: 'string[]', values: ['a', 'b'] },
      ends: { type: 'date' },
    } as const;
    const metrics = {
      orders: { count: 'purchase' },
      recency: { since: 'purchase' },
      fav: { top: 'view_item.item_id' },
    } as const;
    const seg = { a: { when: {} } };

    // That they are refused is found by the compiler (node scripts/typecheck.ts).
    // prettier-ignore
    it('names that are not there', () => {
      const documents = [
        // @ts-expect-error until of what is no date
        defineSegments({ ...head, traits, segments: { a: { when: { 'until.age': { $lt: '3d' } } } } }),
        // @ts-expect-error segment c, inside $not
        defineSegments({ ...head, segments: { a: { when: {} }, b: { when: { $not: { 'segment.c': true } } } } }),
        // @ts-expect-error segment c, in exclude
        defineSegments({ ...head, segments: { a: { when: {} }, b: { when: {}, exclude: { 'segment.c': true } } } }),
        // @ts-expect-error segment c, in excludeEver
        defineSegments({ ...head, segments: { a: { when: {} }, b: { when: {}, excludeEver: { 'segment.c': true } } } }),
        // @ts-expect-error since a transition of an unknown segment
        defineSegments({ ...head, metrics: { e: { since: 'leave:zz' } }, segments: seg }),
        // @ts-expect-error periods of one
        defineSegments({ ...head, metrics: { e: { periods: ['enter:zz'], unit: 'day' } }, segments: seg }),
        // @ts-expect-error a sequence of one
        defineSegments({ ...head, metrics: { e: { sequence: [{ event: 'enter:zz' }] } }, segments: seg }),
        // @ts-expect-error a "not" of one
        defineSegments({ ...head, metrics: { e: { sequence: [{ event: 'a' }, { not: 'leave:zz' }, { event: 'b' }] } }, segments: seg }),
        // @ts-expect-error a bounding sequence of one
        defineSegments({ ...head, metrics: { e: { count: 'x', after: { sequence: [{ event: 'enter:zz' }] } } }, segments: seg }),
        // @ts-expect-error a fact of the visitor, asked of a session
        defineSegments({ ...head, metrics: { ...metrics, e: { sessions: { 'visitor.sessions': 3 } } }, segments: seg }),
      ];
      expect(documents).toHaveLength(10);
    });
    // prettier-ignore
    it('operands that do not fit', () => {
      const documents = [
        // @ts-expect-error a number for a duration
        defineSegments({ ...head, metrics, segments: { a: { when: { 'session.duration': { $gte: 30 } } } } }),
        // @ts-expect-error a bare number for a duration
        defineSegments({ ...head, metrics, segments: { a: { when: { 'visitor.age': 5 } } } }),
        // @ts-expect-error not among the values, in $all
        defineSegments({ ...head, traits, segments: { a: { when: { 'trait.likes': { $all: ['c'] } } } } }),
        // @ts-expect-error not among the values, in $elemMatch
        defineSegments({ ...head, traits, segments: { a: { when: { 'trait.likes': { $elemMatch: { $eq: 'c' } } } } } }),
        // @ts-expect-error text for true or false
        defineSegments({ ...head, traits, segments: { a: { when: { 'trait.on': 'true' } } } }),
        // @ts-expect-error text for a number
        defineSegments({ ...head, traits, segments: { a: { when: { 'trait.age': '18' } } } }),
        // @ts-expect-error a number for the time until a date
        defineSegments({ ...head, traits, segments: { a: { when: { 'until.ends': { $lt: 3 } } } } }),
        // @ts-expect-error a number for a segment
        defineSegments({ ...head, segments: { a: { when: {} }, b: { when: { 'segment.a': 1 } } } }),
        // @ts-expect-error text in a formula
        defineSegments({ ...head, metrics: { ...metrics, e: { formula: { add: ['geo.country', 1] } } }, segments: seg }),
        // @ts-expect-error text for a number of a session
        defineSegments({ ...head, metrics: { ...metrics, e: { sessions: { 'session.pages': '3' } } }, segments: seg }),
        // @ts-expect-error text for a metric of a session
        defineSegments({ ...head, metrics: { ...metrics, e: { sessions: { 'metric.v': { $gte: '3' } }, each: { v: { count: 'x' } } } }, segments: seg }),
        // @ts-expect-error a pattern for a number
        defineSegments({ ...head, metrics, segments: { a: { when: { 'metric.orders': { $regex: '3' } } } } }),
        // @ts-expect-error true for a number
        defineSegments({ ...head, metrics, segments: { a: { when: { 'metric.orders': true } } } }),
        // @ts-expect-error a list for a number
        defineSegments({ ...head, metrics, segments: { a: { when: { 'metric.orders': [1, 2] } } } }),
        // @ts-expect-error texts for numbers, in a list
        defineSegments({ ...head, metrics, segments: { a: { when: { 'metric.orders': { $in: ['1'] } } } } }),
        // @ts-expect-error a number for a duration, inside $not
        defineSegments({ ...head, metrics, segments: { a: { when: { 'metric.recency': { $not: { $lt: 3 } } } } } }),
        // @ts-expect-error a number for text
        defineSegments({ ...head, metrics, segments: { a: { when: { 'geo.country': 5 } } } }),
        // @ts-expect-error text for the hour
        defineSegments({ ...head, metrics, segments: { a: { when: { 'now.hour': { $gte: '8' } } } } }),
        // @ts-expect-error $or without a list
        defineSegments({ ...head, metrics, segments: { a: { when: { $or: { 'metric.orders': 1 } } } } }),
        // @ts-expect-error $in without a list
        defineSegments({ ...head, traits, segments: { a: { when: { 'trait.plan': { $in: 'pro' } } } } }),
        // @ts-expect-error not among the values, in $ne
        defineSegments({ ...head, traits, segments: { a: { when: { 'trait.plan': { $ne: 'premium' } } } } }),
        // @ts-expect-error text for a list
        defineSegments({ ...head, traits, segments: { a: { when: { 'trait.likes': 'a' } } } }),
        // @ts-expect-error a number for a date
        defineSegments({ ...head, metrics, segments: { a: { when: { 'now.date': { $gte: 20261124 } } } } }),
      ];
      expect(documents).toHaveLength(23);
    });
    // prettier-ignore
    it('keys and values that the language does not have', () => {
      const documents = [
        // @ts-expect-error no duration
        defineSegments({ ...head, metrics: { e: { count: 'x', within: '7 days' } }, segments: seg }),
        // @ts-expect-error a number for a window
        defineSegments({ ...head, metrics: { e: { count: 'x', within: 30 } }, segments: seg }),
        // @ts-expect-error no unit
        defineSegments({ ...head, metrics: { e: { periods: 'x' } }, segments: seg }),
        // @ts-expect-error no such unit
        defineSegments({ ...head, metrics: { e: { periods: 'x', unit: 'days' } }, segments: seg }),
        // @ts-expect-error two aggregators
        defineSegments({ ...head, metrics: { e: { count: 'x', sum: 'x.y' } }, segments: seg }),
        // @ts-expect-error texts for steps
        defineSegments({ ...head, metrics: { e: { sequence: ['a', 'b'] } }, segments: seg }),
        // @ts-expect-error a key that no step has
        defineSegments({ ...head, metrics: { e: { sequence: [{ event: 'a', wher: {} }] } }, segments: seg }),
        // @ts-expect-error an unknown operator in "where"
        defineSegments({ ...head, metrics: { e: { count: 'x', where: { value: { $gtee: 1 } } } }, segments: seg }),
        // @ts-expect-error no such operation
        defineSegments({ ...head, metrics: { e: { formula: { plus: ['metric.e', 1] } } }, segments: seg }),
        // @ts-expect-error one operand too few
        defineSegments({ ...head, metrics: { ...metrics, e: { formula: { divide: ['metric.orders'] } } }, segments: seg }),
        // @ts-expect-error no property
        defineSegments({ ...head, metrics: { ...metrics, e: { sum: 'purchase' } }, segments: seg }),
        // @ts-expect-error no such type
        defineSegments({ ...head, traits: { plan: { type: 'strng' } }, segments: seg }),
        // @ts-expect-error a key that no trait has
        defineSegments({ ...head, traits: { plan: { type: 'string', value: ['a'] } }, segments: seg }),
        // @ts-expect-error no such stage
        defineSegments({ ...head, segments: { a: { when: {}, stage: 'activation' } } }),
        // @ts-expect-error no condition
        defineSegments({ ...head, segments: { a: {} } }),
        // @ts-expect-error no "$"
        defineSegments({ ...head, segments: { a: { when: { or: [] } } } }),
        // @ts-expect-error a key that no group has
        defineSegments({ ...head, groups: { g: { segments: ['a'], ordered: true } }, segments: seg }),
        // @ts-expect-error a metric that there is not
        defineSegments({ ...head, metrics, segments: seg, histograms: { h: { metric: 'order', bins: [1] } } }),
        // @ts-expect-error a threshold that is no duration
        defineSegments({ ...head, metrics, segments: seg, histograms: { h: { metric: 'orders', bins: ['a week'] } } }),
        // @ts-expect-error no such mechanism
        defineSegments({ ...head, segments: seg, counting: { mechanism: 'one-bit' } }),
        // @ts-expect-error a key that no document has
        defineSegments({ ...head, segment: {}, segments: seg }),
        // @ts-expect-error text for the version
        defineSegments({ ...head, version: '1', segments: seg }),
        // @ts-expect-error text among numbers
        defineSegments({ ...head, traits: { n: { type: 'number', values: ['1'] } }, segments: seg }),
        // @ts-expect-error no half-life
        defineSegments({ ...head, metrics: { e: { interest: 'a.b' } }, segments: seg }),
        // @ts-expect-error text for a weight
        defineSegments({ ...head, metrics: { e: { formula: { logistic: { bias: 0, weights: { 'session.pages': '1' } } } } }, segments: seg }),
        // @ts-expect-error no reason
        defineSegments({ ...head, history: [{ event: 'a', for: '30d' }], segments: seg }),
      ];
      expect(documents).toHaveLength(26);
    });
  });
});
