import { describe, expect, test } from 'vitest';
import { explain } from '../../../shared/engine/explain/index.ts';
import { createEngine } from '../../../shared/engine/index.ts';
import { compile } from './compile.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import type { Json, MetricDefinition } from '../../../shared/definitions/types.ts';
import { DAY, HOUR, MONDAY, Visitor, define } from './visitor.ts';

/** The value of one metric after some events. */
const measured = (metric: MetricDefinition, play: (visitor: Visitor) => void) => {
  const visitor = new Visitor({ metrics: { it: metric } });
  play(visitor);
  return visitor.value('it');
};

describe('windows', () => {
  test('an event at t is within W from t, included, until t + W, excluded', () => {
    const visitor = new Visitor({
      metrics: { views: { count: 'view_item', within: '2h' } },
      segments: { looking: { when: { 'metric.views': { $gte: 1 } } } },
    });
    visitor.after(0, 'view_item');
    expect(visitor.engine.nextChange()).toBe(MONDAY + 2 * HOUR);
    visitor.engine.advance(MONDAY + 2 * HOUR - 1);
    expect(visitor.is('looking')).toBe(true);
    expect(visitor.engine.advance(MONDAY + 2 * HOUR)).toEqual([
      { segment: 'looking', from: true, to: false, time: MONDAY + 2 * HOUR },
    ]);
  });

  test('one call that lets much time pass reports each change at its own time', () => {
    const visitor = new Visitor({
      metrics: { views: { count: 'view_item', within: '2h' } },
      segments: {
        looking: { when: { 'metric.views': { $gte: 1 } } },
        away: { when: { 'segment.looking': false } },
      },
    });
    visitor.after(0, 'view_item');
    expect(visitor.wait(100).map(({ segment, time }) => [segment, time - MONDAY])).toEqual([
      ['looking', 2 * HOUR],
      ['away', 2 * HOUR],
    ]);
  });

  test('an earlier window is the window as it was then', () => {
    const visitor = new Visitor({
      metrics: {
        before: { count: 'visit', within: { length: '30d', ago: '30d' } },
        lately: { count: 'visit', within: '30d' },
      },
    });
    visitor.after(0, 'visit');
    visitor.after(40 * 24, 'visit');
    expect([visitor.value('before'), visitor.value('lately')]).toEqual([1, 1]);
    visitor.wait(19 * 24);
    expect([visitor.value('before'), visitor.value('lately')]).toEqual([1, 1]);
    visitor.wait(24);
    expect(visitor.value('before')).toBe(0);
  });

  test('a session leaves the last three with the third after it, whatever the metric', () => {
    const kinds: readonly (readonly [MetricDefinition, Json, Json])[] = [
      [{ count: 'a' }, 6, 4],
      [{ count: 'a', by: 'v' }, 2, 1],
      [{ sum: 'a.v' }, 16, 13],
      [{ mean: 'a.v' }, 16 / 6, 3.25],
      [{ min: 'a.v' }, 1, 1],
      [{ max: 'a.v' }, 5, 5],
      [{ median: 'a.v' }, 2.5, 3.5],
      [{ distinct: 'a.v' }, 5, 4],
      [{ first: 'a.v' }, 1, 3],
      [{ last: 'a.v' }, 1, 1],
      [{ top: 'a.v' }, 1, 1],
      [{ since: 'a' }, 0, DAY],
      [{ since: 'a', of: 'first' }, 2 * DAY, 2 * DAY],
      [{ periods: 'a', unit: 'day' }, 3, 2],
      [{ sessions: { 'session.events': { $gte: 2 } } }, 3, 2],
    ];
    const metrics = Object.fromEntries(
      kinds.map(([kind], i) => [`m${i}`, { ...kind, within: { sessions: 3 } } as MetricDefinition]),
    );
    const visitor = new Visitor({ metrics });
    const values = (): unknown[] => kinds.map((_, i) => visitor.value(`m${i}`));
    visitor.after(0, 'a', { v: 1 });
    visitor.after(0, 'a', { v: 2 });
    visitor.after(24, 'a', { v: 3 });
    visitor.after(0, 'a', { v: 4 });
    visitor.after(24, 'a', { v: 5 });
    visitor.after(0, 'a', { v: 1 });
    expect(values()).toEqual(kinds.map(([, before]) => before));
    expect(visitor.engine.nextChange()).toBe(null);
    visitor.wait(24);
    expect(visitor.value('m0')).toBe(6);
    visitor.reopen({ metrics });
    visitor.after(0, 'b');
    expect(values()).toEqual(kinds.map(([, , after]) => after));
  });

  test('a count in the last sessions is exact, however many events there are', () => {
    const visitor = new Visitor({
      metrics: {
        views: { count: 'a', within: { sessions: 2 } },
        spent: { sum: 'a.v', within: { sessions: 2 } },
      },
    });
    for (const _ of Array.from({ length: 3000 })) visitor.after(0, 'a', { v: 0.1 });
    visitor.after(1, 'a', { v: 0.1 });
    expect(visitor.engine.metricValues()).toEqual({ views: 3001, spent: 300.1 });
    expect(JSON.stringify(visitor.engine.state()).length).toBeLessThan(2000);
    visitor.after(1, 'b');
    expect(visitor.engine.metricValues()).toEqual({ views: 1, spent: 0.1 });
  });

  test('no steps are looked for in several sessions', () => {
    const sequence = [{ event: 'a' }, { event: 'b' }];
    const plan = compile(define({ metrics: { it: { sequence, within: { sessions: 2 } } } }), kinds);
    expect(plan.disabled.get('metric.it')).toBe('bad "within"');
  });

  test('of a session that began before its events were kept, not all is known', () => {
    const kept = { other: { count: 'a', within: '7d' } } as const;
    for (const within of ['session', { sessions: 2 }] as const) {
      const views = { count: 'a', within } as const;
      const visitor = new Visitor({ metrics: {} });
      visitor.after(0, 'a');
      visitor.reopen({ metrics: kept });
      visitor.after(0.1, 'a');
      visitor.reopen({ metrics: { ...kept, views } });
      expect(visitor.value('views')).toEqual({ atLeast: 1 });
      visitor.after(1, 'a');
      if (within !== 'session') {
        expect(visitor.value('views')).toEqual({ atLeast: 2 });
        visitor.after(1, 'a');
      }
      expect(visitor.value('views')).toBe(within === 'session' ? 1 : 2);
    }
  });

  test('today ends at the visitor’s own midnight, on days of 23 hours too', () => {
    // The clock goes from 2 to 3 on 29 March.
    const spring = Date.UTC(2026, 2, 29, 1);
    const host = { offsetAt: (time: number) => (time < spring ? 60 : 120) };
    const plan = compile(
      define({
        metrics: { today: { count: 'visit', within: 'today' } },
        segments: { here: { when: { 'metric.today': { $gte: 1 } } } },
      }),
      kinds,
    );
    const engine = createEngine(plan, host, { now: Date.UTC(2026, 2, 28, 23, 30) });
    engine.apply({ name: 'visit', time: Date.UTC(2026, 2, 28, 23, 30) });
    engine.advance(Date.UTC(2026, 2, 29, 21, 59));
    expect(engine.has('here')).toBe(true);
    engine.advance(Date.UTC(2026, 2, 29, 22));
    expect(engine.has('here')).toBe(false);
  });
});

