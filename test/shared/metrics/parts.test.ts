// Which parts definitions need is read off the document before it is compiled: what it says must be enough.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moreOperators } from '../../../shared/conditions/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import type { MetricKind } from '../../../shared/engine/index.ts';
import { folding } from '../../../shared/engine/operators/fold-kinds.ts';
import { steps } from '../../../shared/engine/sequence/steps.ts';
import { compile } from '../engine/compile.ts';
import { coreKinds } from '../../../shared/metrics/core-kinds.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { detailsKinds } from '../../../shared/metrics/details-kinds.ts';
import { factsKinds } from '../../../shared/metrics/facts-kinds.ts';
import { furtherKinds } from '../../../shared/metrics/further-kinds.ts';
import { metricsKinds } from '../../../shared/metrics/metrics-kinds.ts';
import { operatorsKinds } from '../../../shared/metrics/operators-kinds.ts';
import { sequenceKinds } from '../../../shared/metrics/sequence-kinds.ts';
import { sessionsKinds } from '../../../shared/metrics/sessions-kinds.ts';
import { factsRead } from '../../../shared/stored/index.ts';
import { type DefinitionPart, partsOf } from '../../../shared/wire/index.ts';
import { document } from '../../conformance/examples/example.ts';
import { SECTIONS } from '../../conformance/reference/index.ts';
import { arbitraryDefinitions } from '../definitions/arbitrary.ts';
import {
  documents,
  documentsOfChains,
  documentsOfSequences,
  documentsOfTotals,
} from '../engine/generate.ts';
import { define } from '../engine/visitor.ts';

const RUNS = Number(process.env['COVEY_RUNS'] ?? 1000);
const BY_PART: { readonly [part: string]: readonly MetricKind[] } = {
  details: detailsKinds,
  facts: factsKinds,
  metrics: metricsKinds,
  sessions: sessionsKinds,
  sequence: sequenceKinds,
  operators: operatorsKinds,
};

const withWhatItNeeds = (definitions: Definitions) => {
  const parts = partsOf(definitions);
  const has = (part: DefinitionPart) => parts.includes(part);
  return compile(definitions, [
    ...coreKinds,
    ...parts.flatMap((part) => BY_PART[part] ?? []),
    ...(has('further')
      ? furtherKinds(has('metrics') ? folding : undefined, has('sequence') ? steps : undefined)
      : []),
  ]);
};

const expectEnough = (definitions: Definitions) => {
  const [whole, some] = [compile(definitions, kinds), withWhatItNeeds(definitions)];
  expect(Object.fromEntries(some.disabled)).toEqual(Object.fromEntries(whole.disabled));
  expect(some.stored).toEqual(whole.stored);
  // It says what is kept of facts that are not the engine's own.
  const others = [...factsRead(whole)].filter((fact) => !/^(metric|segment)\./.test(fact));
  if (others.length > 0) expect(partsOf(definitions)).toContain('facts');
};

