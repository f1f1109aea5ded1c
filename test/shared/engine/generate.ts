// Random definitions and random histories, for holding the engine against the meaning.
import fc from 'fast-check';
import type { Parameter, Spec } from '../../../shared/metrics/spec.ts';
import { type Kind, KINDS, SPECS, specOf } from '../../../shared/metrics/specs.ts';
import type { Any } from './meaning.ts';

export const TICK = 3_600_000;

const NAMES = ['a', 'b', 'c', 'page_view'] as const;
const name = fc.constantFrom(...NAMES);
const hours = (most: number) => fc.integer({ min: 1, max: most }).map((n) => `${n}h`);
const selector = fc.oneof(
  { weight: 6, arbitrary: name },
  { weight: 2, arbitrary: fc.constantFrom<readonly string[]>(['a', 'b'], ['b', 'c']) },
  { weight: 1, arbitrary: fc.constant('*') },
);

const where = fc.oneof(
  fc.constantFrom<Any>(
    { k: 'x' },
    { k: { $in: ['x', 'y'] } },
    { k: { $ne: 'x' } },
    { k: 'x', v: { $gte: 1 } },
    { v: { $lt: 2 } },
    { v: { $exists: true } },
    { v: { $in: [2, 2.5] } },
    { $or: [{ k: 'y' }, { v: { $gt: 1 } }] },
    { $not: { k: 'z' } },
    { 'time.hour': { $gte: 6, $lt: 18 } },
    { 'session.number': { $gt: 1 } },
    { 'session.number': 2, k: 'x' },
    { 'deep.k': 'x' },
    { item_id: 'p' },
    { item_id: 'p', 'items.price': { $gte: 2 } },
  ),
);
const maybe = <T>(of: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight, arbitrary: of }, { weight: 2, arbitrary: fc.constant(undefined) });
const seldom = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 1, arbitrary: of }, { weight: 5, arbitrary: fc.constant(undefined) });
/** Leaves undefined keys out. */
const object = (of: { [key: string]: fc.Arbitrary<unknown> }): fc.Arbitrary<Any> =>
  fc.record(of).map((made) => JSON.parse(JSON.stringify(made)) as Any);

/** Those in which steps can be looked for. */
const window = fc.oneof(
  { weight: 6, arbitrary: hours(30) },
  { weight: 2, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>('session', 'today', 'week', 'month') },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      { from: '2026-03-28T03:00:00Z', to: '2026-03-29T00:00:00Z' },
      { from: '2026-03-27T00:00:00Z', to: '2026-03-28T00:00:00Z' },
    ),
  },
  { weight: 1, arbitrary: hours(30).map((first) => ({ first })) },
  {
    weight: 1,
    arbitrary: fc.tuple(hours(20), hours(10)).map(([length, ago]) => ({ length, ago })),
  },
);
const anyWindow = fc.oneof(
  { weight: 10, arbitrary: window },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }).map((sessions) => ({ sessions })) },
);
const property = fc.constantFrom('v', 'v', 'k', 'deep.k', 'items.price', 'item_id', 'tags');
const selected = fc.tuple(name, property).map(([event, one]) => `${event}.${one}`);

const eventStep = object({
  event: selector,
  where: maybe(where),
  times: fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant(2) },
  ),
});
const gaps = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: hours(4).map((atLeast) => ({ atLeast })) },
  { weight: 1, arbitrary: hours(8).map((atMost) => ({ atMost })) },
  {
    weight: 1,
    arbitrary: fc.tuple(hours(2), hours(6)).map(([atLeast, atMost]) => ({ atLeast, atMost })),
  },
);
const following = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ after: 'next' }) },
);
const notStep = object({ not: selector, where: maybe(where) });
const block = fc
  .array(object({ event: selector, where: maybe(where) }), { minLength: 2, maxLength: 3 })
  .map((anyOrder): Any => ({ anyOrder }));
const laterSteps = fc.tuple(
  fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(notStep) }),
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(eventStep, gaps, following)
        .map((parts): Any => Object.assign({}, ...parts)),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(block, gaps).map((parts): Any => Object.assign({}, ...parts)),
    },
  ),
);
export const steps: fc.Arbitrary<Any[]> = fc
  .tuple(
    fc.oneof(
      { weight: 8, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.tuple(notStep) },
    ),
    fc.oneof({ weight: 6, arbitrary: eventStep }, { weight: 1, arbitrary: block }),
    fc.array(laterSteps, { maxLength: 2 }),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(object({ not: selector, where: maybe(where), for: hours(6) }), {
          minLength: 1,
          maxLength: 2,
        }),
      },
    ),
  )
  .map(([leading, first, later, trailing]) => [...leading, first, ...later.flat(2), ...trailing]);

