// One source of each tool with every construct that has an equal. Whatever is added to it, taken from it
// or made nonsense of, changes the result or is named by a note.
import { describe, expect, it } from 'vitest';
import {
  type ImportMap,
  type ImportOptions,
  type ImportResult,
  importAdobe,
  importGa4,
  importGrowthbook,
  importLaunchDarkly,
  importMixpanel,
  importPostHog,
  importStatsig,
  importUnleash,
} from '../../../shared/importers/index.ts';
import * as adobe from './adobe-segment.ts';
import * as ga4 from './ga4-audience.ts';
import { definitionsOf, imported } from './helpers.ts';
import * as mixpanel from './mixpanel-cohort.ts';

type Json = { [key: string]: unknown } | unknown[];
type Path = readonly (string | number)[];

const audience = ga4.audience(
  [
    ga4.simple(
      'ACROSS_ALL_SESSIONS',
      ga4.all(
        ga4.any(ga4.exact('country', 'Germany'), ga4.text('city', 'CONTAINS', 'x', true)),
        ga4.event('login', ga4.inList('method', ['mail', 'key'], { caseSensitive: true })),
        ga4.event('share', ga4.number('eventCount', 'GREATER_THAN', 2, { inAnyNDayPeriod: 7 })),
        ga4.not(ga4.between('purchaseRevenue', 3, 9)),
        ga4.number('transactions', 'LESS_THAN', 4, { atAnyPointInTime: true }),
        ga4.exact('customUser:plan', 'pro'),
      ),
    ),
    ga4.simple('WITHIN_SAME_EVENT', ga4.all(ga4.event('view_item', ga4.exact('itemBrand', 'A')))),
    ga4.simple(
      'WITHIN_SAME_SESSION',
      ga4.all(ga4.event('scroll'), ga4.number('screenPageViews', 'EQUAL', 5)),
    ),
    ga4.sequence(
      'ACROSS_ALL_SESSIONS',
      [
        ga4.step(ga4.all(ga4.event('view_cart'))),
        ga4.step(ga4.all(ga4.event('begin_checkout')), {
          immediatelyFollows: true,
          constraintDuration: '3600s',
        }),
      ],
      { sequenceMaximumDuration: '86400s' },
    ),
    ga4.simple('ACROSS_ALL_SESSIONS', ga4.all(ga4.event('refund')), 'EXCLUDE'),
  ],
  {
    description: 'What it is',
    exclusionDurationMode: 'EXCLUDE_TEMPORARILY',
    eventTrigger: { eventName: 'joined', logCondition: 'AUDIENCE_JOINED' },
    createTime: '2026-01-01T00:00:00Z',
  },
);

const COLOUR = 'variables/evar1';
const segment = adobe.segment(
  adobe.visitors(
    adobe.and(
      adobe.hits(
        adobe.and(
          adobe.is(COLOUR, 'red'),
          adobe.or(adobe.list(COLOUR, ['a', 'b']), adobe.glob(COLOUR, 'c*')),
          adobe.without(adobe.is(COLOUR, 'd', 'not-contains')),
          {
            func: 'streq',
            str: 'e',
            val: adobe.attr(COLOUR, {
              'allocation-model': { func: 'allocation-dedupedInstance', context: 'visitors' },
            }),
          },
        ),
      ),
      adobe.visits(
        adobe.and(
          adobe.total('metrics/orders', 'ge', 2),
          adobe.different(COLOUR, 'gt', 3),
          adobe.happened('metrics/cartviews'),
        ),
      ),
      adobe.inOrder(
        adobe.EXCLUDE,
        adobe.hits(adobe.happened('metrics/cartadditions')),
        adobe.hits(adobe.happened('metrics/pageviews')),
        adobe.time('within', 2, 'day'),
        adobe.hits(adobe.happened('metrics/checkouts')),
        adobe.distance('within', 1, 'hits'),
        adobe.hits(adobe.exists(COLOUR)),
        adobe.group(
          'sequence-and',
          adobe.hits(adobe.is(COLOUR, 'f')),
          adobe.hits(adobe.is(COLOUR, 'g')),
        ),
      ),
      adobe.hits(
        adobe.and(
          adobe.is(COLOUR, 'h'),
          adobe.onlyAfter('visits', adobe.hits(adobe.happened('metrics/orders'))),
        ),
      ),
      adobe.hits(
        adobe.and(adobe.is(COLOUR, 'i'), {
          func: 'datetime-within',
          'interval-value': { func: 'datetime-interval-ref', id: 'd1' },
        }),
      ),
      { func: 'segment-ref', segmentId: 's1' },
    ),
  ),
  { description: 'What it is', owner: { id: 7 }, tags: [] },
);

