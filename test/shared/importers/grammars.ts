// Random sources in each tool's grammar: mostly well formed, with some parts that have no equal.
import fc from 'fast-check';
import * as adobe from './adobe-segment.ts';
import * as ga4 from './ga4-audience.ts';
import * as flags from './flag-sources.ts';
import * as matomo from './matomo-sources.ts';
import * as mixpanel from './mixpanel-cohort.ts';
import * as posthog from './posthog-sources.ts';

type Node = { readonly [key: string]: unknown };
const one = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const small = fc.integer({ min: 0, max: 4 });

const ga4Any = ((): fc.Arbitrary<Node> => {
  const scopes = one<ga4.Scope>('WITHIN_SAME_EVENT', 'WITHIN_SAME_SESSION', 'ACROSS_ALL_SESSIONS');
  const window = fc.record(
    { inAnyNDayPeriod: one(1, 7, 30), atAnyPointInTime: fc.boolean() },
    { requiredKeys: [] },
  );
  const numbered = (name: fc.Arbitrary<string>): fc.Arbitrary<Node> =>
    fc
      .tuple(name, one('EQUAL', 'LESS_THAN', 'GREATER_THAN'), small, window)
      .map(([field, operation, n, more]) => ga4.number(field, operation, n, more));
  const ranged = fc
    .tuple(one('eventCount', 'purchaseRevenue', 'sessions', 'customEvent:score'), small, small)
    .map(([field, a, b]) => ga4.between(field, Math.min(a, b), Math.max(a, b)));
  const field = fc.oneof(
    fc
      .tuple(
        one(
          'country',
          'city',
          'deviceCategory',
          'sessionMedium',
          'customUser:plan',
          'userGender',
          'newVsReturning',
        ),
        one('Germany', 'mobile', 'new', 'x'),
      )
      .map(([name, value]) => ga4.exact(name, value)),
    fc
      .tuple(
        one('pagePath', 'customEvent:kind', 'itemBrand', 'customItem:size', 'nobodyKnows'),
        one('EXACT', 'CONTAINS', 'BEGINS_WITH', 'ENDS_WITH', 'FULL_REGEXP'),
        one('/a', 'b(', 'null'),
      )
      .map(([name, type, value]) => ga4.text(name, type, value)),
    fc
      .array(one('login', 'purchase', 'view_item'), { minLength: 1, maxLength: 2 })
      .map((names) => ga4.inList('eventName', names)),
    fc
      .tuple(
        one('customEvent:score', 'customEvent:kind'),
        fc.array(one('1', '3', '/A', 'xb'), { minLength: 1, maxLength: 2 }),
        fc.boolean(),
      )
      .map(([name, values, caseSensitive]) => ga4.inList(name, values, { caseSensitive })),
    ranged,
    numbered(
      one(
        'eventCount',
        'transactions',
        'purchaseRevenue',
        'sessions',
        'customEvent:score',
        'purchaseProbability',
      ),
    ),
  );
  const event = fc
    .tuple(
      one('purchase', 'login'),
      fc.array(
        fc
          .oneof(field, numbered(one('eventCount', 'eventValue')))
          .chain((part) => one(part, part, ga4.not(part))),
        { maxLength: 2 },
      ),
    )
    .map(([name, parts]) => ga4.event(name, ...parts));
  const leaf = fc.oneof(
    { weight: 3, arbitrary: field },
    { weight: 2, arbitrary: event },
    { weight: 1, arbitrary: field.map(ga4.not) },
  );
  const expression = fc
    .array(fc.array(leaf, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 })
    .map((groups) => ga4.all(...groups.map((group) => ga4.any(...group))));
  const step = fc
    .tuple(
      expression,
      scopes,
      fc.record(
        { immediatelyFollows: fc.boolean(), constraintDuration: one('60s', '3600s', 'soon') },
        { requiredKeys: [] },
      ),
    )
    .map(([part, scope, more]) => ga4.step(part, more, scope));
  const type = one('INCLUDE', 'INCLUDE', 'EXCLUDE');
  const clause = fc.oneof(
    {
      weight: 2,
      arbitrary: fc
        .tuple(scopes, expression, type)
        .map(([scope, part, kind]) => ga4.simple(scope, part, kind)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(scopes, fc.array(step, { minLength: 1, maxLength: 3 }), type)
        .map(([scope, steps, kind]) =>
          ga4.sequence(scope, steps, { sequenceMaximumDuration: '86400s' }, kind),
        ),
    },
  );
  return fc
    .tuple(
      fc.array(clause, { minLength: 1, maxLength: 3 }),
      one('EXCLUDE_TEMPORARILY', 'EXCLUDE_PERMANENTLY'),
    )
    .map(([clauses, exclusionDurationMode]) => ga4.audience(clauses, { exclusionDurationMode }));
})();

const adobeAny = ((): fc.Arbitrary<Node> => {
  const text = one('red', 'l', '9:00 AM', 'Germany');
  const dimension = one(
    'variables/page',
    'variables/geocountry',
    'variables/evar1',
    'variables/product',
    'variables/timeparthourofday',
    'variables/campaign',
  );
  const negate = (func: string) => one(func, `not-${func}`);
  const leaf = fc.oneof(
    fc
      .tuple(
        dimension,
        text,
        one('streq', 'contains', 'starts-with', 'ends-with', 'strlt').chain(negate),
      )
      .map(([name, value, func]) => adobe.is(name, value, func)),
    fc
      .tuple(
        dimension,
        fc.array(text, { minLength: 1, maxLength: 2 }),
        one('streq-in', 'contains-any-of', 'contains-all-of').chain(negate),
      )
      .map(([name, values, func]) => adobe.list(name, values, func)),
    fc
      .tuple(dimension, one('exists', 'not-exists'))
      .map(([name, func]) => adobe.exists(name, func)),
    fc
      .tuple(
        one('metrics/orders', 'metrics/revenue', 'metrics/visits', 'metrics/event1'),
        one('gt', 'ge', 'lt', 'le', 'eq', 'not-eq'),
        small,
      )
      .map(([name, func, n]) => adobe.total(name, func, n)),
    fc
      .tuple(one('metrics/orders', 'metrics/revenue'), one('event-exists', 'not-event-exists'))
      .map(([name, func]) => adobe.happened(name, func)),
    fc
      .tuple(dimension, one('r*', '*', '*m?ny', 'G*y'), one('matches', 'not-matches'))
      .map(([name, pattern, func]) => adobe.glob(name, pattern, func)),
    fc
      .tuple(
        one('metrics/orders', 'metrics/revenue'),
        one('eq-in', 'not-eq-any-of'),
        fc.array(small, { minLength: 1, maxLength: 2 }),
      )
      .map(([name, func, list]) => ({ ...adobe.total(name, func, 0), num: undefined, list })),
    fc
      .tuple(dimension, one('gt', 'eq'), small)
      .map(([name, func, n]) => adobe.different(name, func, n)),
    fc
      .tuple(one('eq', 'not-eq', 'ge', 'lt'), one(1, 2, 3))
      .map(([func, num]) => ({ func, num, val: adobe.attr('variables/visitnumber') })),
    text.map((title) => adobe.is('variables/entrypage', title)),
    fc.constant({ func: 'segment-ref', segmentId: 's1' }),
    fc.constant({
      func: 'datetime-within',
      'interval-value': '2026-01-01T00:00:00/2026-02-01T00:00:00',
    }),
  );
  const { node } = fc.letrec<{ node: Node; step: Node; logic: Node }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc
        .tuple(one('visitors', 'visits', 'hits'), tie('node'))
        .map(([context, pred]) => adobe.container(context, pred)),
      tie('logic'),
      fc
        .array(tie('step'), { minLength: 1, maxLength: 4 })
        .map((stream) => adobe.inOrder(...stream)),
      fc
        .tuple(
          fc.array(tie('step'), { minLength: 1, maxLength: 2 }),
          fc.boolean(),
          one('visits', 'visitors'),
        )
        .map(([stream, after, context]) =>
          (after ? adobe.onlyAfter : adobe.onlyBefore)(context, ...stream),
        ),
    ),
    logic: fc.oneof(
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((parts) => adobe.and(...parts)),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((parts) => adobe.or(...parts)),
      tie('node').map(adobe.without),
    ),
    step: fc.oneof(
      { weight: 4, arbitrary: leaf.map(adobe.hits) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(
            one('sequence-and' as const, 'sequence-or' as const),
            fc.array(leaf.map(adobe.hits), { minLength: 1, maxLength: 2 }),
          )
          .map(([func, parts]) => adobe.group(func, ...parts)),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(one('within' as const, 'after' as const), one('day', 'month', 'eon'))
          .map(([limit, unit]) => adobe.time(limit, 1, unit)),
      },
      { weight: 1, arbitrary: fc.constant(adobe.EXCLUDE) },
      { weight: 1, arbitrary: fc.constant(adobe.distance('within', 1, 'hits')) },
    ),
  }));
  return fc
    .tuple(one('visitors', 'visitors', 'visits', 'hits'), node)
    .map(([context, pred]) => adobe.segment(adobe.container(context, pred)));
})();