const by = fc.constantFrom('k', 'item_id', 'tags');
const sequence = { sequence: steps, span: maybe(hours(12)), scope: maybe(fc.constant('session')) };
const bounding = fc.oneof(
  { weight: 1, arbitrary: fc.tuple(eventStep).map((one): Any => ({ sequence: one })) },
  { weight: 1, arbitrary: object(sequence) },
);
const bound = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: bounding.map((after) => ({ after })) },
  { weight: 1, arbitrary: bounding.map((after) => ({ after, orEver: true })) },
  { weight: 1, arbitrary: bounding.map((before) => ({ before })) },
);

/** What stands beside the key of a kind, by what the kind takes. Sessions and formulas are made of other metrics. */
const operands: { readonly [T in Spec['takes']]?: fc.Arbitrary<unknown> } = {
  events: selector,
  property: selected,
  steps,
};
/** What a parameter says, by its type. */
const saidIn = ({ type, of = [''], from = 0, to = 1 }: Parameter): fc.Arbitrary<unknown> =>
  ({
    choice: fc.constantFrom(...of),
    duration: fc.oneof(
      { weight: 4, arbitrary: hours(12) },
      { weight: 1, arbitrary: fc.constant('1d') },
    ),
    name: by,
    text: fc.constantFrom<unknown>('x', 1),
    whole: fc.constant(2),
    number: fc.constantFrom(from, to, (from + to) / 2, from + 0.75 * (to - from)),
    metrics: fc.constant({}),
  })[type];
/** Kinds that are worth more than one of the others. */
const WEIGHTS: { readonly [kind in Kind]?: number } = {
  count: 5,
  sum: 2,
  distinct: 2,
  since: 3,
  periods: 2,
  interest: 2,
  sequence: 8,
};

/** What a metric measures, without window or bounds. */
const measure: fc.Arbitrary<Any> = fc.oneof(
  ...KINDS.flatMap((kind) => {
    const { takes, parameters } = SPECS[kind];
    const operand = operands[takes];
    const more = Object.entries(parameters).map(([key, parameter]) => {
      const said = saidIn(parameter);
      return [key, parameter.required ? said : maybe(said)] as const;
    });
    return operand === undefined
      ? []
      : [
          {
            weight: WEIGHTS[kind] ?? 1,
            arbitrary: object({ [kind]: operand, ...Object.fromEntries(more) }),
          },
        ];
  }),
);

const logistic = (facts: readonly string[]) =>
  fc.subarray([...facts], { minLength: 1 }).map((chosen): Any => ({
    logistic: {
      bias: -0.5,
      weights: Object.fromEntries(chosen.map((fact, i) => [fact, i - 0.75])),
    },
  }));
const formulaOver = (facts: readonly string[]): fc.Arbitrary<unknown> => {
  const part = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<unknown>(...facts) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(1, 2.5) },
  );
  return fc.oneof(
    part,
    fc
      .tuple(fc.constantFrom('add', 'multiply', 'subtract', 'divide', 'min', 'max'), part, part)
      .map(([operation, one, other]): Any => ({ [operation]: [one, other] })),
    part.map((log1p): Any => ({ log1p })),
    logistic(facts),
  );
};

const ofSession = fc
  .tuple(measure, measure, maybe(where), maybe(where), bound)
  .chain(([a, b, one, other, bounds]) => {
    const each = {
      a: { ...a, ...(one && { where: one }), ...bounds },
      b: { ...b, ...(other && { where: other }) },
    };
    const facts = ['metric.a', 'metric.b', 'session.pages'];
    return formulaOver(facts).chain((formula) => {
      // Wherever it stands, and so before what it reads.
      const all: Any = { c: { formula }, ...each };
      const leaf = fc.oneof(
        metricLeaf(all),
        fc.constantFrom<Any>(
          { 'session.pages': { $gte: 1 } },
          { 'session.events': { $lt: 3 } },
          { 'session.duration': { $gte: '1h' } },
          { 'session.landing': 'x' },
        ),
      );
      return tree(leaf).map((sessions): Any => ({ sessions, each: all }));
    });
  });

