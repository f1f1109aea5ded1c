// As without-equal.ts, for the tools whose sources are short enough to stand here.
import type { Part } from './ga4-audience.ts';
import type { Refused } from './without-equal.ts';

// --- PostHog --------------------------------------------------------------------------------------

const cohort = (leaf: Part, more: Part = {}): Part => ({
  name: 'A',
  filters: { properties: { type: 'AND', values: [leaf] } },
  ...more,
});
const did = (more: Part = {}): Part => ({
  type: 'behavioral',
  value: 'performed_event',
  key: 'run',
  event_type: 'events',
  time_value: 7,
  time_interval: 'day',
  ...more,
});
const person = (key: string, operator: string, value: unknown): Part => ({
  type: 'person',
  key,
  operator,
  value,
});
const flag = (more: Part, group: Part = {}): Part => ({
  key: 'a',
  filters: { groups: [{ properties: [person('plan', 'exact', ['x'])], ...group }], ...more },
});
const long = { seq_time_value: 1, seq_time_interval: 'day' };

export const POSTHOG: readonly Refused[] = [
  ['`is_static`', 'unsupported is_static', { name: 'A', is_static: true, filters: {} }],
  ['`query`', 'unsupported query', cohort(did(), { query: { kind: 'ActorsQuery' } })],
  ['`groups` of a cohort', 'unsupported groups', { name: 'A', is_static: false, groups: [{}] }],
  [
    '`filterTestAccounts`',
    'unsupported filterTestAccounts',
    {
      name: 'A',
      filters: { properties: { type: 'AND', values: [did()] }, filterTestAccounts: true },
    },
  ],
  ['`rollout_percentage`', 'unsupported rollout_percentage', flag({}, { rollout_percentage: 20 })],
  [
    '`aggregation_group_type_index`',
    'unsupported aggregation_group_type_index',
    flag({ aggregation_group_type_index: 0 }),
  ],
  [
    '`type` `group`',
    'unsupported group',
    flag({}, { properties: [{ type: 'group', key: 'size', value: 3 }] }),
  ],
  ...['super_groups', 'holdout_groups', 'holdout'].map((key): Refused => [
    `\`${key}\``,
    `unsupported ${key}`,
    flag({ [key]: [{}] }),
  ]),
  [
    '`type` `flag`',
    'unsupported flag',
    flag({}, { properties: [{ type: 'flag', key: '1', value: true }] }),
  ],
  ['`hogql`', 'unsupported hogql', cohort(did({ event_filters: [{ type: 'hogql', key: 'x' }] }))],
  ['`session`', 'unsupported session', cohort({ type: 'session', key: 'x', value: 1 })],
  [
    '`event_type` `actions`',
    'unmapped-name action 5',
    cohort(did({ key: 5, event_type: 'actions' })),
  ],
  ...['email', '$email', 'name', 'username', 'phone', 'distinct_id'].map((key): Refused => [
    `\`${key}\``,
    key,
    cohort(person(key, 'icontains', 'x')),
  ]),
  ['other events and', 'unmapped-name $rageclick', cohort(did({ key: '$rageclick' }))],
  ['other events and', 'unmapped-name $lib', cohort(person('$lib', 'exact', 'web'))],
  [
    '`event_filters` of',
    'unsupported event_filters',
    cohort(
      did({
        value: 'performed_event_first_time',
        event_filters: [{ type: 'event', key: 'a', operator: 'exact', value: 'x' }],
      }),
    ),
  ],
  [
    '`explicit_datetime`',
    'unsupported explicit_datetime',
    cohort(did({ value: 'stopped_performing_event', explicit_datetime: '-30d', ...long })),
  ],
  [
    '`explicit_datetime`',
    'unsupported explicit_datetime',
    cohort(did({ explicit_datetime: '2026-01-01', explicit_datetime_to: '-3d' })),
  ],
  [
    '`performed_event_regularly`',
    'too-complex performed_event_regularly',
    cohort(
      did({
        value: 'performed_event_regularly',
        operator: 'gte',
        operator_value: 1,
        min_periods: 2,
        total_periods: 13,
      }),
    ),
  ],
  ['`semver_tilde`', 'unsupported semver_tilde', cohort(person('v', 'semver_tilde', '1.2.0'))],
  [
    'a date of an event',
    'unsupported at',
    cohort(
      did({
        event_filters: [{ type: 'event', key: 'at', operator: 'is_date_after', value: '-3d' }],
      }),
    ),
  ],
  ['another cohort', 'unmapped-name cohort 5', cohort({ type: 'cohort', key: 'id', value: 5 })],
];

// --- Matomo ---------------------------------------------------------------------------------------

const matomo = (definition: string): Part => ({ name: 'A', definition });