const tree = mixpanel.cohort(
  mixpanel.node(
    'and',
    mixpanel.compare('a', '>=', 3),
    mixpanel.node(
      'or',
      mixpanel.user('plan', '==', 'pro'),
      mixpanel.user('seats', '>', 4, 'number'),
    ),
    { property: 'cohort', value: 5, operator: 'not in' },
  ),
  {
    a: mixpanel.count(
      'Buy',
      mixpanel.lastDays(30),
      mixpanel.node('and', { property: 'event', value: 'kind', operator: '==', operand: 'x' }),
    ),
  },
);
const groups = mixpanel.grouped(
  mixpanel.group([
    mixpanel.did('Buy', 'is at least', 2, {
      ...mixpanel.inTheLast(30),
      filters: [
        mixpanel.filter('kind', 'contains', 'x'),
        mixpanel.filter('price', 'is between', [1, 9], { filterType: 'number' }),
      ],
      filtersOperator: 'or',
    }),
    mixpanel.did('Buy', 'is at most', 9, {
      aggregationOperator: 'average',
      property: { value: 'price' },
    }),
    mixpanel.person('born', 'was in the', 9, { filterType: 'datetime', filterDateUnit: 'day' }),
    {
      ...mixpanel.did('Way', 'is at least', 1),
      behavior: mixpanel.funnel(['View', 'Buy'], {
        exclusions: [{ event: 'Leave', steps: { from: 1, to: 2 } }],
        aggregateBy: [{ value: 'item', resourceType: 'events' }],
        funnelReentryMode: 'basic',
      }),
    },
  ]),
  mixpanel.group([mixpanel.person('plan', 'does not equal', ['free'])], {
    groupingOperator: 'or',
  }),
);

const rule = {
  name: 'A',
  description: 'What it is',
  type: 'force',
  value: 'on',
  condition: {
    country: { $in: ['DE', 'FR'] },
    $or: [{ age: { $gt: 3 } }, { $not: { plan: 'pro' } }],
    tags: { $elemMatch: { $regex: '^a' } },
    $savedGroups: ['list'],
  },
  savedGroups: [
    { id: 'list', name: 'L', type: 'list', attributeKey: 'plan', values: ['x', 'y'] },
    { id: 'one', name: 'C', type: 'condition', condition: { language: 'de' } },
  ],
  savedGroupTargeting: [{ matchType: 'none', savedGroups: ['one'] }],
  enabled: true,
  environments: ['production'],
};

