import { describe, expect, it } from 'vitest';
import { covey, definitionsOf, fileWith } from './helpers.ts';

const definitions = fileWith(
  'segments.json',
  JSON.stringify(
    definitionsOf({
      counting: { epsilon: 2, period: '28d' },
      metrics: { orders: { count: 'purchase' } },
      segments: {
        buyer: { when: { 'metric.orders': { $gte: 1 } }, count: true },
        gold: { when: { 'metric.orders': { $gte: 9 } } },
        silver: { when: { 'metric.orders': { $gte: 5 } } },
      },
      groups: { tier: { segments: ['gold', 'silver'], count: true } },
    }),
  ),
);
interface Plan {
  readonly participants: number;
  readonly questions: readonly { id: string; answers: number; share: number; error: number }[];
}
const plan = async (...args: string[]) =>
  covey(['plan', definitions, '--daily-visitors', '1000', ...args]);

describe('covey plan', () => {
  it('says how exact each count will be, and on what assumption', async () => {
    const { code, out } = await plan();
    expect(code).toBe(0);
    // √(λ(1−λ)/2400) / 0.7616 / π with λ = 0.1192 + 0.7616 π, at 1, 5 and 20 %.
    expect(out).toMatch(/Question +Answers +Error at 1 % +at 5 % +at 20 %\n/);
    expect(out).toMatch(/buyer +2 +89\.\d % +19\.5 % +6\.0 %\n/);
    expect(out).toMatch(/tier +3 /);
    expect(out).not.toContain('Your share');
    expect(out).toContain('4,800 devices are taken to take part');
    expect(out).toContain('wrong on purpose 11.9 %');
  });

  it('takes shares from a simulation, and the smallest of a group', async () => {
    const sizes = fileWith(
      'sizes.json',
      JSON.stringify({
        visitors: 1000,
        segments: {
          buyer: { members: 300 },
          other: { members: null },
          gold: { members: 20 },
          silver: { members: 100 },
        },
      }),
    );
    const { out } = await plan('--json', '--sizes', sizes, '--anyway');
    const { questions } = JSON.parse(out) as Plan;
    expect(questions.map(({ id, answers, share }) => [id, answers, share])).toEqual([
      ['buyer', 2, 0.3],
      ['tier', 3, 0.02],
    ]);
  });

  it('takes no share of a segment that there is none of', async () => {
    const { code, err } = await plan('--share', 'buyr=0.1');
    expect(code).toBe(2);
    expect(err).toContain('--share buyr: there is no such segment.');
    expect(err).toContain('Did you mean buyer?');
  });

  it('assumes no share: it ends with 1 when the error at 5 % would be above 50 %', async () => {
    const small = await covey(['plan', definitions, '--daily-visitors', '100']);
    expect(small.code).toBe(1);
    expect(small.out).toMatch(/buyer +2 +282\.0 % +61\.7 % +18\.8 %\n/);
    expect(small.err).toMatch(/buyer \(6\d\.\d % at a share of 5\.0 %\)/);
    // Who knows better says so.
    const known = ['--share', 'buyer=0.2', '--share', 'gold=0.2'];
    const told = await covey(['plan', definitions, '--daily-visitors', '100', ...known]);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/Your share +Error there\n/);
  });

  it('refuses a question that would say nothing, unless told otherwise', async () => {
    const refused = await plan('--share', 'buyer=0.004');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('Too uncertain to ask: buyer');
    expect((await plan('--share', 'buyer=0.004', '--anyway')).code).toBe(0);
    const larger = await plan('--share', 'buyer=0.004', '--participants', '1000000');
    expect(larger.code).toBe(0);
  });

  it('ends with 2 when misused', async () => {
    expect((await plan('--share', 'buyer=2')).code).toBe(2);
    expect((await covey(['plan', definitions, '--daily-visitors', 'many'])).code).toBe(2);
    expect((await covey(['plan', definitions])).code).toBe(2);
    for (const other of ['[]', 'null', '{"visitors":3,"segments":null}']) {
      const wrong = await plan('--sizes', fileWith('sizes.json', other));
      expect(wrong.code).toBe(1);
      expect(wrong.err).toContain('covey simulate --json');
    }
  });
});