describe('metrics', () => {
  test('sums leave no rounding behind when events leave the window', () => {
    const value = measured({ sum: 'purchase.value', within: '1d' }, (visitor) => {
      for (const amount of [0.1, 0.2, 0.3]) visitor.after(12, 'purchase', { value: amount });
    });
    expect(value).toBe(0.5);
  });

  test('values of another type are not numbers', () => {
    const value = measured({ sum: 'purchase.value' }, (visitor) => {
      visitor.after(0, 'purchase', { value: true });
      visitor.after(0, 'purchase', { value: 'twelve' });
      visitor.after(0, 'purchase', { value: 3 });
      visitor.after(0, 'purchase');
    });
    expect(value).toBe(3);
  });

  // As tools write amounts: the sum, the condition of an event and the condition of a segment see one number.
  test.each([
    ['50.00', 50],
    ['49,90', 49.9],
    ['1,234.50', 1234.5],
    ['1.234,50', 1234.5],
    ['1,234,567', 1234567],
    ['0.125', 0.125],
    [' 12 ', 12],
    ['-3', -3],
    ['1e3', 1000],
    ['12.345', null],
    ['1,234', null],
    ['\u20ac50', null],
    ['50 EUR', null],
    ['1,2,3', null],
    ['', null],
    ['0x10', null],
  ] as const)('the text %j is the number %j everywhere, or none anywhere', (text, number) => {
    const one = new Visitor({
      metrics: {
        sum: { sum: 'purchase.value' },
        equal: { count: 'purchase', where: { value: { $eq: number ?? 16 } } },
        listed: { count: 'purchase', where: { value: { $in: [number ?? 12.345] } } },
        bare: { count: 'purchase', where: { value: number ?? 1.234 } },
        over: { count: 'purchase', where: { value: { $gte: number ?? 0 } } },
        items: { count: 'purchase', where: { items: { $elemMatch: { price: number ?? 0 } } } },
        last: { last: 'purchase.value' },
        twice: { formula: { multiply: [2, 'metric.last'] } },
      },
      segments: { same: { when: { 'metric.last': { $gte: number ?? 0, $lte: number ?? 1e9 } } } },
    });
    one.after(0, 'purchase', { value: text, items: [{ price: text }] });
    const count = number === null ? 0 : 1;
    expect(['equal', 'listed', 'bare', 'over', 'items'].map((id) => one.value(id))).toEqual(
      Array.from({ length: 5 }, () => count),
    );
    expect([one.value('sum'), one.value('twice')]).toEqual([
      number ?? 0,
      number === null ? null : 2 * number,
    ]);
    expect(one.is('same')).toBe(number !== null);
    // What cannot be read is told; nothing at all is nothing to tell.
    const unread = [...one.engine.unread()].map(([place, { events, text: such }]) => [
      place,
      events,
      such,
    ]);
    expect(unread).toEqual(number === null && text !== '' ? [['purchase.value', 1, text]] : []);
  });
});

describe('a day that comes every year', () => {
  const left = (told: string, now: string, offset = 0): unknown => {
    const one = new Visitor(
      {
        traits: { born: { type: 'date' } },
        metrics: { left: { formula: 'anniversary.born' } },
      },
      Date.parse(now),
      offset,
    );
    one.engine.setFacts({ trait: { born: told } });
    return one.value('left');
  };

  test.each([
    ['1990-03-02', '2026-03-02T12:00:00Z', 0],
    ['1990-03-01', '2026-03-02T12:00:00Z', 364],
    ['2000-02-29', '2026-02-28T00:00:00Z', 0],
    ['2000-02-29', '2026-02-27T00:00:00Z', 1],
    ['2000-02-29', '2026-03-01T00:00:00Z', 364],
    ['2000-02-29', '2028-02-28T00:00:00Z', 1],
    ['2000-02-29', '2028-02-29T00:00:00Z', 0],
    ['1999-12-31', '2026-01-01T00:00:00Z', 364],
    ['2027-03-05', '2026-03-02T00:00:00Z', 3],
    ['soon', '2026-03-02T00:00:00Z', null],
  ])('%s is at %s so many days away: %j', (told, now, days) => {
    expect(left(told, now)).toBe(days);
  });

  test('is a day of the visitor: a date the same everywhere, an instant where it fell', () => {
    const berlin = 60;
    // 23:30 in London is half past midnight in Berlin.
    expect(left('1990-03-02', '2026-03-01T23:30:00Z', berlin)).toBe(0);
    expect(left('1990-03-02', '2026-03-01T23:30:00Z')).toBe(1);
    expect(left('1990-03-01T23:30:00Z', '2026-03-01T23:30:00Z', berlin)).toBe(0);
    expect(left('1990-03-01T23:30:00Z', '2026-03-01T22:30:00Z', berlin)).toBe(1);
  });
});

