import { each } from '../examples/example.ts';
import type { Capability, Peer } from './types.ts';

const behaviour: readonly Capability[] = [
  {
    says: 'completed event, in the last N days',
    definitions: {
      metrics: { runs: { count: 'run_query', within: '7d' } },
      segments: { user: { when: { 'metric.runs': { $gte: 1 } } } },
    },
    visitors: {
      'six days ago': [
        ['03-02 10:00', 'run_query'],
        ['03-08 10:00', true],
      ],
      'eight days ago': [
        ['03-02 10:00', 'run_query'],
        ['03-10 10:00', false],
      ],
    },
  },
  {
    says: 'did not complete event, in the last N days',
    definitions: {
      metrics: { runs: { count: 'run_query', within: '7d' } },
      segments: { idle: { when: { $not: { 'metric.runs': { $gte: 1 } } } } },
    },
    visitors: {
      'eight days ago': [
        ['03-02 10:00', 'run_query'],
        ['03-10 10:00', true],
      ],
      'six days ago': [
        ['03-02 10:00', 'run_query'],
        ['03-08 10:00', false],
      ],
    },
  },
  {
    says: 'completed event multiple times: at least, at most, exactly',
    definitions: {
      metrics: { runs: { count: 'run_query', within: '7d' } },
      segments: { some: { when: { 'metric.runs': { $gte: 2, $lte: 3 } } } },
    },
    visitors: {
      'two, three, four': [
        ...each('run_query', ['10:00', '10:01']),
        true,
        ['10:02', 'run_query'],
        true,
        ['10:03', 'run_query'],
        false,
      ],
      one: [['10:00', 'run_query'], false],
    },
  },
  {
    says: 'completed event, filtered by its properties; one of several matchers (action)',
    definitions: {
      metrics: {
        saves: { count: ['save_chart', 'save_board'], where: { kind: { $regexi: 'team' } } },
      },
      segments: { sharer: { when: { 'metric.saves': { $gte: 1 } } } },
    },
    visitors: {
      'saves a board for the team': [['10:00', 'save_board', { kind: 'Team' }], true],
      'saves a chart for themselves': [['10:00', 'save_chart', { kind: 'own' }], false],
    },
  },
  {
    says: 'completed a sequence: A in the last N days, then B within M of it',
    definitions: {
      metrics: {
        path: {
          sequence: [{ event: 'sign_up' }, { event: 'run_query', atMost: '1d' }],
          within: '30d',
        },
      },
      segments: { quick: { when: { 'metric.path': { $gte: 1 } } } },
    },
    visitors: {
      'an hour later, for 30 days': [
        ['03-02 10:00', 'sign_up'],
        ['03-02 11:00', 'run_query'],
        true,
        ['04-01 09:59', true],
        ['04-01 10:00', false],
      ],
      'two days later': [['03-02 10:00', 'sign_up'], ['03-04 11:00', 'run_query'], false],
    },
  },
  {
    says: 'did not complete a sequence',
    definitions: {
      metrics: {
        path: {
          sequence: [{ event: 'sign_up' }, { event: 'run_query', atMost: '1d' }],
          within: '30d',
        },
      },
      segments: { slow: { when: { 'metric.path': 0 } } },
    },
    visitors: {
      'two days later': [['03-02 10:00', 'sign_up'], ['03-04 11:00', 'run_query'], true],
      'an hour later': [['03-02 10:00', 'sign_up'], ['03-02 11:00', 'run_query'], false],
    },
  },
  {
    says: 'person properties, semantic versions among them',
    definitions: {
      traits: { release: { type: 'string', values: ['1.9.0', '1.10.0', '1.10.0-beta', '2.0.1'] } },
      segments: { current: { when: { 'trait.release': { $vgte: '1.10.0' } } } },
    },
    visitors: {
      '1.10.0': [{ facts: { trait: { release: '1.10.0' } } }, true],
      '2.0.1': [{ facts: { trait: { release: '2.0.1' } } }, true],
      '1.9.0': [{ facts: { trait: { release: '1.9.0' } } }, false],
      '1.10.0-beta': [{ facts: { trait: { release: '1.10.0-beta' } } }, false],
      'not told': [{ facts: { trait: {} } }, false],
    },
  },
  {
    says: 'in a cohort, not in a cohort',
    definitions: {
      metrics: { runs: { count: 'run_query' }, invites: { count: 'invite' } },
      segments: {
        users: { when: { 'metric.runs': { $gte: 1 } } },
        hosts: { when: { 'metric.invites': { $gte: 1 } } },
        solo: { when: { 'segment.users': true, 'segment.hosts': { $ne: true } } },
      },
    },
    visitors: {
      'runs a query': [['10:00', 'run_query'], true],
      'runs and invites': [['10:00', 'invite'], ['10:01', 'run_query'], false],
    },
  },
];

