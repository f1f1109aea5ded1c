// What a page would do, and what a log does not say.
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { READY } from '../conformance/ready-segments/index.ts';
import { together } from '../conformance/ready-segments/together.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

interface Result {
  readonly out: string;
  readonly err: string;
  readonly segments: {
    readonly [id: string]: { readonly members: number | null; readonly unknown: number };
  };
  readonly missing?: readonly {
    readonly kind: string;
    readonly names: readonly string[];
    readonly near: string | null;
  }[];
}

/** By both engines, which say the same. */
async function simulated(
  part: Partial<Definitions>,
  log: string,
  ...more: readonly string[]
): Promise<Result> {
  const definitions = fileWith('segments.json', JSON.stringify(definitionsOf(part)));
  const events = fileWith(log.startsWith('{') ? 'log.ndjson' : 'log.csv', log);
  const run = (engine: string) =>
    covey([
      'simulate',
      '--definitions',
      definitions,
      '--events',
      events,
      '--json',
      '--engine',
      engine,
      ...more,
    ]);
  const [one, other] = [await run('covey'), await run('duckdb')];
  expect(one.code, one.err).toBe(0);
  expect(other.out).toBe(one.out);
  return { ...one, ...(JSON.parse(one.out) as Pick<Result, 'segments' | 'missing'>) };
}
const sizesOf = ({ segments }: Result) =>
  Object.fromEntries(
    Object.entries(segments).map(([id, { members }]) => [id, members ?? 'unknown']),
  );

describe('a log of more than 13 months', () => {
  it('says of how many visitors a page would have begun anew', async () => {
    const log = [
      'visitor,time,event',
      'a,2025-01-01T00:00:00Z,purchase',
      'a,2026-01-30T23:59:59Z,purchase',
      'b,2025-01-01T00:00:00Z,purchase',
      'b,2026-01-31T00:00:00Z,purchase',
      'c,2026-02-01T00:00:00Z,purchase',
    ].join('\n');
    const part = {
      metrics: { orders: { count: 'purchase' } },
      segments: { again: { when: { 'metric.orders': { $gte: 2 } }, keep: 'forever' } },
    } as const;
    const { err, out } = await simulated(part, log);
    expect(err).toContain('1 visitor has events 395 days or more after the first.');
    expect(JSON.parse(out)).toMatchObject({ longHistories: 1 });
    const before = await simulated(part, log, '--at', '2026-01-30T23:59:59Z');
    expect(before.out).not.toContain('longHistories');
    expect(before.err).not.toContain('395 days');
  });
});

describe('first_visit and session_start', () => {
  const asked: Partial<Definitions> = {
    session: { timeout: '30m' },
    metrics: {
      firsts: { count: 'first_visit' },
      starts: { count: 'session_start' },
      all: { count: '*' },
      landed: {
        sequence: [
          { event: 'first_visit' },
          { event: 'session_start', after: 'next' },
          { event: 'view', after: 'next' },
        ],
      },
      lately: { since: 'session_start' },
    },
    segments: {
      first: { when: { 'metric.firsts': 1 } },
      twice: { when: { 'metric.starts': 2 } },
      six: { when: { 'metric.all': 6 } },
      landed: { when: { 'metric.landed': 1 } },
      lately: { when: { 'metric.lately': { $lte: '31m' } } },
    },
  };
  it('session_start says of a session what its first event says', async () => {
    const part: Partial<Definitions> = {
      metrics: {
        phones: { count: 'session_start', where: { device_type: 'mobile' } },
        ads: { count: 'session_start', where: { channel: 'Paid Search' } },
      },
      segments: {
        phones: { when: { 'metric.phones': { $gte: 2 } } },
        ads: { when: { 'metric.ads': { $gte: 1 } } },
      },
    };
    const rows = [
      'visitor,time,event,device_type',
      'a,2026-03-01T10:00:00Z,view,mobile',
      'a,2026-03-01T10:01:00Z,view,desktop',
      'a,2026-03-01T12:00:00Z,view,mobile',
      'b,2026-03-01T10:00:00Z,view,mobile',
      'b,2026-03-01T12:00:00Z,view,desktop',
    ];
    // Where visits came from stands in no column, and so is not known.
    expect(sizesOf(await simulated(part, rows.join('\n')))).toEqual({ phones: 1, ads: 'unknown' });
  });

  // 29 minutes and 59.999 seconds are the same visit, 30 minutes another one.
  const log = [
    'visitor,time,event',
    'a,2026-03-01T10:00:00Z,view',
    'a,2026-03-01T10:29:59.999Z,view',
    'a,2026-03-01T10:59:59.999Z,view',
    '',
  ].join('\n');

  it('come as in the page, at the same instants and before what began them', async () => {
    expect(sizesOf(await simulated(asked, log))).toEqual({
      first: 1,
      twice: 1,
      six: 1,
      landed: 1,
      lately: 1,
    });
  });

  it('follow the time-out of the definitions', async () => {
    const shorter = { ...asked, session: { timeout: '29m' as const } };
    expect(sizesOf(await simulated(shorter, log))).toMatchObject({ twice: 0, six: 0 });
  });

  it('are left to a log that has its own', async () => {
    const own = log.replace('a,2026-03-01T10:00:00Z,view', 'a,2026-03-01T10:00:00Z,session_start');
    expect(sizesOf(await simulated(asked, own))).toEqual({
      first: 1,
      twice: 0,
      six: 0,
      landed: 1,
      lately: 0,
    });
  });
});

