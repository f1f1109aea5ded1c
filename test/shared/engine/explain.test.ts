import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Definitions, Duration, Json } from '../../../shared/definitions/types.ts';
import { explain } from '../../../shared/engine/explain/index.ts';
import type { ExplanationNode } from '../../../shared/engine/index.ts';
import { DAY, HOUR, MONDAY, Visitor } from './visitor.ts';

/** What is said of `it`, after some events. */
const explained = (
  parts: Partial<Definitions>,
  play: (visitor: Visitor) => void = () => {},
  zone = 0,
) => {
  const visitor = new Visitor(parts, MONDAY, zone);
  play(visitor);
  const explanation = explain(visitor.engine, 'it');
  if (!explanation) throw new Error('there is no segment "it"');
  return explanation;
};
const metrics = {
  views: { count: 'view_item', within: '7d' },
  recency: { since: 'purchase' },
  carts: { count: 'add_to_cart', within: '1h', where: { value: { $gt: 10 } } },
} as const;

describe('docs/sdk.md', () => {
  test('shows what is said', () => {
    const page = readFileSync(new URL('../../../docs/sdk.md', import.meta.url), 'utf8');
    const [, section = ''] = page.split('## What an explanation says');
    const [, json = ''] = /```json\n([^]*?)```/.exec(section) ?? [];
    const told = [...section.matchAll(/^\| [A-Za-z ]+ \| `(\w+)` \| (.*) \|$/gm)];
    const said: unknown[] = [];
    const visitor = new Visitor(JSON.parse(json) as Partial<Definitions>, MONDAY + 9 * HOUR);
    const ask = (id: string): void => void said.push([id, explain(visitor.engine, id)?.text]);
    visitor.after(1, 'view_item');
    visitor.after(1, 'view_item');
    ask('fan');
    visitor.after(23, 'view_item');
    ask('fan');
    visitor.after(24, 'purchase');
    ask('fan');
    ask('regular');
    visitor.after(2, 'purchase');
    ask('regular');
    expect(said).toEqual(told.map(([, id, text]) => [id, text]));
  });
});

describe('instants', () => {
  test('a week ahead are dated: their weekday alone would be today', () => {
    const soon = (keep: Duration) => {
      const when = { 'metric.carts': { $gte: 1 } };
      const buy = (visitor: Visitor) => visitor.after(1, 'add_to_cart', { value: 20 });
      return explained({ metrics, segments: { it: { when, keep } } }, buy).text;
    };
    expect(soon('143h')).toContain('Leaves on Sunday 01:00');
    expect(soon('144h')).toContain('Leaves on 8 Mar 2026, 02:00');
    expect(soon('167h')).toContain('Leaves on 9 Mar 2026, 01:00');
  });
});