const lifecycle: readonly Capability[] = [
  {
    says: 'completed an event regularly: at least 3 times a week in at least 3 of the last 5 weeks',
    note: 'Weeks of seven days back from this moment, as in PostHog. With calendar weeks one metric does: { "periods": …, "unit": "week", "atLeast": 3 }.',
    definitions: {
      metrics: {
        week0: { count: 'run_query', within: '7d' },
        week1: { count: 'run_query', within: { length: '7d', ago: '7d' } },
        week2: { count: 'run_query', within: { length: '7d', ago: '14d' } },
        week3: { count: 'run_query', within: { length: '7d', ago: '21d' } },
        week4: { count: 'run_query', within: { length: '7d', ago: '28d' } },
        weeks: {
          formula: {
            add: [
              'segment.busy0',
              'segment.busy1',
              'segment.busy2',
              'segment.busy3',
              'segment.busy4',
            ],
          },
        },
      },
      segments: {
        busy0: { when: { 'metric.week0': { $gte: 3 } } },
        busy1: { when: { 'metric.week1': { $gte: 3 } } },
        busy2: { when: { 'metric.week2': { $gte: 3 } } },
        busy3: { when: { 'metric.week3': { $gte: 3 } } },
        busy4: { when: { 'metric.week4': { $gte: 3 } } },
        regular: { when: { 'metric.weeks': { $gte: 3 } } },
      },
    },
    visitors: {
      'three in each of three weeks': [
        ...each('run_query', ['03-02 10:00', '03-03 10:00', '03-04 10:00']),
        ...each('run_query', ['03-09 10:00', '03-10 10:00', '03-11 10:00']),
        { metrics: { weeks: 2 } },
        ...each('run_query', ['03-23 10:00', '03-24 10:00', '03-25 10:00']),
        // Back from here, seven days at a time: three, none, three, three, none.
        { metrics: { weeks: 3 } },
        true,
        // Back from here: one, two (the 24th and 25th), one, two (the 10th and 11th), three (3rd, 4th, 9th).
        ['04-06 10:01', { metrics: { weeks: 1 } }],
        false,
      ],
      'nine in one week': [
        ...each('run_query', [
          '03-02 10:00',
          '03-02 11:00',
          '03-02 12:00',
          '03-03 10:00',
          '03-03 11:00',
        ]),
        ...each('run_query', ['03-03 12:00', '03-04 10:00', '03-04 11:00', '03-04 12:00']),
        { metrics: { weeks: 1 } },
        false,
      ],
    },
  },
  {
    says: 'completed an event regularly, in calendar weeks',
    definitions: {
      metrics: {
        weeks: { periods: 'run_query', unit: 'week', atLeast: 3, within: '35d' },
      },
      segments: { regular: { when: { 'metric.weeks': { $gte: 3 } } } },
    },
    visitors: {
      'three in each of three weeks': [
        ...each('run_query', ['03-02 10:00', '03-03 10:00', '03-04 10:00']),
        ...each('run_query', ['03-09 10:00', '03-10 10:00', '03-11 10:00']),
        ...each('run_query', ['03-23 10:00', '03-24 10:00']),
        { metrics: { weeks: 2 } },
        ['03-25 10:00', 'run_query'],
        true,
      ],
      'nine, from Saturday to Monday': [
        ...each('run_query', ['03-07 10:00', '03-07 11:00', '03-08 12:00', '03-08 13:00']),
        ...each('run_query', ['03-09 10:00', '03-09 11:00', '03-09 12:00', '03-09 13:00']),
        { metrics: { weeks: 2 } },
        false,
      ],
    },
  },
  {
    says: 'completed an event for the first time in the last N days',
    definitions: {
      metrics: { began: { since: 'run_query', of: 'first' } },
      segments: { novice: { when: { 'metric.began': { $lt: '30d' } } } },
    },
    visitors: {
      'since two weeks': [['03-02 10:00', 'run_query'], ['03-16 10:00', 'run_query'], true],
      'since two months': [['01-02 10:00', 'run_query'], ['03-02 10:00', 'run_query'], false],
    },
  },
  {
    says: 'stopped: did it in the last N days, but not in the last M',
    definitions: {
      metrics: {
        before: { count: 'run_query', within: '60d' },
        lately: { count: 'run_query', within: '14d' },
      },
      segments: { stopped: { when: { 'metric.before': { $gte: 1 }, 'metric.lately': 0 } } },
    },
    visitors: {
      'from 14 to 60 days after the last': [
        ['01-01 10:00', 'run_query'],
        false,
        ['01-15 10:00', true],
        ['03-02 10:00', false],
      ],
      'goes on': [
        ['03-02 10:00', 'run_query'],
        ['03-10 10:00', 'run_query'],
        ['03-20 10:00', false],
      ],
    },
  },
  {
    says: 'restarted: does it again in the last M days, did not between N and M days ago, and did before',
    definitions: {
      metrics: {
        lately: { count: 'run_query', within: '7d' },
        pause: { count: 'run_query', within: { length: '30d', ago: '7d' } },
        began: { since: 'run_query', of: 'first' },
      },
      segments: {
        restarted: {
          when: {
            'metric.lately': { $gte: 1 },
            'metric.pause': 0,
            'metric.began': { $gte: '37d' },
          },
        },
      },
    },
    visitors: {
      'back after two months, for a week': [
        ['01-01 10:00', 'run_query'],
        ['03-02 10:00', 'run_query'],
        true,
        ['03-09 09:59', true],
        ['03-09 10:00', false],
      ],
      'for the first time': [['03-02 10:00', 'run_query'], false],
      'back after two weeks': [
        ['01-01 10:00', 'run_query'],
        ['02-15 10:00', 'run_query'],
        ['03-02 10:00', 'run_query'],
        false,
      ],
    },
  },
  {
    says: 'life cycle: new, returning, resurrecting or dormant, week by week',
    definitions: {
      metrics: {
        now: { count: '*', within: 'week' },
        streak: { periods: '*', unit: 'week', streak: 'current' },
        weeks: { periods: '*', unit: 'week' },
      },
      segments: {
        returning: { when: { 'metric.now': { $gte: 1 }, 'metric.streak': { $gte: 2 } } },
        new: { when: { 'metric.now': { $gte: 1 }, 'metric.weeks': 1 } },
        resurrecting: { when: { 'metric.now': { $gte: 1 } } },
        dormant: { when: { 'metric.streak': { $gte: 1 } } },
      },
      groups: { lifecycle: { segments: ['returning', 'new', 'resurrecting', 'dormant'] } },
    },
    visitors: {
      'two weeks, three away, one more': [
        ['03-02 10:00', 'page_view'],
        { members: { new: true, returning: false, resurrecting: false, dormant: false } },
        ['03-11 10:00', 'page_view'],
        { members: { new: false, returning: true, resurrecting: false, dormant: false } },
        [
          '03-16 00:00',
          { members: { new: false, returning: false, resurrecting: false, dormant: true } },
        ],
        true,
        ['03-23 00:00', false],
        ['04-01 10:00', 'page_view'],
        { members: { new: false, returning: false, resurrecting: true, dormant: false } },
      ],
      'every week': [
        ...each('page_view', ['03-02 10:00', '03-09 10:00', '03-16 10:00']),
        { members: { returning: true } },
        false,
      ],
    },
  },
];

export const posthog: Peer = {
  name: 'PostHog cohorts',
  groups: { Behaviour: behaviour, 'Life cycle': lifecycle },
};