export const metric: fc.Arbitrary<Any> = fc
  .tuple(
    fc.oneof(
      { weight: 9, arbitrary: measure },
      { weight: 1, arbitrary: fc.constant(0).chain(() => ofSession) },
    ),
    object({ where: maybe(where) }),
    bound,
  )
  .chain(([what, options, bounds]) =>
    object({ within: what['sequence'] ? window : anyWindow }).map((made): Any => ({
      ...what,
      ...options,
      ...made,
      ...bounds,
    })),
  )
  // What bounds a metric of sessions is left to it.
  .map((made) => {
    if (!made['sessions']) return made;
    const { after: _, before: __, orEver: ___, ...rest } = made;
    return rest;
  });

/** Metrics of the transitions of s0, for segments behind it. */
const transitions: fc.Arbitrary<Any> = fc
  .tuple(
    fc.oneof(
      object({
        count: fc.constantFrom('enter:s0', 'leave:s0', ['enter:s0', 'a'], ['enter:s0', '*']),
      }),
      object({ since: fc.constantFrom('enter:s0', 'leave:s0') }),
      object({
        sequence: fc.constantFrom<Any[]>(
          [{ event: 'enter:s0' }, { event: 'leave:s0', atMost: '5h' }],
          [{ event: 'a' }, { event: 'enter:s0' }],
          [{ event: 'enter:s0' }, { event: '*' }],
          [{ event: 'leave:s0' }, { not: 'enter:s0', for: '3h' }],
        ),
      }),
    ),
    window,
    maybe(fc.constant({ sessions: 2 })),
  )
  .map(([what, within, sessions]): Any => {
    const one = (!what['sequence'] && sessions) || within;
    return one === undefined ? what : { ...what, within: one };
  });

const number = fc.constantFrom(0, 1, 2, 3, 1.1, 2.5);
const ordering = fc.constantFrom('$gte', '$gt', '$lt', '$lte');
const compare = (operand: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(ordering, operand).map(([operator, one]) => ({ [operator]: one })),
    },
    { weight: 1, arbitrary: operand.map((one) => ({ $eq: one })) },
    { weight: 1, arbitrary: operand.map((one) => ({ $ne: one })) },
    { weight: 1, arbitrary: fc.tuple(operand, operand).map((two) => ({ $in: two })) },
    {
      weight: 1,
      arbitrary: fc.tuple(operand, operand).map(([low, high]) => ({ $gte: low, $lt: high })),
    },
    { weight: 1, arbitrary: operand.map((one) => ({ $not: { $lt: one } })) },
    { weight: 1, arbitrary: fc.boolean().map((one) => ({ $exists: one })) },
  );
const ofText = fc.constantFrom<unknown>(
  'x',
  { $in: ['x', 'y'] },
  { $ne: 'y' },
  { $exists: true },
  null,
);

const factLeaf = fc.oneof(
  ...(
    [
      ['visitor.age', compare(hours(40))],
      ['visitor.away', compare(hours(8))],
      ['session.duration', compare(hours(6))],
      ['session.engaged', compare(fc.constantFrom('1s', '2s'))],
      ['session.number', compare(number)],
      ['session.pages', compare(number)],
      ['session.events', compare(number)],
      ['visitor.daysActive', compare(number)],
      ['session.landing', ofText],
      ['visitor.firstSeen', compare(fc.constantFrom('2026-03-28', '2026-03-29'))],
      ['now.hour', compare(fc.constantFrom(3, 8, 20))],
      ['now.weekday', compare(fc.constantFrom(1, 6, 7))],
      ['now.date', compare(fc.constantFrom('2026-03-28', '2026-03-29'))],
      ['trait.plan', ofText],
      ['trait.age', compare(number)],
      ['until.ends', compare(hours(40))],
      ['since.ends', compare(hours(40))],
      ['anniversary.ends', compare(fc.constantFrom(0, 1, 2, 364))],
      ['geo.country', ofText],
      ['source.first.medium', ofText],
    ] as const
  ).map(([fact, operand]) => operand.map((one): Any => ({ [fact]: one }))),
);

const metricLeaf = (metrics: Any): fc.Arbitrary<Any> =>
  fc.constantFrom(...Object.keys(metrics)).chain((id) => {
    const one = metrics[id];
    const value = specOf(one)?.value;
    const operand =
      value === 'duration'
        ? compare(hours(30))
        : value === 'any'
          ? fc.oneof(ofText, compare(number))
          : compare(number);
    return operand.map((asked): Any => ({ [`metric.${id}`]: asked }));
  });

