// Random cohorts and release conditions of PostHog. With `odd`, some parts have no equal.
import fc from 'fast-check';

type Node = { readonly [key: string]: unknown };
const one = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const small = fc.integer({ min: 1, max: 3 });
const mostly = (odd: boolean, sound: fc.Arbitrary<Node>, other: fc.Arbitrary<Node>) =>
  odd ? fc.oneof({ weight: 9, arbitrary: sound }, { weight: 1, arbitrary: other }) : sound;

const filter = (
  type: 'event' | 'person',
  key: fc.Arbitrary<string>,
  operator: fc.Arbitrary<string>,
  value: fc.Arbitrary<unknown>,
): fc.Arbitrary<Node> =>
  fc
    .tuple(key, operator, value)
    .map(([name, how, it]) => ({ type, key: name, operator: how, value: it }));

const text = one('x', 'xl', 'l', 'L', 'null');
const texts = fc.oneof(fc.array(text, { minLength: 1, maxLength: 2 }), text);
const parts = one(
  'icontains',
  'not_icontains',
  'starts_with',
  'not_starts_with',
  'ends_with',
  'not_ends_with',
);
const comparisons = one('gt', 'gte', 'lt', 'lte');

const onProperty = (type: 'event' | 'person', key: string): fc.Arbitrary<Node> =>
  fc.oneof(
    filter(type, one(key), one('exact', 'is_not'), texts),
    filter(type, one(key), parts, text),
    filter(type, one(key), one('regex', 'not_regex'), one('^x', 'l$')),
    filter(type, one(key), one('is_set', 'is_not_set'), one('is_set')),
    filter(type, one('amount'), comparisons, fc.oneof(small, small.map(String))),
    filter(
      type,
      one('amount'),
      one('between', 'not_between'),
      fc.tuple(small, small).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]),
    ),
  );

const person = (odd: boolean): fc.Arbitrary<Node> =>
  mostly(
    odd,
    fc.oneof(
      onProperty('person', 'plan'),
      filter(
        'person',
        one('born'),
        one('is_date_before', 'is_date_after'),
        one('-30d', '-90d', '2026-10-15', '2026-10-15 08:30:00'),
      ),
      filter('person', one('born'), one('is_date_exact'), one('2026-10-31', '2026-09-02')),
      filter(
        'person',
        one('$geoip_city_name'),
        one('exact', 'is_not'),
        one<unknown>('x', ['mobile']),
      ),
    ),
    fc.oneof(
      filter('person', one('plan'), one('sounds_like'), one('x')),
      filter('person', one('email'), one('icontains'), one('@shop.example')),
      filter('person', one('$feature/a'), one('exact'), one('x')),
      filter('person', one('amount'), one('gt'), one('many')),
    ),
  );

const behavior = (odd: boolean): fc.Arbitrary<Node> => {
  const event = one<unknown>('purchase', 'login', 'view_item', 'sign_up', ...(odd ? [null] : []));
  const span = one<Node>(
    ...[1, 7, 30].map((n) => ({ time_value: n, time_interval: 'day' })),
    { explicit_datetime: '-7d' },
    { explicit_datetime: '-30d', explicit_datetime_to: '-1d' },
  );
  const plainSpan = one<Node>(...[7, 30].map((n) => ({ time_value: n, time_interval: 'day' })));
  const filters = fc
    .array(fc.oneof(onProperty('event', 'plan'), onProperty('person', 'plan')), { maxLength: 2 })
    .map((event_filters) => ({ event_filters }));
  const count = fc.record({
    operator: one('gte', 'lte', 'gt', 'lt', 'eq', 'exact'),
    operator_value: small,
  });
  const then = fc.record({
    seq_event: event,
    seq_event_type: one('events'),
    seq_time_value: one(1, 5),
    seq_time_interval: one('day'),
  });
  const shorter = one<Node>(
    ...[1, 5].map((n) => ({ seq_time_value: n, seq_time_interval: 'day' })),
  );
  const kind = (value: string, ...more: readonly fc.Arbitrary<Node>[]): fc.Arbitrary<Node> =>
    fc
      .tuple(event, fc.boolean(), ...more)
      .map(([key, negation, ...others]) =>
        Object.assign(
          { type: 'behavioral', value, key, negation, event_type: 'events' },
          ...(others as object[]),
        ),
      );
  return mostly(
    odd,
    fc.oneof(
      kind('performed_event', span, filters),
      kind('performed_event_multiple', span, filters, count),
      kind('performed_event_first_time', plainSpan),
      kind('performed_event_sequence', span, then),
      kind('stopped_performing_event', plainSpan, shorter, filters),
      kind('restarted_performing_event', plainSpan, shorter),
      kind(
        'performed_event_regularly',
        one<Node>({ time_value: 2, time_interval: 'day' }),
        count,
        one<Node>({ min_periods: 1, total_periods: 3 }, { min_periods: 2, total_periods: 3 }),
      ),
    ),
    fc.oneof(
      kind('performed_event', one<Node>({ time_value: 9, time_interval: 'eon' })),
      kind('performed_event_first_time', plainSpan, filters),
      kind('performed_event', span, one<Node>({ event_type: 'actions', key: 5 })),
      kind('lifecycle', span),
    ),
  );
};

/** A page of two cohorts: the first may ask for the second. */
export const cohorts = (odd: boolean): fc.Arbitrary<Node> => {
  const tree = (leaf: fc.Arbitrary<Node>): fc.Arbitrary<Node> =>
    fc
      .tuple(
        one('AND', 'OR'),
        fc.array(
          fc.oneof(
            leaf,
            fc
              .tuple(one('AND', 'OR'), fc.array(leaf, { minLength: 1, maxLength: 3 }))
              .map(([type, values]) => ({ type, values })),
          ),
          { minLength: 1, maxLength: 2 },
        ),
      )
      .map(([type, values]) => ({ type, values }));
  const own = fc.oneof(
    { weight: 3, arbitrary: behavior(odd) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(person(odd), fc.boolean())
        .map(([node, negation]) => ({ ...node, negation })),
    },
  );
  const other = fc
    .tuple(one(2, ...(odd ? [9] : [])), fc.boolean())
    .map(([value, negation]) => ({ type: 'cohort', key: 'id', value, negation }));
  const all = fc.oneof({ weight: 7, arbitrary: own }, { weight: 1, arbitrary: other });
  return fc.tuple(tree(all), tree(own)).map(([a, b]) => ({
    count: 2,
    next: null,
    results: [
      { id: 1, name: 'A', groups: [], is_static: false, filters: { properties: a } },
      { id: 2, name: 'B', groups: [], is_static: false, filters: { properties: b } },
    ],
  }));
};

export const flags = (odd: boolean): fc.Arbitrary<Node> =>
  fc
    .array(
      fc.record({
        properties: fc.array(person(odd), { maxLength: 3 }),
        rollout_percentage: one(100, null, 0, ...(odd ? [50] : [])),
        variant: one(null),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((groups) => ({
      id: 4,
      key: 'a',
      name: 'What it is',
      active: true,
      filters: { groups, multivariate: null, payloads: {} },
    }));
