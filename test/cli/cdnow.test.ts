import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cdnow, hasCdnow } from '../cdnow.ts';
import { covey, root, temporaryFolder } from './helpers.ts';

const definitions = join(root, 'docs/examples/rfm.json');

const DAY_MS = 86_400_000;
interface Order {
  readonly visitor: string;
  readonly time: number;
  readonly discs: number;
  readonly cents: number;
}

function grouped<T>(list: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of list) {
    const group = groups.get(keyOf(each));
    if (group) group.push(each);
    else groups.set(keyOf(each), [each]);
  }
  return groups;
}

/** The same tiers, computed in the plainest way from the file, by nothing of Covey. */
function tiersByHand(orders: readonly Order[], at: number) {
  const memberships: { segment: string; visitor: string }[] = [];
  const add = (segment: string, visitor: string) => memberships.push({ segment, visitor });
  const byVisitor = grouped(orders, ({ visitor }) => visitor);
  for (const [visitor, all] of byVisitor) {
    const within = (days: number) => all.filter(({ time }) => at < time + days * DAY_MS);
    const year = within(365);
    const cents = year.reduce((sum, order) => sum + order.cents, 0);
    const best = year.length >= 5 && cents >= 20_000;
    const recent = within(90).length > 0;
    if (best && recent) add('champion', visitor);
    else if (year.length >= 3 && recent) add('loyal', visitor);
    else if (best) add('cannot-lose', visitor);
    else if (year.length >= 3) add('at-risk', visitor);
    else if (year.length === 2) add(recent ? 'potential-loyalist' : 'needs-attention', visitor);
    else if (year.length === 1) add(recent ? 'new-customer' : 'hibernating', visitor);
    else add('lost', visitor);
    if (cents >= 50_000) add('big-spender', visitor);
    if (year.some(({ discs }) => discs >= 5)) add('collector', visitor);
    if (within(90).length >= 3) add('on-a-roll', visitor);
  }
  return { segments: grouped(memberships, ({ segment }) => segment), visitors: byVisitor.size };
}

interface Sizes {
  readonly visitors: number;
  readonly events: number;
  readonly segments: {
    readonly [id: string]: { readonly members: number; readonly unknown: number };
  };
}

describe.skipIf(!hasCdnow)('RFM tiers of CDNOW', () => {
  const orders = hasCdnow
    ? readFileSync(cdnow, 'utf8')
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line): Order => {
          const [visitor = '', time = '', , discs, value] = line.split(',');
          return {
            visitor,
            time: Date.parse(time),
            discs: Number(discs),
            cents: Math.round(Number(value) * 100),
          };
        })
    : [];

  it.each([null, '1997-12-31T00:00:00Z'])(
    'are the same as those computed by hand, visitor by visitor, at %s',
    async (time) => {
      const members = join(temporaryFolder(), 'members.csv');
      const { code, out } = await covey([
        'simulate',
        '--definitions',
        definitions,
        '--events',
        cdnow,
        '--json',
        '--members',
        members,
        ...(time === null ? [] : ['--at', time]),
      ]);
      expect(code).toBe(0);
      const sizes = JSON.parse(out) as Sizes;
      const at =
        time === null ? Math.max(...orders.map((order) => order.time)) + 1 : Date.parse(time);
      const known = orders.filter((order) => order.time <= at);
      const expected = tiersByHand(known, at);
      expect(sizes).toMatchObject({ visitors: expected.visitors, events: known.length });

      const found = grouped(
        readFileSync(members, 'utf8').trimEnd().split('\n').slice(1),
        (line) => line.split(',')[1] ?? '',
      );
      for (const [segment, { members: count, unknown }] of Object.entries(sizes.segments)) {
        const visitors = (found.get(segment) ?? []).map((line) => line.split(',')[0] ?? '');
        expect(visitors.toSorted(), segment).toEqual(
          (expected.segments.get(segment) ?? []).map(({ visitor }) => visitor).toSorted(),
        );
        expect(count, segment).toBe(visitors.length);
        expect(unknown, segment).toBe(0);
      }
    },
  );

  it('are those of the table in the docs', async () => {
    const { out } = await covey(['simulate', '--definitions', definitions, '--events', cdnow]);
    expect(readFileSync(join(root, 'docs/simulate.md'), 'utf8')).toContain(out.trimEnd());
  });
});