const behavior = (value: string, more: { readonly [key: string]: unknown }) => ({
  type: 'behavioral',
  value,
  key: 'run',
  event_type: 'events',
  time_value: 30,
  time_interval: 'day',
  negation: true,
  ...more,
});
const cohort = {
  name: 'A',
  description: 'What it is',
  created_at: '2026-01-01T00:00:00Z',
  is_static: false,
  filters: {
    properties: {
      type: 'AND',
      values: [
        behavior('performed_event', {
          event_filters: [{ type: 'event', key: 'kind', operator: 'icontains', value: 'x' }],
        }),
        behavior('performed_event_multiple', { operator: 'gte', operator_value: 2 }),
        behavior('performed_event_sequence', {
          seq_event: 'save',
          seq_event_type: 'events',
          seq_time_value: 2,
          seq_time_interval: 'hour',
        }),
        behavior('stopped_performing_event', { seq_time_value: 7, seq_time_interval: 'day' }),
        behavior('performed_event_regularly', {
          operator: 'lte',
          operator_value: 3,
          time_value: 4,
          min_periods: 2,
          total_periods: 3,
        }),
        {
          type: 'OR',
          values: [
            { type: 'person', key: 'plan', operator: 'is_not', value: ['x', 'y'] },
            { type: 'person', key: 'born', operator: 'is_date_before', value: '-30d' },
            { type: 'cohort', key: 'id', value: 5, negation: true },
          ],
        },
      ],
    },
  },
};
const flag = {
  key: 'a',
  name: 'What it is',
  active: true,
  filters: {
    groups: [
      { properties: [{ key: 'plan', type: 'person', operator: 'exact', value: ['x'] }] },
      {
        properties: [
          { key: 'seats', type: 'person', operator: 'gte', value: 3 },
          { key: 'id', type: 'cohort', value: 5 },
        ],
        rollout_percentage: 100,
        variant: 'test',
      },
    ],
    payloads: {},
  },
};
const clauses = [
  { _id: 'c', attribute: 'plan', op: 'startsWith', values: ['x', 'y'], negate: true },
  { attribute: '/company/seats', op: 'lessThan', values: [3], contextKind: 'user' },
  { attribute: '', op: 'segmentMatch', values: ['5'], negate: true },
];
const launchDarkly = {
  key: 'a',
  name: 'A',
  description: 'What it is',
  tags: ['t'],
  included: ['u1'],
  excludedContexts: [{ contextKind: 'user', values: ['u2'] }],
  rules: [{ clauses, weight: 100_000, bucketBy: 'key' }],
};
const feature = {
  name: 'A',
  description: 'What it is',
  enabled: true,
  strategies: [
    {
      name: 'flexibleRollout',
      parameters: { rollout: '100', stickiness: 'default' },
      constraints: [
        { contextName: 'plan', operator: 'STR_ENDS_WITH', values: ['x'], caseInsensitive: true },
        { contextName: 'seats', operator: 'NUM_LT', value: '3', inverted: true },
      ],
      segments: [5],
    },
    { name: 'userWithId', parameters: { userIds: 'u1' }, constraints: [] },
  ],
};
const statsig = {
  id: 'a',
  name: 'A',
  description: 'What it is',
  isEnabled: true,
  type: 'rule_based',
  rules: [
    {
      name: 'Out',
      passPercentage: 0,
      conditions: [{ type: 'fails_segment', targetValue: '5' }],
      environments: ['production'],
    },
    {
      name: 'In',
      passPercentage: 100,
      conditions: [
        { type: 'custom_field', field: 'plan', operator: 'str_contains_any', targetValue: ['x'] },
        { type: 'custom_field', field: 'seats', operator: 'gt', targetValue: 3 },
        { type: 'country', operator: 'none', targetValue: ['DE'] },
      ],
    },
  ],
};

const MAP: ImportMap = {
  fields: { [COLOUR]: 'event.colour' },
  values: { 'datetime-interval-ref': { d1: '30d' } },
  segments: { s1: 'vip', '5': 'vip' },
};

/** Members that say what is so without them too. */
const DEFAULTS: readonly string[] = [
  // Google Analytics
  'AUDIENCE_JOINED',
  // Adobe Analytics
  'definition.version=[1,0,0]',
  'definition.version.0=1',
  'definition.version.1=0',
  'definition.version.2=0',
  '.evt.func="event"',
  '.field.func="attr"',
  '.func="datetime-interval-ref"',
  // Mixpanel
  '.type="absolute"',
  '.type="string"',
  '.type="number"',
  '.type="event"',
  '.type="cohort_group"',
  '.operator="and"',
  '.filterType="string"',
  '.filterType="number"',
  '.filterType="datetime"',
  '.aggregationOperator="total"',
  '.behaviorType="$frequency"',
  '.filtersOperator="and"',
  '.filtersDeterminer="all"',
  '.behavioralFiltersOperator="and"',
  '.groupingOperator="and"',
  '.funnelOrder="loose"',
  '.resourceType="events"',
  '.property="event"',
  '.steps={"from":1,"to":2}',
  '.steps.from=1',
  '.steps.to=2',
  // GrowthBook
  'enabled=true',
  // PostHog
  '.event_type="events"',
  '.seq_event_type="events"',
  '.type="person"',
  '.key="id"',
  'active=true',
  '.rollout_percentage=100',
  '.operator="exact"',
  // LaunchDarkly
  '.contextKind="user"',
  '.attribute=""',
  '.weight=100000',
  // Statsig
  'isEnabled=true',
];

const pathsIn = (value: unknown, path: Path = []): Path[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => {
        const there = [...path, Array.isArray(value) ? Number(key) : key];
        return [there, ...pathsIn(inner, there)];
      });
