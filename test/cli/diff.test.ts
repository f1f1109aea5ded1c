import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

const older = definitionsOf({
  version: 4,
  metrics: {
    orders: { count: 'purchase', within: '365d' },
    gone: { count: 'view' },
  },
  segments: {
    regular: { name: 'Regular', when: { 'metric.orders': { $gte: 3 } }, count: true },
    vip: { when: { 'segment.regular': true, 'metric.orders': { $gte: 9 } } },
    old: { when: { 'metric.gone': 1 }, count: true },
    new_here: { when: { 'session.number': 1 }, count: true },
  },
});
const newer: Definitions = {
  ...older,
  version: 5,
  metrics: { orders: { count: 'purchase', within: '180d' } },
  segments: {
    ...(({ old: _old, ...rest }) => rest)(older.segments as Record<string, never>),
    lapsed: { when: { 'metric.orders': 0 }, count: true },
  },
};
const file = (definitions: object) => fileWith('segments.json', JSON.stringify(definitions));

let body = '';
const server = createServer((_, response) => response.end(body));
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
const edge = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => void server.close());

async function published(definitions: object): Promise<string> {
  const folder = temporaryFolder();
  const [key, out] = [join(folder, 'key.json'), join(folder, 'envelope.json')];
  await covey(['keygen', '--out', key]);
  const { code, err } = await covey(['sign', file(definitions), '--key', key, '--out', out]);
  expect([code, err]).toEqual([0, expect.any(String)]);
  return readFileSync(out, 'utf8');
}

describe('covey diff', () => {
  it('says what came, went and changed, what is decided otherwise, and which counts begin anew', async () => {
    const { code, out } = await covey(['diff', file(newer), file(older)]);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      `${older.site}: version 4 → 5`,
      '',
      'version: 4 → 5',
      '',
      'metrics',
      '  ~ orders',
      '      within: "365d" → "180d"',
      '  - gone',
      '',
      'segments',
      '  - old',
      '  + lapsed',
      '',
      'in words',
      '  “Regular” (regular)',
      '    - Bought something at least 3 times in the last 365 days',
      '    + Bought something at least 3 times in the last 180 days',
      '  “vip”',
      '    - Is in “Regular”, and bought something at least 9 times in the last 365 days',
      '    + Is in “Regular”, and bought something at least 9 times in the last 180 days',
      '  “lapsed”',
      '    + Bought nothing in the last 180 days',
      '    + Counted, by randomised answers',
      '  “old”',
      '    - Triggered “view” once so far',
      '    - Counted, by randomised answers',
      '',
      'There no more, of the segments: old. Pages that show something by them do so no longer.',
      'Decided by other rules: regular, vip.',
      'Counted anew: regular. What is asked is another question, with new coins; what was counted of the old one stays.',
      'Counted from now on: lapsed.',
      'Counted no more: old.',
      'Counted on: new_here. In the period of publishing, counts of before and after stand apart.',
      '',
      expect.stringMatching(
        /^1 question begins anew \(regular\) in the middle of a period that ends on (\d{4}-\d\d-\d\d)\. .* so far stay under version 4, and who answered there does not answer again before \1\.$/,
      ),
      '',
    ]);
  });

  it('compares with what is published, and gives the same as JSON', async () => {
    body = await published(older);
    const text = await covey(['diff', file(newer), '--edge', edge]);
    expect(text.out).toBe((await covey(['diff', file(newer), file(older)])).out);
    const { out } = await covey(['diff', file(newer), '--edge', edge, '--json']);
    expect(JSON.parse(out)).toMatchObject({
      from: 4,
      to: 5,
      otherRules: ['regular', 'vip'],
      counted: { on: ['new_here'], anew: ['regular'], begun: ['lapsed'], ended: ['old'] },
    });
    const { payload, ...rest } = JSON.parse(body) as { payload: string };
    const { segments: _, ...without } = JSON.parse(
      Buffer.from(payload, 'base64url').toString(),
    ) as Definitions;
    const damaged = Buffer.from(JSON.stringify(without)).toString('base64url');
    body = JSON.stringify({ ...rest, payload: damaged });
    const odd = await covey(['diff', file(newer), '--edge', edge]);
    expect([odd.code, odd.out]).toEqual([1, '']);
    expect(odd.err).toContain('What is published has errors');
    body = await published({ ...older, site: 'other.example' });
    const foreign = await covey(['diff', file(newer), '--edge', edge]);
    expect([foreign.code, foreign.out]).toEqual([1, '']);
    expect(foreign.err).toContain('definitions of another site');
  });

  it('takes other names and another order of writing for no other rule', async () => {
    const same = {
      ...older,
      segments: {
        ...older.segments,
        regular: { count: true, when: { 'metric.orders': { $gte: 3 } }, name: 'Regulars' },
      },
    };
    const { out } = await covey(['diff', file(same), file(older)]);
    expect(out).toContain('name: "Regular" → "Regulars"');
    expect(out).toContain('No segment of both is decided by another rule.');
    expect(out).not.toContain('anew');
    expect((await covey(['diff', file(older), file(older)])).out).toBe(
      `${older.site}: version 4 → 4, the same\n`,
    );
  });

  it('knows what stops counts, and what begins them at zero with the same coins', async () => {
    const said = async (after: Partial<Definitions>, before: Partial<Definitions> = {}) => {
      const args = [file({ ...older, ...after }), file({ ...older, ...before }), '--json'];
      return JSON.parse((await covey(['diff', ...args])).out) as {
        otherRules: string[];
        gone: { [section: string]: string[] };
        isAroundOther: boolean;
        counted: { on: string[]; restarted: string[]; anew: string[]; ended: string[] };
      };
    };
    const all = ['regular', 'old', 'new_here'];
    for (const end of [{ stop: true }, { children: true }])
      expect((await said(end)).counted).toMatchObject({ on: [], anew: [], ended: all });
    const counting = { epsilon: 0.5 as const };
    const shorter = await said(
      { counting: { ...counting, period: '7d' } },
      { counting: { ...counting, period: '28d' } },
    );
    expect(shorter.counted).toMatchObject({ on: [], restarted: all, anew: [] });
    const sessions = await said({ session: { timeout: '45m' } });
    expect(sessions).toMatchObject({ otherRules: [], gone: {}, isAroundOther: true });
    const segments = { regular: older.segments['regular'] };
    expect(await said({ segments } as Partial<Definitions>)).toMatchObject({
      gone: { segments: ['vip', 'old', 'new_here'] },
    });
    expect(sessions.counted.anew).toEqual(all);
  });

  it('wants one thing to compare with, and definitions that hold', async () => {
    for (const args of [[file(newer)], [file(newer), file(older), '--edge', edge]])
      expect((await covey(['diff', ...args])).code).toBe(2);
    const broken = await covey(['diff', file({ ...newer, segments: 3 }), file(older)]);
    expect([broken.code, broken.out]).toEqual([1, '']);
    expect(broken.err).toContain('segments');
  });
});
