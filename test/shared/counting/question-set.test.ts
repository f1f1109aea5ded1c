import { describe, expect, it } from 'vitest';
import { questionSet } from '../../../shared/counting/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { definitionsOf, digest, segmentsOf } from './helpers.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const shop: Definitions = definitionsOf({
  counting: { epsilon: 1, period: '28d' },
  savedGroups: { north: ['DE', 'DK'] },
  metrics: {
    orders: { count: 'purchase', within: '90d' },
    spend: { sum: 'purchase.value', within: '365d' },
    average: { formula: { divide: ['metric.spend', 'metric.orders'] } },
    joined: { count: 'enter:loyal' },
  },
  segments: {
    loyal: { name: 'Loyal', when: { 'metric.orders': { $gte: 3 } }, count: true },
    rich: { when: { 'metric.average': { $gte: 100 }, 'segment.loyal': true }, count: true },
    northern: { when: { 'geo.country': { $inGroup: 'north' } }, count: true },
    back: { when: { 'metric.joined': { $gte: 2 } }, count: true },
    first: { when: { 'metric.orders': { $gte: 9 } } },
    second: { when: { 'metric.orders': { $gte: 5 } } },
  },
  groups: { tier: { name: 'Tier', segments: ['first', 'second'], count: true } },
});

async function hashes(definitions: Definitions) {
  const set = await questionSet(definitions, digest);
  return Object.fromEntries([
    ['set', hex(set.id)],
    ...set.questions.map((question) => [question.id, hex(question.hash)]),
  ]) as Record<string, string>;
}

/** Which hashes differ from the shop's after a change. */
async function changed(change: Partial<Definitions>): Promise<string[]> {
  const [before, after] = [await hashes(shop), await hashes({ ...shop, ...change })];
  return Object.keys(before)
    .filter((id) => before[id] !== after[id])
    .toSorted();
}
const withSegment = (id: string, part: object) => ({
  segments: { ...shop.segments, [id]: { ...shop.segments[id]!, ...part } },
});

