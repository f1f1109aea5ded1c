// A program: what was found out of definitions, kept as JSON, and what is linked from it.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { explain } from '../../../shared/engine/explain/index.ts';
import {
  type MetricKind,
  type Plan,
  analyse,
  createEngine,
  link,
} from '../../../shared/engine/index.ts';
import { coreKinds } from '../../../shared/metrics/core-kinds.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { compile, keptProgram } from './compile.ts';
import { documents } from './generate.ts';
import { MONDAY, define } from './visitor.ts';

const host = { offsetAt: () => 0 };
const shop = define({
  metrics: {
    views: { count: 'view', where: { category: 'pots' } },
    orders: { count: 'buy', within: '7d' },
    ratio: { formula: { divide: ['metric.orders', 'metric.views'] } },
  },
  segments: {
    viewer: { when: { 'metric.views': { $gte: 1 } } },
    buyer: { when: { 'metric.orders': { $gte: 1 } }, exclude: { 'geo.country': 'DE' } },
    keen: { when: { 'metric.ratio': { $gte: 1 } }, keep: 'forever' },
  },
});

/** The kinds, and how often each is asked to compile a metric. */
const counted = () => {
  const calls: string[] = [];
  const watched = kinds.map((kind): MetricKind =>
    'compile' in kind
      ? {
          ...kind,
          compile(definition, context) {
            calls.push(kind.key);
            return kind.compile(definition, context);
          },
        }
      : kind,
  );
  return { calls, watched };
};

describe('a program', () => {
  it('is JSON, whatever the definitions', () => {
    fc.assert(
      fc.property(documents, (all) => {
        for (const one of all) {
          const program = analyse(define(one as never), kinds);
          expect(JSON.parse(JSON.stringify(program))).toEqual(program);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('holds numbers for which JSON has none', () => {
    const segments = {
      all: { when: { 'metric.spend': { $lt: Infinity } } },
      none: { when: { 'metric.spend': { $lt: -Infinity } } },
      some: { when: { 'metric.spend': { $gte: 5 } } },
      ever: { when: { 'metric.spend': { $gte: 7 } }, keep: 'forever' },
    } as const;
    const plan = compile(define({ metrics: { spend: { sum: 'buy.value' } }, segments }), kinds);
    const engine = createEngine(plan, host, { now: MONDAY });
    expect(engine.current()).toEqual(['all']);
    engine.apply({ name: 'buy', time: MONDAY, props: { value: 8 } });
    engine.apply({ name: 'buy', time: MONDAY, props: { value: -2 } });
    expect(engine.current()).toEqual(['all', 'some', 'ever']);
  });
});

describe('a program that does not fit', () => {
  const program = keptProgram(shop, kinds);

  it.each([
    ['is of another format', { ...program, format: program.format + 1 }, kinds],
    ['was analysed with other kinds', program, coreKinds],
    ['was analysed with the kinds in another order', program, kinds.toReversed()],
    ['has nothing to say', {}, kinds],
    ['is cut off', { ...program, facts: undefined }, kinds],
    ['is none', null, kinds],
  ])('is refused as a whole where it %s', (_why, one, some) => {
    expect(link(one, shop, some)).toBeNull();
  });

  it('throws nothing, whatever it is', () => {
    const { format, kinds: named } = program;
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.dictionary(fc.constantFrom(...Object.keys(program)), fc.jsonValue()),
        (any, parts) => {
          expect(link(any, shop, kinds)).toBeNull();
          expect(() =>
            link({ ...program, ...parts, format, kinds: named }, shop, kinds),
          ).not.toThrow();
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a linked plan', () => {
  it('compiles a metric with the first event that concerns it, and no metric twice', () => {
    const { calls, watched } = counted();
    const program = keptProgram(shop, watched);
    calls.length = 0;
    const plan = link(program, shop, watched) as Plan;
    expect(calls).toEqual([]);
    const engine = createEngine(plan, host, { now: MONDAY });
    for (let i = 0; i < 3; i++) engine.apply({ name: 'view', time: MONDAY + i });
    createEngine(plan, host, { now: MONDAY, state: engine.state() });
    explain(engine, 'buyer');
    expect(calls).toEqual(['count', 'count']);
  });

  it('looks at an operand with the first value that it is asked about', () => {
    const operand = vi.fn(() => 1);
    const when = {
      'metric.orders': Object.defineProperty({}, '$gte', { get: operand, enumerable: true }),
    };
    const lazy = define({ ...shop, segments: { buyer: { when } } } as never);
    const program = keptProgram(lazy, kinds);
    operand.mockClear();
    const plan = link(program, lazy, kinds) as Plan;
    expect(operand).not.toHaveBeenCalled();
    createEngine(plan, host, { now: MONDAY });
    expect(operand).toHaveBeenCalled();
  });
});