describe('what is there of what is needed', () => {
  const it = { when: { 'metric.views': { $gte: 3 } } };
  const twoViews = (visitor: Visitor): void => {
    visitor.after(9, 'view_item');
    visitor.after(1, 'view_item');
  };

  test('so many of so many, and how many more', () => {
    expect(explained({ metrics, segments: { it } }, twoViews)).toMatchObject({
      text: 'Not in since 2 Mar 2026, 00:00: products viewed in the last 7 days: 2 of 3, 1 more needed.',
      changesAt: null,
      because: {
        fact: 'metric.views',
        name: 'products viewed in the last 7 days',
        value: 2,
        expected: 3,
        missing: 1,
        text: 'products viewed in the last 7 days: 2 of 3, 1 more needed',
      },
    });
  });

  test('when it changes by itself, in the visitor’s own time, and what would keep it', () => {
    const threeViews = (visitor: Visitor): void => {
      twoViews(visitor);
      visitor.after(96, 'view_item');
    };
    const member = explained({ metrics, segments: { it } }, threeViews, 60);
    expect(member.text).toBe(
      'In since 6 Mar 2026, 11:00: products viewed in the last 7 days: 3 of 3. Leaves on Monday 10:00 unless more is added by then (products viewed: 1 more).',
    );
    expect(member).toMatchObject({
      since: MONDAY + 4 * DAY + 10 * HOUR,
      changesAt: MONDAY + 7 * DAY + 9 * HOUR,
      changesTo: false,
      unless: { more: 1, what: 'products viewed' },
      because: {
        changesAt: MONDAY + 7 * DAY + 9 * HOUR,
        unless: { more: 1, what: 'products viewed' },
        text: 'products viewed in the last 7 days: 3 of 3, until Monday 10:00 unless more is added by then (products viewed: 1 more)',
      },
    });
  });

  test('what leaves at the same time has to come again as often', () => {
    const atOnce = (visitor: Visitor): void => {
      for (let i = 0; i < 3; i++) visitor.after(0, 'view_item');
    };
    expect(explained({ metrics, segments: { it } }, atOnce).unless).toEqual({
      more: 3,
      what: 'products viewed',
    });
  });

  test('a week ahead or more, the date', () => {
    const segments = { it: { when: { 'metric.recency': { $lt: '30d' } } } };
    const { text } = explained({ metrics, segments }, (visitor) => {
      visitor.after(10, 'purchase');
      visitor.wait(75);
    });
    expect(text).toBe(
      'In since 2 Mar 2026, 10:00: time since purchases: 3 days (asked: less than 30 days). ' +
        'Leaves on 1 Apr 2026, 10:00 unless more is added by then (purchases: 1 more).',
    );
  });

  test('a metric by its name, else by what it counts, and when', () => {
    const said = (metric: unknown, asked: unknown = { $gte: 2 }): string | undefined =>
      explained({
        metrics: { it: metric } as never,
        segments: { it: { when: { 'metric.it': asked } as never } },
      }).because.text;
    const more = ', 2 more needed';
    expect(said({ name: 'Orders', count: 'purchase', within: '90d' })).toBe(
      `Orders: 0 of 2${more}`,
    );
    expect(said({ count: ['view_item', 'purchase'], within: 'session' })).toBe(
      `products viewed or purchases in this visit: 0 of 2${more}`,
    );
    expect(said({ count: 'purchase', within: { sessions: 3 } })).toBe(
      `purchases in the last 3 visits: 0 of 2${more}`,
    );
    expect(said({ count: '*', within: 'today' })).toBe(`actions today: 0 of 2${more}`);
    expect(said({ count: 'view_item', by: 'item_id', within: { first: '1d' } })).toBe(
      `products viewed with the same item_id within 24 hours of the first event ever: 0 of 2${more}`,
    );
    expect(said({ distinct: 'view_item.item_id', within: { length: '2w', ago: '1w' } })).toBe(
      `different item_id of products viewed within 14 days that ended 7 days ago: 0 of 2${more}`,
    );
    expect(said({ periods: 'page_view', unit: 'day', streak: 'longest' })).toBe(
      `days in a row with pages viewed: 0 of 2${more}`,
    );
    expect(said({ sum: 'purchase.value', where: { currency: 'EUR' } })).toBe(
      `sum of value of purchases (certain ones): 0 of 2${more}`,
    );
    expect(said({ top: 'view_item.topic' }, 'tea')).toBe(
      'most frequent topic of products viewed: nothing (asked: tea)',
    );
    expect(said({ sequence: [{ event: 'a' }, { event: 'b' }], within: '7d' })).toBe(
      `it in the last 7 days: 0 of 2${more}`,
    );
    expect(said({ count: 'purchase' }, { $gt: 1, $lt: 5 })).toBe(
      'purchases: 0 (asked: more than 1 and less than 5)',
    );
    expect(said({ count: 'purchase' }, { $gt: 1 })).toBe(
      `purchases: 0 (asked: more than 1)${more}`,
    );
  });

  test('other facts by their own names, a trait by its description', () => {
    const { text, because } = explained({
      traits: { age: { type: 'number', description: 'Your age' } },
      segments: {
        it: {
          when: { 'geo.country': { $in: ['DE', 'AT'] }, 'trait.age': { $gte: 18 } },
        },
      },
    });
    expect(text).toBe(
      'Not known since 2 Mar 2026, 00:00: your country: not known (asked: Germany or Austria); Your age: not known (asked: at least 18).',
    );
    expect(because.parts?.map(({ name, value }) => [name, value])).toEqual([
      ['your country', { unknown: true }],
      ['Your age', { unknown: true }],
    ]);
  });

  test('what is as asked is not said twice', () => {
    const plan = (condition: Json) =>
      explained(
        {
          traits: { plan: { type: 'string', description: 'Plan' } },
          segments: { it: { when: { 'trait.plan': condition } } },
        },
        (visitor) => visitor.engine.setFacts({ trait: { plan: 'free' } }),
      ).because.text;
    expect(plan('free')).toBe('Plan: free');
    expect(plan('pro')).toBe('Plan: free (asked: pro)');
    expect(plan({ $exists: false })).toBe('Plan: free (asked: not known)');
  });

  test.each<[Json, string]>([
    [{ $regex: '^pro' }, 'matching ^pro'],
    [{ $regexi: '^pro' }, 'matching ^pro'],
    [{ $ini: ['pro', 'max'] }, 'pro or max'],
    [{ $nini: ['free', 'FREE'] }, 'not free or FREE'],
    [{ $inGroup: 'paid' }, 'on the list paid'],
    [{ $notInGroup: 'unpaid' }, 'not on the list unpaid'],
    [{ $veq: '2.0.0' }, '2.0.0'],
    [{ $vne: 'free' }, 'not free'],
    [{ $vgt: '2.0.0' }, 'more than 2.0.0'],
    [{ $vgte: '2.0.0' }, 'at least 2.0.0'],
    [{ $vlt: '2.0.0' }, 'less than 2.0.0'],
    [{ $vlte: '2.0.0' }, 'at most 2.0.0'],
    [{ $type: 'number' }, 'of the type number'],
    [{ $not: { $regex: 'e$', $ne: 'pro' } }, 'not (matching e$ and not pro)'],
  ])('says in words what is asked by %j', (condition, asked) => {
    const { because } = explained(
      {
        savedGroups: { paid: ['pro'], unpaid: ['free'] },
        traits: { plan: { type: 'string', description: 'Plan' } },
        segments: { it: { when: { 'trait.plan': condition } as never } },
      },
      (visitor) => visitor.engine.setFacts({ trait: { plan: 'free' } }),
    );
    expect(because.text).toBe(`Plan: free (asked: ${asked})`);
  });

  test.each<[Json, string]>([
    [{ $all: ['tea', 'milk', 'ice'] }, 'tea, milk and ice'],
    [{ $alli: ['TEA', 'ice'] }, 'TEA and ice'],
    [{ $size: 3 }, 'number of entries: 3'],
    [{ $size: { $gte: 3, $lt: 9 } }, 'number of entries: at least 3 and less than 9'],
    [{ $elemMatch: { $in: ['ice', 'rum'] } }, 'an entry: ice or rum'],
    [{ $in: ['ice', 'rum'] }, 'ice or rum'],
  ])('says all of a list that is had, and what is asked of it by %j', (condition, asked) => {
    const { because } = explained(
      {
        traits: { likes: { type: 'string[]', description: 'Likes' } },
        segments: { it: { when: { 'trait.likes': condition } as never } },
      },
      (visitor) => visitor.engine.setFacts({ trait: { likes: ['tea', 'milk'] } }),
    );
    expect(because.text).toBe(`Likes: tea and milk (asked: ${asked})`);
  });

  test('of a formula, the facts that it is made of', () => {
    const { because } = explained(
      {
        metrics: {
          orders: { name: 'Orders', count: 'purchase' },
          refunds: { count: 'refund' },
          ratio: { formula: { divide: ['metric.refunds', 'metric.orders'] } },
          score: { formula: { multiply: ['metric.ratio', 'metric.orders', 2] } },
        },
        segments: { it: { when: { 'metric.score': { $gte: 4 } } } },
      },
      (visitor) => {
        visitor.after(0, 'purchase');
        visitor.after(0, 'refund');
      },
    );
    expect(because.text).toBe(
      'score: 2 (from ratio: 1 (from refunds: 1, Orders: 1), Orders: 1) (asked: at least 4)',
    );
    expect(because.facts?.map(({ fact, value }) => [fact, value])).toEqual([
      ['metric.ratio', 1],
      ['metric.orders', 1],
    ]);
  });

  test('of another segment, its name and its answer', () => {
    const { because } = explained({
      segments: {
        gone: { name: 'Gone for long', when: { 'visitor.away': { $gte: '30d' } } },
        it: { when: { 'segment.gone': true } },
      },
    });
    expect(because).toMatchObject({ name: 'Gone for long', value: false, expected: true });
    expect(because.text).toBe('Gone for long: no (asked: yes)');
  });

  test('of a branch, the parts that decide', () => {
    const views = { 'metric.views': { $gte: 1 } };
    const bought = { 'metric.recency': { $lt: '1d' } };
    const said = (condition: unknown) =>
      explained({ metrics, segments: { it: { when: condition as never } } }, (visitor) =>
        visitor.after(0, 'view_item'),
      ).because.text;
    const [has, lacks] = [
      'products viewed in the last 7 days: 1 of 1',
      'time since purchases: never (asked: less than 24 hours)',
    ];
    expect(said({ ...views, ...bought })).toBe(lacks);
    expect(said({ $or: [views, bought] })).toBe(has);
    expect(said({ $or: [bought, bought] })).toBe(`${lacks} or ${lacks}`);
    expect(said({ $nor: [views, bought] })).toBe(`not (${has})`);
    expect(said({ $not: { ...views, ...bought } })).toBe(`not (${lacks})`);
    expect(said({})).toBe('nothing is asked');
  });
});