describe('what is kept', () => {
  const recency = { recency: { since: 'purchase' } } as const;
  const keptFor = (operand: Json, more = {}): number | undefined =>
    new Visitor({
      metrics: { ...recency, ...more },
      segments: { it: { when: { 'metric.recency': operand as never } } },
    }).engine.plan.stored.get('purchase')?.forMs;

  test('of a time since is no more than the longest that it is compared with', () => {
    expect(keptFor({ $lt: '30d' })).toBe(30 * DAY);
    expect(keptFor({ $gte: '7d', $not: { $gt: '60d' } })).toBe(60 * DAY + 1);
    // Whether it ever happened, how long it is, and every purchase: all that is kept.
    expect(keptFor({ $exists: true })).toBe(395 * DAY);
    expect(keptFor({ $lt: '30d' }, { orders: { count: 'purchase' } })).toBe(395 * DAY);
    expect(keptFor({ $lt: '30d' }, { days: { formula: 'metric.recency' } })).toBe(395 * DAY);
  });

  test('still answers when the time since is built from it anew', () => {
    const parts = (id: string) => ({
      metrics: { [id]: { since: 'purchase', where: { value: { $gt: 1 } } } },
      segments: { lately: { when: { [`metric.${id}`]: { $lt: '30d' } } } },
    });
    const one = new Visitor(parts('a'));
    one.after(0, 'purchase', { value: 5 });
    expect(one.is('lately')).toBe(true);
    one.wait(31 * 24);
    expect(one.is('lately')).toBe(false);
    one.log.length = 0;
    one.reopen({
      metrics: { b: { since: 'purchase', where: { value: { $gt: 2 } } } },
      segments: { lately: { when: { 'metric.b': { $lt: '30d' } } } },
    });
    expect(one.is('lately')).toBe(false);
  });
});

describe('an event that is told apart by a property', () => {
  const spend = { spend: { sum: 'purchase.value' }, orders: { count: 'purchase' } } as const;

  test('happens once: a purchase by its transaction_id, also after a restart', () => {
    const one = new Visitor({ metrics: spend });
    one.after(0, 'purchase', { value: 50, transaction_id: 'T1' });
    one.after(1, 'purchase', { value: 50, transaction_id: 'T1' });
    expect(one.engine.lastStored()).toBeNull();
    one.reopen({ metrics: spend });
    one.after(24, 'purchase', { value: 50, transaction_id: 'T1' });
    one.after(0, 'purchase', { value: 20, transaction_id: 'T2' });
    one.after(0, 'purchase', { value: 5 });
    one.after(0, 'purchase', { value: 5 });
    expect([one.value('orders'), one.value('spend')]).toEqual([4, 80]);
  });

  test('is told apart by another property, or by none, where the definitions say so', () => {
    const by = (id: string | false): Visitor =>
      new Visitor({ metrics: spend, events: { purchase: { id } } });
    for (const [id, orders] of [
      ['order', 1],
      [false, 2],
    ] as const) {
      const one = by(id);
      one.after(0, 'purchase', { order: 7, transaction_id: 'T1' });
      one.after(0, 'purchase', { order: 7, transaction_id: id === false ? 'T1' : 'T2' });
      expect(one.value('orders')).toBe(orders);
    }
  });

  test('is remembered for the last hundred ids of its name, for 13 months, and only where it is kept', () => {
    const one = new Visitor({ metrics: spend });
    for (let i = 0; i < 101; i++) one.after(0, 'purchase', { transaction_id: `T${i}` });
    one.after(0, 'purchase', { transaction_id: 'T100' });
    expect(one.value('orders')).toBe(101);
    one.after(0, 'purchase', { transaction_id: 'T0' });
    expect(one.value('orders')).toBe(102);
    one.after(395 * 24, 'purchase', { transaction_id: 'T100' });
    expect(one.value('orders')).toBe(103);
    one.after(0, 'refund', { transaction_id: 'R' });
    expect(Object.keys(one.engine.state()['once'] as object)).toEqual(['purchase']);
    one.wait(395 * 24);
    expect(one.engine.state()['once']).toEqual({});
  });

  test('mean, median, minimum and maximum are absent where there is nothing to take them of', () => {
    const kinds = ['mean', 'median', 'min', 'max'] as const;
    const metrics = Object.fromEntries(
      kinds.map((kind) => [kind, { [kind]: 'purchase.value', within: '1d' }]),
    ) as unknown as { [id: string]: MetricDefinition };
    const visitor = new Visitor({ metrics });
    expect(kinds.map((kind) => visitor.value(kind))).toEqual([null, null, null, null]);
    for (const value of [1, 2, 9]) visitor.after(1, 'purchase', { value });
    expect(kinds.map((kind) => visitor.value(kind))).toEqual([4, 2, 1, 9]);
    visitor.wait(22);
    expect(kinds.map((kind) => visitor.value(kind))).toEqual([5.5, 5.5, 2, 9]);
  });

  test('since an event that never happened is longer than any time, and does not exist', () => {
    const visitor = new Visitor({
      metrics: { recency: { since: 'purchase' } },
      segments: {
        long: { when: { 'metric.recency': { $gt: '300d' } } },
        lately: { when: { 'metric.recency': { $lt: '300d' } } },
        ever: { when: { 'metric.recency': { $exists: true } } },
      },
    });
    expect(visitor.value('recency')).toBe('never');
    expect(visitor.engine.current()).toEqual(['long']);
    visitor.after(0, 'purchase');
    expect(visitor.engine.current()).toEqual(['lately', 'ever']);
  });

  test('one item viewed three times', () => {
    const views = (visitor: Visitor): void => {
      for (const item of ['p', 'q', 'p', 'p']) visitor.after(1, 'view_item', { item_id: item });
    };
    expect(measured({ count: 'view_item', by: 'item_id' }, views)).toBe(3);
    expect(measured({ count: 'view_item', by: 'item_id', within: '2h' }, views)).toBe(2);
  });

  test('the most frequent value is, of equals, the one seen last', () => {
    const value = measured({ top: 'view_item.topic' }, (visitor) => {
      for (const topic of ['tea', 'mugs', 'mugs', 'tea']) visitor.after(1, 'view_item', { topic });
    });
    expect(value).toBe('tea');
  });

  test('a condition on items is about one item at a time, and so is what is gathered', () => {
    const items = [
      { item_id: 'p', item_category: 'shoes', price: 90 },
      { item_id: 'q', item_category: 'socks', price: 9 },
    ];
    const buys = (visitor: Visitor): void => void visitor.after(0, 'purchase', { items });
    expect(measured({ sum: 'purchase.items.price' }, buys)).toBe(99);
    expect(measured({ sum: 'purchase.items.price', where: { item_category: 'shoes' } }, buys)).toBe(
      90,
    );
    const dearSocks = { item_category: 'socks', 'items.price': { $gt: 50 } };
    expect(measured({ count: 'purchase', where: dearSocks }, buys)).toBe(0);
  });

  test('periods count days with enough matches, and runs of them', () => {
    const visits = (visitor: Visitor): void => {
      for (const hours of [0, 24, 24, 72, 1]) visitor.after(hours, 'visit');
    };
    expect(measured({ periods: 'visit', unit: 'day' }, visits)).toBe(4);
    expect(measured({ periods: 'visit', unit: 'day', atLeast: 2 }, visits)).toBe(1);
    expect(measured({ periods: 'visit', unit: 'day', streak: 'longest' }, visits)).toBe(3);
    expect(measured({ periods: 'visit', unit: 'day', streak: 'current' }, visits)).toBe(1);
    expect(measured({ periods: 'visit', unit: 'week' }, visits)).toBe(1);
  });

  test('an interest halves with every half-life, and changes its answer on the millisecond', () => {
    const visitor = new Visitor({
      metrics: { tea: { interest: 'view_item.topic', halfLife: '7d', value: 'tea' } },
      segments: { keen: { when: { 'metric.tea': { $gte: 1.2 } } } },
    });
    visitor.after(0, 'view_item', { topic: 'tea' });
    visitor.after(0, 'view_item', { topic: 'tea' });
    visitor.after(0, 'view_item', { topic: 'mugs' });
    const change = visitor.engine.nextChange() as number;
    // 2 · 2^(−t / 7 d) falls below 1.2.
    expect(change - MONDAY).toBeCloseTo(7 * DAY * Math.log2(2 / 1.2), -1);
    visitor.engine.advance(change - 1);
    expect(visitor.is('keen')).toBe(true);
    visitor.engine.advance(change);
    expect(visitor.is('keen')).toBe(false);
    visitor.engine.advance(MONDAY + 14 * DAY);
    expect(visitor.value('tea')).toBe(0.5);
  });

  test('a formula divides, counts durations in days, and is absent where it has no value', () => {
    const visitor = new Visitor({
      metrics: {
        orders: { count: 'purchase' },
        refunds: { count: 'refund' },
        recency: { since: 'purchase' },
        ratio: { formula: { divide: ['metric.refunds', 'metric.orders'] } },
        days: { formula: 'metric.recency' },
        score: {
          formula: { logistic: { bias: -1, weights: { 'metric.orders': 0.5, 'metric.days': 2 } } },
        },
      },
      segments: { refunder: { when: { 'metric.ratio': { $gte: 0.5 } } } },
    });
    expect(visitor.value('ratio')).toBe(null);
    expect(visitor.value('score')).toBeCloseTo(1 / (1 + Math.exp(1)));
    visitor.after(0, 'purchase');
    visitor.after(0, 'purchase');
    visitor.after(30, 'refund');
    expect([visitor.value('ratio'), visitor.value('days'), visitor.is('refunder')]).toEqual([
      0.5,
      1,
      true,
    ]);
  });

  test('sessions whose own metrics meet a condition', () => {
    const visitor = new Visitor({
      metrics: {
        idle: {
          sessions: { 'metric.carts': { $eq: 0 }, 'session.pages': { $gte: 2 } },
          each: { carts: { count: 'add_to_cart' } },
          within: '7d',
        },
      },
    });
    visitor.after(0, 'page_view');
    visitor.after(0.1, 'page_view');
    expect(visitor.value('idle')).toBe(1);
    visitor.after(0.1, 'add_to_cart');
    expect(visitor.value('idle')).toBe(0);
    visitor.after(2, 'page_view');
    visitor.after(0.1, 'page_view');
    expect(visitor.value('idle')).toBe(1);
    visitor.wait(7 * 24 - 0.1);
    expect(visitor.value('idle')).toBe(0);
  });

  test('a number too large to be added up is left out', () => {
    const visitor = new Visitor({
      metrics: {
        spent: { sum: 'purchase.value', within: '7d' },
        most: { max: 'purchase.value' },
        typical: { mean: 'purchase.value' },
      },
    });
    for (const value of [3, Number.MAX_VALUE, -1e200, 5]) visitor.after(0, 'purchase', { value });
    expect(['spent', 'most', 'typical'].map((id) => visitor.value(id))).toEqual([8, 5, 4]);
    expect(visitor.engine.state()).toMatchObject({ v: expect.any(Number) as number });
  });

  test('a formula of one session reads others, wherever they stand', () => {
    const visitor = new Visitor({
      metrics: {
        keen: {
          sessions: { 'metric.more': { $gte: 2 } },
          each: {
            more: { formula: { add: ['metric.ratio', 1] } },
            ratio: { formula: { divide: ['metric.views', 'session.pages'] } },
            views: { count: 'view_item' },
          },
        },
      },
    });
    visitor.after(0, 'page_view');
    expect(visitor.value('keen')).toBe(0);
    visitor.after(0.1, 'view_item');
    expect(visitor.value('keen')).toBe(1);
  });

  test('events after the last purchase, and before the first', () => {
    const play = (visitor: Visitor): void => {
      for (const name of ['view', 'view', 'purchase', 'view', 'purchase', 'view', 'view', 'view'])
        visitor.after(1, name);
    };
    const purchase = { sequence: [{ event: 'purchase' }] };
    expect(measured({ count: 'view', after: purchase }, play)).toBe(3);
    expect(measured({ count: 'view', before: purchase }, play)).toBe(2);
  });
});