describe('what definitions read and the log lacks', () => {
  const asked: Partial<Definitions> = {
    metrics: {
      orders: { count: 'purchase' },
      spend: { sum: 'purchase.value' },
      recency: { since: 'purchase' },
      favourite: { top: 'view.Colour' },
      any: { count: ['view', 'page_view'] },
      items: { count: 'view', where: { item_id: 'x', 'items.price': { $gt: 2 } } },
      hourly: { count: 'view', where: { 'time.hour': { $gte: 0 } } },
      ratio: { formula: { divide: ['metric.spend', 'metric.any'] } },
      visits: { sessions: { 'session.pages': { $gte: 2 } } },
      about: { count: 'view', where: { page_path: '/about', 'session.number': 1 } },
      left: { sequence: [{ event: 'view' }, { not: 'checkout', for: '1h' }] },
    },
    segments: {
      buyer: { when: { 'metric.orders': { $gte: 1 } } },
      never: { when: { 'metric.recency': { $gte: '1d' } } },
      either: { when: { $or: [{ 'metric.any': { $gte: 1 } }, { 'metric.orders': { $gte: 1 } }] } },
      unbought: { when: { 'metric.any': { $gte: 1 }, 'metric.orders': 0 } },
      red: { when: { 'metric.favourite': 'red' } },
      items: { when: { 'metric.items': { $gte: 1 } } },
      hourly: { when: { 'metric.hourly': { $gte: 1 } } },
      ratio: { when: { 'metric.ratio': { $gte: 1 } } },
      reader: { when: { 'session.pages': { $gte: 1 } } },
      landed: { when: { $not: { 'session.landing': '/' } }, keep: '1d' },
      visits: { when: { 'metric.visits': { $gte: 1 } } },
      about: { when: { 'metric.about': { $gte: 1 } } },
      left: { when: { 'metric.left': { $gte: 1 } } },
      above: { when: { 'segment.buyer': false } },
    },
  };
  const csv =
    'visitor,time,event,colour,item_id\na,2026-03-01T10:00:00Z,view,red,x\nb,2026-03-01T10:00:00Z,Purchase,,\n';

  it('is named, with what it may be there, and makes answers unknown, not none', async () => {
    const result = await simulated(asked, csv);
    expect(sizesOf(result)).toEqual({
      buyer: 'unknown',
      never: 'unknown',
      // Known of one, who viewed.
      either: 1,
      unbought: 0,
      red: 'unknown',
      items: 'unknown',
      hourly: 1,
      ratio: 'unknown',
      reader: 'unknown',
      landed: 'unknown',
      visits: 'unknown',
      about: 'unknown',
      left: 'unknown',
      above: 'unknown',
    });
    expect(result.segments['either']).toEqual({ members: 1, unknown: 1 });
    expect(result.segments['unbought']).toEqual({ members: 0, unknown: 1 });
    const named = result.missing?.map(({ kind, names, near }) => [kind, names.join(' '), near]);
    expect(named?.toSorted()).toEqual(
      [
        ['event', 'purchase', 'Purchase'],
        ['event', 'page_view', null],
        ['event', 'checkout', null],
        ['property', 'value', null],
        ['property', 'Colour', 'colour'],
        ['property', 'items.price', null],
        ['property', 'page_path', null],
        ['property', 'page_path page_location', null],
      ].toSorted(),
    );
    expect(result.err).toContain(
      'no event "purchase", which metric.orders, metric.spend, metric.recency read. Is it "Purchase" there?',
    );
    expect(result.err).toContain(
      'no column "Colour", which metric.favourite reads. Is it "colour"',
    );
    expect(result.err).toContain('--complete');
  });

  it('is none where the log is complete', async () => {
    const result = await simulated(asked, csv, '--complete');
    expect(sizesOf(result)).toMatchObject({
      buyer: 0,
      never: 2,
      unbought: 1,
      reader: 0,
      left: 0,
      above: 2,
    });
    expect(result.err).toContain('It counts as none.');
  });

  it('is looked for in every row, also within lists', async () => {
    const rows = [
      { event: 'view', items: [{ price: 1 }] },
      { event: 'purchase', value: 3, Colour: 'red' },
      { event: 'checkout', items: [{ item_id: 'x', price: 3 }] },
      { event: 'page_view', page_location: 'https://hazel.example/' },
    ];
    const log = rows
      .map((row) => JSON.stringify({ visitor: 'a', time: '2026-03-01', ...row }))
      .join('\n');
    // The engine reads `page_path` of an event, and the path of `page_location` for the landing page alone.
    expect((await simulated(asked, log)).missing).toMatchObject([{ names: ['page_path'] }]);
    expect(
      (await simulated(asked, log.replace('page_location', 'page_path'))).missing,
    ).toBeUndefined();
  });

  it('is written among the members, and for all where a table shows numbers', async () => {
    const file = join(temporaryFolder(), 'members.csv');
    const part: Partial<Definitions> = {
      metrics: { orders: { count: 'purchase' }, views: { count: 'view' } },
      segments: {
        buyer: { when: { 'metric.orders': { $gte: 1 } } },
        viewer: { when: { 'metric.views': { $gte: 1 } } },
      },
    };
    await simulated(part, csv, '--members', file);
    expect(readFileSync(file, 'utf8').trimEnd().split('\n').toSorted()).toEqual([
      'a,buyer,unknown',
      'a,viewer,in',
      'b,buyer,unknown',
      'visitor,segment,answer',
    ]);
    const definitions = fileWith('segments.json', JSON.stringify(definitionsOf(part)));
    const events = fileWith('log.csv', csv);
    const { out } = await covey([
      'simulate',
      '--definitions',
      definitions,
      '--events',
      events,
      '--over-time',
      '1d',
    ]);
    expect(out).toMatch(/^buyer +unknown +2$/m);
    expect(out).toMatch(/^viewer +1 +50\.0 % +0$/m);
    expect(out).toMatch(/^buyer +unknown$/m);
  });
});

