// For each row of "What has no equal" in docs/import.md, a source that has it: the row by its first words, and
// what a note says of it.
import type { Part } from './ga4-audience.ts';
import * as adobe from './adobe-segment.ts';
import * as ga4 from './ga4-audience.ts';
import * as mixpanel from './mixpanel-cohort.ts';

export type Refused = readonly [row: string, note: string, source: unknown];

const across = (...parts: readonly Part[]): Part =>
  ga4.audience([ga4.simple('ACROSS_ALL_SESSIONS', ga4.all(...parts))]);
const ofEvent = (...parts: readonly Part[]): Part =>
  ga4.audience([ga4.simple('WITHIN_SAME_EVENT', ga4.all(...parts))]);
const ofSession = (...parts: readonly Part[]): Part =>
  ga4.audience([ga4.simple('WITHIN_SAME_SESSION', ga4.all(...parts))]);
const inSequence = (...steps: readonly Part[]): Part =>
  ga4.audience([ga4.sequence('ACROSS_ALL_SESSIONS', steps)]);
const asked = (fieldName: string): Refused => [
  `\`${fieldName}\``,
  fieldName,
  across(ga4.exact(fieldName, 'x')),
];
const bought = across(ga4.event('purchase'));

export const GA4: readonly Refused[] = [
  ...['purchaseProbability', 'churnProbability', 'predictedRevenue'].map((name): Refused => [
    `\`${name}\``,
    `unsupported ${name}`,
    across(ga4.number(name, 'GREATER_THAN', 3)),
  ]),
  ...['userAgeBracket', 'userGender', 'brandingInterest', 'isConversionEvent', 'isKeyEvent'].map(
    asked,
  ),
  ...['language', 'platform', 'signedInWithUserId', 'audienceName'].map(asked),
  ['any other `fieldName`', 'unmapped-name cohort', across(ga4.exact('cohort', 'x'))],
  [
    '`AUDIENCE_MEMBERSHIP_RENEWED`',
    'event-trigger eventTrigger',
    {
      ...bought,
      eventTrigger: { eventName: 'x', logCondition: 'AUDIENCE_MEMBERSHIP_RENEWED' },
    },
  ],
  [
    '`membershipDurationDays`',
    'invalid membershipDurationDays',
    { ...bought, membershipDurationDays: -1 },
  ],
  [
    '`eventName` by a part',
    'unsupported eventName',
    across(ga4.text('eventName', 'CONTAINS', 'buy')),
  ],
  ['`country`, `region`', 'unsupported country', across(ga4.text('country', 'FULL_REGEXP', 'G.*'))],
  ['`country`, `region`', 'unmapped-name region', across(ga4.exact('region', 'Bavaria'))],
  ['`FULL_REGEXP`', 'unsupported pagePath', across(ga4.text('pagePath', 'FULL_REGEXP', '\\A/'))],
  [
    'a step that several events',
    'unsupported AudienceSequenceStep',
    inSequence(ga4.step(ga4.all(ga4.event('a'), ga4.event('b')), {}, 'WITHIN_SAME_SESSION')),
  ],
  [
    '"any event but these"',
    'unsupported sequenceFilter',
    inSequence(ga4.step(ga4.all(ga4.not(ga4.exact('eventName', 'a'))))),
  ],
  [
    '`eventCount` in a step',
    'unsupported eventFilter',
    inSequence(ga4.step(ga4.all(ga4.event('a', ga4.number('eventCount', 'EQUAL', 2))))),
  ],
  [
    '`sessions` within a session',
    'unsupported sessions',
    ofSession(ga4.number('sessions', 'EQUAL', 2)),
  ],
  [
    '`sessions` within a session',
    'unsupported eventCount',
    ofEvent(ga4.number('eventCount', 'EQUAL', 2)),
  ],
  ...['itemsPurchased', 'itemPurchaseQuantity'].map((name): Refused => [
    `\`${name}\``,
    `unsupported ${name}`,
    ofEvent(ga4.number(name, 'GREATER_THAN', 2)),
  ]),
  [
    '`inAnyNDayPeriod`, `atAnyPointInTime`',
    'unsupported eventFilter',
    across(
      ga4.event(
        'a',
        ga4.number('customEvent:b', 'EQUAL', 1, { inAnyNDayPeriod: 7 }),
        ga4.number('customEvent:c', 'EQUAL', 1, { inAnyNDayPeriod: 9 }),
      ),
    ),
  ],
  ...[{ constraintDuration: '1.5s' }, { constraintDuration: '40000000s' }].map((more): Refused => [
    '`constraintDuration`, `sequenceMaximumDuration`',
    'unsupported constraintDuration',
    inSequence(ga4.step(ga4.all(ga4.event('a'))), ga4.step(ga4.all(ga4.event('b')), more)),
  ]),
  ['`notExpression` around', 'invalid notExpression', across(ga4.not(ga4.event('a')))],
  ['`notExpression` around', 'invalid eventFilter', across(ga4.event('a', ga4.event('b')))],
];