const tree = (leaf: fc.Arbitrary<Any>): fc.Arbitrary<Any> =>
  fc.oneof(
    { weight: 4, arbitrary: leaf },
    {
      weight: 1,
      arbitrary: fc.tuple(leaf, leaf).map(([one, other]): Any => ({ ...one, ...other })),
    },
    { weight: 1, arbitrary: fc.array(leaf, { maxLength: 3 }).map(($or): Any => ({ $or })) },
    { weight: 1, arbitrary: fc.array(leaf, { maxLength: 2 }).map(($nor): Any => ({ $nor })) },
    { weight: 1, arbitrary: leaf.map(($not): Any => ({ $not })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(leaf, leaf, leaf)
        .map(([a, b, c]): Any => ({ $and: [a, { $or: [b, c] }] })),
    },
  );

const segment = (metrics: Any, earlier: readonly string[]): fc.Arbitrary<Any> => {
  const leaf = fc.oneof(
    { weight: 6, arbitrary: metricLeaf(metrics) },
    { weight: 2, arbitrary: factLeaf },
    ...(earlier.length > 0
      ? [
          {
            weight: 2,
            arbitrary: fc
              .tuple(fc.constantFrom(...earlier), fc.boolean())
              .map(([id, is]): Any => ({ [`segment.${id}`]: is })),
          },
        ]
      : []),
  );
  const condition = tree(leaf);
  return object({
    when: condition,
    keep: maybe(
      fc.oneof(
        { weight: 4, arbitrary: hours(20) },
        { weight: 1, arbitrary: fc.constant('forever') },
      ),
    ),
    exclude: fc.option(condition, { nil: undefined, freq: 2 }),
    excludeEver: fc.option(condition, { nil: undefined, freq: 2 }),
  });
};

/** Documents over one pool of metrics and segments, so that some of both outlive a new version. */
const documentsOf = (pools: fc.Arbitrary<readonly Any[]>): fc.Arbitrary<readonly Any[]> =>
  fc.tuple(pools, transitions).chain(([pool, transition]) => {
    const metrics: Any = Object.fromEntries(pool.map((one, i) => [`m${i}`, one]));
    const facts = [
      ...Object.keys(metrics).map((id) => `metric.${id}`),
      'visitor.age',
      'trait.age',
      'until.ends',
      'anniversary.ends',
    ];
    return formulaOver(facts).chain((formula) => {
      const all: Any = { ...metrics, f: { formula } };
      const late: Any = { ...all, t: transition };
      return fc
        .tuple(segment(all, []), segment(late, ['s0']), segment(late, ['s0', 's1']))
        .chain((segments) => {
          const read = JSON.stringify([segments, formula]);
          return fc
            .array(
              fc.tuple(
                fc.subarray(Object.keys(late)),
                fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
                fc.boolean(),
                fc.constantFrom(false, false, false, true),
              ),
              { minLength: 1, maxLength: 3 },
            )
            .map((versions) =>
              versions.map(([chosen, changed, grouped, repeats]): Any => ({
                session: { timeout: '3h' },
                ...(repeats && { events: { a: { id: 'tid' }, b: { id: 'k' } } }),
                // What segments read stays, and so does what reads facts. The others come and go.
                metrics: Object.fromEntries(
                  Object.entries(late).filter(
                    ([id]) => id === 'f' || chosen.includes(id) || read.includes(`"metric.${id}"`),
                  ),
                ),
                segments: Object.fromEntries(
                  segments.map((one, i) => [
                    `s${i}`,
                    changed[i] ? { ...one, when: { $and: [one['when'], {}] } } : one,
                  ]),
                ),
                ...(grouped ? { groups: { g: { segments: ['s0', 's2'] } } } : {}),
              })),
            );
        });
    });
  });

const props = object({
  v: fc.constantFrom<unknown>(undefined, 0, 1, 2, 0.1, 1.1, -1, '2', '2,50', '1.234', null, true),
  tid: fc.constantFrom<unknown>(undefined, undefined, 't', 1, '1', ''),
  k: fc.constantFrom<unknown>(undefined, 'x', 'y', 'z', 3),
  deep: fc.constantFrom<unknown>(undefined, { k: 'x' }, { k: { k: 'x' } }),
  tags: fc.constantFrom<unknown>(undefined, ['x', 'y'], ['x', 'x', null, 1], 'y'),
  items: fc.constantFrom<unknown>(
    undefined,
    [],
    [
      { item_id: 'p', price: 1 },
      { item_id: 'q', price: 3 },
    ],
    [{ item_id: 'p', price: 2.5 }, 'odd', { price: 1 }],
    'none',
  ),
  item_id: fc.constantFrom<unknown>(undefined, undefined, 'p'),
  page_path: fc.constantFrom<unknown>(undefined, 'x', 'y'),
});

/** To look at values brings what is kept up to the present: so nobody always does. */
const look = fc.constantFrom(true, false);

/** Many events in a short time, so that what settles no answer is forgotten. */
export const longHistory: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 30,
      arbitrary: fc.record({
        do: fc.constant('event' as const),
        wait: fc.constantFrom(0, 0, 0, 1),
        name: fc.constantFrom('a', 'b'),
        props: object({
          k: fc.constantFrom('x', 'y', 'z', 'u', 'v', 'w'),
          v: fc.constantFrom<unknown>(undefined, 0, 0.1, 1, 30),
        }),
        late: fc.constant(0),
        look,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('pass' as const),
        wait: fc.integer({ min: 1, max: 12 }),
        woken: fc.boolean(),
        look,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('restart' as const),
        wait: fc.constant(0),
        definitions: fc.nat({ max: 2 }),
      }),
    },
  ),
  { minLength: 60, maxLength: 120 },
);