describe('a number in a text', () => {
  const spend: Partial<Definitions> = {
    metrics: { spend: { sum: 'purchase.value', where: { currency: 'EUR' } } },
    segments: { hundred: { when: { 'metric.spend': 100 } } },
  };
  const log = (...values: readonly string[]) =>
    [
      'visitor;time;event;value;currency',
      ...values.map((value) => `a;2026-03-01T10:00:00Z;purchase;${value};EUR`),
    ].join('\n');

  it('is the number where there is no doubt, as on the page', async () => {
    const { segments, err } = await simulated(spend, log('49,90', '"50,10"'));
    expect(segments).toEqual({ hundred: { members: 1, unknown: 0 } });
    expect(err).not.toContain('without doubt');
  });

  it('is named where there is doubt', async () => {
    const { segments, err } = await simulated(spend, log('100', '€50', '1,234'));
    expect(segments).toEqual({ hundred: { members: 1, unknown: 0 } });
    expect(err).toContain('"purchase.value": in 2 events a text is no number without doubt');
  });
});

describe('a purchase with a transaction_id', () => {
  it('counts once, by both engines, and without one each time', async () => {
    const asked: Partial<Definitions> = {
      metrics: { orders: { count: 'purchase' } },
      segments: { once: { when: { 'metric.orders': 1 } }, twice: { when: { 'metric.orders': 2 } } },
    };
    const row = 'a,2026-03-01T10:00:00Z,purchase';
    const ids = await simulated(asked, `visitor,time,event,transaction_id\n${row},7\n${row},7\n`);
    expect(sizesOf(ids)).toEqual({ once: 1, twice: 0 });
    expect(ids.missing).toBeUndefined();
    const plain = await simulated(asked, `visitor,time,event\n${row}\n${row}\n`);
    expect(sizesOf(plain)).toEqual({ once: 0, twice: 1 });
    expect(plain.missing).toBeUndefined();
  });
});

describe('second visits', () => {
  const ready = (id: string) => {
    const found = READY.find(({ definitions }) => id in (definitions.segments ?? {}));
    return found?.definitions ?? expect.unreachable();
  };

  it('are found in a log, by the ready segments', async () => {
    const definitions = together(['second-visit', 'second-visit-within-a-day'].map(ready));
    const visits: { readonly [visitor: string]: readonly string[] } = {
      once: ['02T10:00', '02T10:29'],
      sameDay: ['02T10:00', '02T10:30'],
      nextMorning: ['02T10:00', '02T10:10', '03T09:59'],
      dayLater: ['02T10:00', '03T10:00'],
      thirdSameDay: ['02T10:00', '02T12:00', '02T14:00'],
      laterTwice: ['02T10:00', '05T10:00', '05T12:00'],
    };
    const rows = Object.entries(visits).flatMap(([visitor, times]) =>
      times.map((time) => `${visitor},2026-03-${time}Z,page_view`),
    );
    const file = join(temporaryFolder(), 'members.csv');
    const log = ['visitor,time,event', ...rows].join('\n');
    await simulated(definitions as Partial<Definitions>, log, '--members', file);
    const members = (segment: string) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.endsWith(`,${segment},in`))
        .map((line) => line.split(',')[0])
        .toSorted();
    expect(members('second-visit')).toEqual(['dayLater', 'nextMorning', 'sameDay']);
    expect(members('second-visit-within-a-day')).toEqual([
      'nextMorning',
      'sameDay',
      'thirdSameDay',
    ]);
  });
});