const mixpanelAny = ((): fc.Arbitrary<Node> => {
  const name = one('plan', 'seats', '$city', '$email', 'tags');
  const question = fc.oneof(
    fc.tuple(
      one('equals', 'does not equal', 'contains', 'does not contain', 'starts with', 'sounds like'),
      one('x', 'l'),
    ),
    fc.tuple(one('is set', 'is not set'), fc.constant(null)),
    fc.tuple(one('equals', 'does not equal', 'ends with'), one<unknown>(['x', 'xl'], ['L'])),
  );
  const numeric: fc.Arbitrary<[string, unknown]> = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(one('is at least', 'is less than', 'is equal to', 'is at most'), small),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(one('is between', 'not between'), small, small)
        .map(([operator, a, b]): [string, unknown] => [operator, [Math.min(a, b), Math.max(a, b)]]),
    },
  );
  const dated = fc
    .tuple(one('was in the', 'was not in the', 'before the last'), one(3, 30))
    .map(([operator, n]) =>
      mixpanel.person('born', operator, n, { filterType: 'datetime', filterDateUnit: 'day' }),
    );
  const ask = (make: typeof mixpanel.filter) =>
    fc.oneof(
      fc
        .tuple(name, question)
        .map(([property, [operator, value]]) => make(property, operator, value)),
      numeric.map(([operator, value]) => make('amount', operator, value, { filterType: 'number' })),
    );
  const event = one('Buy', 'View', '$all_events', '$custom_event:4');
  const range = one<Node>({}, mixpanel.inTheLast(30), {
    dateRange: { type: 'in the last', window: { unit: 'eon', value: 2 } },
  });
  const did = fc
    .tuple(
      event,
      numeric,
      fc.array(fc.oneof(ask(mixpanel.filter), ask(mixpanel.person)), { maxLength: 2 }),
      one('and', 'or'),
      range,
      one<Node>(
        {},
        ...[
          'average',
          'min',
          'max',
          'median',
          'p25',
          'unique_values',
          'first_value',
          'last_value',
        ].map((aggregationOperator) => ({ aggregationOperator, property: { value: 'amount' } })),
        { aggregationOperator: 'p99', property: { value: 'amount' } },
      ),
    )
    .map(([named, [operator, value], filters, filtersOperator, dates, more]) =>
      mixpanel.did(named, operator, value, { filters, filtersOperator, ...dates, ...more }),
    );
  const through = fc
    .tuple(
      fc.array(event, { minLength: 1, maxLength: 3 }),
      numeric,
      one('loose', 'any'),
      one<Node>(
        {},
        { conversionWindowDuration: 1, conversionWindowUnit: 'session' },
        { aggregateBy: [{ value: 'plan', resourceType: 'events' }] },
        { exclusions: [{ event: 'Leave', steps: { from: 1, to: 2 } }] },
      ),
    )
    .map(([names, [operator, value], funnelOrder, more]) => ({
      ...mixpanel.did('F', operator, value),
      behavior: mixpanel.funnel(names, { funnelOrder, ...more }),
    }));
  const groups = fc
    .array(
      fc.tuple(
        fc.array(fc.oneof(ask(mixpanel.person), dated, did, through), {
          minLength: 1,
          maxLength: 3,
        }),
        one('and', 'or'),
        one('and', 'or'),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((list) =>
      mixpanel.grouped(
        ...list.map(([filters, filtersOperator, groupingOperator]) =>
          mixpanel.group(filters, { filtersOperator, groupingOperator }),
        ),
      ),
    );
  const behavior = fc
    .tuple(
      event,
      one<Node>({}, mixpanel.lastDays(7), mixpanel.lastDays(9, 'year')),
      fc.oneof(
        fc.constant(null),
        ask(mixpanel.filter).map((part) => mixpanel.node('and', part)),
      ),
    )
    .map(([named, window, selector]) => mixpanel.count(named, window, selector));
  const { tree } = fc.letrec<{ tree: Node }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc
        .tuple(one('a', 'b', 'c'), one('>=', '==', '<'), small)
        .map(([key, operator, n]) => mixpanel.compare(key, operator, n)),
      fc
        .tuple(one('plan', 'tier'), one('==', '!=', 'in', 'defined'))
        .map(([property, operator]) => mixpanel.user(property, operator, 'x')),
      fc.constant({ property: 'cohort', value: 5, operator: 'in' }),
      fc
        .tuple(one('and', 'or', 'not'), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }))
        .map(([operator, parts]) => mixpanel.node(operator, ...parts)),
    ),
  }));
  const selector = fc
    .tuple(tree, behavior, behavior)
    .map(([root, a, b]) => mixpanel.cohort(root, { a, b }));
  return fc.oneof(groups, selector);
})();

