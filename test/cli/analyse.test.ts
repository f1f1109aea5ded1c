import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { covey, definitionsOf, fileWith } from './helpers.ts';

const source = {
  currency: 'EUR',
  metrics: {
    orders: { count: 'purchase' },
    spend: { sum: 'purchase.value' },
    recency: { since: 'purchase' },
    views: { count: 'view' },
  },
  segments: {
    // A page would not count beyond two.
    buyer: { when: { 'metric.orders': { $gte: 2 }, 'metric.recency': { $lt: '90d' } } },
    looker: { when: { 'metric.views': { $gte: 2 } } },
    rich: { when: { 'metric.spend': { $gte: 100 } } },
  },
} as const;
const definitions = fileWith('segments.json', JSON.stringify(definitionsOf(source)));

/** Visitor n of twenty: so many orders of 10 each, on days before the last; those below 10 look twice as often. */
const rows = (from: number, value: number): string =>
  [
    'visitor,time,event,value',
    ...Array.from({ length: 20 }, (_, n) => [
      ...Array.from({ length: n }, (_i, i) => `v${n + from},2026-03-${10 + i},purchase,${value}`),
      ...Array.from({ length: n < 10 ? 4 : 1 }, () => `v${n + from},2026-03-01,view,`),
    ]).flat(),
    '',
  ].join('\n');
const log = fileWith('log.csv', rows(0, 10));
const other = fileWith('other.csv', rows(100, 30));

const run = (...options: readonly string[]) =>
  covey([
    'analyse',
    '--definitions',
    definitions,
    '--events',
    log,
    '--at',
    '2026-04-01',
    ...options,
  ]);
const json = async (...options: readonly string[]) => {
  const { out, code } = await run(...options, '--json');
  expect(code).toBe(0);
  return JSON.parse(out);
};

