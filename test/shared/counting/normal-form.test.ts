import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionSet } from '../../../shared/counting/index.ts';
import { writeOut } from '../../../shared/experiences/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { definitionsOf, digest } from './helpers.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const base = {
  metrics: {
    orders: { count: ['purchase', 'order'], within: '7d', where: { currency: 'EUR', value: 1 } },
    recency: { since: 'purchase', of: 'last' },
    path: { sequence: [{ event: 'a', after: 'then' }, { not: 'b' }, { event: 'c', atMost: '2h' }] },
    joined: { count: 'enter:other' },
    ratio: { formula: { divide: ['metric.orders', 'metric.joined'] } },
    visits: {
      sessions: { 'metric.views': { $gte: 2 }, 'session.duration': { $gte: '1h' } },
      each: { views: { count: 'view' } },
    },
  },
  savedGroups: { north: ['DE', 'DK', 'SE'] },
  segments: {
    asked: {
      name: 'Asked',
      kind: 'behavioral',
      stage: 'retention',
      when: {
        'metric.orders': { $gte: 2, $lt: 9 },
        'metric.recency': { $lt: '7d' },
        'metric.path': 1,
        'metric.ratio': { $gt: 0.5 },
        'metric.visits': { $gte: 1 },
        'geo.country': { $inGroup: 'north' },
        'trait.plan': '7d',
        $or: [{ 'trait.plan': { $in: ['pro', 'free'] } }, { 'segment.other': true }],
      },
      keep: '7d',
      count: true,
    },
    other: { when: { 'session.number': { $gte: 3 } } },
    third: { when: { 'session.number': 9 } },
  },
} as const;

async function hashOf(part: unknown, id = 'asked'): Promise<string> {
  const set = await questionSet(definitionsOf(part as Partial<Definitions>), digest);
  return hex(set.questions.find((question) => question.id === id)!.hash);
}
/** The document with one text in its JSON replaced. */
const replaced = (from: string, to: string): unknown => {
  const text = JSON.stringify(base);
  expect(text).toContain(from);
  return JSON.parse(text.replaceAll(from, to));
};
const asking = (when: object, more: object = {}) => ({
  ...base,
  segments: { ...base.segments, asked: { ...base.segments.asked, when, ...more } },
});
const { when } = base.segments.asked;