const growthbookAny = ((): fc.Arbitrary<Node> => {
  const value = one<unknown>('x', 'DE', 3, 0, true, null);
  const operand = fc.oneof(
    value,
    fc
      .tuple(
        one('$eq', '$ne', '$lt', '$lte', '$gt', '$gte', '$regex', '$vgt', '$near', '$size'),
        value,
      )
      .map(([operator, v]) => ({ [operator]: v })),
    fc
      .tuple(one('$in', '$nin', '$ini', '$all'), fc.array(value, { maxLength: 3 }))
      .map(([operator, v]) => ({ [operator]: v })),
    fc
      .tuple(one('$inGroup', '$notInGroup'), one('list', 'none', 'condition'))
      .map(([operator, v]) => ({ [operator]: v })),
    one<unknown>({ $exists: true }, { $not: { $lt: 5 } }, { size: 3 }),
  );
  const { condition } = fc.letrec<{ condition: Node }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.dictionary(one('country', 'plan', 'age', 'browser', 'userId', 'url'), operand, {
        minKeys: 1,
        maxKeys: 3,
      }),
      fc
        .tuple(
          one('$and', '$or', '$nor'),
          fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
        )
        .map(([operator, parts]) => ({ [operator]: parts })),
      tie('condition').map((part) => ({ $not: part })),
      one('list', 'condition', 'none').map((id) => ({ $savedGroup: { id } })),
      one('list', 'condition').map((id) => ({ $savedGroups: [id] })),
    ),
  }));
  return condition.map((part) => ({
    name: 'A',
    condition: part,
    savedGroups: {
      list: { type: 'list', attributeKey: 'plan', values: ['x', 'y'] },
      condition: { type: 'condition', condition: { country: 'DE' } },
    },
  }));
})();