const at = (value: unknown, path: Path): unknown =>
  path.reduce((inner, key) => (inner as { [key: string | number]: unknown })[key], value);
const textOf = (path: Path): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`,
    '',
  );
const changed = (
  source: unknown,
  path: Path,
  change: (parent: Json, key: string) => void,
): unknown => {
  const copy = structuredClone(source);
  change(at(copy, path.slice(0, -1)) as Json, String(path.at(-1)));
  return copy;
};

interface Sample {
  readonly source: unknown;
  readonly importer: (json: unknown, options?: ImportOptions) => ImportResult;
}
const SAMPLES: readonly (Sample & { readonly of: string })[] = [
  { of: 'a GA4 audience', source: audience, importer: importGa4 },
  { of: 'an Adobe segment', source: segment, importer: importAdobe },
  { of: 'a Mixpanel cohort as a tree', source: tree, importer: importMixpanel },
  { of: 'a Mixpanel cohort as groups', source: groups, importer: importMixpanel },
  { of: 'a GrowthBook rule', source: rule, importer: importGrowthbook },
  { of: 'a PostHog cohort', source: cohort, importer: importPostHog },
  { of: 'a PostHog flag', source: flag, importer: importPostHog },
  { of: 'a LaunchDarkly segment', source: launchDarkly, importer: importLaunchDarkly },
  { of: 'an Unleash feature', source: feature, importer: importUnleash },
  { of: 'a Statsig segment', source: statsig, importer: importStatsig },
];

describe.each(SAMPLES)('$of', ({ source, importer }) => {
  const options = { map: MAP, id: 'a' };
  const run = (json: unknown) => imported(importer(json, options));
  const whole = run(source);
  const text = JSON.stringify(whole);
  /** Whether a note of the whole source names the member, or what it is in, as left out. */
  const isNamed = (path: Path): boolean =>
    whole.notes.some(
      ({ code, path: noted, construct }) =>
        (code === 'not-carried' && construct.split(', ').includes(String(path.at(-1)))) ||
        (code === 'not-carried' && construct.split(', ').includes(String(path[0]))) ||
        (code === 'ignored-by-source' && noted !== '' && textOf(path).startsWith(noted)),
    );
  const isDefault = (path: Path): boolean => {
    const value = at(source, path);
    const isNothing =
      value === null || value === false || value === '' || JSON.stringify(value) === '[]';
    const said = `${path.join('.')}=${JSON.stringify(value)}`;
    return isNothing || DEFAULTS.some((end) => said.endsWith(end) || value === end);
  };

  it('is in the result as a whole', () => {
    definitionsOf(importer(source, options));
  });

  it('a member that is added is named, or changes the result', () => {
    const objects = [[], ...pathsIn(source)].filter((path) => {
      const value = at(source, path);
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    });
    const silent = objects.filter((path) => {
      const result = run(
        changed(source, [...path, 'zzz'], (parent) => Object.assign(parent, { zzz: 1 })),
      );
      return JSON.stringify(result) === text && !isNamed(path);
    });
    expect(silent.map(textOf)).toEqual([]);
  });

  it('a member that is taken away changes the result, or said what is so anyway', () => {
    const silent = pathsIn(source).filter((path) => {
      if (isNamed(path) || isDefault(path)) return false;
      const result = run(
        changed(source, path, (parent, key) =>
          Array.isArray(parent)
            ? parent.splice(Number(key), 1)
            : Reflect.deleteProperty(parent, key),
        ),
      );
      return JSON.stringify(result) === text;
    });
    expect(silent.map(textOf)).toEqual([]);
  });

  it.each([
    ['a text', 'zzz'],
    ['a number', 77_777],
    ['an object', { zzz: true }],
    ['a list', [['zzz']]],
  ])('a member that becomes %s changes the result, or is named', (_, nonsense) => {
    const silent = pathsIn(source).filter((path) => {
      // Of the version of Adobe's language the first number counts.
      if (isNamed(path) || /version\[[12]\]$/.test(textOf(path))) return false;
      const result = run(
        changed(source, path, (parent, key) => Object.assign(parent, { [key]: nonsense })),
      );
      return JSON.stringify(result) === text;
    });
    expect(silent.map(textOf)).toEqual([]);
  });
});
