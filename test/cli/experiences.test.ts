import { describe, expect, it } from 'vitest';
import { covey, definitionsOf, fileWith } from './helpers.ts';

const definitions = fileWith(
  'experiences.json',
  JSON.stringify(
    definitionsOf({
      metrics: {
        views: { count: 'view_item', within: '7d' },
        bought: { count: 'purchase', within: '7d' },
      },
      segments: {
        looking: { when: { 'metric.views': { $gte: 3 }, 'metric.bought': 0 } },
        buyer: { when: { 'metric.bought': { $gte: 1 } } },
      },
      experiences: {
        hero: {
          name: 'Hero picture',
          segments: ['looking'],
          variants: { a: {}, b: {} },
          holdout: 0.2,
          goal: 'buyer',
          count: true,
        },
      },
    }),
  ),
);
const log = fileWith('experiences.csv', 'visitor,time,event\na,2026-03-01,purchase\n');
const NOTE = /hero: a log does not say which variant was drawn/;

describe('experiences on the command line', () => {
  it('are left out over a log, which is said', async () => {
    const simulated = await covey([
      'simulate',
      '--definitions',
      definitions,
      '--events',
      log,
      '--at',
      '2026-03-02',
    ]);
    expect(simulated.code).toBe(0);
    expect(simulated.err).toMatch(NOTE);
    expect(simulated.out).toContain('buyer');
    expect(simulated.out).not.toContain('hero');
    const sql = await covey(['sql', definitions]);
    expect(sql.code).toBe(0);
    expect(sql.err).toMatch(NOTE);
    expect(sql.out).not.toContain('hero');
  });

  it('are planned as one question with all its answers', async () => {
    const { out, code } = await covey([
      'plan',
      definitions,
      '--daily-visitors',
      '100000',
      '--json',
    ]);
    expect(code).toBe(0);
    const { questions } = JSON.parse(out) as { readonly questions: readonly object[] };
    expect(questions).toMatchObject([{ id: 'hero', answers: 7 }]);
  });

  it('have their rules for the first paint', async () => {
    const { out } = await covey(['snippet', definitions, '--css']);
    expect(out).toContain("html[data-covey~='hero:b'] [data-covey-show~='hero:b']");
    expect(out).not.toMatch(/hero:(holdout|\?|!|a[+-])/);
  });

  it('are known to the type checker', async () => {
    const { out } = await covey(['types', definitions]);
    expect(out).toContain(
      'interface KnownExperiences {\n    /** Hero picture */\n    hero: true;\n  }',
    );
    expect(out).toContain('"hero:b": true;');
    expect(out).not.toMatch(/hero:(holdout|\?|!|a[+-])/);
  });
});