describe('what a question means', () => {
  it.each([
    ['a name', '"name":"Asked"', '"name":"Others","description":"of them"'],
    ['a kind', '"kind":"behavioral"', '"kind":"psychographic"'],
    ['a stage', '"stage":"retention"', '"stage":"onboarding"'],
    ['who is handed it', '"keep":"7d"', '"keep":"7d","activate":["gpt"]'],
    ['a dry run', '"keep":"7d"', '"keep":"7d","shadow":true'],
    ['the unit of how long it is kept', '"keep":"7d"', '"keep":"168h"'],
    ['the unit of a window', '"within":"7d"', '"within":"1w"'],
    ['the unit of what a duration is compared with', '{"$lt":"7d"}', '{"$lt":"10080m"}'],
    ['the unit between steps', '"atMost":"2h"', '"atMost":"120m"'],
    ['the unit in a session', '{"$gte":"1h"}', '{"$gte":"3600s"}'],
    ['the order of events', '["purchase","order"]', '["order","purchase","order"]'],
    ['a list of one event', '"since":"purchase"', '"since":["purchase"]'],
    ['a default that is said', '"of":"last"', '"name":"Recency"'],
    ['a default of a step', '"after":"then"', '"times":1'],
    ['the order of a list', '["DE","DK","SE"]', '["SE","DE","DK","DE"]'],
    ['the order of values', '["pro","free"]', '["free","pro"]'],
    ['a list by its name or by itself', '{"$inGroup":"north"}', '{"$in":["SE","DK","DE"]}'],
    ['the id of a metric', 'orders', 'purchases'],
    ['the id of a segment that is read', 'other', 'elsewhere'],
    ['the id of a list', 'north', 'nordic'],
    ["the id of a session's metric", 'views', 'seen'],
    ['the id of what is asked', '"asked":', '"renamed":'],
    ['the order of keys', '"$gte":2,"$lt":9', '"$lt":9,"$gte":2'],
  ])('does not hang on %s', async (_what, from, to) => {
    const id = to === '"renamed":' ? 'renamed' : 'asked';
    expect(await hashOf(replaced(from, to), id)).toBe(await hashOf(base));
  });

  it.each([
    ['"within":"7d"', '"within":"169h"'],
    ['"keep":"7d"', '"keep":"8d"'],
    ['"trait.plan":"7d"', '"trait.plan":"168h"'],
    ['"currency":"EUR"', '"currency":"USD"'],
    ['"of":"last"', '"of":"first"'],
    ['"after":"then"', '"after":"next"'],
    ['{"$lt":"7d"}', '{"$lt":"8d"}'],
    ['["purchase","order"]', '["purchase"]'],
    ['["DE","DK","SE"]', '["DE","DK"]'],
    ['"$gte":2,"$lt":9', '"$gt":2,"$lt":9'],
    ['["metric.orders","metric.joined"]', '["metric.joined","metric.orders"]'],
    ['"count":"view"', '"count":"look"'],
    ['enter:other', 'leave:other'],
    ['{"$gte":3}', '{"$gte":4}'],
    ['"segment.other":true', '"segment.other":false'],
    ['{"event":"a"', '{"event":"z"'],
  ])('hangs on it: %s is not %s', async (from, to) => {
    expect(await hashOf(replaced(from, to))).not.toBe(await hashOf(base));
  });

  it('is the same however its clauses are put together', async () => {
    const clauses = Object.entries(when).map(([key, operand]) => ({ [key]: operand }));
    const [first = {}, ...rest] = clauses;
    const same = [
      { $and: [when] },
      { $and: [{ $and: [when] }, when] },
      { $and: clauses },
      { $and: clauses.toReversed() },
      { ...first, $and: rest },
      { $or: [when] },
      { $or: [when, when] },
      { $not: { $not: when } },
      { $nor: [{ $nor: [when] }] },
      { $and: [{ 'metric.orders': { $gte: 2 } }, when] },
      { ...when, $or: when.$or.toReversed() },
      { ...when, $or: [{ $or: when.$or.slice(0, 1) }, { $or: when.$or }] },
    ];
    const expected = await hashOf(base);
    for (const each of same)
      expect(await hashOf(asking(each)), JSON.stringify(each)).toBe(expected);
    const others = [
      {},
      { $not: when },
      { $or: clauses },
      { ...when, $or: [...when.$or, {}] },
      { ...when, $or: [] },
      { ...when, $and: [{ 'now.hour': 3 }] },
    ];
    const hashes = await Promise.all(others.map((each) => hashOf(asking(each))));
    expect(new Set([expected, ...hashes]).size).toBe(others.length + 1);
  });

  it('hangs on what stands beside all segments, as it is meant', async () => {
    const hash = (part: object) => hashOf({ ...base, ...part });
    expect(await hash({ session: { timeout: '30m' } })).toBe(await hashOf(base));
    expect(await hash({ session: { timeout: '1800s' } })).toBe(await hashOf(base));
    const others = [
      { session: { timeout: '31m' } },
      { sources: { ignore: ['pay.example'] } },
      { sources: { ignore: ['pay.example', '-paypal.com'] } },
      { events: { purchase: { id: false } } },
      { events: { purchase: { id: 'order_no' } } },
      { traits: { plan: { type: 'string' } } },
      { traits: { plan: { type: 'string[]' } } },
      { traits: { plan: { type: 'string', values: ['free', 'pro'] } } },
      { traits: { plan: { type: 'string', values: ['free'] } } },
    ];
    const hashes = await Promise.all(others.map(hash));
    expect(new Set([await hashOf(base), ...hashes]).size).toBe(others.length + 1);
    const values = (...all: string[]) =>
      hash({ traits: { plan: { type: 'string', values: all, description: all.join() } } });
    expect(await values('pro', 'free')).toBe(await values('free', 'pro'));
    // What nobody asks about may be declared in any way.
    expect(await hash({ traits: { age: { type: 'number' } } })).toBe(await hashOf(base));
    expect(await hash({ version: 9, history: [], stop: true, consent: { text: 3 } })).toBe(
      await hashOf(base),
    );
  });

  it.each(['until', 'since', 'anniversary'])(
    'hangs on the declaration of a trait that %s reads',
    async (kind) => {
      const hash = (type: string) =>
        hashOf({
          ...asking({ [`${kind}.ends`]: { $gte: kind === 'anniversary' ? 1 : '1d' } }),
          traits: { ends: { type } },
        });
      expect(await hash('date')).not.toBe(await hash('string'));
    },
  );

  it('keeps apart what only looks alike', async () => {
    const conditions = [
      { 'trait.n': 2 },
      { 'trait.n': { $eq: 2 } },
      { 'trait.n': { $in: [2] } },
      { 'trait.n': { $gte: 2 } },
      { 'trait.n': { $not: { $lt: 2 } } },
      // Compared as it is written.
      { 'trait.n': { a: 1, b: 2 } },
      { 'trait.n': { b: 2, a: 1 } },
      { 'trait.n': { $not: { a: 1, b: 2 } } },
      { 'trait.n': { $not: { b: 2, a: 1 } } },
      { 'trait.n': [{ a: 1, b: 2 }] },
      { 'trait.n': [{ b: 2, a: 1 }] },
    ];
    const hashes = await Promise.all(conditions.map((each) => hashOf(asking(each))));
    expect(new Set(hashes).size).toBe(conditions.length);
    const group = (north: unknown) => hashOf({ ...base, savedGroups: { north } });
    const lists = [['DE'], { type: 'list', values: ['DE'] }, { type: 'list', values: ['SE'] }];
    expect(new Set(await Promise.all(lists.map(group))).size).toBe(lists.length);
  });

  it('does not hang on a `where` that asks for nothing', async () => {
    const metrics = (part: object) =>
      hashOf({ ...base, metrics: { ...base.metrics, joined: { count: 'enter:other', ...part } } });
    expect(await metrics({ where: {} })).toBe(await hashOf(base));
  });

  it('is not only looked at from above: what is out, and who comes before', async () => {
    const parts = [
      { exclude: when },
      { excludeEver: when },
      { keep: undefined },
      { keep: 'forever' },
    ];
    const hashes = await Promise.all(parts.map((part) => hashOf(asking(when, part))));
    const group = (segments: string[]) => ({ ...base, groups: { g: { segments } } });
    const [alone, before, behind] = [
      await hashOf(group(['asked'])),
      await hashOf(group(['third', 'asked'])),
      await hashOf(group(['asked', 'third'])),
    ];
    expect(alone).toBe(await hashOf(base));
    expect(behind).toBe(alone);
    expect(new Set([...hashes, alone, before]).size).toBe(parts.length + 2);
  });

  it('never makes one of two conditions that can differ', async () => {
    // Three facts, each true, false or unknown: whoever is written the same answers the same.
    type Node = { [key: string]: unknown };
    const { condition } = fc.letrec<{ condition: Node }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc
          .tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 1 }))
          .map(([fact, value]): Node => ({ [`trait.${fact}`]: value })),
        fc.constant<Node>({}),
        fc
          .tuple(
            fc.constantFrom('$and', '$or', '$nor'),
            fc.array(tie('condition'), { maxLength: 3 }),
          )
          .map(([key, parts]): Node => ({ [key]: parts })),
        tie('condition').map((part): Node => ({ $not: part })),
      ),
    }));
    type Truth = boolean | null;
    const not = (truth: Truth) => (truth === null ? null : !truth);
    const every = (truths: Truth[]): Truth =>
      truths.includes(false) ? false : truths.includes(null) ? null : true;
    const some = (truths: Truth[]): Truth => not(every(truths.map(not)));
    const holds = (node: Node, facts: { [fact: string]: number | null }): Truth =>
      every(
        Object.entries(node).map(([key, operand]): Truth => {
          const parts = () => (operand as Node[]).map((part) => holds(part, facts));
          const any = () => (parts().length === 0 ? true : some(parts()));
          if (key === '$and') return every(parts());
          if (key === '$or') return any();
          if (key === '$nor') return not(any());
          if (key === '$not') return not(holds(operand as Node, facts));
          const known = facts[key] ?? null;
          return known === null ? null : known === operand;
        }),
      );
    const values = [0, 1, null];
    const worlds = values.flatMap((a) =>
      values.flatMap((b) => values.map((c) => ({ 'trait.a': a, 'trait.b': b, 'trait.c': c }))),
    );
    const seen = new Map<string, string>();
    const document = (node: Node) => ({ segments: { asked: { when: node, count: true } } });
    for (const node of fc.sample(condition, { numRuns: 3000, seed: 1 })) {
      const truths = JSON.stringify(worlds.map((facts) => holds(node, facts)));
      const hash = await hashOf(document(node));
      expect(seen.get(hash) ?? truths, JSON.stringify(node)).toBe(truths);
      seen.set(hash, truths);
    }
    expect(seen.size).toBeGreaterThan(300);
  });
});

