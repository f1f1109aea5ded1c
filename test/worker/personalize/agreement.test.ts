// What the edge says of a visitor, the page says too, whoever the visitor is: random definitions, requests and pasts.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { compile, createEngine, type HostFacts } from '../../../shared/engine/index.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { decide } from '../../../worker/personalize/decide.ts';
import { definitionsOf } from '../edge.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 2, 5);

const text = fc.constantFrom('x', 'y', 'z');
const ofText = fc.oneof(
  text,
  fc.constant(null),
  text.map((one) => ({ $ne: one })),
  fc.array(text, { maxLength: 2 }).map((some) => ({ $in: some })),
  fc.array(text, { maxLength: 2 }).map((some) => ({ $nin: some })),
  fc.boolean().map((is) => ({ $exists: is })),
  text.map((one) => ({ $not: { $regex: `^${one}` } })),
  text.map((one) => ({ $gte: one })),
);
const ofNumber = fc
  .tuple(fc.constantFrom('$gte', '$lt', '$eq', '$ne'), fc.integer({ min: 0, max: 3 }))
  .map(([operator, one]) => ({ [operator]: one }));
const HOST = ['geo.country', 'geo.city', 'device.os', 'device.language', 'page.path', 'page.host'];
const leafOf = (earlier: readonly string[]) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...HOST), ofText) },
    {
      weight: 3,
      arbitrary: fc.tuple(
        fc.constantFrom(
          'trait.plan',
          'page.title',
          'device.viewport',
          'session.landing',
          'metric.last',
        ),
        ofText,
      ),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(
        fc.constantFrom(
          'metric.orders',
          'visitor.sessions',
          'session.pages',
          'now.weekday',
          'now.hour',
        ),
        ofNumber,
      ),
    },
    ...(earlier.length > 0
      ? [
          {
            weight: 2,
            arbitrary: fc.tuple(
              fc.constantFrom(...earlier).map((id) => `segment.${id}`),
              fc.boolean(),
            ),
          },
        ]
      : []),
  );

type Condition = { readonly [key: string]: unknown };
const treeOf = (earlier: readonly string[]): fc.Arbitrary<Condition> => {
  const leaf = leafOf(earlier).map(([fact, operand]): Condition => ({ [fact]: operand }));
  const two = fc.tuple(leaf, leaf);
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 2, arbitrary: two.map(([a, b]): Condition => ({ ...a, ...b })) },
    { weight: 2, arbitrary: two.map(([...$or]): Condition => ({ $or })) },
    { weight: 1, arbitrary: fc.array(leaf, { maxLength: 2 }).map(($nor): Condition => ({ $nor })) },
    { weight: 1, arbitrary: leaf.map(($not): Condition => ({ $not })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(leaf, leaf, leaf)
        .map(([a, b, c]): Condition => ({ $and: [a, { $or: [b, { $not: c }] }] })),
    },
  );
};
const segmentOf = (earlier: readonly string[]) => {
  const seldom = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 });
  return fc
    .record({
      when: treeOf(earlier),
      keep: seldom(fc.constantFrom('2h', '3d', 'forever')),
      exclude: seldom(treeOf(earlier)),
      excludeEver: seldom(treeOf(earlier)),
    })
    .map((one) => Object.fromEntries(Object.entries(one).filter(([, rule]) => rule !== undefined)));
};
const definitions = fc
  .tuple(
    segmentOf([]),
    segmentOf(['a']),
    segmentOf(['a', 'b']),
    segmentOf(['a', 'b', 'c']),
    fc.constantFrom<readonly string[]>([], ['a', 'b'], ['b', 'a', 'd']),
  )
  .map(([a, b, c, d, group]) =>
    definitionsOf('x.example', {
      traits: { plan: { type: 'string' } },
      metrics: {
        orders: { count: 'purchase', within: '3d' },
        last: { last: 'purchase.kind' },
      } as Definitions['metrics'] & object,
      segments: { a, b, c, d } as unknown as Definitions['segments'],
      ...(group.length > 0 && { groups: { one: { segments: group } } }),
    }),
  );

const value = fc.option(text, { nil: null });
const everything = fc.record({
  geo: fc.record({ country: value, city: value }),
  device: fc.record({ os: value, language: value, viewport: value }),
  page: fc.record({ path: text, host: text, title: text }),
  trait: fc.record({ plan: value }),
});
const past = fc.array(
  fc.record({
    name: fc.constantFrom('purchase', 'page_view'),
    after: fc.integer({ min: 0, max: 40 }).map((hours) => hours * HOUR),
    kind: text,
    facts: everything,
  }),
  { maxLength: 6 },
);
/** Which facts the request tells; the place as a whole or not at all. */
const toldOf = fc.record({
  geo: fc.boolean(),
  os: fc.boolean(),
  language: fc.boolean(),
});

it('no answer of the edge is another one on the page, for any past', () => {
  let answered = 0;
  let trues = 0;
  fc.assert(
    fc.property(
      definitions,
      everything,
      toldOf,
      fc.array(past, { minLength: 1, maxLength: 3 }),
      (document, now, tells, pasts) => {
        const names = new Set([
          'page.path',
          'page.host',
          ...(tells.geo ? ['geo.country', 'geo.city'] : []),
          ...(tells.os ? ['device.os'] : []),
          ...(tells.language ? ['device.language'] : []),
        ]);
        const facts: HostFacts = {
          ...(tells.geo && { geo: now.geo }),
          device: {
            os: tells.os ? now.device.os : null,
            language: tells.language ? now.device.language : null,
          },
          page: { path: now.page.path, host: now.page.host },
        };
        const answers = decide({
          verified: { site: '', version: 1, hash: '', expires: 0 },
          document,
          segments: ['a', 'b', 'c', 'd'],
          told: { facts, names, timezone: null },
          now: START,
        });
        answered += answers.size;
        trues += [...answers].filter(([, is]) => is).length;
        const plan = compile(document, kinds);
        for (const events of pasts) {
          const host = { offsetAt: () => 60 };
          const engine = createEngine(plan, host, { now: START });
          let time = START;
          for (const { name, after, kind, facts: then } of events) {
            engine.setFacts(then);
            engine.apply({ name, time: (time += after), props: { kind, page_path: kind } });
          }
          engine.setFacts(now);
          engine.advance(time + HOUR);
          for (const [id, is] of answers) expect([id, engine.member(id)]).toEqual([id, is]);
        }
      },
    ),
    { numRuns: 400, seed: 20261124 },
  );
  // It is not silent, and not always of one mind.
  expect(answered).toBeGreaterThan(200);
  expect(trues).toBeGreaterThan(50);
});