const COLOUR = 'variables/page';
const page = (name: string): Part => adobe.hits(adobe.is(COLOUR, name));
const visitor = (...parts: readonly Part[]): Part =>
  adobe.segment(adobe.visitors(adobe.and(...parts)));
const hit = (part: Part): Part => adobe.segment(adobe.hits(part));
const dates = {
  func: 'datetime-within',
  'interval-value': '2026-01-01T00:00:00/2026-02-01T00:00:00',
};

export const ADOBE: readonly Refused[] = [
  ...['variables/evar5', 'variables/prop5', 'variables/listvar1'].map((name): Refused => [
    `\`${name.replace(/\d$/, '…')}\``,
    `unmapped-name ${name}`,
    hit(adobe.is(name, 'x')),
  ]),
  [
    '`metrics/event…`',
    'unmapped-name metrics/event5',
    visitor(adobe.total('metrics/event5', 'gt', 1)),
  ],
  [
    'any other dimension',
    'unmapped-name variables/monitorresolution',
    hit(adobe.is('variables/monitorresolution', 'x')),
  ],
  [
    'any other dimension',
    'unsupported calc-metric',
    visitor({ func: 'gt', num: 1, val: { func: 'calc-metric', formula: 'x' } }),
  ],
  [
    'a `container` of `visits`',
    'unsupported container visits',
    visitor(adobe.inOrder(page('A'), adobe.visits(page('B')))),
  ],
  [
    'a wider `container` inside',
    'unsupported or',
    hit(adobe.or(page('A'), adobe.visits(page('A')))),
  ],
  [
    '`dimension-restriction`',
    'unsupported dimension-restriction',
    visitor(
      adobe.inOrder(
        page('A'),
        { func: 'dimension-restriction', limit: 'within', count: 1, attribute: adobe.attr(COLOUR) },
        page('B'),
      ),
    ),
  ],
  [
    '`dimension-restriction`',
    'unsupported container-restriction',
    visitor(adobe.inOrder(page('A'), adobe.distance('after', 2, 'visits'), page('B'))),
  ],
  ...['allocation-linear', 'allocation-firstTouch'].map((func): Refused => [
    `\`${func}\``,
    `unsupported ${func}`,
    hit({ func: 'streq', str: 'x', val: adobe.attr(COLOUR, { 'allocation-model': { func } }) }),
  ]),
  [
    'rolling dates',
    'unsupported rolling-days',
    hit({ ...dates, 'interval-value': { func: 'rolling-days', num: 30 } }),
  ],
  [
    'rolling dates',
    'unmapped-name datetime-within',
    hit({ ...dates, 'interval-value': { func: 'datetime-interval-ref', id: 'd1' } }),
  ],
  [
    'parts of the date',
    'unsupported variables/daterangeday',
    hit(adobe.is('variables/daterangeday', '1')),
  ],
  [
    '`datetime-within` in a visit',
    'unsupported container',
    adobe.segment(adobe.visits(adobe.hits(dates))),
  ],
  ['`datetime-within` in a visit', 'unsupported or', hit(adobe.or(adobe.is(COLOUR, 'x'), dates))],
  [
    '`strlt`',
    'unsupported variables/geocountry',
    hit(adobe.is('variables/geocountry', 'F', 'strlt')),
  ],
  [
    'weekdays',
    'ambiguous variables/timepartdayofweek',
    hit({ func: 'eq', num: 1, val: adobe.attr('variables/timepartdayofweek') }),
  ],
  [
    '`matches-regex`',
    `unsupported ${COLOUR}`,
    hit({ func: 'matches-regex', regex: '\\pL', val: adobe.attr(COLOUR) }),
  ],
  ['a `sequence` inside', 'unsupported sequence', hit(adobe.inOrder(page('A'), page('B')))],
  ['a `sequence` inside', `unsupported ${COLOUR}`, hit(adobe.different(COLOUR, 'gt', 2))],
  ['`total` of one hit', 'unsupported metrics/orders', hit(adobe.total('metrics/orders', 'gt', 2))],
  ['`total` of one hit', 'unsupported metrics/units', hit(adobe.total('metrics/units', 'gt', 2))],
  [
    'an excluded `sequence-and`',
    'unsupported container',
    visitor(
      adobe.inOrder(
        page('A'),
        adobe.EXCLUDE,
        adobe.group('sequence-and', page('B'), page('C')),
        page('D'),
      ),
    ),
  ],
  [
    '`exclude-next-checkpoint`',
    'unsupported container',
    visitor(
      adobe.inOrder(page('A'), adobe.time('within', 1, 'day'), adobe.EXCLUDE, page('B'), page('C')),
    ),
  ],
  [
    '`exclude-next-checkpoint`',
    'unsupported sequence',
    adobe.segment(
      adobe.visits(
        adobe.inOrder(page('A'), adobe.EXCLUDE, adobe.time('within', 1, 'day'), page('B')),
      ),
    ),
  ],
  [
    'an exclusion at the end',
    'too-complex sequence',
    visitor(
      adobe.inOrder(page('A'), adobe.time('within', 1, 'day'), page('B'), adobe.EXCLUDE, page('C')),
    ),
  ],
  [
    '`sequence-prefix`, `sequence-suffix`',
    'unsupported container',
    hit(
      adobe.and(
        adobe.is(COLOUR, 'x'),
        adobe.onlyBefore('visitors', adobe.EXCLUDE, page('A'), page('B')),
      ),
    ),
  ],
  ['`segment-ref`', 'unmapped-name s1', visitor({ func: 'segment-ref', segmentId: 's1' })],
  [
    'a `version`',
    'unsupported version',
    adobe.segment(page('A'), {
      definition: { func: 'segment', version: [2, 0, 0], container: page('A') },
    }),
  ],
];