/** Counts, sums and different values in windows, asked for by segments that look no closer than they must. */
export const documentsOfTotals: fc.Arbitrary<readonly Any[]> = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.constantFrom<Any>(
          { count: 'a' },
          { sum: 'a.v' },
          { distinct: 'a.k' },
          { count: ['a', 'b'] },
        ),
        fc.oneof(
          hours(12),
          fc.constantFrom('session', { sessions: 2 }, { length: '6h', ago: '2h' }),
        ),
      ),
      { minLength: 2, maxLength: 3 },
    ),
    fc.array(fc.tuple(ordering, fc.constantFrom(1, 3, 5, 31.1, 33, 40, 100)), {
      minLength: 9,
      maxLength: 9,
    }),
  )
  .map(([pool, asked]) =>
    [0, 1, 2].map((version): Any => ({
      session: { timeout: '3h' },
      metrics: Object.fromEntries(pool.map(([what, within], i) => [`m${i}`, { ...what, within }])),
      segments: Object.fromEntries(
        pool.map((_, i) => {
          const [operator, mark] = asked[version * 3 + i]!;
          return [`s${i}`, { when: { [`metric.m${i}`]: { [operator]: mark } } }];
        }),
      ),
    })),
  );

const facts = object({
  trait: fc.constantFrom<unknown>(
    undefined,
    {},
    { plan: 'x', age: 2 },
    { plan: 'y', age: null, ends: '2026-03-29T06:00:00Z' },
    { ends: '2026-03-28' },
    { ends: '1990-03-29' },
    { ends: '1992-03-28T23:30:00Z' },
  ),
  geo: fc.constantFrom<unknown>(undefined, { country: 'x' }, { country: null }),
  source: fc.constantFrom<unknown>(undefined, { first: { medium: 'y' } }),
});

export const documents = documentsOf(fc.array(metric, { minLength: 2, maxLength: 4 }));

/** Sequences alone, of few events and in windows, so that they meet, overlap and leave. */
export const documentsOfSequences = documentsOf(
  fc.array(
    fc
      .tuple(
        object({
          sequence: fc.array(
            fc.oneof(
              { weight: 3, arbitrary: fc.constantFrom<Any>({ event: 'a' }, { event: '*' }) },
              { weight: 1, arbitrary: fc.tuple(eventStep).map(([one]): Any => one) },
            ),
            { minLength: 1, maxLength: 3 },
          ),
          by: maybe(by),
        }),
        fc.oneof(fc.constant([]), fc.tuple(notStep)),
        fc.oneof(
          fc.constant([]),
          fc.array(object({ not: selector, for: hours(3) }), { minLength: 1, maxLength: 2 }),
        ),
        window,
      )
      .map(([one, leading, trailing, within]): Any => ({
        ...one,
        sequence: [...leading, ...one['sequence'], ...trailing],
        ...(within === undefined ? {} : { within }),
      })),
    { minLength: 2, maxLength: 3 },
  ),
);

