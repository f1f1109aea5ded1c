import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../cli/json/index.ts';
import { randomFrom } from '../../shared/random/index.ts';
import { cdnow, hasCdnow } from '../cdnow.ts';
import { covey, definitionsOf, fileWith, root } from './helpers.ts';
import { SHOP_END, shopLog } from './shop-log.ts';

const definitions = join(root, 'docs/examples/analyse.json');
const at = new Date(SHOP_END).toISOString();
const log = fileWith('log.csv', shopLog(4000));
const byRfm = ['--metric', 'orders', '--metric', 'spend', '--metric', 'recency'];

const run = (...options: readonly string[]) =>
  covey(['analyse', '--definitions', definitions, '--suggest', 'clusters', ...options]);

type Found = NonNullable<Analysis['clusters']>;
async function found(...options: readonly string[]): Promise<Found> {
  const { out, code, err } = await run(...options, '--json');
  expect(code, err).toBe(0);
  return JSON.parse(out).clusters;
}

describe('covey analyse --suggest clusters', () => {
  it('writes definitions that the checker takes, whose segments have as many visitors as it says', async () => {
    const clusters = await found('--events', log, '--at', at, ...byRfm);
    expect(clusters).toMatchObject({ chosen: 3, worthHaving: true, same: [] });
    for (const { purity, coverage } of clusters.segments) {
      expect(purity).toBeGreaterThan(0.9);
      expect(coverage).toBeGreaterThan(0.9);
    }
    // Whoever never bought is in none, also where a rule speaks of orders and spend alone.
    const [none] = clusters.metrics.flatMap(({ metric, none: without }) =>
      metric === 'recency' ? [without] : [],
    );
    expect(none).toBeGreaterThan(2000);
    const made = fileWith('clusters.json', JSON.stringify(clusters.definitions));
    const checked = await covey(['check', made, '--json']);
    expect(JSON.parse(checked.out)).toMatchObject({ ok: true, warnings: [] });
    const tried = await covey([
      'simulate',
      '--definitions',
      made,
      '--events',
      log,
      '--at',
      at,
      '--json',
    ]);
    const { segments, visitors } = JSON.parse(tried.out);
    for (const { segment, members, share } of clusters.segments) {
      expect(segments[segment], segment).toMatchObject({ members, unknown: 0 });
      expect(share).toBe(members / visitors);
    }
    expect(clusters.segments.reduce((sum, { members }) => sum + members, 0)).toBe(
      clusters.visitors,
    );
  });

  it('says how many each rule takes in another log, in which others have no value', async () => {
    // Everyone in the first has bought, so that no rule has to say so.
    const bought = fileWith(
      'bought.csv',
      shopLog(1500)
        .split('\n')
        .filter((line) => !line.includes('page_view'))
        .join('\n'),
    );
    const asked = ['--metric', 'recency', '--clusters', '3', '--with', log, '--at', at];
    const clusters = await found('--events', bought, ...asked);
    const made = fileWith('clusters.json', JSON.stringify(clusters.definitions));
    const { out } = await covey([
      'simulate',
      '--definitions',
      made,
      '--events',
      log,
      '--at',
      at,
      '--json',
    ]);
    const { segments, visitors } = JSON.parse(out);
    expect(clusters.segments).toHaveLength(3);
    for (const { segment, other } of clusters.segments) {
      expect(other).toEqual({
        members: segments[segment].members,
        share: segments[segment].members / visitors,
      });
    }
    const text = await run('--events', bought, ...asked);
    expect(text.out).toMatch(/^Segment +Visitors +Share +Purity +Coverage +Other log +Rule$/m);
  });

  it('says the same to people, and every time', async () => {
    const once = await run('--events', log, '--at', at, ...byRfm);
    expect(once.out).toBe((await run('--events', log, '--at', at, ...byRfm, '--seed', '1')).out);
    expect(once.out).toMatch(/^cluster-1 +\d+ +\d+\.\d % +\d+\.\d % +\d+\.\d % +\S/m);
    expect(once.out).toMatch(/^recency: 2,\d{3} visitors without any, in no cluster\.$/m);
    // And so does the page that says how to read it.
    const [shown = '', rest = ''] = once.out.split('\nClusters are found in anything.');
    expect(readFileSync(join(root, 'docs/analyse.md'), 'utf8')).toContain(shown);
    expect(rest).toContain('"cluster-3"');
    // The metrics are what clusters are found by; how they are spread was not asked.
    expect(once.out).not.toContain('Top of');
  });

  it('says of visitors without clusters that there are none, and of a number that was asked for, why', async () => {
    const next = randomFrom(5);
    const noise = fileWith(
      'noise.csv',
      [
        'visitor,time,event,value',
        ...Array.from({ length: 400 }, (_, visitor) =>
          [0, 1].map(
            () =>
              `v${visitor},${new Date(SHOP_END - Math.floor(next() * 1e10)).toISOString()},purchase,${(next() * 100).toFixed(2)}`,
          ),
        ).flat(),
        '',
      ].join('\n'),
    );
    const metrics = ['--events', noise, '--metric', 'mean', '--metric', 'recency'];
    const none = await run(...metrics);
    expect(none.out).toContain('No clusters worth having');
    expect(none.out).not.toContain('"segments"');
    const two = await run(...metrics, '--clusters', '3');
    expect(two.out).toContain('No clusters worth having: 3 were asked for, and');
    expect(two.out).toContain('"cluster-3"');
    expect(await found(...metrics, '--clusters', '3')).toMatchObject({
      chosen: 3,
      worthHaving: false,
    });
  });

  it('wants visitors enough, and metrics that are numbers', async () => {
    const few = fileWith('few.csv', shopLog(200));
    expect((await run('--events', few, '--at', at, ...byRfm)).out).toMatch(
      /No clusters: 100 visitors with a value of every metric are needed, and there are \d\d\./,
    );
    const texts = fileWith(
      'texts.json',
      JSON.stringify(
        definitionsOf({
          metrics: { what: { last: 'purchase.value' }, orders: { count: 'purchase' } },
          segments: { buyer: { when: { 'metric.orders': { $gte: 1 } } } },
        }),
      ),
    );
    const words = fileWith('words.csv', 'visitor,time,event,value\na,2026-01-01,purchase,red\n');
    const asked = ['analyse', '--definitions', texts, '--events', words, '--suggest', 'clusters'];
    const named = await covey([...asked, '--metric', 'what']);
    expect([named.code, named.err]).toEqual([2, expect.stringContaining('what is no number')]);
    // Of all metrics, those that are none are left out.
    expect((await covey(asked)).out).toContain('are needed, and there are 1.');
  });

  it('says of whom it knows nothing', async () => {
    const bought = fileWith(
      'bought.csv',
      shopLog(4000)
        .split('\n')
        .filter((line) => !line.includes('page_view'))
        .join('\n'),
    );
    const named = await run('--events', bought, '--at', at, '--metric', 'views');
    expect(named.out).toContain('are needed, and there are 0.');
    expect(named.out).toMatch(/^views: not known of 1,\d{3} visitors, in no cluster\.$/m);
    // Of all metrics, those that anybody has.
    const clusters = await found('--events', bought, '--at', at, '--clusters', '3');
    expect(clusters.metrics.map(({ metric }) => metric)).toEqual([
      'orders',
      'spend',
      'recency',
      'mean',
    ]);
  });

  it.each([
    [['--clusters', '3'], '--clusters is said of --suggest clusters'],
    [['--seed', '3', '--suggest', 'rfm'], '--seed is said of --suggest clusters'],
    [['--suggest', 'clusters', '--clusters', '9'], 'from 2 to 8 is expected, or auto'],
    [['--suggest', 'clusters', '--clusters', 'many'], 'from 2 to 8 is expected, or auto'],
  ])('%s is refused', async (options, said) => {
    const { code, err } = await covey([
      'analyse',
      '--definitions',
      definitions,
      '--events',
      log,
      ...options,
    ]);
    expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  });

  it.skipIf(!hasCdnow)(
    'parts the customers of CDNOW by when and how often they bought',
    async () => {
      const whole = fileWith(
        'whole.json',
        readFileSync(definitions, 'utf8').replaceAll(', "within": "180d"', ''),
      );
      const { out } = await covey([
        'analyse',
        '--definitions',
        whole,
        '--events',
        cdnow,
        '--suggest',
        'clusters',
        ...byRfm,
        '--json',
      ]);
      const clusters: Found = JSON.parse(out).clusters;
      expect(clusters).toMatchObject({ worthHaving: true, visitors: 23570 });
      const both = clusters.segments.map(({ members, purity }) => members * purity);
      expect(both.reduce((a, b) => a + b) / 23570).toBeGreaterThan(0.85);
    },
  );
});