describe('what comes before the condition', () => {
  test('keep: until when, and that the condition would have to hold again', () => {
    const segments = { it: { when: { 'metric.carts': { $gte: 1 } }, keep: '3d' } } as const;
    const kept = explained({ metrics, segments }, (visitor) => {
      visitor.after(8, 'add_to_cart', { value: 20 });
      visitor.wait(5);
    });
    const until = MONDAY + 9 * HOUR + 3 * DAY;
    expect(kept).toMatchObject({ kept: true, keptUntil: until, changesAt: until });
    expect(kept.unless).toBe('condition');
    expect(kept.text).toBe(
      'In since 2 Mar 2026, 08:00: kept, though the condition no longer holds ' +
        '(products put in the basket (certain ones) in the last 60 minutes: 0 of 1, 1 more needed). ' +
        'Leaves on Thursday 09:00 unless the condition holds again.',
    );
    const forever = explained(
      { metrics, segments: { it: { ...segments.it, keep: 'forever' } } },
      (visitor) => {
        visitor.after(0, 'add_to_cart', { value: 20 });
        visitor.wait(5);
      },
    );
    expect(forever).toMatchObject({ kept: true, keptUntil: null, changesAt: null });
    expect(forever.text).toContain('kept for ever');
  });

  test('exclude: which clause leaves the visitor out', () => {
    const segments = {
      it: { when: {}, exclude: { 'metric.recency': { $lt: '2d' } } },
    } as const;
    const out = explained({ metrics, segments }, (visitor) => visitor.after(6, 'purchase'));
    expect(out.exclusion).toMatchObject({
      rule: 'exclude',
      because: { fact: 'metric.recency', value: 0, changesAt: MONDAY + 2 * DAY + 6 * HOUR },
    });
    expect(out.text).toBe(
      'Not in since 2 Mar 2026, 06:00: left out while time since purchases: 0 seconds (asked: less than 2 days). ' +
        'Enters on Wednesday 06:00 unless more is added by then (purchases: 1 more).',
    );
  });

  test('excludeEver: that it once held', () => {
    const segments = { it: { when: {}, excludeEver: { 'metric.carts': { $gte: 1 } } } } as const;
    const out = explained({ metrics, segments }, (visitor) => {
      visitor.after(0, 'add_to_cart', { value: 20 });
      visitor.wait(2);
    });
    expect(out).toMatchObject({ excluded: true, exclusion: { rule: 'excludeEver' } });
    expect(out.text).toMatch(
      /left out for ever, by what once held \(products put in the basket \(certain ones\) in the last 60 minutes: 0 of 1/,
    );
  });

  test('an exclusion that cannot be known', () => {
    const segments = { it: { when: {}, exclude: { 'geo.country': 'DE' } } };
    expect(explained({ segments })).toMatchObject({ member: null, excluded: false });
    expect(explained({ segments }).text).toBe(
      'Not known since 2 Mar 2026, 00:00: left out, perhaps, by your country: not known (asked: Germany).',
    );
  });

  test('a group: who comes first', () => {
    const parts = {
      metrics,
      segments: {
        champion: { name: 'Champions', when: { 'metric.views': { $gte: 2 } } },
        it: { when: { 'metric.views': { $gte: 1 } } },
      },
      groups: { tiers: { segments: ['champion', 'it'] } },
    } as const;
    const behind = explained(parts, (visitor) => {
      visitor.after(0, 'view_item');
      visitor.after(1, 'view_item');
    });
    expect(behind.behind).toEqual({ segment: 'champion', name: 'Champions' });
    expect(behind.text).toBe(
      'Not in since 2 Mar 2026, 01:00: “Champions” of the same series comes first. Enters on 9 Mar 2026, 00:00.',
    );
  });

  test('a segment that cannot be evaluated says why', () => {
    const { disabled, text } = explained({ segments: { it: { when: { 'metric.none': 1 } } } });
    expect(disabled).toBe('no fact "metric.none"');
    expect(text).toBe('Cannot be evaluated: no fact "metric.none".');
  });
});

describe('"unless" says only what is sure', () => {
  const unlessOf = (parts: Partial<Definitions>, play: (visitor: Visitor) => void) =>
    explained(parts, play).unless;
  const view = (visitor: Visitor): void => void visitor.after(0, 'view_item');
  const when = { 'metric.views': { $gte: 1 } };

  test('with another clause beside it that other events move', () => {
    const parts = {
      metrics,
      segments: { it: { when: { ...when, 'metric.recency': { $gt: '1d' } } } },
    };
    expect(unlessOf(parts, view)).toEqual({ more: 1, what: 'products viewed' });
  });

  test('not where the same event moves another clause, or may begin another session', () => {
    const few = { count: 'view_item', by: 'item_id' } as const;
    for (const other of [
      { 'metric.few': { $lt: 3 } },
      { 'session.events': { $lt: 9 } },
      { 'segment.other': { $ne: true } },
    ])
      expect(
        unlessOf(
          {
            metrics: { ...metrics, few },
            segments: {
              it: { when: { ...when, ...other } as never },
              other: { when: { 'metric.few': { $gte: 2 } } },
            },
          },
          view,
        ),
      ).toBe(null);
  });

  test('not of a window that ends for all events at once', () => {
    const today = { views: { count: 'view_item', within: 'today' } } as const;
    expect(unlessOf({ metrics: today, segments: { it: { when } } }, view)).toBe(null);
  });

  test('of sums, how much; of sequences, one more completion', () => {
    const parts = {
      metrics: {
        spend: { sum: 'purchase.value', within: '30d' },
        trips: { name: 'Trips', sequence: [{ event: 'a' }, { event: 'b' }], within: '1d' },
      },
      segments: {
        it: { when: { 'metric.spend': { $gte: 50 } } },
        traveller: { when: { 'metric.trips': { $gte: 1 } } },
      },
    } as const;
    const visitor = new Visitor(parts);
    for (const value of [40, 20]) visitor.after(1, 'purchase', { value });
    for (const name of ['a', 'b']) visitor.after(1, name);
    expect(explain(visitor.engine, 'it')?.unless).toEqual({ more: 30, what: 'value of purchases' });
    expect(explain(visitor.engine, 'it')?.text).toContain(
      'unless more is added by then (value of purchases: 30 more)',
    );
    expect(explain(visitor.engine, 'traveller')?.text).toContain(
      'unless more is added by then (completions of Trips: 1 more)',
    );
  });
});

describe('bounds and caps', () => {
  test('where only a lower bound is kept, both text and value say "at least"', () => {
    const segments = { it: { when: { 'metric.views': { $gte: 3 } } } };
    const many = (visitor: Visitor): void => {
      for (let i = 0; i < 50; i++) visitor.after(1, 'view_item');
    };
    const { because } = explained({ metrics, segments }, many);
    expect(because.value).toEqual({ atLeast: 32 });
    expect(because.text).toMatch(
      /^products viewed in the last 7 days: at least 32 \(asked: at least 3\)/,
    );
    const visitor = new Visitor({ metrics, segments });
    many(visitor);
    expect(visitor.value('views')).toEqual({ atLeast: 32 });
  });

  test('what is missing of the history is no number of things missing', () => {
    const visitor = new Visitor({});
    visitor.after(0, 'view_item');
    const segments = { it: { when: { 'metric.views': { $gte: 3 } } } };
    visitor.reopen({ metrics, segments });
    const { because, text } = explain(visitor.engine, 'it') ?? {};
    expect(because).toMatchObject({ result: null, value: { atLeast: 0 } });
    expect(because?.missing).toBe(undefined);
    expect(text).toMatch(
      /^Not known since 2 Mar 2026, 00:00: products viewed in the last 7 days: at least 0 of 3\. /,
    );
  });

  const caps = {
    'entries of a window': [{ count: 'e', within: '30d' }, 1_100, () => ({})],
    'values of a sequence': [
      { sequence: [{ event: 'e' }, { event: 'f' }], by: 'k', within: '30d' },
      201,
      (i: number) => ({ k: i }),
    ],
    'different values': [{ distinct: 'e.k' }, 1_100, (i: number) => ({ k: i })],
  } as const;
  test.each(Object.entries(caps))(
    'above the cap of %s, it says that it is approximate, and so does what is made of it',
    (_, [metric, events, props]) => {
      const visitor = new Visitor({
        metrics: {
          it: metric as never,
          twice: { formula: { multiply: ['metric.it', 2] } },
          calm: { count: 'other' },
        },
        segments: {
          it: { when: { 'metric.it': { $gte: 1200 } } },
          twice: { when: { 'metric.twice': { $gte: 1200 } } },
        },
      });
      const ofIt = (): ExplanationNode | undefined => explain(visitor.engine, 'it')?.because;
      visitor.after(0, 'e', props(0));
      expect(visitor.engine.approximate()).toEqual([]);
      expect(ofIt()).not.toHaveProperty('approximate');
      for (let i = 1; i < events; i++) visitor.after(0.01, 'e', props(i));
      expect(ofIt()).toMatchObject({ approximate: true });
      expect(ofIt()?.text).toMatch(/, approximately/);
      expect(explain(visitor.engine, 'twice')?.because).toMatchObject({
        approximate: true,
        facts: [
          {
            fact: 'metric.it',
            approximate: true,
            text: expect.stringMatching(/, approximately$/) as string,
          },
        ],
      });
      expect(visitor.engine.approximate()).toEqual(['it', 'twice']);
    },
  );
});