const { did, filter, group, grouped, person, funnel } = mixpanel;
const filters = (...parts: readonly Part[]): Part => grouped(group(parts));
const behavior = (more: Part, event = 'Buy'): Part => filters(did(event, 'is at least', 1, more));
const through = (more: Part, steps: readonly Part[] = []): Part =>
  filters({ ...did('F', 'is at least', 1), behavior: funnel(['A', 'B'], more, steps) });
const counted = (more: Part): Part =>
  mixpanel.cohort(mixpanel.compare('b', '>=', 1), { b: { ...mixpanel.count('A'), ...more } });

export const MIXPANEL: readonly Refused[] = [
  ['a `selector` written', 'unsupported selector', { name: 'x', selector: 'user["a"] == 1' }],
  ['a cohort without', 'unsupported cohort', { id: 1, name: 'From a file' }],
  [
    'a count of `type`',
    'unsupported day',
    counted({ count: { event_selector: { event: 'A' }, type: 'day' } }),
  ],
  ...['retention', 'cohort', 'formula'].map((type): Refused => [
    `\`${type}\``,
    `unsupported ${type}`,
    behavior({ type }),
  ]),
  ['a `behavior` of', 'unsupported $first_time', behavior({ behaviorType: '$first_time' })],
  ['`$custom_event:…`', 'unmapped-name $custom_event:4', behavior({}, '$custom_event:4')],
  [
    '`customProperty`',
    'unsupported customProperty',
    filters(person('x', 'is set', null, { customPropertyId: 4 })),
  ],
  ['`data_group_id`', 'unsupported data_group_id', { ...counted({}), data_group_id: '3' }],
  [
    '`data_group_id`',
    'unsupported dataGroupId',
    filters(person('x', 'is set', null, { dataGroupId: '3' })),
  ],
  ...[
    '$distinct_id',
    '$email',
    '$name',
    '$first_name',
    '$last_name',
    '$phone',
    '$avatar',
    '$user_id',
  ].map((name): Refused => [`\`${name}\``, `unsupported ${name}`, filters(person(name, 'is set'))]),
  [
    'a `resourceType`',
    'unsupported cohorts',
    behavior({ filters: [filter('x', 'is set', null, { resourceType: 'cohorts' })] }),
  ],
  [
    'a `resourceType`',
    'invalid object',
    filters(person('x', 'is set', null, { filterType: 'object' })),
  ],
  [
    '`custom_percentile`',
    'unsupported custom_percentile',
    behavior({ aggregationOperator: 'custom_percentile', property: { value: 'x' } }),
  ],
  [
    '`custom_percentile`',
    'unsupported unique',
    behavior({ aggregationOperator: 'unique', property: { value: 'x' } }),
  ],
  [
    'groups joined',
    'ambiguous groupingOperator',
    grouped(
      group([person('a', 'is set')]),
      group([person('b', 'is set')]),
      group([person('c', 'is set')], { groupingOperator: 'or' }),
    ),
  ],
  [
    'groups joined',
    'ambiguous cohort_group',
    grouped(
      group([person('a', 'is set')], {
        behavioralFilters: [did('A', 'is at least', 1)],
        filtersOperator: 'or',
      }),
    ),
  ],
  [
    'dates compared',
    'ambiguous is greater than',
    filters(person('x', 'is greater than', 7, { filterType: 'datetime' })),
  ],
  ['dates compared', 'ambiguous >', mixpanel.cohort(mixpanel.user('x', '>', 7, 'datetime'))],
  [
    'a `dateRange`',
    'unsupported dateRange',
    behavior({ dateRange: { type: 'on', value: '2026-01-01' } }),
  ],
  ['a `dateRange`', 'unsupported dateRange', behavior({ dateRange: { type: 'relative_after' } })],
  [
    'a `dateRange`',
    'ambiguous window',
    counted({ ...mixpanel.lastDays(7), from_date: '2026-01-01' }),
  ],
  ['a `window` of more', 'unsupported window', counted(mixpanel.lastDays(400))],
  [
    '`listItemFilters`',
    'too-complex listItemFilters',
    behavior({
      filters: [
        {
          value: 'cart',
          listQuantifier: 'any',
          listItemFilters: [filter('a', 'contains', 'x'), filter('a', 'is set')],
        },
      ],
    }),
  ],
  ['a `funnel`', 'unsupported step', through({}, [{ funnelOrder: 'any' }])],
  [
    'a `funnel`',
    'unsupported F Frequency',
    through({ funnelOrder: 'any', exclusions: [{ event: 'C' }] }, [
      { funnelOrder: 'any' },
      { funnelOrder: 'any' },
    ]),
  ],
  ['a `funnel`', 'unsupported x', through({ aggregateBy: [{ value: 'x' }, { value: 'y' }] })],
  [
    'a `funnel`',
    'unsupported x',
    through({ aggregateBy: [{ value: 'x', resourceType: 'people' }] }),
  ],
  ['a `funnel`', 'unsupported filtersDeterminer', through({ filtersDeterminer: 'any' })],
  [
    'a `funnel`',
    'invalid conversionWindow',
    through({ conversionWindowDuration: 2, conversionWindowUnit: 'session' }),
  ],
  [
    'a date of an event',
    'unsupported at',
    behavior({
      filters: [filter('at', 'was in the', 7, { filterType: 'datetime', filterDateUnit: 'day' })],
    }),
  ],
  [
    'an aggregate',
    'unsupported b',
    mixpanel.cohort(mixpanel.compare('b', '>=', 1), {
      b: {
        count: {
          event_selectors: [{ event: 'A' }, { event: 'B' }],
          aggregationOperator: 'average',
          property: 'x',
        },
      },
    }),
  ],
  [
    'another cohort',
    'unmapped-name cohort 5',
    mixpanel.cohort({ property: 'cohort', value: 5, operator: 'in' }),
  ],
];

