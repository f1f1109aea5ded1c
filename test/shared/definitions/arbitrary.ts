/** Random valid definitions: what the checker must find no error in. */
import fc from 'fast-check';
import type {
  Activate,
  Condition,
  Definitions,
  Formula,
  MetricDefinition,
  SegmentDefinition,
  SequenceDefinition,
  SequenceStep,
  Window,
} from '../../../shared/definitions/types.ts';
import type { Parameter } from '../../../shared/metrics/spec.ts';
import { type Kind, KINDS, SPECS } from '../../../shared/metrics/specs.ts';

const plain = { noNullPrototype: true } as const;
const options = { requiredKeys: [], ...plain } as { requiredKeys: []; noNullPrototype: true };

const event = fc.constantFrom('purchase', 'view_item', 'add_to_cart', 'page_view', 'enter:s0', '*');
const plainEvent = fc.constantFrom('purchase', 'view_item', 'add_to_cart');
const events = fc.oneof(event, fc.uniqueArray(plainEvent, { minLength: 1, maxLength: 3 }));
const property = fc.constantFrom(
  'purchase.value',
  'view_item.item_id',
  'view_item.items.price' as const,
);
const duration = fc.constantFrom('30m', '2h', '7d', '2w', '90d' as const);
const where = fc.constantFrom<Condition>(
  { currency: 'EUR' },
  { value: { $gte: 10, $lt: 100 } },
  { 'time.hour': { $lt: 6 } },
  { 'session.number': { $gte: 2 } },
  { items: { $elemMatch: { price: { $gt: 5 } } } },
);
const window: fc.Arbitrary<Window> = fc.oneof(
  duration,
  fc.constantFrom<Window>(
    'session',
    'today',
    'week',
    'month',
    { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00+01:00' },
    { first: '7d' },
    { length: '30d', ago: '30d' },
    { sessions: 1 },
    { sessions: 5 },
  ),
);

const step: fc.Arbitrary<SequenceStep> = fc.oneof(
  fc.record({ event: events }, plain),
  fc.record({ event: events, where, times: fc.constantFrom(1, 3, 60) }, plain),
  fc.record(
    {
      anyOrder: fc.tuple(
        fc.record({ event: plainEvent }, plain),
        fc.record({ event: plainEvent, where, times: fc.constantFrom(1, 4) }, plain),
      ),
    },
    plain,
  ),
);
const steps = fc
  .tuple(
    step,
    fc.array(step, { maxLength: 2 }),
    fc.option(plainEvent, { nil: undefined }),
    fc.option(plainEvent, { nil: undefined }),
  )
  .map(([first, rest, between, never]): readonly SequenceStep[] => [
    first,
    ...(between !== undefined && rest.length > 0 ? [{ not: between }] : []),
    ...rest,
    ...(never !== undefined ? [{ not: never, for: '10m' as const }] : []),
    ...(never !== undefined && rest.length > 1 ? [{ not: '*', for: '1m' as const }] : []),
  ]);
const sequence: fc.Arbitrary<SequenceDefinition> = fc
  .tuple(
    steps,
    fc.record(
      {
        scope: fc.constantFrom('session', 'all' as const),
        by: fc.constant('item_id'),
        span: fc.constant('1d' as const),
      },
      options,
    ),
  )
  .map(([list, more]) => ({ sequence: list, ...more }));

const common = fc
  .record({ name: fc.constant('A metric'), where, within: window, bound: sequence }, options)
  .chain(({ bound, ...more }) =>
    fc.constantFrom<'after' | 'before'>('after', 'before').map((side) => ({
      ...more,
      ...(bound !== undefined && { [side]: bound }),
    })),
  );
/** What a parameter says, by its type. */
const saidIn = ({ type, of = [''], from = 0, to = 1 }: Parameter): fc.Arbitrary<unknown> =>
  ({
    choice: fc.constantFrom(...of),
    duration,
    name: fc.constant('item_id'),
    text: fc.constant('growing'),
    whole: fc.constant(2),
    number: fc.constantFrom(from, to, (from + to) / 2, from + 0.75 * (to - from)),
    metrics: fc.constant({}),
  })[type];
/** A kind that takes events or a property, with its parameters. */
const ofKind = (kind: Kind): fc.Arbitrary<object> => {
  const { takes, parameters } = SPECS[kind];
  const more = Object.entries(parameters);
  return fc.record(
    {
      [kind]: takes === 'events' ? events : property,
      ...Object.fromEntries(more.map(([key, parameter]) => [key, saidIn(parameter)])),
    },
    {
      requiredKeys: [kind, ...more.flatMap(([key, { required }]) => (required ? [key] : []))],
      ...plain,
    },
  );
};
const aggregator: fc.Arbitrary<object> = fc.oneof(
  ...KINDS.filter((kind) => /^(events|property)$/.test(SPECS[kind].takes)).map(ofKind),
  sequence,
  fc.constant({
    sessions: { 'session.pages': { $gte: 3 }, 'metric.views': { $gte: 1 } },
    each: { views: { count: 'view_item' } },
  }),
  fc.record({ events: events, twice: sequence }, plain).map(({ events: of, twice }) => ({
    sessions: { 'metric.rate': { $gte: 1 }, 'metric.path': { $gte: 1 } },
    each: {
      views: { count: of },
      path: twice,
      rate: { formula: { divide: ['metric.views', 'session.pages'] } },
    },
  })),
);
const eventMetric = fc
  .tuple(common, aggregator)
  // A span longer than the window would be pointed out.
  .map(
    ([more, own]) =>
      ({
        ...('sessions' in own ? { where: more.where } : more),
        ...own,
        ...('span' in own ? { within: '7d' } : {}),
        // No steps are looked for in several sessions.
        ...('sequence' in own && typeof more.within === 'object' && 'sessions' in more.within
          ? { within: 'session' }
          : {}),
      }) as MetricDefinition,
  )
  .map((metric) => JSON.parse(JSON.stringify(metric)) as MetricDefinition);

const formula: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Formula>(1, 0.5, 'visitor.sessions', 'visitor.age', 'metric.base'),
    fc.record({ add: fc.array(tie('formula'), { minLength: 1, maxLength: 3 }) }, plain),
    fc.record({ divide: fc.tuple(tie('formula'), tie('formula')) }, plain),
    fc.record({ log1p: tie('formula') }, plain),
    fc.constant<Formula>({
      logistic: { bias: -2, weights: { 'metric.base': 0.5, 'session.pages': 0.1 } },
    }),
  ),
})).formula;

