// Whatever comes from outside: props, names, times, states, definitions.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../shared/engine/explain/index.ts';
import { createEngine } from '../../../shared/engine/index.ts';
import { compile } from './compile.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import type { CoveyEvent, Engine } from '../../../shared/engine/index.ts';
import { type Step, documents, history } from './generate.ts';
import type { Any } from './meaning.ts';
import { MONDAY, define } from './visitor.ts';

const seed = Number(process.env['COVEY_SEED'] ?? 1);
const options = { seed, numRuns: 500 };
const host = { offsetAt: () => 0 };

/** Too deep to be printed. */
const deep = (open: string, inside: string, close: string): unknown =>
  Object.defineProperty(
    JSON.parse(open.repeat(5000) + inside + close.repeat(5000)) as object,
    fc.toStringMethod,
    { value: () => `${open} 5000 times`, enumerable: false },
  );

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
    JSON.parse('{"toString":1,"valueOf":2,"length":-1}'),
    deep('[', '', ']'),
    deep('{"k":', '1', '}'),
    'x'.repeat(100_000),
    Number.MAX_VALUE,
    -0,
  ),
);
const name = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'page_view', 'user_engagement', '*', '__proto__', 'enter:s0', ''),
  fc.string(),
);
const props = fc.oneof(
  hostile,
  fc.dictionary(
    fc.constantFrom(
      'v',
      'k',
      'deep',
      'items',
      'item_id',
      'tags',
      'page_path',
      'page_location',
      'engagement_time_msec',
      '__proto__',
    ),
    hostile,
  ),
);
const time = fc.oneof(
  fc.integer({ min: MONDAY, max: MONDAY + 1e10 }),
  fc.constantFrom<unknown>(
    NaN,
    Infinity,
    -Infinity,
    -1,
    1e300,
    8.64e15,
    0.5,
    '2026',
    null,
    undefined,
  ),
);
const event = fc.record({ name, time, props, id: hostile, session: fc.oneof(time, fc.integer()) });

const ask = (engine: Engine): void => {
  for (const id of engine.plan.segments) {
    expect([true, false, null]).toContain(engine.member(id));
    expect(engine.has(id)).toBe(engine.member(id) === true);
    expect(explain(engine, id)?.member).toBe(engine.member(id));
  }
  JSON.stringify([engine.state(), engine.metricValues(), engine.current(), engine.lastStored()]);
  const next = engine.nextChange();
  expect(next === null || Number.isFinite(next)).toBe(true);
};