describe('sequences', () => {
  const sequence = (steps: readonly unknown[], names: string, more: object = {}): unknown =>
    measured({ sequence: steps, ...more } as MetricDefinition, (visitor) => {
      for (const name of names.split(' ')) visitor.after(1, name);
    });
  const [a, b, c] = [{ event: 'a' }, { event: 'b' }, { event: 'c' }];

  test('eventually, or as the very next event', () => {
    expect(sequence([a, b], 'a x b')).toBe(1);
    expect(sequence([a, { event: 'b', after: 'next' }], 'a x b')).toBe(0);
    expect(sequence([a, { event: 'b', after: 'next' }], 'a x a b')).toBe(1);
  });

  test('completed ones follow one another and share no event', () => {
    expect(sequence([a, a], 'a a a')).toBe(1);
    expect(sequence([a, a], 'a a a a')).toBe(2);
    expect(sequence([a, b, c], 'a b a c b c')).toBe(1);
  });

  test('in a window, all steps have to be in it', () => {
    // Of a b a c b c the last three hours before the seventh hold c b c, the last four a c b c.
    expect(sequence([a, b, c], 'a b a c b c', { within: '3h' })).toBe(0);
    expect(sequence([a, b, c], 'a b a c b c', { within: '4h' })).toBe(1);
  });

  test('gaps are measured from the step before, spans from the first', () => {
    expect(sequence([a, { event: 'b', atMost: '2h' }], 'a x b')).toBe(0);
    expect(sequence([a, { event: 'b', atMost: '3h' }], 'a x b')).toBe(1);
    expect(sequence([a, { event: 'b', atLeast: '2h' }], 'a b b')).toBe(1);
    expect(sequence([a, { event: 'b', atLeast: '2h' }], 'a b')).toBe(0);
    expect(sequence([a, b, c], 'a b x c', { span: '3h' })).toBe(0);
  });

  test('what must not happen in between', () => {
    expect(sequence([a, { not: 'x' }, b], 'a x b')).toBe(0);
    expect(sequence([a, { not: 'x' }, b], 'a x a b')).toBe(1);
    expect(sequence([{ not: 'x' }, a, b], 'x a b')).toBe(0);
  });

  test('what must not happen for a time after completes on time', () => {
    const visitor = new Visitor({
      metrics: {
        dropped: {
          sequence: [{ event: 'begin_checkout' }, { not: 'purchase', for: '1h' }],
          within: '7d',
        },
      },
      segments: { abandoner: { when: { 'metric.dropped': { $gte: 1 } } } },
    });
    visitor.after(0, 'begin_checkout');
    visitor.after(0.5, 'begin_checkout');
    expect(visitor.engine.nextChange()).toBe(MONDAY + HOUR);
    expect(visitor.wait(0.5)).toHaveLength(1);
    expect(visitor.is('abandoner')).toBe(true);
    // A purchase comes too late to undo it.
    visitor.after(0, 'purchase');
    expect(visitor.is('abandoner')).toBe(true);
  });

  test('steps in any order, steps more than once, and one session', () => {
    expect(sequence([{ anyOrder: [a, b] }, c], 'b a c')).toBe(1);
    expect(sequence([{ anyOrder: [a, b] }, c], 'b c a')).toBe(0);
    expect(sequence([{ event: 'a', times: 3 }, b], 'a a b')).toBe(0);
    expect(sequence([{ event: 'a', times: 3 }, b], 'a a x a b')).toBe(1);
    expect(sequence([a, b], 'a b', { scope: 'session' })).toBe(0);
  });

  test('an event serves one step, even where it matches two', () => {
    expect(sequence([{ event: ['a', 'b'] }, { event: ['a', 'b'] }], 'a')).toBe(0);
    expect(sequence([{ event: ['a', 'b'] }, { event: ['a', 'b'] }], 'a b')).toBe(1);
  });

  test('all steps about the same item', () => {
    const unbought: MetricDefinition = {
      sequence: [{ event: 'add_to_wishlist' }, { not: 'purchase', for: '1d' }],
      by: 'item_id',
    };
    const value = measured(unbought, (visitor) => {
      visitor.after(0, 'add_to_wishlist', { items: [{ item_id: 'p' }, { item_id: 'q' }] });
      visitor.after(1, 'purchase', { items: [{ item_id: 'p' }] });
      visitor.wait(24);
    });
    expect(value).toBe(1);
  });
});