const rule = (more: Part): Part => ({ condition: { country: 'DE' }, savedGroups: {}, ...more });
const condition = (part: Part): Part => rule({ condition: part });

export const GROWTHBOOK: readonly Refused[] = [
  ...['coverage', 'percentage', 'namespace', 'filters', 'hashRange', 'range', 'ranges'].map(
    (key): Refused => [
      `\`${key}\``,
      `unsupported ${key}`,
      rule({ [key]: key === 'coverage' ? 0.5 : { enabled: true } }),
    ],
  ),
  ...['experimentId', 'safeRolloutId', 'contextualBanditId', 'rampScheduleId'].map(
    (key): Refused => [`\`${key}\``, `unsupported ${key}`, rule({ [key]: 'x' })],
  ),
  ...['prerequisites', 'parentConditions', 'scheduleRules'].map((key): Refused => [
    `\`${key}\``,
    `unsupported ${key}`,
    rule({ [key]: [{}] }),
  ]),
  ...['url', 'query'].map((key): Refused => [
    `\`${key}\``,
    `unmapped-name ${key}`,
    condition({ [key]: 'x' }),
  ]),
  ['an attribute that is', 'unsupported company', condition({ company: { size: 3 } })],
  [
    'an attribute that is',
    'unsupported $elemMatch',
    condition({ carts: { $elemMatch: { size: 3 } } }),
  ],
  ['an attribute of two', 'ambiguous plan', condition({ plan: 'x', $not: { plan: 3 } })],
  ['an operator that', 'unsupported $near', condition({ plan: { $near: 3 } })],
  ['`$regex`', 'invalid $regex', condition({ plan: { $regex: 'x'.repeat(251) } })],
  [
    '`$regex`',
    'invalid $in',
    condition({ plan: { $in: Array.from({ length: 1001 }, (_, i) => `${i}`) } }),
  ],
  ['a saved group that', 'unmapped-name $inGroup', condition({ plan: { $inGroup: 'x' } })],
  [
    'a saved group that',
    'invalid $savedGroup',
    rule({
      condition: { $savedGroup: { id: 'a' } },
      savedGroups: { a: { type: 'condition', condition: { $savedGroup: { id: 'a' } } } },
    }),
  ],
];