describe(`nothing from outside throws (COVEY_SEED=${seed})`, () => {
  test('any events, facts and times', () => {
    fc.assert(
      fc.property(
        documents,
        fc.array(event, { maxLength: 12 }),
        hostile,
        time,
        ([first], events, facts, now) => {
          const engine = createEngine(compile(first as never, kinds), host, { now: MONDAY });
          for (const one of events) engine.apply(one as CoveyEvent);
          engine.setFacts(Object(facts) as never);
          engine.setFacts({ trait: facts, geo: { country: facts } } as never);
          engine.advance(now as number);
          ask(engine);
          const state = JSON.parse(JSON.stringify(engine.state())) as never;
          ask(createEngine(compile(first as never, kinds), host, { now: now as number, state }));
          expect(({} as { polluted?: boolean }).polluted).toBe(undefined);
        },
      ),
      options,
    );
  });

  test('not even what is no event at all', () => {
    const engine = createEngine(
      compile(define({ segments: { all: { when: { 'geo.country': null } } } }), kinds),
      host,
      {
        now: MONDAY,
      },
    );
    for (const one of [null, undefined, 3, 'x', [], {}, { name: 3 }, { name: 'a', props: [] }])
      expect(engine.apply(one as never)).toEqual([]);
    engine.setFacts(null as never);
    ask(engine);
  });

  test('any definitions: what is damaged is disabled, and all else runs', () => {
    fc.assert(
      fc.property(documents, history, hostile, fc.nat(), ([first], steps, damage, where) => {
        const { damaged, touched } = damageAt(first as Any, damage, where);
        const plan = compile(damaged as never, kinds);
        const engine = createEngine(plan, host, { now: MONDAY });
        const whole = createEngine(compile(first as never, kinds), host, { now: MONDAY });
        for (const step of steps as readonly Step[])
          if (step.do === 'event')
            for (const one of [engine, whole])
              one.apply({ name: step.name, time: MONDAY + step.wait, props: step.props });
        ask(engine);
        // Segments that read nothing damaged answer as ever.
        if (
          touched === 'segments' ||
          touched === 'metrics' ||
          touched === 'groups' ||
          touched === 'session'
        )
          return;
        for (const id of plan.segments)
          if (id !== touched && !reads(first as Any, id, touched) && !(first as Any)['groups'])
            expect([id, engine.member(id)]).toEqual([id, whole.member(id)]);
      }),
      options,
    );
  });

  test('any JSON in place of definitions', () => {
    fc.assert(
      fc.property(hostile, hostile, (all, part) => {
        for (const definitions of [
          all,
          { segments: all, metrics: part },
          {
            segments: { x: part },
            metrics: { y: all },
            groups: { z: part },
            history: all,
            session: part,
            savedGroups: all,
            traits: part,
          },
        ]) {
          const engine = createEngine(compile(definitions as never, kinds), host, { now: MONDAY });
          engine.apply({ name: 'a', time: MONDAY, props: { v: 1 } });
          ask(engine);
        }
      }),
      options,
    );
  });

  test('any JSON in place of a state, or of a part of one', () => {
    fc.assert(
      fc.property(documents, history, hostile, fc.nat(), ([first], steps, damage, where) => {
        const plan = compile(first as never, kinds);
        const engine = createEngine(plan, host, { now: MONDAY });
        for (const step of steps as readonly Step[])
          if (step.do === 'event')
            engine.apply({ name: step.name, time: MONDAY, props: step.props });
        const state = JSON.parse(JSON.stringify(engine.state())) as Any;
        for (const one of [damage, damageAt(state, damage, where).damaged]) {
          const again = createEngine(plan, host, {
            now: MONDAY,
            state: one as never,
            log: [damage, { name: 'a', time: MONDAY, props: damage }] as never,
          });
          again.apply({ name: 'a', time: MONDAY, props: { v: 1, k: 'x' } });
          again.advance(MONDAY + 1e9);
        }
      }),
      options,
    );
  });

  test('a state stays as it was, whatever comes after: before an engine, and behind one', () => {
    fc.assert(
      fc.property(documents, history, ([first], steps) => {
        const plan = compile(first as never, kinds);
        const play = (engine: Engine, after: number): void => {
          for (const [i, step] of (steps as readonly Step[]).entries())
            if (step.do === 'event')
              engine.apply({ name: step.name, time: after + i * 1e6, props: step.props });
        };
        const engine = createEngine(plan, host, { now: MONDAY });
        play(engine, MONDAY);
        const state = engine.state();
        const before = JSON.stringify(state);
        play(engine, MONDAY + 1e8);
        expect(JSON.stringify(state)).toBe(before);
        const again = createEngine(plan, host, { now: MONDAY + 1e8, state });
        play(again, MONDAY + 1e8);
        explain(again, 's0');
        expect(JSON.stringify(state)).toBe(before);
      }),
      options,
    );
  });

  test('a chain of ten thousand segments, and one nested ten thousand deep', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, i) => [
        `s${i}`,
        { when: { [`segment.s${i + 1}`]: true } },
      ]),
    );
    const deep = JSON.parse(`${'{"$not":'.repeat(10_000)}{}${'}'.repeat(10_000)}`) as never;
    const plan = compile(
      define({
        segments: { ...chain, s10000: { when: {} }, deep: { when: deep }, fine: { when: {} } },
      }),
      kinds,
    );
    expect(plan.disabled.get('deep')).toBe('more than 50 deep');
    expect(createEngine(plan, host, { now: MONDAY }).has('fine')).toBe(true);
  });

  test('ids like those of an object’s own inside', () => {
    const segments = JSON.parse(
      '{"__proto__":{"when":{}},"constructor":{"when":{"metric.__proto__":{"$gte":1}}}}',
    ) as never;
    const metrics = JSON.parse('{"__proto__":{"count":"__proto__"}}') as never;
    const plan = compile(define({ segments, metrics }), kinds);
    const engine = createEngine(plan, host, { now: MONDAY });
    engine.apply({ name: '__proto__', time: MONDAY });
    const again = createEngine(plan, host, {
      now: MONDAY,
      state: JSON.parse(JSON.stringify(engine.state())) as never,
    });
    expect(again.current()).toEqual(['__proto__', 'constructor']);
  });
});

/** Puts something else in place of one part of a document. */
const damageAt = (
  document: Any,
  damage: unknown,
  where: number,
): { damaged: Any; touched: string } => {
  const paths: string[][] = [];
  const walk = (value: unknown, path: string[]): void => {
    if (path.length > 0) paths.push(path);
    if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
  };
  walk(document, []);
  const path = paths[where % paths.length]!;
  const put = (value: unknown, [step, ...rest]: string[]): unknown => {
    if (step === undefined) return damage;
    const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
    (copy as Any as { [key: string]: unknown })[step] = put((value as Any)[step], rest);
    return copy;
  };
  return { damaged: put(document, path) as Any, touched: path.length > 1 ? path[1]! : path[0]! };
};

/** Whether a segment reads a metric or segment, however indirectly. */
const reads = (definitions: Any, id: string, touched: string): boolean => {
  const text = JSON.stringify(definitions['segments'][id] ?? definitions['metrics'][id] ?? null);
  const names = [...text.matchAll(/(?:metric|segment|enter|leave)[.:](\w+)/g)].map(
    ([, one]) => one!,
  );
  return names.some((one) => one === touched || (one !== id && reads(definitions, one, touched)));
};