const clause = fc.oneof(
  fc.record(
    { 'geo.country': fc.constantFrom('DE', { $in: ['DE', 'AT'] }, { $inGroup: 'nordics' }) },
    plain,
  ),
  fc.record(
    { 'trait.plan': fc.constantFrom('pro', { $ne: 'free' }, { $in: ['pro', null] }) },
    plain,
  ),
  fc.record(
    {
      'trait.likes': fc.constantFrom(
        { $in: ['garden'] },
        { $size: { $gte: 2 } },
        { $all: ['garden'] },
      ),
    },
    plain,
  ),
  fc.record({ 'until.ends': fc.constantFrom({ $lt: '3d' }, { $gte: '0s' }) }, plain),
  fc.record({ 'metric.base': fc.constantFrom(2, { $gte: 3 }, { $not: { $gt: 4 } }) }, plain),
  fc.record({ 'page.path': fc.constantFrom({ $regex: '^/products/[^/]+$' }, '/checkout') }, plain),
  fc.record({ 'now.hour': fc.constantFrom({ $gte: 6, $lt: 12 }, 20) }, plain),
) as fc.Arbitrary<Condition>;
const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    clause,
    fc.record(
      { $or: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) },
      plain,
    ) as fc.Arbitrary<Condition>,
    fc.record({ $not: tie('condition') }, plain) as fc.Arbitrary<Condition>,
  ),
})).condition;

/** Of other facts than `condition`, so that it does not take everybody out. */
const exception = fc.constantFrom<Condition>(
  { 'source.first.medium': 'cpc' },
  { $or: [{ 'visitor.sessions': { $lt: 2 } }, { 'device.type': 'tablet' }] },
);

const segment: fc.Arbitrary<SegmentDefinition> = fc
  .tuple(
    condition,
    fc.record(
      {
        name: fc.constant('Some visitors'),
        kind: fc.constantFrom('demographic', 'geographic', 'behavioral', 'psychographic' as const),
        stage: fc.constantFrom('acquisition', 'onboarding', 'retention' as const),
        keep: fc.oneof(duration, fc.constant('forever' as const)),
        exclude: exception,
        excludeEver: exception,
        shadow: fc.boolean(),
        count: fc.boolean(),
        activate: fc.constantFrom<Activate>(true, ['gpt'], ['prebid', 'dataLayer']),
      },
      options,
    ),
  )
  .map(([when, more]) => ({ when, ...more }) as SegmentDefinition);

const numbered = <T>(prefix: string, list: readonly T[]): { readonly [id: string]: T } =>
  Object.fromEntries(list.map((item, i) => [`${prefix}${i}`, item]));

export const arbitraryDefinitions: fc.Arbitrary<Definitions> = fc
  .tuple(
    fc.array(eventMetric, { maxLength: 6 }),
    fc.array(formula, { maxLength: 3 }),
    fc.array(segment, { minLength: 1, maxLength: 6 }),
    fc.boolean(),
    fc.uniqueArray(fc.integer({ min: 1, max: 900 }), { maxLength: 24 }),
  )
  .map(([metrics, formulas, segments, grouped, thresholds]) => ({
    covey: 1,
    site: 'hazel.example',
    version: 3,
    issued: '2026-11-24T00:00:00Z',
    expires: '2027-01-24T00:00:00Z',
    activation: {
      purpose: 'To choose advertisements',
      recipients: { gpt: ['Google'], prebid: ['Bidder'], dataLayer: ['Analytics'] },
    },
    traits: {
      plan: { type: 'string', values: ['free', 'pro'] },
      likes: { type: 'string[]', values: ['garden', 'kitchen'] },
      ends: { type: 'date' },
    },
    savedGroups: { nordics: ['DK', 'FI', 'NO', 'SE'] },
    metrics: {
      base: { count: 'purchase', within: '90d' },
      ...numbered('m', metrics),
      ...numbered(
        'f',
        formulas.map((of) => ({ formula: of })),
      ),
    },
    // One that asks for less must not stand before one that asks for more.
    segments: numbered(
      's',
      grouped
        ? segments.map((one, i) => ({ ...one, when: { ...one.when, 'session.pages': i } }))
        : segments,
    ),
    ...(grouped ? { groups: { tiers: { segments: segments.map((_, i) => `s${i}`) } } } : {}),
    ...(thresholds.length > 0
      ? { histograms: { spread: { metric: 'base', bins: thresholds.toSorted((a, b) => a - b) } } }
      : {}),
  }));