describe('sessions and visitors', () => {
  test('a session ends with half an hour of silence', () => {
    const visitor = new Visitor({ segments: { back: { when: { 'session.number': { $gt: 1 } } } } });
    visitor.after(0, 'page_view');
    visitor.after(0.49, 'page_view');
    expect(visitor.is('back')).toBe(false);
    visitor.after(0.5, 'page_view');
    expect(visitor.is('back')).toBe(true);
  });

  test('back after thirty days away', () => {
    const visitor = new Visitor({
      segments: {
        resurrected: { when: { 'visitor.away': { $gte: '30d' }, 'session.number': { $gte: 3 } } },
      },
    });
    visitor.after(0, 'page_view');
    visitor.after(24, 'page_view');
    visitor.after(30 * 24, 'page_view');
    expect(visitor.is('resurrected')).toBe(true);
    visitor.after(1, 'page_view');
    expect(visitor.is('resurrected')).toBe(false);
  });

  test('a trial that ends within three days', () => {
    const visitor = new Visitor({
      traits: { trial_ends_at: { type: 'date' } },
      segments: { ending: { when: { 'until.trial_ends_at': { $lt: '3d', $gte: '0s' } } } },
    });
    visitor.engine.setFacts({ trait: { trial_ends_at: '2026-03-10' } });
    expect(visitor.is('ending')).toBe(false);
    const ends = Date.UTC(2026, 2, 10);
    expect(visitor.engine.nextChange()).toBe(ends - 3 * DAY + 1);
    visitor.engine.advance(ends - 3 * DAY + 1);
    expect(visitor.is('ending')).toBe(true);
    visitor.engine.advance(ends + 1);
    expect(visitor.is('ending')).toBe(false);
  });

  test('the hour is the visitor’s own', () => {
    const visitor = new Visitor(
      { segments: { early: { when: { 'now.hour': { $lt: 6 } } } } },
      MONDAY,
      60,
    );
    expect(visitor.is('early')).toBe(true);
    expect(visitor.wait(4.99)).toEqual([]);
    expect(visitor.wait(0.01)).toHaveLength(1);
  });
});

describe('membership', () => {
  const cart = {
    metrics: { carts: { count: 'add_to_cart', within: '1h' } },
  } as const;

  test('keep holds a visitor after the condition last held, also across a restart', () => {
    const parts = {
      ...cart,
      segments: { shopper: { when: { 'metric.carts': { $gte: 1 } }, keep: '3h' } },
    } as const;
    const visitor = new Visitor(parts);
    visitor.after(0, 'add_to_cart');
    visitor.wait(2);
    expect(explain(visitor.engine, 'shopper')).toMatchObject({ member: true, kept: true });
    visitor.reopen(parts, 1.5);
    expect(visitor.is('shopper')).toBe(true);
    visitor.reopen(parts, 0.5);
    expect(visitor.is('shopper')).toBe(false);
  });

  test('excluded for a while, or for ever', () => {
    const visitor = new Visitor({
      ...cart,
      segments: {
        once: { when: {}, excludeEver: { 'metric.carts': { $gte: 1 } } },
        while: { when: {}, exclude: { 'metric.carts': { $gte: 1 } } },
      },
    });
    visitor.after(0, 'add_to_cart');
    expect(visitor.engine.current()).toEqual([]);
    visitor.wait(1);
    expect(visitor.engine.current()).toEqual(['while']);
  });

  test('of a group, the first that holds takes the visitor', () => {
    const visitor = new Visitor({
      metrics: { orders: { count: 'purchase' } },
      segments: {
        loyal: { when: { 'metric.orders': { $gte: 1 } } },
        champion: { when: { 'metric.orders': { $gte: 2 } } },
        other: { when: {} },
      },
      groups: { tiers: { segments: ['champion', 'loyal', 'other'] } },
    });
    expect(visitor.engine.current()).toEqual(['other']);
    visitor.after(0, 'purchase');
    expect(visitor.engine.current()).toEqual(['loyal']);
    visitor.after(0, 'purchase');
    expect(visitor.engine.current()).toEqual(['champion']);
  });

  test('entering and leaving are events that metrics count', () => {
    const visitor = new Visitor({
      metrics: {
        carts: { count: 'add_to_cart', within: '1h' },
        entries: { count: 'enter:shopper' },
      },
      segments: {
        shopper: { when: { 'metric.carts': { $gte: 1 } } },
        regular: { when: { 'metric.entries': { $gte: 2 } } },
      },
    });
    visitor.after(0, 'add_to_cart');
    visitor.after(0.5, 'add_to_cart');
    expect(visitor.value('entries')).toBe(1);
    visitor.after(2, 'add_to_cart');
    expect(visitor.is('regular')).toBe(true);
  });

  test('shadow segments are evaluated and counted, and not current', () => {
    const visitor = new Visitor({ segments: { dry: { when: {}, shadow: true } } });
    expect([visitor.is('dry'), visitor.engine.current()]).toEqual([true, []]);
  });
});

