import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renamed } from '../../cli/documents/index.ts';
import { all, audience, event, exact, number, simple } from '../shared/importers/ga4-audience.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

const buyers = audience([simple('ACROSS_ALL_SESSIONS', all(event('purchase')))], {
  displayName: 'Buyers',
});
const likely = audience(
  [
    simple(
      'ACROSS_ALL_SESSIONS',
      all(event('purchase'), number('purchaseProbability', 'GREATER_THAN', 90)),
    ),
  ],
  { displayName: 'Likely' },
);
const part = {
  metrics: { buyers_purchase_count: { count: 'purchase' } },
  segments: {
    buyers: { name: 'Buyers', when: { 'metric.buyers_purchase_count': { $gte: 1 } }, keep: '30d' },
  },
};
const file = (json: unknown) => fileWith('source.json', JSON.stringify(json, null, 2));

describe('covey import', () => {
  it('prints the definitions, and what to know about them beside', async () => {
    const { code, out, err } = await covey(['import', 'ga4', file(buyers)]);
    expect(JSON.parse(out)).toEqual(part);
    expect(err).toContain('membership membershipDurationDays');
    expect(err).toContain('1 segment, 1 metric from 1 clause.');
    expect(code).toBe(0);
  });

  it('what it writes passes the checker', async () => {
    const out = join(temporaryFolder(), 'buyers.json');
    expect((await covey(['import', 'ga4', file(buyers), '--out', out])).out).toBe('');
    const written = JSON.parse(readFileSync(out, 'utf8')) as typeof part;
    expect(written).toEqual(part);
    const whole = fileWith('whole.json', JSON.stringify(definitionsOf(written as never)));
    expect((await covey(['check', whole])).code).toBe(0);
  });

  it('names what has no equal with its line, ends with 1 and writes nothing of it', async () => {
    const path = file(likely);
    const out = join(temporaryFolder(), 'likely.json');
    const { code, err } = await covey(['import', 'ga4', path, '--out', out]);
    expect(code).toBe(1);
    expect(err).toMatch(/source\.json:\d+:\d+ {2}error {2}unsupported purchaseProbability: /);
    const [, line = ''] = /source\.json:(\d+):\d+ {2}error/.exec(err) ?? [];
    const text = JSON.stringify(likely, null, 2).split('\n');
    expect(text.slice(Number(line) - 1, Number(line) + 2).join('')).toContain(
      'purchaseProbability',
    );
    expect(err).toContain('Nothing is written');
    expect(() => readFileSync(out)).toThrow();
  });

  it('writes the rest with --partial, and still ends with 1', async () => {
    const { code, out, err } = await covey([
      'import',
      'ga4',
      file(likely),
      '--partial',
      '--id',
      'mine',
    ]);
    expect(code).toBe(1);
    expect(Object.keys((JSON.parse(out) as typeof part).segments)).toEqual(['mine']);
    expect(err).toContain('1 part without equal');
  });

  const commented = `{
  // Ours since 2025.
  "covey": 1, "site": "shop.example", "version": 3,
  "issued": "2026-11-24T00:00:00Z", "expires": "2099-01-24T00:00:00Z", /* far */
  "segments": {
    "new": { "when": { "session.number": 1 } } // the first visit
  }
}
`;

  it('adds to a file with --into: its comments stay, and the same again changes nothing', async () => {
    const into = fileWith('segments.jsonc', commented);
    const { code, out } = await covey(['import', 'ga4', file(buyers), '--into', into]);
    expect([code, out]).toEqual([0, '']);
    const text = readFileSync(into, 'utf8');
    for (const comment of ['// Ours since 2025.', '/* far */', '// the first visit'])
      expect(text).toContain(comment);
    const check = await covey(['check', into, '--json']);
    expect(check.code).toBe(0);
    expect(text).toContain('"buyers"');
    expect((await covey(['import', 'ga4', file(buyers), '--into', into])).code).toBe(0);
    expect(readFileSync(into, 'utf8')).toBe(text);
  });

  it('writes nothing with --into where a name is taken, the file is broken or the whole would be', async () => {
    const taken = fileWith('a.jsonc', commented.replace('"new"', '"buyers"'));
    const clash = await covey(['import', 'ga4', file(buyers), '--into', taken]);
    expect([clash.code, clash.err]).toEqual([
      1,
      expect.stringMatching(/a\.jsonc:6:5 {2}segments\.buyers/),
    ]);
    expect(readFileSync(taken, 'utf8')).toContain('"buyers": { "when"');
    const broken = fileWith('b.jsonc', '{ "segments": ');
    expect((await covey(['import', 'ga4', file(buyers), '--into', broken])).err).toContain(
      'is no JSON',
    );
    const both = await covey(['import', 'ga4', file(buyers), '--into', taken, '--out', 'x.json']);
    expect([both.code, both.err]).toEqual([2, expect.stringContaining('exclude each other')]);
    const other = { name: 'B', selector: { property: 'cohort', operator: 'in', value: '9' } };
    const map = fileWith('map.json', '{ "segments": { "9": "gone" } }');
    const missing = await covey(['import', 'mixpanel', file(other), '--map', map, '--into', taken]);
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('segment.gone')]);
    expect(readFileSync(taken, 'utf8')).toBe(commented.replace('"new"', '"buyers"'));
  });

  it('gives other names with --rename, to what reads them as well', async () => {
    const taken = fileWith('a.jsonc', commented.replace('"new"', '"buyers"'));
    const imported = (...rest: readonly string[]) =>
      covey(['import', 'ga4', file(buyers), '--into', taken, ...rest]);
    expect((await imported()).err).toContain('--rename OLD=NEW');
    const wrong = await imported('--rename', 'buyrs=x');
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('Did you mean buyers?')]);
    expect((await imported('--rename', 'buyers')).code).toBe(2);
    expect(readFileSync(taken, 'utf8')).toBe(commented.replace('"new"', '"buyers"'));

    const refused = file(audience([simple('ACROSS_ALL_SESSIONS', all(exact('noSuchThing', 'f')))]));
    const nothing = await covey(['import', 'ga4', refused, '--rename', 'a=b']);
    expect([nothing.code, nothing.err]).toEqual([1, expect.stringContaining('without equal')]);

    const before = JSON.parse((await covey(['import', 'ga4', file(buyers)])).out) as {
      metrics: object;
    };
    const [metric = ''] = Object.keys(before.metrics);
    const { code, err } = await imported(
      '--rename',
      'segments.buyers=ga4-buyers',
      '--rename',
      `${metric}=ga4_metric`,
    );
    expect(code, err).toBe(0);
    const text = readFileSync(taken, 'utf8');
    expect(text).toContain('"ga4-buyers"');
    expect(text).toContain('"metric.ga4_metric"');
    expect(text).not.toContain(`metric.${metric}"`);
    expect((await covey(['check', taken])).code).toBe(0);
  });

  /** A segment that reads two metrics, one of them by a formula over a third. */
  const several = {
    metrics: {
      a: { count: 'view_item' },
      b: { count: 'purchase' },
      rate: { formula: { divide: ['metric.b', { add: ['metric.a', 1] }] } },
    },
    segments: {
      one: { when: { 'metric.a': { $gte: 1 }, 'metric.rate': { $gte: 0.5 } } },
      two: { when: { 'metric.b': { $gte: 2 }, 'segment.one': true } },
    },
  };

  it('lets two names change places, in conditions, formulas and events', () => {
    const swapped = renamed(several, ['a=b', 'b=a', 'segments.one=first']);
    expect(swapped).toEqual({
      metrics: {
        b: { count: 'view_item' },
        a: { count: 'purchase' },
        rate: { formula: { divide: ['metric.a', { add: ['metric.b', 1] }] } },
      },
      segments: {
        first: { when: { 'metric.b': { $gte: 1 }, 'metric.rate': { $gte: 0.5 } } },
        two: { when: { 'metric.a': { $gte: 2 }, 'segment.first': true } },
      },
    });
  });

  it.each([
    ['a name that something else has', ['a=b']],
    ['one name for two', ['a=c', 'b=c']],
    ['two names for one', ['a=c', 'metrics.a=d']],
  ])('refuses to rename where one would be lost: %s', (_, pairs) => {
    expect(() => renamed(several, pairs)).toThrow(/^--rename .*metrics\./);
  });

  it('writes nothing that has an error by itself', async () => {
    const out = join(temporaryFolder(), 'buyers.json');
    const into = fileWith('a.jsonc', commented);
    for (const to of [
      ['--out', out],
      ['--into', into],
    ]) {
      const wrong = await covey(['import', 'ga4', file(buyers), '--rename', 'buyers=a b', ...to]);
      expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('Nothing is written')]);
    }
    expect(existsSync(out)).toBe(false);
    expect(readFileSync(into, 'utf8')).toBe(commented);
  });

  it('takes names of your own from a file, and says what is wrong in it', async () => {
    const source = file(audience([simple('ACROSS_ALL_SESSIONS', all(exact('userGender', 'f')))]));
    const good = fileWith('names.json', '{ "fields": { "userGender": "trait.gender" } } // ours');
    const { code, out } = await covey(['import', 'ga4', source, '--map', good]);
    expect(code).toBe(0);
    expect((JSON.parse(out) as { traits: object }).traits).toEqual({ gender: { type: 'string' } });
    const bad = fileWith('names.json', '{ "fields": { "userGender": "gender" } }');
    const refused = await covey(['import', 'ga4', source, '--map', bad]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('fields.userGender');
  });

  it.each([
    [
      'adobe',
      {
        func: 'segment',
        version: [1, 0, 0],
        container: {
          func: 'container',
          context: 'visitors',
          pred: { func: 'event-exists', evt: { func: 'event', name: 'metrics/orders' } },
        },
      },
    ],
    [
      'mixpanel',
      {
        name: 'A',
        selector: { property: 'behaviors', value: 'b', operator: '>=', operand: 1 },
        behaviors: { b: { count: { event_selector: { event: 'Buy' }, type: 'absolute' } } },
      },
    ],
    ['growthbook', { country: 'DE' }],
  ])('reads %s from standard input, with notes as JSON', async (tool, json) => {
    const { code, out } = await covey(['import', tool, '-', '--json'], {
      input: JSON.stringify(json),
    });
    expect(code).toBe(0);
    const result = JSON.parse(out) as { ok: boolean; definitions: typeof part; mapped: string[] };
    expect(Object.keys(result.definitions.segments)).toHaveLength(1);
    expect(result.mapped.length).toBeGreaterThan(0);
  });

  it('what cannot be read ends with 1, and what it does not know with 2', async () => {
    expect((await covey(['import', 'ga4', fileWith('x.json', '{')])).err).toContain('is no JSON');
    expect((await covey(['import', 'ga4', fileWith('x.json', '7')])).code).toBe(1);
    const unknown = await covey(['import', 'amplitude', file({})]);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain(
      'ga4, adobe, mixpanel, posthog, matomo, growthbook, launchdarkly, unleash, statsig',
    );
  });

  it('reads a segment of Matomo as it stands in an address', async () => {
    const segment = 'pageTitle%3D%40Prices;visitCount%3E%3D2';
    const { code, out } = await covey(['import', 'matomo', '-', '--id', 'a'], { input: segment });
    expect(code).toBe(0);
    expect(out).toContain('"$regexi": "Prices"');
    expect(out).toContain('"session.number"');
  });

  it('finds the line of a name with dots in it', async () => {
    const condition = { 'company.size': 3, 'company.kind': { $near: 3 } };
    const { code, err } = await covey(['import', 'growthbook', file(condition)]);
    expect(code).toBe(1);
    expect(err).toMatch(/source\.json:4:14 {2}error {2}unsupported \$near: /);
  });
});
