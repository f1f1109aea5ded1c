// What explanations say of the time to come, held against what then happens.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../shared/engine/explain/index.ts';
import { createEngine } from '../../../shared/engine/index.ts';
import { compile } from './compile.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import type { Engine, ExplanationNode, Unless } from '../../../shared/engine/index.ts';
import type { Any } from './meaning.ts';
import { HOUR, MONDAY } from './visitor.ts';

type Said = Pick<ExplanationNode, 'text'> & {
  readonly unless?: Unless | null;
  readonly changesAt?: number | null;
};

const seed = Number(process.env['COVEY_SEED']);
const runs = Number(process.env['COVEY_RUNS'] ?? 1_200);

describe(`what is said of the time to come is so (COVEY_SEED=${seed} COVEY_RUNS=${runs})`, () => {
  const host = { offsetAt: () => 60 };
  const name = fc.constantFrom('a', 'b', 'c');
  const within = fc.integer({ min: 2, max: 9 }).map((hours) => `${hours}h`);
  const metric: fc.Arbitrary<Any> = fc.oneof(
    fc.record({ count: fc.oneof(name, fc.constantFrom(['a', 'b'], '*')), within }),
    fc.record({ sum: fc.constantFrom('a.v', 'b.v'), within }),
    fc.record({ since: name, of: fc.constantFrom('first', 'last') }),
    fc.record({ since: name, within }),
    fc.record({
      sequence: fc.constantFrom(
        [{ event: 'a' }, { event: 'b' }],
        [{ event: 'a' }, { not: 'c' }, { event: 'b' }],
      ),
      within,
    }),
    fc.record({ count: name, by: fc.constant('v'), within: fc.constant('session') }),
    fc.record({ distinct: fc.constant('a.v'), within }),
  );
  const condition = fc
    .array(
      fc.tuple(
        fc.constantFrom('metric.m0', 'metric.m1', 'metric.m2', 'session.events', 'segment.s0'),
        fc.constantFrom('$gte', '$gt', '$lt', '$lte'),
        fc.integer({ min: 1, max: 4 }),
      ),
      { minLength: 1, maxLength: 2 },
    )
    .map((leaves) => leaves.map(([fact, operator, level]): Any => ({ fact, operator, level })));
  const documents = fc.record({
    metrics: fc.tuple(metric, metric, metric),
    conditions: fc.tuple(condition, condition),
    exclude: fc.option(condition, { nil: undefined, freq: 4 }),
    keep: fc.option(within, { nil: undefined, freq: 4 }),
    isGroup: fc.boolean(),
  });
  const events = fc.array(
    fc.record({
      name,
      wait: fc.integer({ min: 0, max: 3 }),
      v: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 2, maxLength: 8 },
  );

  /** Events that would keep an answer, by what is said. */
  const keeping = (what: string, more: number): readonly (readonly [string, number])[] => {
    if (what.startsWith('of ')) return [[what.charAt(3), more]];
    const names = what.startsWith('completion')
      ? ['a', 'b']
      : [what === 'event' ? 'c' : what.charAt(0)];
    return Array.from({ length: more }, () => names.map((one) => [one, 1] as const)).flat();
  };
  const leaves = (node: ExplanationNode): readonly ExplanationNode[] =>
    node.parts ? node.parts.flatMap(leaves) : [node];

  test('when an answer or a clause changes, to what, and that "unless" keeps it', () => {
    let kept = 0;
    const foretells = (
      { metrics: measures, conditions, exclude, keep, isGroup }: Any,
      steps: readonly Any[],
    ) => {
      const written = (parts: readonly Any[], own: boolean): Any =>
        Object.fromEntries(
          parts.map(({ fact, operator, level }) => {
            const measure = measures[fact.slice(-1)];
            if (fact === 'segment.s0')
              return own ? [fact, true] : ['now.hour', { [operator]: level }];
            return [fact, { [operator]: measure?.since ? `${level}h` : level }];
          }),
        );
      const plan = compile(
        {
          metrics: { m0: measures[0], m1: measures[1], m2: measures[2] },
          segments: {
            s0: { when: written(conditions[0], false) },
            s1: {
              when: written(conditions[1], !isGroup),
              ...(keep && { keep }),
              ...(exclude && { exclude: written(exclude, !isGroup) }),
            },
          },
          ...(isGroup && { groups: { g: { segments: ['s0', 's1'] } } }),
        } as never,
        kinds,
      );
      let now = MONDAY;
      const engine = createEngine(plan, host, { now });
      const at = (time: number): Engine => {
        const copy = createEngine(plan, host, { now, state: engine.state() });
        copy.advance(time);
        return copy;
      };
      for (const { name: event, wait, v } of steps) {
        now += wait * HOUR;
        engine.apply({ name: event, time: now, props: { v } });
        for (const id of plan.segments) {
          const said = explain(engine, id);
          if (!said) continue;
          const asked: readonly (readonly [Said, (of: Engine) => unknown])[] = [
            [said, (of) => of.member(id)],
            ...leaves(said.because).map(
              (leaf, i) =>
                [
                  leaf,
                  (of: Engine) => leaves(explain(of, id)?.because ?? leaf)[i]?.result,
                ] as const,
            ),
          ];
          for (const [{ changesAt, unless, text }, answer] of asked) {
            if (typeof changesAt !== 'number') continue;
            const before = answer(engine);
            expect([text, answer(at(changesAt - 1))]).toEqual([text, before]);
            expect([text, answer(at(changesAt))]).not.toEqual([text, before]);
            const time = now + Math.ceil((changesAt - now) / 2);
            if (!unless || unless === 'condition' || time >= changesAt) continue;
            const copy = at(time);
            for (const [one, value] of keeping(unless.what, unless.more))
              copy.apply({ name: one, time, props: { v: value } });
            copy.advance(changesAt);
            expect([text, answer(copy)]).toEqual([text, before]);
            kept++;
          }
          if (said.changesAt !== null) expect(at(said.changesAt).member(id)).toBe(said.changesTo);
        }
      }
    };
    fc.assert(fc.property(documents, events, foretells), { seed, numRuns: Math.ceil(runs * 0.05) });
    expect(kept).toBeGreaterThan(runs / 20);
  });
});