describe('question set', () => {
  it('is the same on a page whose scripts give arrays and objects a toJSON', async () => {
    const before = await hashes(shop);
    const prototypes = [Array.prototype, Object.prototype, String.prototype, Uint8Array.prototype];
    const foreign = { configurable: true, value: () => 'theirs' };
    try {
      for (const each of prototypes) Object.defineProperty(each, 'toJSON', foreign);
      expect(await hashes(shop)).toEqual(before);
    } finally {
      for (const each of prototypes) delete (each as { toJSON?: unknown }).toJSON;
    }
  });

  it('holds the counted segments and groups in order, with their answers', async () => {
    const set = await questionSet(shop, digest);
    expect(set).toMatchObject({ epsilon: 1, periodMs: 28 * 864e5 });
    expect(set.id).toHaveLength(16);
    expect(set.id.buffer.byteLength).toBe(16);
    expect(set.questions.map(({ id, kind, answers }) => [id, kind, answers])).toEqual([
      ['loyal', 'segment', 2],
      ['rich', 'segment', 2],
      ['northern', 'segment', 2],
      ['back', 'segment', 2],
      ['tier', 'group', 3],
    ]);
    expect(new Set(set.questions.map(({ hash }) => hex(hash))).size).toBe(5);
  });

  it('is ε 2 over 28 days where nothing is said', async () => {
    const set = await questionSet(definitionsOf({ segments: segmentsOf(1) }), digest);
    expect(set).toMatchObject({ epsilon: 2, periodMs: 28 * 864e5 });
  });

  it('asks nothing when ε is above 2 in 28 days or 0.5 in 7, or the period another, whatever is signed', async () => {
    const signed = [
      { epsilon: 2.5 },
      { epsilon: 0 },
      { epsilon: -1 },
      { epsilon: '2' },
      { epsilon: null },
      { period: '1d' },
      { period: '6d' },
      { period: 'constructor' },
      { period: null },
      { epsilon: 64, period: '7d' },
      { epsilon: 1, period: '7d' },
      { epsilon: 2, period: '7d' },
    ];
    for (const counting of signed) {
      const definitions = { ...shop, counting } as unknown as Definitions;
      expect((await questionSet(definitions, digest)).questions, JSON.stringify(counting)).toEqual(
        [],
      );
    }
    for (const counting of [{}, { epsilon: 2 }, { period: '7d' }, { epsilon: 0.5, period: '7d' }])
      expect(
        (await questionSet({ ...shop, counting } as Definitions, digest)).questions,
      ).toHaveLength(5);
    expect((await questionSet({ ...shop, counting: { period: '7d' } }, digest)).epsilon).toBe(0.5);
  });

  it('asks nothing when there are more than 64 questions', async () => {
    const asked = async (count: number) =>
      (await questionSet(definitionsOf({ segments: segmentsOf(count) }), digest)).questions.length;
    expect(await asked(64)).toBe(64);
    expect(await asked(65)).toBe(0);
  });

  it('has the same hashes whatever the order of members and the words around them', async () => {
    const reordered = JSON.parse(JSON.stringify(shop)) as Definitions;
    const { when, name, count } = reordered.segments['loyal']!;
    expect(
      await changed({
        segments: {
          ...reordered.segments,
          loyal: { count: count!, when, name: `${name} ones`, description: 'Three orders or more' },
        },
        groups: { tier: { ...shop.groups!['tier']!, name: 'Tiers' } },
        version: 9,
        expires: '2027-03-01T00:00:00Z',
        controller: { name: 'Hazel Goods Ltd', contact: 'Kitchen Lane 1' },
      }),
    ).toEqual([]);
  });

  it('starts a question afresh when what it means changes, and only that one', async () => {
    expect(await changed(withSegment('northern', { keep: '3d' }))).toEqual(['northern', 'set']);
    // What is read below: by fact, by formula, by transition, by list, by group.
    expect(
      await changed({ metrics: { ...shop.metrics, spend: { sum: 'purchase.value' } } }),
    ).toEqual(['rich', 'set']);
    expect(await changed(withSegment('loyal', { when: { 'metric.orders': 4 } }))).toEqual([
      'back',
      'loyal',
      'rich',
      'set',
    ]);
    expect(await changed({ savedGroups: { north: ['DE', 'SE'] } })).toEqual(['northern', 'set']);
    expect(await changed(withSegment('second', { when: { 'metric.orders': 6 } }))).toEqual([
      'set',
      'tier',
    ]);
    expect(
      await changed({ groups: { tier: { segments: ['second', 'first'], count: true } } }),
    ).toEqual(['set', 'tier']);
  });

  it('starts every question afresh when ε changes: two thresholds on one coin would betray the answer', async () => {
    expect(await changed({ counting: { epsilon: 2 } })).toHaveLength(6);
  });

  it('keeps the coins when only the period changes', async () => {
    const half = (period: '7d' | '28d') => hashes({ ...shop, counting: { epsilon: 0.5, period } });
    const [before, after] = [await half('7d'), await half('28d')];
    expect(Object.keys(before).filter((id) => before[id] !== after[id])).toEqual(['set']);
  });

  it('a segment of a group depends on the segments before it', async () => {
    const grouped = withSegment('second', { count: true });
    const before = await hashes({ ...shop, ...grouped });
    const after = await hashes({
      ...shop,
      segments: { ...grouped.segments, first: { when: { 'metric.orders': { $gte: 7 } } } },
    });
    expect(after['second']).not.toBe(before['second']);
    expect(after['loyal']).toBe(before['loyal']);
  });

  it('takes names that objects have by themselves for plain ids', async () => {
    const segments = JSON.parse(
      '{"__proto__":{"when":{"metric.constructor":1},"count":true},"toString":{"when":{},"count":true}}',
    ) as Definitions['segments'];
    const set = await questionSet(definitionsOf({ segments }), digest);
    expect(set.questions.map(({ id }) => id)).toEqual(['__proto__', 'toString']);
  });

  it('survives definitions that refer to each other', async () => {
    const segments = {
      a: { when: { 'segment.b': true }, count: true },
      b: { when: { 'segment.a': true }, count: true },
    };
    expect((await questionSet(definitionsOf({ segments }), digest)).questions).toHaveLength(2);
  });
});
