import { describe, expect, it } from 'vitest';
import { definitions as shop } from '../../../demo/definitions.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { askedIn } from '../../../shared/experiences/index.ts';
import { metricsNotCounted, notCounted } from '../../../worker/studio/watch/not-counted.ts';
import { definitionsOf } from '../../shared/counting/helpers.ts';

const when = { 'session.number': 1 };
const why = (part: Partial<Definitions>) =>
  Object.fromEntries(notCounted(definitionsOf(part)).map(({ id, why: reason }) => [id, reason]));

describe('what is not counted', () => {
  it('is all that no question asks about, and nothing else', () => {
    const asked = askedIn(shop);
    const counted = new Set(asked.flatMap(({ id, of }) => [id, ...of]));
    const left = notCounted(shop).map(({ id }) => id);
    const all = [shop.segments, shop.groups, shop.experiences, shop.histograms].flatMap((of) =>
      Object.keys(of ?? {}),
    );
    expect(left).toEqual(all.filter((id) => !counted.has(id)));
    expect(left.length).toBeGreaterThan(5);
    expect(metricsNotCounted(shop)).not.toContain('Orders in a year');
    expect(metricsNotCounted(shop)).toContain('Product views');
  });

  it('says why: not asked for, and what it is there for instead', () => {
    const found = why({
      segments: {
        counted: { when, count: true },
        member: { when },
        plain: { when },
        hidden: { when, shadow: true },
        handed: { when, activate: true },
        goal: { when },
        read: { when },
        reader: { when: { 'segment.read': true } },
      },
      groups: { tier: { segments: ['member'] } },
      experiences: { hero: { variants: { a: {} }, segments: ['plain'], goal: 'goal' } },
    });
    expect(found).not.toHaveProperty('counted');
    expect(found['member']).toBe('no "count": true; nor has its group, tier');
    expect(found['plain']).toBe('no "count": true; it decides who sees hero');
    expect(found['hidden']).toContain('shadow');
    expect(found['handed']).toContain('handed on');
    expect(found['goal']).toContain('the goal of hero');
    expect(found['read']).toContain('others read it');
    expect(found).toMatchObject({ tier: 'no "count": true', hero: 'no "count": true' });
  });

  it('leaves out who is an answer of a counted group', () => {
    const found = why({
      segments: { gold: { when } },
      groups: { tier: { segments: ['gold'], count: true } },
    });
    expect(found).toEqual({});
  });

  it('is everything where the whole may not be asked', () => {
    const segments = { counted: { when, count: true }, plain: { when } };
    const counting = { period: '7d', epsilon: 2 } as never;
    expect(why({ segments, counting })['counted']).toContain('ε');
    const many = Object.fromEntries(
      Array.from({ length: 65 }, (_, at) => [`s${at}`, { when, count: true }]),
    );
    expect(why({ segments: many })['s64']).toContain('65 questions');
  });
});