describe('the parts that definitions need', () => {
  it('are enough for every example of the reference', () => {
    const fragments = SECTIONS.flatMap(({ constructs }) => constructs).flatMap(({ example }) =>
      example ? [example.definitions] : [],
    );
    expect(fragments.length).toBeGreaterThan(100);
    for (const fragment of fragments) expectEnough(document(fragment));
  });

  it('are enough for whatever the checker lets through', () => {
    fc.assert(fc.property(arbitraryDefinitions, expectEnough), { numRuns: RUNS });
  });

  it.each([
    ['metrics', documents],
    ['sequences', documentsOfSequences],
    ['chains', documentsOfChains],
    ['totals', documentsOfTotals],
  ])('are enough for generated %s', (_name, generated) => {
    const each = (all: readonly object[]) =>
      all.forEach((one) => expectEnough(define(one as Partial<Definitions>)));
    fc.assert(fc.property(generated as fc.Arbitrary<readonly object[]>, each), {
      numRuns: RUNS / 5,
    });
  });

  it('are none for how many events there were, ever or within a length of time', () => {
    const metrics = {
      orders: { count: 'purchase', within: '365d' },
      visits: { count: ['session_start', 'login'], name: 'Visits' },
      changes: { count: 'enter:regulars' },
    };
    const funnel = { sequence: [{ event: 'view' }, { event: 'buy', within: '1d' }] };
    const share = { formula: { divide: ['metric.orders', 'metric.visits'] } };
    for (const [one, parts] of [
      [funnel, ['sequence']],
      [share, ['sessions']],
    ] as const)
      expect(partsOf(define({ metrics: { one } } as never))).toEqual(parts);
    const regulars = { keep: '2d', when: { 'metric.visits': 3, 'segment.plan.A': true } };
    expect(partsOf(define({ metrics, segments: { regulars } } as never))).toEqual([]);
  });

  it.each([
    [{ count: 'purchase', where: { value: 5 } }, {}],
    [{ count: 'purchase', within: 'today' }, {}],
    [{ count: 'purchase', within: { first: '7d' } }, {}],
    [{ count: 'purchase', within: 'session' }, {}],
    [{ count: 'purchase' }, { history: [{ event: 'purchase', for: '30d' }] }],
  ])('details are needed for %o with %o', (metric, more) => {
    expect(partsOf(define({ metrics: { one: metric }, ...more } as never))).toEqual(['details']);
  });

  it.each([
    { traits: { plan: { type: 'string' } } },
    { segments: { a: { when: { $or: [{ 'now.hour': 9 }] } } } },
    { segments: { a: { when: { 'session.number': { $gte: 2 } } } } },
  ])('facts are needed for %o', (more) => {
    const metrics = { one: { count: 'purchase' } };
    expect(partsOf(define({ metrics, ...more } as never))).toEqual(['facts']);
  });

  it.each(['until.renewal', 'since.joined', 'anniversary.birthday'])(
    'facts of dates are among what fewer documents have: %s',
    (fact) => {
      const segments = { a: { when: { $or: [{ [fact]: { $lt: 1 } }] } } };
      expect(partsOf(define({ segments } as never))).toEqual(['facts', 'further']);
    },
  );

  it('are details alone for plain conditions, sums and times since', () => {
    const metrics = {
      orders: { count: 'purchase', within: '365d', where: { value: { $gte: 5 } } },
      spend: { sum: 'purchase.value', within: { length: '30d' } },
      recency: { since: 'purchase', name: 'Since the last order' },
    };
    expect(partsOf(define({ metrics } as never))).toEqual(['details']);
  });

  it.each([
    [{ mean: 'purchase.value' }, 'details metrics'],
    [{ percentile: 'purchase.value' }, 'details metrics further'],
    [{ count: 'purchase', by: 'item_id' }, 'details metrics further'],
    [{ count: 'purchase', within: { sessions: 3 } }, 'details metrics further'],
    [{ formula: { add: ['metric.orders', 1] } }, 'sessions'],
    [{ count: 'purchase', after: { sequence: [{ event: 'login' }] } }, 'sequence further'],
    [{ count: 'purchase', within: { length: '7d', ago: '7d' } }, 'details further'],
  ])('%o needs %s', (metric, parts) => {
    expect(partsOf(define({ metrics: { one: metric } } as never))).toEqual(parts.split(' '));
  });

  it.each([
    [{ 'source.first.medium': 'cpc' }, {}],
    [{ 'metric.one': 1 }, { one: { count: 'session_start', where: { channel: 'Email' } } }],
    [{ 'metric.one': 1 }, { one: { distinct: 'session_start.source' } }],
  ])('sources are needed for %o and %o', (when, metrics) => {
    expect(partsOf(define({ metrics, segments: { a: { when } } } as never))).toContain('sources');
  });

  it.each(Object.keys(moreOperators))('operators are needed for %s, wherever it stands', (name) => {
    const where = { page_location: { $not: { [name]: 'a' } } };
    const written: Partial<Definitions>[] = [
      { segments: { a: { when: { 'page.page_path': where.page_location } } } },
      { metrics: { one: { count: 'page_view', where } } },
      { metrics: { one: { count: 'page_view', after: { sequence: [{ event: 'a', where }] } } } },
    ] as never;
    for (const one of written) expect(partsOf(define(one as never))).toContain('operators');
    expect(partsOf(define({ segments: { a: { name, when: {} } } } as never))).toEqual([]);
  });

  it('are told of any document without a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(Array.isArray(partsOf(value as never))).toBe(true);
        expect(Array.isArray(partsOf({ metrics: value } as never))).toBe(true);
      }),
    );
  });
});