describe('what a histogram asks', () => {
  const spread = { metric: 'orders', bins: [1, 2, 5] };
  const shop = {
    ...base,
    segments: {},
    histograms: { spread, lately: { metric: 'recency', bins: ['7d', '30d'] } },
  };
  const asked = async (document: unknown) => {
    const set = await questionSet(writeOut(document as Definitions), digest);
    return set.questions.map(({ hash }) => hex(hash));
  };
  const changed = (from: string, to: string) => {
    const text = JSON.stringify(definitionsOf(shop as never));
    expect(text).toContain(from);
    return JSON.parse(text.replaceAll(from, to)) as unknown;
  };
  const before = asked(definitionsOf(shop as never));

  it.each([
    [
      'its name',
      '"metric":"orders"',
      '"metric":"orders","name":"Orders","description":"of 7 days"',
    ],
    ['its id', '"spread"', '"orders-in-bins"'],
    ['the id of its metric', 'orders', 'purchases'],
    [
      'the name of its metric',
      '"count":["purchase","order"]',
      '"name":"Orders","count":["order","purchase"]',
    ],
    ['the unit of a window', '"within":"7d"', '"within":"168h"'],
    ['the unit of a threshold', '["7d","30d"]', '["1w","720h"]'],
    [
      'a mechanism that goes without saying',
      '"segments":{}',
      '"counting":{"mechanism":"randomised-response"},"segments":{}',
    ],
  ])('does not hang on %s', async (_what, from, to) => {
    expect(await asked(changed(from, to))).toEqual(await before);
  });

  it.each([
    ['a threshold', '[1,2,5]', '[1,2,6]'],
    ['how many there are', '[1,2,5]', '[1,2,5,6]'],
    ['one that is taken away', '[1,2,5]', '[1,5]'],
    ['what the metric counts', '["purchase","order"]', '["purchase"]'],
    ['its condition', '"currency":"EUR"', '"currency":"USD"'],
    ['its window', '"within":"7d"', '"within":"8d"'],
    ['the metric', '"metric":"orders"', '"metric":"visits"'],
    ['ε', '"segments":{}', '"counting":{"epsilon":1},"segments":{}'],
  ])('hangs on %s', async (_what, from, to) => {
    const [first, second] = await before;
    const [other, lately] = await asked(changed(from, to));
    expect(other).not.toBe(first);
    if (!to.includes('epsilon')) expect(lately).toBe(second);
  });

  it('is one question of the set, and no coin of a segment, group or experience that is like it', async () => {
    const set = await questionSet(
      writeOut(
        definitionsOf({
          metrics: { orders: { count: 'purchase' } },
          segments: {
            few: { when: { 'metric.orders': { $lt: 1 } }, count: true },
            many: { when: { 'metric.orders': { $gte: 1 } }, count: true },
          },
          groups: { both: { segments: ['few', 'many'], count: true } },
          histograms: { spread: { metric: 'orders', bins: [1] } },
        }),
      ),
      digest,
    );
    expect(set.questions.map(({ kind, answers }) => [kind, answers])).toEqual([
      ['segment', 2],
      ['segment', 2],
      ['group', 3],
      ['histogram', 3],
    ]);
    expect(new Set(set.questions.map(({ hash }) => hex(hash))).size).toBe(4);
  });
});