describe('three values', () => {
  test('what was never fetched is unknown, and not is unknown too', () => {
    const visitor = new Visitor({
      segments: {
        german: { when: { 'geo.country': 'DE' } },
        foreign: { when: { $not: { 'geo.country': 'DE' } } },
        either: {
          when: { $or: [{ 'geo.country': 'DE' }, { 'session.number': { $exists: false } }] },
        },
      },
    });
    expect([visitor.is('german'), visitor.is('foreign'), visitor.is('either')]).toEqual([
      null,
      null,
      true,
    ]);
    expect(visitor.engine.has('foreign')).toBe(false);
    visitor.engine.setFacts({ geo: {} });
    expect([visitor.is('german'), visitor.is('foreign')]).toEqual([false, true]);
  });

  test('of what is unknown no operator says anything, not even which list it is not in', () => {
    const visitor = new Visitor({
      segments: {
        nowhere: { when: { 'geo.country': { $in: [] } } },
        anywhere: { when: { 'geo.country': { $nin: [] } } },
      },
    });
    expect([visitor.is('nowhere'), visitor.is('anywhere')]).toEqual([null, null]);
    visitor.engine.setFacts({ geo: {} });
    expect([visitor.is('nowhere'), visitor.is('anywhere')]).toEqual([false, true]);
  });

  test('an ordering with an absent value does not hold', () => {
    const visitor = new Visitor({
      segments: { young: { when: { 'trait.age': { $lt: 25 } } } },
    });
    visitor.engine.setFacts({ trait: {} });
    expect(visitor.is('young')).toBe(false);
  });

  test('a metric of events that were not kept is known from below, until its window has passed', () => {
    const visitor = new Visitor({ segments: {} });
    visitor.after(0, 'purchase');
    const parts = {
      metrics: { orders: { count: 'purchase', within: '7d' } },
      segments: {
        some: { when: { 'metric.orders': { $gte: 1 } } },
        none: { when: { 'metric.orders': { $lt: 1 } } },
      },
    } as const;
    visitor.reopen(parts);
    expect([visitor.is('some'), visitor.is('none'), visitor.value('orders')]).toEqual([
      null,
      null,
      { atLeast: 0 },
    ]);
    visitor.after(1, 'purchase');
    expect([visitor.is('some'), visitor.is('none')]).toEqual([true, false]);
    visitor.wait(6 * 24);
    expect(visitor.value('orders')).toEqual({ atLeast: 1 });
    visitor.wait(23);
    expect(visitor.value('orders')).toBe(1);
    visitor.wait(1);
    expect([visitor.is('some'), visitor.is('none')]).toEqual([false, true]);
  });

  test('a new metric finds what the log was told to keep', () => {
    const history = [
      { event: 'purchase', properties: ['value'], for: '365d', why: 'to see who comes back' },
    ] as const;
    const visitor = new Visitor({ history });
    visitor.after(0, 'purchase', { value: 20, secret: 'x' });
    visitor.after(24, 'purchase', { value: 30 });
    expect(visitor.log[0]?.props).toEqual({ value: 20 });
    visitor.reopen({
      history,
      metrics: { spend: { sum: 'purchase.value' }, coupons: { distinct: 'purchase.coupon' } },
    });
    expect([visitor.value('spend'), visitor.value('coupons')]).toEqual([50, { atLeast: 0 }]);
  });

  test('a visitor who comes after the metric was published is known completely', () => {
    const visitor = new Visitor({ segments: {} });
    visitor.reopen({ metrics: { orders: { count: 'purchase' } } });
    expect(visitor.value('orders')).toBe(0);
  });
});

describe('new definitions', () => {
  test('an unchanged metric keeps its state, whatever it is called', () => {
    const visitor = new Visitor({ metrics: { orders: { count: 'purchase' } } });
    visitor.after(0, 'purchase');
    visitor.log.length = 0;
    visitor.reopen({ metrics: { bought: { count: 'purchase', name: 'Orders' } } });
    expect(visitor.value('bought')).toBe(1);
  });

  test('a threshold raised beyond what was remembered is rebuilt from the log', () => {
    const at = (orders: number) =>
      ({
        metrics: { orders: { count: 'purchase', within: '30d' } },
        segments: { many: { when: { 'metric.orders': { $gte: orders } } } },
      }) as const;
    const visitor = new Visitor(at(1));
    for (let i = 0; i < 50; i++) visitor.after(1, 'purchase');
    expect(visitor.value('orders')).toEqual({ atLeast: 32 });
    visitor.reopen(at(50));
    expect([visitor.is('many'), visitor.value('orders')]).toEqual([true, 50]);
  });

  test('a state that is none is no harm: the events are left', () => {
    const plan = compile(define({ metrics: { orders: { count: 'purchase' } } }), kinds);
    const state = { v: 1, now: 'yesterday', metrics: [] } as never;
    const log = [{ name: 'purchase', time: MONDAY, session: 4 }];
    const engine = createEngine(plan, { offsetAt: () => 0 }, { now: MONDAY + DAY, state, log });
    expect(engine.metricValues()).toEqual({ orders: 1 });
  });
});