/** What happens. Times are in ticks after the one before. Where a step says so, nobody looks at the values of metrics after it. */
export type Step = { readonly look?: boolean } & StepItself;
type StepItself =
  | {
      readonly do: 'event';
      readonly wait: number;
      readonly name: string;
      readonly props: Any;
      readonly id?: string;
      readonly late: number;
    }
  | { readonly do: 'pass'; readonly wait: number; readonly woken: boolean }
  | { readonly do: 'facts'; readonly facts: Any }
  | { readonly do: 'restart'; readonly wait: number; readonly definitions: number };

const wait = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 3, max: 30 }) },
);

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc
      .record({
        do: fc.constant('event' as const),
        wait,
        name: fc.oneof(
          { weight: 8, arbitrary: name },
          { weight: 1, arbitrary: fc.constantFrom('d', 'user_engagement') },
        ),
        props: props.map((one) => ({ ...one, engagement_time_msec: 1000 })),
        late: fc.constantFrom(0, 0, 0, 0, 2),
        look,
      })
      .chain((event) =>
        fc
          .constantFrom(undefined, undefined, undefined, 'one', 'two')
          .map((id) => (id ? { ...event, id } : event)),
      ),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass' as const), wait, woken: fc.boolean(), look }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('facts' as const), facts }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('restart' as const),
      wait,
      definitions: fc.nat({ max: 2 }),
    }),
  },
);

/** Left to itself, the generator seldom makes more than ten steps. */
export const history: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 9, arbitrary: fc.array(anyStep, { minLength: 1, maxLength: 25 }) },
  { weight: 1, arbitrary: fc.array(anyStep, { minLength: 10, maxLength: 25, size: 'max' }) },
);