const first = (page: Node, list: string): Node => (page[list] as readonly Node[])[0]!;

interface Grammar {
  readonly any: fc.Arbitrary<Node>;
  /** Whether a node is a clause: something that is asked, as against what joins. */
  readonly isClause: (node: Node, key: string, path: string) => boolean;
}

export const GRAMMARS = {
  ga4: {
    any: ga4Any,
    isClause: (_node, key) => key === 'dimensionOrMetricFilter' || key === 'eventFilter',
  },
  adobe: {
    any: adobeAny,
    isClause: (node) =>
      node['func'] === 'segment-ref' ||
      node['func'] === 'datetime-within' ||
      (typeof node['func'] === 'string' &&
        ('evt' in node || 'val' in node) &&
        node['func'] !== 'total'),
  },
  mixpanel: {
    any: mixpanelAny,
    isClause: (node) => 'filterOperator' in node || ('property' in node && 'operator' in node),
  },
  growthbook: {
    any: growthbookAny,
    isClause: (_node, key, path) =>
      /^condition\b/.test(path) &&
      /^[a-zA-Z]/.test(key) &&
      key !== 'condition' &&
      !/\.\$savedGroups?[.[]/.test(path) &&
      !/\.(size)$/.test(path),
  },
  posthog: {
    any: fc.oneof(
      { weight: 3, arbitrary: posthog.cohorts(true).map((page) => first(page, 'results')) },
      { weight: 1, arbitrary: posthog.flags(true) },
    ),
    isClause: (node) => 'key' in node && 'type' in node,
  },
  launchdarkly: {
    any: flags.launchDarkly(true).map((page) => first(page, 'items')),
    isClause: (node) => 'op' in node,
  },
  unleash: {
    any: flags.unleash(true).map((answer) => first(answer, 'features')),
    isClause: (node) => 'contextName' in node && 'operator' in node,
  },
  statsig: {
    any: flags.statsig(true).map((page) => first(page, 'data')),
    isClause: (node) => 'operator' in node && 'type' in node,
  },
  // One text, whose parts have no places of their own.
  matomo: { any: matomo.segments(true), isClause: () => false },
} satisfies { readonly [tool: string]: Grammar };

/** The paths of all clauses in a source. */
export function clausesIn(tool: keyof typeof GRAMMARS, json: unknown): string[] {
  const { isClause } = GRAMMARS[tool] as Grammar;
  const found: string[] = [];
  const walk = (value: unknown, path: string, key: string): void => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      if (isClause(value as Node, key, path)) found.push(path);
      for (const [name, inner] of Object.entries(value))
        walk(inner, path === '' ? name : `${path}.${name}`, name);
    } else if (Array.isArray(value)) value.forEach((inner, i) => walk(inner, `${path}[${i}]`, key));
    else if (tool === 'growthbook' && isClause({}, key, path) && !path.endsWith(']'))
      found.push(path);
  };
  walk(json, '', '');
  if (tool !== 'mixpanel') return found;
  // A behavior that a selector compares is the clause, wherever it is compared.
  const compared = found.map((path) => {
    const node = at(json, path);
    const key = String(node['value']);
    return node['property'] === 'behaviors' && key in ((json as Node)['behaviors'] as Node)
      ? `behaviors.${key}`
      : path;
  });
  return compared.filter((path) => !isUnread(json as Node, path));
}

const at = (json: unknown, path: string): Node =>
  path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce((value, key) => value[key] as Node, json as Node);

/** Behaviors that no condition names are not in the cohort. */
function isUnread(json: Node, path: string): boolean {
  const [, key] = /^behaviors\.(\w+)/.exec(path) ?? [];
  return key !== undefined && !JSON.stringify(json['selector']).includes(`"value":"${key}"`);
}

/** Every key and text of the grammar, for soup. */
export function words(tool: keyof typeof GRAMMARS): string[] {
  const found = new Set<string>([
    'name',
    'filterClauses',
    'container',
    'func',
    'selector',
    'groups',
    'condition',
    'filters',
    'rules',
    'constraints',
    'strategies',
    'definition',
  ]);
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && value.length < 60) found.add(value);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) found.add(key);
      collect(inner);
    }
  };
  for (const sample of fc.sample(GRAMMARS[tool].any, { numRuns: 100, seed: 7 })) collect(sample);
  return [...found];
}