describe('what is stored', () => {
  test('only what some definition reads, as long as the longest window', () => {
    const { stored } = compile(
      define({
        metrics: {
          shoes: { count: 'view_item', where: { item_category: 'shoes' }, within: '7d' },
          views: { count: 'view_item', within: '30d' },
          spend: { sum: 'purchase.value' },
          entries: { count: 'enter:x' },
        },
        segments: { x: { when: {} } },
        history: [{ event: 'login', for: '2d', why: 'to try' }],
      }),
      kinds,
    );
    expect(Object.fromEntries(stored)).toEqual({
      view_item: { properties: ['item_category', 'items.item_category'], forMs: 30 * DAY },
      purchase: { properties: ['value'], forMs: 395 * DAY },
      login: { properties: [], forMs: 2 * DAY },
    });
  });

  test('an event is stored as it was taken in, without what nobody reads', () => {
    const visitor = new Visitor({
      metrics: {
        shoes: { count: 'purchase', where: { item_category: 'shoes', 'cart.size': { $gt: 1 } } },
      },
    });
    visitor.after(0, 'purchase', {
      value: 3,
      cart: { size: 2, note: 'gift' },
      items: [{ item_category: 'shoes', price: 3 }, 'odd'],
    });
    expect(visitor.engine.lastStored()).toEqual({
      name: 'purchase',
      time: MONDAY,
      session: 1,
      props: { cart: { size: 2 }, items: [{ item_category: 'shoes' }, {}] },
    });
    visitor.after(1, 'login');
    expect(visitor.engine.lastStored()).toBe(null);
  });
});

describe('time and order', () => {
  test('an event that comes late counts as happening now', () => {
    const visitor = new Visitor({ metrics: { recency: { since: 'visit' } } });
    visitor.wait(5);
    visitor.engine.apply({ name: 'visit', time: MONDAY });
    expect(visitor.value('recency')).toBe(0);
    visitor.engine.advance(MONDAY);
    expect(visitor.value('recency')).toBe(0);
  });

  test('an event counts once', () => {
    const visitor = new Visitor({ metrics: { orders: { count: 'purchase' } } });
    const order = { name: 'purchase', time: MONDAY, id: 'T-1' };
    visitor.engine.apply(order);
    visitor.engine.apply(order);
    visitor.reopen({ metrics: { orders: { count: 'purchase' } } });
    visitor.engine.apply(order);
    expect(visitor.value('orders')).toBe(1);
  });
});

describe('above the caps', () => {
  test('a count counts older events in pairs, and says so', () => {
    const visitor = new Visitor({
      metrics: { views: { count: 'view', within: '30d' } },
      segments: { many: { when: { 'metric.views': { $gte: 2000 } } } },
    });
    for (let i = 0; i < 2500; i++) visitor.after(0.1, 'view');
    expect(visitor.is('many')).toBe(true);
    const { atLeast } = visitor.value('views') as { atLeast: number };
    expect(atLeast).toBeGreaterThanOrEqual(2000);
    expect(explain(visitor.engine, 'many')?.because.text).toMatch(/approximately/);
    visitor.wait(30 * 24);
    expect(visitor.value('views')).toBe(0);
  });

  test('what has left the window makes nothing approximate', () => {
    const visitor = new Visitor({
      metrics: { views: { count: 'view', within: '1h' } },
      segments: { many: { when: { 'metric.views': { $gte: 2000 } } } },
    });
    for (const many of [301, 300, 420]) {
      for (let i = 0; i < many; i++) visitor.after(0, 'view');
      visitor.now += HOUR / 2;
    }
    expect(visitor.engine.approximate()).toEqual([]);
    expect(visitor.value('views')).toBe(720);
  });

  test('different values that were left out make their number approximate until they would have left', () => {
    const visitor = new Visitor({
      metrics: { seen: { distinct: 'view.k', within: '10h' } },
      segments: { many: { when: { 'metric.seen': { $gte: 2000 } } } },
    });
    for (let k = 0; k < 1000; k++) visitor.after(0, 'view', { k });
    const state = () => [visitor.value('seen'), visitor.engine.approximate().length];
    expect(state()).toEqual([1000, 0]);
    visitor.after(9, 'view', { k: 1000 });
    expect(state()).toEqual([500, 1]);
    visitor.after(1, 'view', { k: 1001 });
    expect(state()).toEqual([2, 0]);
  });

  test('pairs are of the older half, and leave with the later of the two', () => {
    const visitor = new Visitor({
      metrics: { views: { count: 'view', within: '1200h' } },
      segments: { many: { when: { 'metric.views': { $gte: 2000 } } } },
    });
    for (let i = 0; i <= 1000; i++) visitor.after(i === 0 ? 0 : 1, 'view');
    const state = () => [visitor.value('views'), visitor.engine.approximate().length];
    visitor.wait(200);
    // One has left, but not the one it is counted with.
    expect(state()).toEqual([1001, 1]);
    visitor.wait(1);
    expect(state()).toEqual([999, 1]);
    visitor.wait(497);
    expect(state()).toEqual([503, 1]);
    visitor.wait(1);
    expect(state()).toEqual([501, 0]);
    visitor.wait(1);
    expect(state()).toEqual([500, 0]);
  });

  test('a negative value after larger ones were forgotten makes a sum unknown, not wrong', () => {
    const visitor = new Visitor({
      metrics: { spend: { sum: 'purchase.value', within: '30d' } },
      segments: { buyer: { when: { 'metric.spend': { $gte: 100 } } } },
    });
    for (let i = 0; i < 40; i++) visitor.after(1, 'purchase', { value: 10 });
    expect(visitor.value('spend')).toEqual({ atLeast: 320 });
    visitor.after(1, 'purchase', { value: -250 });
    expect(visitor.is('buyer')).toBe(null);
    visitor.wait(30 * 24 - 33);
    expect(visitor.value('spend')).toBe(70);
  });
});