/** Many metrics of few events, with conditions that can be looked up, and segments that ask one metric for different numbers. */
const asked = fc.constantFrom(0, 0.5, 1, 2, 3, 5, 8, 13, 20, 31.1, 33, 40);
const tableOfOne = fc.constantFrom<Any | undefined>(
  undefined,
  { k: 'x' },
  { k: { $eq: 'y' } },
  { k: { $in: ['x', 'y'] } },
  { k: { $in: ['y', 'u', 'y'] } },
  { k: { $in: ['x', 'y'], $ne: 'x' } },
  { k: 'x', v: { $gte: 1 } },
  { v: { $lt: 2 }, k: { $in: ['x', 'z'] } },
  { $and: [{ k: 'x' }, { v: { $exists: true } }] },
  { k: { $in: ['x', 3] } },
  { k: { $ne: 'x' } },
  { k: 3 },
  { k: null },
  { v: { $gt: 0 } },
  { k: 'x', item_id: 'p' },
  { k: { $in: [] } },
);
const tables = fc.oneof(
  { weight: 3, arbitrary: tableOfOne },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Any>(
      { c: 'x' },
      { c: { $in: ['x', 'z'] } },
      { c: 'y', k: 'x' },
      { k: 'x', c: 'y' },
      { k: { $in: ['x', 'y'] }, c: { $ne: 'x' } },
      { $and: [{ k: 'x' }, { c: 'x' }] },
      { $or: [{ k: 'x' }, { c: 'x' }] },
      { c: 'y', 'items.price': { $gte: 2 } },
    ),
  },
);
const crowd = (conditions: fc.Arbitrary<Any | undefined>): fc.Arbitrary<readonly Any[]> => {
  const longWindow = fc.oneof(
    { weight: 6, arbitrary: hours(60) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
  const restarting = fc.oneof(
    longWindow,
    fc.constantFrom<unknown>('session', 'today', { sessions: 3 }),
  );
  const names = fc.constantFrom<unknown>('a', 'a', 'a', ['a', 'b'], '*');
  return fc.array(
    fc.oneof(
      { weight: 4, arbitrary: object({ count: names, where: conditions, within: restarting }) },
      {
        weight: 2,
        arbitrary: object({
          sum: fc.constantFrom('a.v', 'a.items.price'),
          where: conditions,
          within: restarting,
        }),
      },
      { weight: 3, arbitrary: object({ since: names, where: conditions, within: restarting }) },
      {
        weight: 3,
        arbitrary: object({
          distinct: fc.constantFrom('a.k', 'a.v', 'a.n', 'a.n', 'b.c'),
          where: conditions,
          within: longWindow,
        }),
      },
      {
        weight: 1,
        arbitrary: object({
          count: names,
          where: conditions,
          within: fc.tuple(hours(20), hours(10)).map(([length, ago]) => ({ length, ago })),
        }),
      },
    ),
    { minLength: 3, maxLength: 6 },
  );
};

/** Versions differ in their segments and formulas; what is measured stays. */
const versionsOf = (
  pool: readonly Any[],
  operand: fc.Arbitrary<unknown>,
): fc.Arbitrary<readonly Any[]> => {
  const metrics: Any = Object.fromEntries(pool.map((one, i) => [`m${i}`, one]));
  const ids = Object.keys(metrics);
  const leaf = fc.constantFrom(...ids).chain((id) =>
    (specOf(metrics[id])?.value === 'duration' ? compare(hours(60)) : compare(operand)).map(
      (one): Any => ({
        [`metric.${id}`]: one,
      }),
    ),
  );
  const ofFormula = compare(operand).map((one): Any => ({ 'metric.f': one }));
  const one = (of: fc.Arbitrary<Any>): fc.Arbitrary<Any> =>
    object({
      when: fc.oneof(
        { weight: 3, arbitrary: of },
        { weight: 1, arbitrary: fc.tuple(of, leaf).map((two): Any => ({ $or: two })) },
        { weight: 1, arbitrary: fc.tuple(of, leaf).map((two): Any => ({ $and: two })) },
      ),
      keep: seldom(hours(20)),
      excludeEver: seldom(leaf),
    });
  const version = fc.record({
    segments: fc.array(one(leaf), { minLength: 6, maxLength: 6 }),
    formula: maybe(fc.tuple(fc.constantFrom(...ids.map((id) => `metric.${id}`)), one(ofFormula))),
  });
  return fc.array(version, { minLength: 3, maxLength: 3 }).map((versions) =>
    versions.map(({ segments, formula }): Any => ({
      session: { timeout: '3h' },
      metrics: formula ? { ...metrics, f: { formula: formula[0] } } : metrics,
      segments: Object.fromEntries(
        (formula ? [...segments.slice(1), formula[1]] : segments).map((made, i) => [`s${i}`, made]),
      ),
    })),
  );
};

export const documentsOfCrowds: fc.Arbitrary<readonly Any[]> = fc
  .oneof(crowd(tableOfOne), crowd(tables))
  .chain((pool) => versionsOf(pool, asked));

const stepsOf = (
  event: fc.Arbitrary<{ readonly name: string; readonly props: Any }>,
  waits: fc.Arbitrary<number>,
  length: { readonly minLength: number; readonly maxLength: number },
): fc.Arbitrary<readonly Step[]> => {
  const looks = fc.constantFrom(false, false, false, true);
  return fc.array(
    fc.oneof(
      {
        weight: 24,
        arbitrary: fc.record({ event, wait: waits, look: looks }).map((one) => ({
          do: 'event' as const,
          ...one.event,
          wait: one.wait,
          late: 0,
          look: one.look,
        })),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('pass' as const),
          wait: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 70 })),
          woken: fc.boolean(),
          look: looks,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('restart' as const),
          wait: fc.constantFrom(0, 0, 1, 9),
          definitions: fc.nat({ max: 2 }),
          look: looks,
        }),
      },
    ),
    { ...length, size: 'max' },
  );
};

export const historyOfCrowds: fc.Arbitrary<readonly Step[]> = stepsOf(
  fc.record({
    name: fc.constantFrom('a', 'a', 'a', 'b'),
    props: object({
      k: fc.constantFrom<unknown>('x', 'x', 'y', 'z', 'u', 3, undefined, ['x', 'y'], ['q'], null),
      c: fc.constantFrom<unknown>('x', 'y', 'z', 'q', undefined, ['x']),
      v: fc.constantFrom<unknown>(
        undefined,
        0,
        0.1,
        1,
        2.5,
        30,
        [1, 0.1, 'x'],
        '2',
        '30.0',
        '1,234',
        [],
      ),
      n: fc.nat({ max: 60 }),
      items: fc.constantFrom<unknown>(undefined, [
        { item_id: 'p', price: 1 },
        { item_id: 'q', price: 3.5 },
      ]),
    }),
  }),
  fc.constantFrom(0, 0, 0, 0, 1, 1, 2),
  { minLength: 20, maxLength: 80 },
);

const chained = {
  event: fc.constantFrom<unknown>('a', 'b', 'c', 'a', 'b', 'c', ['a', 'b'], '*'),
  where: fc.constantFrom<Any | undefined>(undefined, undefined, { k: 'x' }),
};

