import { describe, expect, it } from 'vitest';
import { covey, definitionsOf, fileWith } from './helpers.ts';

const definitions = fileWith(
  'histograms.json',
  JSON.stringify(
    definitionsOf({
      metrics: { orders: { count: 'purchase' } },
      segments: { new: { when: { 'session.number': 1 } } },
      histograms: { spread: { name: 'Orders', metric: 'orders', bins: [1, 2, 5] } },
    }),
  ),
);
/** One visitor with six orders, two with one, and one without. */
const log = fileWith(
  'histograms.csv',
  [
    'visitor,time,event',
    ...Array.from({ length: 6 }, (_, at) => `a,2026-03-0${at + 1},purchase`),
    'b,2026-03-01,purchase',
    'c,2026-03-01,purchase',
    'd,2026-03-01,page_view',
  ].join('\n'),
);
const simulated = async (...more: readonly string[]) =>
  covey(['simulate', '--definitions', definitions, '--events', log, '--complete', ...more]);

describe('histograms on the command line', () => {
  it.each(['covey', 'duckdb'])('have a size for each bin of a log, by %s', async (engine) => {
    const { out, code } = await simulated('--json', '--engine', engine);
    expect(code).toBe(0);
    const { segments } = JSON.parse(out) as { segments: { [id: string]: { members: number } } };
    const bins = ['spread:..1', 'spread:1..2', 'spread:2..5', 'spread:5..'];
    expect(bins.map((id) => segments[id]?.members)).toEqual([1, 2, 0, 1]);
  });

  it('are planned as one question with all its answers, at the smallest bin that has anybody', async () => {
    const sizes = fileWith('histogram-sizes.json', (await simulated('--json')).out);
    const args = ['plan', definitions, '--daily-visitors', '100000', '--anyway', '--json'];
    const plan = async (...more: readonly string[]) =>
      (JSON.parse((await covey([...args, ...more])).out) as { questions: object[] }).questions;
    expect(await plan()).toMatchObject([{ id: 'spread', answers: 5, share: null }]);
    expect(await plan('--sizes', sizes)).toMatchObject([{ id: 'spread', answers: 5, share: 0.25 }]);
    expect(await plan('--share', 'spread:5..=0.1')).toMatchObject([{ share: 0.1 }]);
    const { code, err } = await covey([...args, '--share', 'spread:5..9=0.1']);
    expect(code).toBe(2);
    expect(err).toContain('spread:5..9');
  });

  it('tell neither page nor type checker anything', async () => {
    const css = await covey(['snippet', definitions, '--css']);
    const types = await covey(['types', definitions]);
    expect(css.out + types.out).not.toContain('spread');
    expect(types.out).toContain('purchase:');
  });
});