describe('what answers did not need', () => {
  test('a negative value after all that was forgotten has left is known', () => {
    const visitor = new Visitor({
      metrics: { spend: { sum: 'purchase.value', within: '30d' } },
      segments: { buyer: { when: { 'metric.spend': { $gte: 100 } } } },
    });
    for (let i = 0; i < 40; i++) visitor.after(1, 'purchase', { value: 10 });
    visitor.wait(31 * 24);
    visitor.after(1, 'purchase', { value: -250 });
    expect(visitor.is('buyer')).toBe(false);
  });

  test('a sum forgets nothing that its mark still needs', () => {
    const visitor = new Visitor({
      metrics: { spend: { sum: 'purchase.value', within: '30d' } },
      segments: { buyer: { when: { 'metric.spend': { $gte: 36 } } } },
    });
    for (let i = 0; i < 40; i++) visitor.after(1, 'purchase', { value: 1 });
    expect([visitor.is('buyer'), visitor.value('spend')]).toEqual([true, { atLeast: 36 }]);
    visitor.wait(30 * 24 - 36);
    expect(visitor.is('buyer')).toBe(true);
    visitor.wait(1);
    expect([visitor.is('buyer'), visitor.value('spend')]).toEqual([false, 35]);
  });

  test('a match that changed no answer changes one of new definitions', () => {
    const visitor = new Visitor({
      metrics: { recency: { since: 'visit' } },
      segments: { lately: { when: { 'metric.recency': { $lt: '30d' } } } },
    });
    visitor.after(0, 'visit');
    visitor.reopen({
      metrics: { recency: { since: 'visit' }, days: { formula: 'metric.recency' } },
      segments: { away: { when: { 'metric.days': { $gte: 2 } } } },
    });
    visitor.wait(72);
    expect(visitor.is('away')).toBe(true);
    visitor.after(0, 'visit');
    expect(visitor.is('away')).toBe(false);
  });

  test('a sequence that begins with "not" is known still when more is asked of it', () => {
    const metrics: { [id: string]: MetricDefinition } = {
      first: { sequence: [{ not: 'c' }, { event: 'a' }, { event: 'b' }], within: '10h' },
    };
    const asking = (number: number) => ({
      metrics,
      segments: { it: { when: { 'metric.first': { $gte: number } } } },
    });
    const visitor = new Visitor(asking(1));
    for (const name of ['a', 'b', 'a', 'b']) visitor.after(6, name);
    visitor.reopen(asking(2));
    expect([visitor.is('it'), visitor.value('first')]).toEqual([false, 1]);
    visitor.after(1, 'a');
    visitor.after(1, 'b');
    expect(visitor.is('it')).toBe(true);
  });

  test('with less asked of it, a sequence counts none that was broken', () => {
    const metrics: { [id: string]: MetricDefinition } = {
      quiet: { sequence: [{ event: 'a' }, { not: 'a', for: '2h' }], within: '16h' },
    };
    const asking = (number: number) => ({
      metrics,
      segments: { it: { when: { 'metric.quiet': { $gte: number } } } },
    });
    const visitor = new Visitor(asking(5));
    for (const hours of [0, 3, 2]) visitor.after(hours, 'a');
    visitor.reopen(asking(2));
    for (const hours of [1, 1]) visitor.after(hours, 'a');
    expect(visitor.value('quiet')).toEqual({ atLeast: 2 });
  });

  test('new segments do not see what has left the window', () => {
    const metrics = { views: { count: 'view', within: '10h' } } as const;
    const visitor = new Visitor({
      metrics,
      segments: { some: { when: { 'metric.views': { $gte: 5 } } } },
    });
    for (const hours of [0, 0, 9]) visitor.after(hours, 'view');
    visitor.wait(2);
    const two = { 'metric.views': { $gte: 2 } };
    visitor.reopen({
      metrics,
      segments: {
        kept: { when: two, keep: '3d' },
        never: { when: { 'metric.views': { $gte: 1 } }, excludeEver: two },
      },
    });
    expect([visitor.is('kept'), visitor.is('never')]).toEqual([false, true]);
  });
});

describe('definitions that cannot be compiled', () => {
  test('a malformed segment disables itself alone, and says why', () => {
    const plan = compile(
      define({
        metrics: {
          bad: { within: '3d' } as never,
          good: { count: 'visit' },
          entries: { count: 'enter:lost' },
        },
        segments: {
          fine: { when: { 'metric.good': { $gte: 1 } } },
          half: { when: { $or: [{ 'metric.bad': { $gte: 1 } }, { 'metric.good': { $gte: 1 } }] } },
          lost: { when: { 'metric.nowhere': 1 } },
          odd: { when: { 'metric.good': { $over: 1 } } },
          a: { when: { 'segment.b': true } },
          b: { when: { 'segment.a': false } },
          soon: { when: { 'visitor.age': { $lt: 'soon' } } },
        },
      }),
      kinds,
    );
    expect(Object.fromEntries(plan.disabled)).toEqual({
      'metric.bad': 'nothing to measure',
      'metric.entries': '"lost" is disabled',
      lost: 'no fact "metric.nowhere"',
      odd: 'no operator $over',
      a: 'reads itself: a reads b reads a',
      b: 'reads itself: a reads b reads a',
      soon: 'no duration beside "visitor.age"',
    });
    const engine = createEngine(plan, { offsetAt: () => 0 }, { now: MONDAY });
    engine.apply({ name: 'visit', time: MONDAY });
    expect(engine.current()).toEqual(['fine', 'half']);
    expect(engine.member('lost')).toBe(null);
    expect(explain(engine, 'lost')?.text).toContain('metric.nowhere');
  });
});

describe('explanations', () => {
  test('each clause with its value, what is missing, and when the answer changes by itself', () => {
    const visitor = new Visitor({
      metrics: { views: { count: 'view_item', within: '7d' }, recency: { since: 'purchase' } },
      segments: {
        keen: {
          name: 'Keen',
          when: { 'metric.views': { $gte: 3 }, 'metric.recency': { $gt: '30d' } },
        },
      },
    });
    visitor.after(0, 'view_item');
    visitor.after(1, 'view_item');
    const before = explain(visitor.engine, 'keen');
    expect(before).toMatchObject({
      segment: 'keen',
      name: 'Keen',
      member: false,
      changesAt: null,
      historySince: MONDAY,
    });
    expect(before?.because.parts?.map(({ result, text }) => [result, text])).toEqual([
      [false, 'products viewed in the last 7 days: 2 of 3, 1 more needed'],
      [true, 'time since purchases: never (asked: more than 30 days)'],
    ]);
    visitor.after(1, 'view_item');
    expect(explain(visitor.engine, 'keen')).toMatchObject({
      member: true,
      since: MONDAY + 2 * HOUR,
      changesAt: MONDAY + 7 * DAY,
    });
    // One of the three views leaves the window first; the purchase that never came changes nothing.
    expect(
      explain(visitor.engine, 'keen')?.because.parts?.map(({ changesAt }) => changesAt),
    ).toEqual([MONDAY + 7 * DAY, undefined]);
    expect(explain(visitor.engine, 'nobody')).toBe(null);
  });
});