/** Steps that only have to follow one another, and more of them at a time. */
export const documentsOfChains: fc.Arbitrary<readonly Any[]> = fc
  .array(
    object({
      sequence: fc
        .tuple(
          object(chained),
          fc.array(
            object({ ...chained, atMost: fc.option(hours(8), { nil: undefined, freq: 2 }) }),
            { minLength: 1, maxLength: 4 },
          ),
        )
        .map(([first, later]) => [first, ...later]),
      by: fc.constantFrom(undefined, undefined, 'k'),
      within: fc.oneof(
        { weight: 4, arbitrary: hours(40) },
        { weight: 1, arbitrary: fc.constantFrom(undefined, 'session') },
      ),
    }),
    { minLength: 2, maxLength: 3 },
  )
  .chain((pool) =>
    fc.constantFrom(1, 2, 4).chain((max) => versionsOf(pool, fc.integer({ min: 1, max }))),
  );

/** Steps that have to wait for one another, and sequences that have to rest. */
export const documentsOfWaits: fc.Arbitrary<readonly Any[]> = fc
  .array(
    fc
      .record({
        leading: seldom(fc.constant({ not: 'c' })),
        first: object({ event: fc.constantFrom('a', '*'), times: fc.constantFrom(undefined, 2) }),
        between: fc.option(fc.constantFrom<Any>({ not: 'c' }, { not: ['a', 'c'] }), {
          nil: undefined,
          freq: 2,
        }),
        second: fc.option(
          object({
            event: fc.constantFrom('a', 'b', 'b'),
            atLeast: maybe(hours(4), 2),
            atMost: fc.option(hours(8), { nil: undefined, freq: 2 }),
          }),
          { nil: undefined, freq: 4 },
        ),
        trailing: fc.array(object({ not: fc.constantFrom('a', 'b', 'c'), for: hours(5) }), {
          maxLength: 2,
        }),
        more: object({
          span: fc.option(hours(9), { nil: undefined, freq: 2 }),
          scope: fc.constantFrom(undefined, undefined, 'session'),
          by: fc.constantFrom(undefined, undefined, undefined, 'k'),
          within: fc.oneof(
            { weight: 3, arbitrary: hours(20) },
            { weight: 1, arbitrary: fc.constantFrom(undefined, 'session') },
          ),
        }),
      })
      .map(({ leading, first, between, second, trailing, more }): Any => ({
        sequence: [
          ...(leading ? [leading] : []),
          first,
          ...(second ? [...(between ? [between] : []), second] : []),
          ...trailing,
        ],
        ...more,
      })),
    { minLength: 2, maxLength: 3 },
  )
  .chain((pool) =>
    fc.constantFrom(1, 3).chain((max) => versionsOf(pool, fc.integer({ min: 1, max }))),
  );

export const historyOfChains: fc.Arbitrary<readonly Step[]> = stepsOf(
  fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    props: object({ k: fc.constantFrom<unknown>(undefined, 'x', 'x', 'y', ['x', 'y']) }),
  }),
  fc.constantFrom(0, 0, 1, 1, 2, 3),
  { minLength: 10, maxLength: 40 },
);

/** Sums that fall as well as rise, each asked about by one segment. */
export const documentsOfSums: fc.Arbitrary<readonly Any[]> = fc
  .array(
    fc.tuple(
      object({ sum: fc.constantFrom('a.v', 'b.v'), within: hours(60) }),
      fc.array(compare(fc.constantFrom(-30, -1, 0, 1, 3.1, 31.1, 100)), {
        minLength: 3,
        maxLength: 3,
      }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((pool) =>
    [0, 1, 2].map((version): Any => ({
      metrics: Object.fromEntries(pool.map(([one], i) => [`m${i}`, one])),
      segments: Object.fromEntries(
        pool.map(([, asks], i) => [`s${i}`, { when: { [`metric.m${i}`]: asks[version] } }]),
      ),
    })),
  );

export const historyOfSums: fc.Arbitrary<readonly Step[]> = fc
  .constantFrom(
    [-1, -2.5, 0, 1, 3],
    [0, 1, 1, 1],
    [0, 1, 1, -1],
    [0.1, 1, 30, [1, 2], 30, 2, 3, 5, 8, 13, [1, -40]],
  )
  .chain((values) =>
    stepsOf(
      fc.record({
        name: fc.constantFrom('a', 'a', 'a', 'b'),
        props: object({ v: fc.constantFrom<unknown>(...values) }),
      }),
      fc.constantFrom(0, 0, 0, 1),
      { minLength: 30, maxLength: 100 },
    ),
  );