describe('covey analyse', () => {
  it('says how each metric is spread, exactly, though no segment needs to know so much', async () => {
    const { metrics, visitors } = await json();
    expect(visitors).toBe(20);
    const orders = metrics.find(({ metric }: { metric: string }) => metric === 'orders');
    expect(orders.visitors).toEqual({ any: 19, none: 0, unknown: 0, other: 0 });
    expect(orders.quantiles.map(({ value }: { value: number }) => value).slice(0, 5)).toEqual([
      1, 5.5, 10, 14.5, 17.2,
    ]);
    expect(orders.tops.find(({ part }: { part: number }) => part === 0.1).from).toBe(19);
    const { out } = await run('--metric', 'spend');
    expect(out).toMatch(/10 % of those with any +€190 +1 +5\.3 %/);
    expect(out).toMatch(/^spend +19 +95\.0 % +€10 /m);
    expect(out).not.toContain('views');
  });

  it('tells a segment from everyone else, what differs most first, and names what is no news', async () => {
    const { compare } = await json('--compare', 'rich');
    expect(compare).toMatchObject({ groups: ['rich', 'everyone else'], sizes: [10, 10], both: 0 });
    const [first] = compare.metrics;
    expect(first).toMatchObject({ strength: 1, shares: [1, 0], chance: false });
    const spend = compare.metrics.find(({ metric }: { metric: string }) => metric === 'spend');
    expect(spend).toMatchObject({ least: 100, readBy: ['rich'] });
    const views = compare.metrics.find(({ metric }: { metric: string }) => metric === 'views');
    expect(views).toMatchObject({
      strength: 1,
      least: 4,
      shares: [0, 1],
      medians: [1, 4],
      readBy: [],
    });
    expect(compare.segments[0]).toMatchObject({ segment: 'looker', shares: [0, 1], difference: 1 });
  });

  it('tells two segments apart, and says what they share', async () => {
    const { compare } = await json('--compare', 'looker', 'buyer');
    // Of twenty, ten look twice and eighteen buy twice: eight do both, and are left out.
    expect(compare).toMatchObject({
      sizes: [2, 10],
      both: 8,
      overlap: { share: 0.8, lift: (8 * 20) / (10 * 18) },
    });
    const { out } = await run('--compare', 'looker', 'buyer');
    expect(out).toContain(
      'In both: 8 visitors, 80.0 % of the smaller, 0.9 times as many as by chance.',
    );
  });

  it('has nobody to compare where a segment is part of the other', async () => {
    const { code, err } = await run('--compare', 'buyer', 'rich');
    expect(code).toBe(2);
    expect(err).toContain('Everyone in rich is in buyer, too');
    expect(err).toContain('--compare rich');
  });

  it('says how another log differs', async () => {
    const { drift } = await json('--with', other);
    const by = new Map(drift.metrics.map((one: { metric: string }) => [one.metric, one]));
    expect(by.get('orders')).toMatchObject({ strength: 0, chance: true });
    expect(by.get('spend')).toMatchObject({ chance: false });
    expect(drift.segments[0]).toMatchObject({ segment: 'rich', shares: [0.5, 0.8] });
    const small = fileWith('small.csv', 'visitor,time,event,value\na,2026-03-01,view,\n');
    expect(await json('--with', small)).toMatchObject({
      visitors: 20,
      events: 240,
      with: {
        at: expect.any(String),
        visitors: 1,
        events: 1,
        missing: [{ names: ['purchase'] }],
      },
    });
    const { out } = await covey(
      `analyse --definitions ${definitions} --events ${log} --with ${small}`.split(' '),
    );
    expect(out.trimEnd().split('\n').at(-1)).toMatch(
      /^First log: 20 visitors, 240 events, at 2026-03-28T.*Z\. Other log: 1 visitor, 1 event, at 2026-03-01T.*Z\.$/,
    );
  });

  it('suggests cut points whose segments have as many visitors as it says', async () => {
    const { rfm } = await json('--suggest', 'rfm');
    const tried = fileWith(
      'tried.json',
      JSON.stringify(definitionsOf({ ...source, ...rfm.definitions })),
    );
    const { out } = await covey([
      'simulate',
      '--definitions',
      tried,
      '--events',
      log,
      '--at',
      '2026-04-01',
      '--json',
    ]);
    const { segments } = JSON.parse(out);
    for (const { role, tiers } of rfm.tiers) {
      expect(tiers.length).toBeGreaterThan(3);
      for (const { score, members } of tiers)
        expect([role, score, segments[`${role}-${score}`].members]).toEqual([role, score, members]);
    }
  });

  it('writes whole definitions of the cut points, which the checker takes, also of a metric of a shorter time', async () => {
    const short = fileWith(
      'short.json',
      JSON.stringify(
        definitionsOf({
          ...source,
          metrics: { ...source.metrics, recency: { since: 'purchase', within: '90d' } },
          segments: { looker: { when: { 'metric.views': { $gte: 2 } } } },
        }),
      ),
    );
    const { out } = await covey(
      `analyse --definitions ${short} --events ${log} --at 2026-04-01 --suggest rfm --json`.split(
        ' ',
      ),
    );
    const { rfm } = JSON.parse(out);
    const made = fileWith('rfm.json', JSON.stringify(rfm.definitions));
    const checked = JSON.parse((await covey(['check', made, '--json'])).out);
    expect(checked).toMatchObject({ ok: true, warnings: [] });
    expect(rfm.definitions.segments['recency-1'].when).toEqual({
      'metric.recency': { $exists: true },
    });
    expect(Object.keys(rfm.definitions.metrics).toSorted()).toEqual(['orders', 'recency', 'spend']);
    const sizes = await covey(
      `simulate --definitions ${made} --events ${log} --at 2026-04-01 --json`.split(' '),
    );
    const { segments } = JSON.parse(sizes.out);
    for (const { role, tiers } of rfm.tiers)
      for (const { score, members } of tiers)
        expect([role, score, segments[`${role}-${score}`].members]).toEqual([role, score, members]);
  });

  it('does not complain of metrics that no segment reads, as it is asked for them', async () => {
    const unread = fileWith(
      'unread.json',
      JSON.stringify(
        definitionsOf({
          ...source,
          traits: { plan: { type: 'string', values: ['basic', 'pro'] } },
          segments: { rich: { when: { 'metric.spend': { $gte: 100 } } } },
        }),
      ),
    );
    const asked = ['--definitions', unread, '--events', log];
    const { out, err } = await covey(['analyse', ...asked]);
    expect(out).toMatch(/^views /m);
    expect(err).not.toContain('metrics.');
    // What else is not read is, and so are metrics where sizes are asked for.
    expect(err).toContain('traits.plan');
    expect((await covey(['simulate', ...asked])).err).toContain('metrics.views');
  });

  it('--threads is of simulate, and it says what to do', async () => {
    const { code, err } = await covey(['analyse', '--definitions', definitions, '--threads', '4']);
    expect([code, err]).toEqual([2, expect.stringContaining('a log is analysed by one thread')]);
    expect(err).toContain('covey simulate');
    expect((await covey(['analyse', '--help'])).out).not.toContain('--threads');
  });

  it('takes a file or a database, with what is said of it', async () => {
    const url = 'postgres://analyst@db.example/shop';
    const usage = await Promise.all(
      [
        [],
        ['--events', log, '--url', url],
        ['--events', log, '--table', 'events'],
        ['--url', url, '--skip-bad'],
        ['--url', url, '--with', 'april', 'may'],
      ].map((options) => covey(['analyse', '--definitions', definitions, ...options])),
    );
    expect(usage.map(({ code, err }) => [code, err.split('\n')[0]])).toEqual([
      [2, 'covey: The log is missing.'],
      [2, 'covey: --events is said of files, and --url names a database.'],
      [2, 'covey: --table is said of a database, and --url names none.'],
      [2, 'covey: --skip-bad is said of files, and --url names a database.'],
      [2, 'covey: --with names one table, where --url names a database.'],
    ]);
  });

  it('warns of what is approximate, and of what simulate would warn of', async () => {
    const many = fileWith(
      'many.csv',
      [
        'visitor,time,event,value',
        'a,2025-01-01,purchase,x',
        ...Array.from({ length: 1100 }, (_, i) => `a,2026-03-01,view,${i}`),
      ].join('\n'),
    );
    const file = fileWith(
      'distinct.json',
      JSON.stringify(
        definitionsOf({
          currency: 'EUR',
          metrics: { kinds: { distinct: 'view.value' }, spend: { sum: 'purchase.value' } },
          segments: {
            curious: { when: { 'metric.kinds': { $gte: 2 }, 'metric.spend': { $gte: 0 } } },
          },
        }),
      ),
    );
    const { err } = await covey(['analyse', '--definitions', file, '--events', many]);
    expect(err).toContain('kinds is approximate for 1 visitor');
    expect(err).toContain('1 visitor has events 395 days or more after the first');
    expect(err).toContain('"purchase.value": in 1 event a text is no number');
  });

  it('says how many have at least as much, where equal values cannot be parted', async () => {
    const file = fileWith(
      'equal.csv',
      `visitor,time,event,value\n${Array.from({ length: 20 }, (_, n) => `v${n},2026-03-01,purchase,${n < 15 ? 10 : 20}\nv${n},2026-03-01,view,\n`).join('')}`,
    );
    const { out } = await covey([
      'analyse',
      '--definitions',
      definitions,
      '--events',
      file,
      '--metric',
      'spend',
    ]);
    expect(out).toMatch(/10 % of those with any +€20 +5 +25\.0 %/);
    expect(out).toMatch(/50 % of those with any +€10 +20 +100\.0 %/);
  });

  it('says what was taken of another tool’s export, as simulate does', async () => {
    const asked = [
      '--definitions',
      'docs/examples/logs/segments.json',
      '--source',
      'matomo',
      '--events',
      'docs/examples/logs/matomo.json',
    ];
    const { out } = await covey(['analyse', ...asked]);
    expect(out).toContain('Rows of matomo');
    const [analysed, simulated] = await Promise.all(
      ['analyse', 'simulate'].map(async (command) =>
        JSON.parse((await covey([command, ...asked, '--json'])).out),
      ),
    );
    expect(analysed.source).toEqual(simulated.source);
    expect(analysed.source.taken).toBeGreaterThan(0);
  });

  it('says that a metric is no number where it is none, and of whom a segment is not known', async () => {
    const file = fileWith(
      'texts.json',
      JSON.stringify(
        definitionsOf({
          metrics: { last: { last: 'view.value' }, orders: { count: 'purchase' } },
          segments: {
            buyer: { when: { 'metric.orders': { $gte: 10 } } },
            near: { when: { 'geo.country': 'DE' } },
          },
        }),
      ),
    );
    const words = fileWith(
      'words.csv',
      readFileSync(log, 'utf8').replaceAll(',view,', ',view,red'),
    );
    const asked = ['analyse', '--definitions', file, '--events', words];
    expect((await covey(asked)).out).toMatch(/^last +20 +100\.0 % .*20 no numbers$/m);
    expect((await covey([...asked, '--metric', 'last'])).out).toContain(
      'last: of 20 visitors, no numbers.',
    );
    const told = (await covey([...asked, '--compare', 'buyer'])).out;
    expect(told).toContain('Not compared, as their values are no numbers: last.');
    expect(told).toMatch(/^orders /m);
    expect(told).not.toMatch(/^last /m);
    const { compare } = JSON.parse((await covey([...asked, '--compare', 'buyer', '--json'])).out);
    expect(compare.noNumbers).toEqual(['last']);
    const { out } = await covey([...asked, '--compare', 'buyer', 'near']);
    expect(out).toBe('');
    const alone = await covey([...asked, '--compare', 'near']);
    expect(alone.err).toContain('Nobody in the log is in near');
  });

  it('names in a comparison what a segment reads by way of one that comes before it in its group', async () => {
    const grouped = fileWith(
      'grouped.json',
      JSON.stringify(
        definitionsOf({
          ...source,
          groups: { tiers: { segments: ['rich', 'looker'] } },
        }),
      ),
    );
    const { out } = await covey([
      'analyse',
      '--definitions',
      grouped,
      '--events',
      log,
      '--at',
      '2026-04-01',
      '--compare',
      'looker',
      '--json',
    ]);
    const { compare } = JSON.parse(out);
    const by = (id: string) =>
      compare.metrics.find(({ metric }: { metric: string }) => metric === id).readBy;
    expect([by('views'), by('spend'), by('orders')]).toEqual([['looker'], ['looker'], []]);
  });

  it.each([
    [['--metric', 'sales'], 'no metric "sales"'],
    [['--compare', 'vip'], 'no segment "vip"'],
    [['--compare', 'rich', 'looker', 'buyer'], 'one segment, or two'],
    [['--compare', 'rich', 'rich'], 'two different segments'],
    [['--metric', 'orders,sales'], 'no metric "sales"'],
  ])('%s is refused with what there is', async (options, said) => {
    const { code, err } = await run(...options);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  it.each([
    [['--compare', 'looker'], 'Nobody in the log is in looker: there is nobody to compare.'],
    [['--suggest', 'rfm'], 'Nobody has bought anything: there is nothing to cut.'],
    [['--suggest', 'clusters'], 'are needed, and there are 0.'],
    [['--with', other], 'first log: 0 visitors. other log: 0 visitors.'],
    [['--metric', 'orders,spend'], 'orders: nobody has any.\n\nspend: nobody has any.'],
  ])(
    'of a time before anything happened, with %s, says that there is nobody',
    async (options, said) => {
      const { out, err } = await covey([
        'analyse',
        '--definitions',
        definitions,
        '--events',
        log,
        '--at',
        '2020-01-01',
        ...options,
      ]);
      expect(out + err).toContain(said);
      expect(out).not.toMatch(/NaN|undefined|Infinity/);
    },
  );

  it('has nobody to compare with where everyone is in', async () => {
    const everyone = fileWith(
      'everyone.json',
      JSON.stringify(
        definitionsOf({
          metrics: { orders: { count: 'purchase' } },
          segments: { all: { when: { 'metric.orders': { $gte: 0 } } } },
        }),
      ),
    );
    const { err } = await covey([
      'analyse',
      '--definitions',
      everyone,
      '--events',
      log,
      '--compare',
      'all',
    ]);
    expect(err).toContain('Nobody in the log is known to be out of all: there is nobody else');
  });

  it('reads standard input once', async () => {
    const { code, err } = await covey([
      'analyse',
      '--definitions',
      definitions,
      '--events',
      '-',
      '--with',
      '-',
    ]);
    expect([code, err]).toEqual([2, expect.stringContaining('Standard input is read once')]);
  });
});