export const MATOMO: readonly Refused[] = [
  ...['referrerName', 'referrerUrl', 'visitEcommerceStatus', 'visitConverted'].map(
    (name): Refused => [`\`${name}\``, `unmapped-name ${name}`, matomo(`${name}==x`)],
  ),
  ...['userId', 'visitorId', 'visitId', 'visitIp', 'latitude', 'longitude'].map((name): Refused => [
    `\`${name}\``,
    `unsupported ${name}`,
    matomo(`${name}==x`),
  ]),
  ['`dimension1`', 'unmapped-name dimension1', matomo('dimension1==x')],
  ['`browserCode`', 'unmapped-name browserCode', matomo('browserCode==ZZ')],
  ['codes compared', 'unsupported countryCode', matomo('countryCode=@d')],
  ['`entryPageUrl`', 'unsupported entryPageUrl', matomo('entryPageUrl=@/a%3Fb')],
  [
    'conditions on actions',
    'too-complex segment',
    matomo('pageTitle==a,visitCount>3;pageTitle==b'),
  ],
  ['what is no condition', 'invalid pageUrl!^x', matomo('pageUrl!^x')],
];

// --- LaunchDarkly ---------------------------------------------------------------------------------

const rules = (clause: Part, rule: Part = {}, more: Part = {}): Part => ({
  key: 'a',
  rules: [{ clauses: [{ attribute: 'plan', op: 'in', values: ['x'], ...clause }], ...rule }],
  ...more,
});

export const LAUNCHDARKLY: readonly Refused[] = [
  ['`weight`', 'unsupported weight', rules({}, { weight: 20_000 })],
  ['`unbounded`', 'unsupported unbounded', rules({}, {}, { unbounded: true })],
  ['`contextKind`', 'unmapped-name organization.plan', rules({ contextKind: 'organization' })],
  ...['ip', 'kind', 'anonymous'].map((attribute): Refused => [
    `\`${attribute}\``,
    `unmapped-name ${attribute}`,
    rules({ attribute }),
  ]),
  ['values of several', 'ambiguous plan', rules({ values: ['x', 3] })],
  ['an operator that', 'unsupported near', rules({ op: 'near' })],
  ['`segmentMatch`', 'unmapped-name b', rules({ op: 'segmentMatch', values: ['b'] })],
  ['`segmentMatch`', 'invalid a', rules({ op: 'segmentMatch', values: ['a'] })],
  ['a segment without', 'invalid segment', { key: 'a', included: [], rules: [] }],
];

// --- Unleash --------------------------------------------------------------------------------------

const constraint = (more: Part): Part => ({
  name: 'a',
  constraints: [{ contextName: 'plan', operator: 'IN', values: ['x'], ...more }],
});
const strategy = (name: string, parameters: Part = {}, more: Part = {}): Part => ({
  name,
  parameters,
  ...more,
});

export const UNLEASH: readonly Refused[] = [
  ['`rollout`', 'unsupported rollout', strategy('flexibleRollout', { rollout: '50' })],
  ...['remoteAddress', 'environment', 'appName'].map((contextName): Refused => [
    `\`${contextName}\``,
    `unmapped-name ${contextName}`,
    constraint({ contextName }),
  ]),
  ['`IN_CIDR`', 'unsupported IN_CIDR', constraint({ operator: 'IN_CIDR' })],
  [
    '`DATE_AFTER`',
    'unsupported currentTime',
    constraint({
      contextName: 'currentTime',
      operator: 'DATE_AFTER',
      value: '2026-11-24T08:00:00Z',
      values: [],
    }),
  ],
  ['the strategies', 'unsupported applicationHostname', strategy('applicationHostname')],
  [
    '`dependencies`',
    'unsupported dependencies',
    { name: 'a', strategies: [strategy('default')], dependencies: [{ feature: 'b' }] },
  ],
  ['a number or version', 'invalid plan', constraint({ operator: 'NUM_GT', value: 'old' })],
  ['a segment of a strategy', 'unmapped-name 7', strategy('default', {}, { segments: [7] })],
];

// --- Statsig --------------------------------------------------------------------------------------

const condition = (more: Part, rule: Part = {}): Part => ({
  id: 'a',
  rules: [
    {
      passPercentage: 100,
      conditions: [
        { type: 'custom_field', field: 'plan', operator: 'any', targetValue: ['x'], ...more },
      ],
      ...rule,
    },
  ],
});

export const STATSIG: readonly Refused[] = [
  ['`passPercentage`', 'unsupported passPercentage', condition({}, { passPercentage: 5 })],
  ['`user_bucket`', 'unsupported user_bucket', condition({ type: 'user_bucket' })],
  ...['environment_tier', 'target_app'].map((type): Refused => [
    `\`${type}\``,
    `unsupported ${type}`,
    condition({ type }),
  ]),
  ...['ip', 'userAgent', 'browser_version', 'os_version', 'device_model'].map((field): Refused => [
    `\`${field}\``,
    `unmapped-name ${field}`,
    condition({ field }),
  ]),
  ['a list of IDs', 'unsupported id_list', { id: 'a', type: 'id_list', count: 3 }],
  [
    'a list of IDs',
    'unsupported in_segment_list',
    condition({ type: 'unit_id', operator: 'in_segment_list', targetValue: 'x' }),
  ],
  [
    '`time`',
    'unsupported time',
    condition({ type: 'time', operator: 'after', targetValue: 1_700_000_000_123 }),
  ],
  [
    'a version of more',
    'invalid plan',
    condition({ operator: 'version_gt', targetValue: '1.2.3.4' }),
  ],
  ['other types', 'unsupported near', condition({ operator: 'near' })],
  ['other types', 'unsupported moon', condition({ type: 'moon' })],
  ['a segment or gate', 'unmapped-name b', condition({ type: 'passes_segment', targetValue: 'b' })],
];
