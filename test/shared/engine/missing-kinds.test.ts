// A metric whose kind is not among those that a plan is compiled with is disabled, with what reads it; all else runs.
import { describe, expect, it } from 'vitest';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { explain } from '../../../shared/engine/explain/index.ts';
import { type MetricKind, createEngine } from '../../../shared/engine/index.ts';
import { compile } from './compile.ts';
import { coreKinds } from '../../../shared/metrics/core-kinds.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { detailsKinds } from '../../../shared/metrics/details-kinds.ts';
import { factsKinds } from '../../../shared/metrics/facts-kinds.ts';
import { folding } from '../../../shared/engine/operators/fold-kinds.ts';
import { steps } from '../../../shared/engine/sequence/steps.ts';
import { furtherKinds } from '../../../shared/metrics/further-kinds.ts';
import { metricsKinds } from '../../../shared/metrics/metrics-kinds.ts';
import { sequenceKinds } from '../../../shared/metrics/sequence-kinds.ts';
import { sessionsKinds } from '../../../shared/metrics/sessions-kinds.ts';
import { KINDS, SPECS } from '../../../shared/metrics/specs.ts';
import { MONDAY, define } from './visitor.ts';

const metrics = {
  views: { count: 'view' },
  bySku: { count: 'view', by: 'sku' },
  recentVisits: { count: 'view', within: { sessions: 2 } },
  earlier: { count: 'view', within: { length: '1d', ago: '1d' } },
  sinceFirst: { since: 'view', of: 'first' },
  greatest: { max: 'view.price' },
  ratio: { formula: { divide: ['metric.views', 2] } },
  path: { sequence: [{ event: 'view' }, { event: 'buy' }] },
  afterwards: { count: 'view', after: { sequence: [{ event: 'buy' }] } },
  visits: {
    sessions: { 'metric.paths': { $gte: 1 } },
    each: { paths: { sequence: [{ event: 'view' }] } },
  },
} as const satisfies Definitions['metrics'];
const segments = Object.fromEntries(
  Object.keys(metrics).map((id) => [id, { when: { [`metric.${id}`]: { $gte: 0 } } }]),
);
const disabledWith = (some: readonly MetricKind[]) =>
  new Map(
    [...compile(define({ metrics, segments }), some).disabled].map(([id, why]) => [
      id.replace('metric.', ''),
      why,
    ]),
  );

const usualKinds = [...coreKinds, ...detailsKinds, ...factsKinds];

describe('a plan without some kinds', () => {
  it('names what asks for more than so many events within a length of time, where only that is there', () => {
    const more = {
      where: { count: 'view', where: { sku: 'a' } },
      spent: { sum: 'view.price' },
      recency: { since: 'view' },
      today: { count: 'view', within: 'today' },
      between: { count: 'view', within: { from: '2026-01-01', to: '2026-02-01' } },
    } as const satisfies Definitions['metrics'];
    const counts = {
      ever: { count: 'view' },
      lately: { count: ['view', 'buy'], within: '7d' },
    } as const satisfies Definitions['metrics'];
    const facts = ['trait.plan', 'now.hour', 'visitor.sessions', 'geo.country', 'since.joined'];
    const asking = Object.fromEntries(facts.map((fact) => [fact, { when: { [fact]: 1 } }]));
    const document = define({
      metrics: { ...counts, ...more },
      segments: { ...asking, plain: { when: { 'metric.lately': { $in: [1, 2] } } } },
    });
    const { disabled } = compile(document, coreKinds);
    expect([...disabled.keys()]).toEqual([
      ...Object.keys(more).map((id) => `metric.${id}`),
      ...facts,
    ]);
    expect(disabled.get('metric.where')).toBe('no part for where');
    expect([...compile(document, usualKinds).disabled.keys()]).toEqual(['since.joined']);
    const dated = [...usualKinds, ...furtherKinds(undefined, undefined)];
    expect(compile(document, dated).disabled.size).toBe(0);
  });

  it('names each metric that needs them, and why', () => {
    expect(Object.fromEntries(disabledWith(usualKinds))).toEqual({
      bySku: 'no part for count and by',
      recentVisits: 'no part for such a count',
      earlier: 'no part for ago',
      sinceFirst: 'no part for since and of',
      greatest: 'no part for max',
      ratio: 'no part for formula',
      path: 'no part for sequence',
      afterwards: 'no part for after and before',
      visits: 'no part for sessions and each',
    });
    const left = (some: readonly MetricKind[]) => [
      ...disabledWith([...usualKinds, ...some]).keys(),
    ];
    const unusual = ['bySku', 'recentVisits', 'sinceFirst'];
    expect(left([...metricsKinds, ...sessionsKinds, ...furtherKinds(folding, undefined)])).toEqual([
      'path',
      'afterwards',
      'visits',
    ]);
    expect(left([...sequenceKinds, ...sessionsKinds, ...furtherKinds(undefined, steps)])).toEqual([
      ...unusual,
      'greatest',
    ]);
    expect(left([...metricsKinds, ...sequenceKinds, ...sessionsKinds])).toEqual([
      'bySku',
      'recentVisits',
      'earlier',
      'sinceFirst',
      'afterwards',
    ]);
    expect([...disabledWith(kinds).keys()]).toEqual([]);
  });

  it('answers unknown where such a metric is read, and as ever elsewhere', () => {
    const some = { metrics, segments };
    const engine = createEngine(
      compile(define(some), usualKinds),
      { offsetAt: () => 0 },
      { now: MONDAY },
    );
    engine.apply({ name: 'view', time: MONDAY, props: { sku: 'a', price: 3 } });
    expect(engine.current()).toEqual(['views']);
    expect(engine.member('path')).toBe(null);
    expect(engine.metricValues()).toMatchObject({ views: 1, path: { unknown: true } });
    expect(explain(engine, 'path')?.member).toBe(null);
  });

  it('knows none by name: with no kinds at all it compiles, and nothing is answered', () => {
    expect([...disabledWith([]).keys()]).toEqual(Object.keys(metrics));
  });
});

describe('the kinds', () => {
  it('are in the part that their description names', () => {
    const keysOf = (some: readonly MetricKind[]) =>
      new Set(some.flatMap((kind) => ('key' in kind ? [kind.key] : [])));
    const parts = {
      core: coreKinds,
      details: detailsKinds,
      metrics: metricsKinds,
      sessions: sessionsKinds,
      sequence: sequenceKinds,
      further: furtherKinds(folding, steps),
    };
    for (const kind of KINDS) expect(keysOf(parts[SPECS[kind].part])).toContain(kind);
  });
});
