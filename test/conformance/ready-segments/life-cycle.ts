import { each } from '../examples/example.ts';
import type { ReadySegment } from './types.ts';

export const lifeCycle: readonly ReadySegment[] = [
  {
    number: '1',
    name: 'New visitor',
    says: 'In the first session.',
    tune: [],
    definitions: {
      segments: {
        'new-visitor': {
          name: 'New visitor',
          kind: 'behavioral',
          stage: 'acquisition',
          when: { 'session.number': 1 },
        },
      },
    },
    visitors: {
      'the first session': [['10:00', 'page_view'], true, ['10:20', 'page_view'], true],
      'the second': [['10:00', 'page_view'], ['12:00', 'page_view'], false],
    },
  },
  {
    number: '2',
    name: 'Returning visitor',
    says: 'Two or more sessions.',
    tune: ['2 sessions'],
    definitions: {
      segments: {
        'returning-visitor': {
          name: 'Returning visitor',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'visitor.sessions': { $gte: 2 } },
        },
      },
    },
    visitors: {
      'comes back in the afternoon': [['10:00', 'page_view'], ['15:00', 'page_view'], true],
      'one long session': [
        ['10:00', 'page_view'],
        ['10:25', 'page_view'],
        ['10:50', 'page_view'],
        false,
      ],
    },
  },
  {
    number: '3',
    name: 'Activated',
    says: 'The key event within 24 hours of the first visit.',
    tune: ['the key event: create_project', '24 hours'],
    definitions: {
      metrics: {
        first_day_key: { count: 'create_project', within: { first: '24h' } },
      },
      segments: {
        activated: {
          name: 'Activated',
          kind: 'behavioral',
          stage: 'onboarding',
          when: { 'metric.first_day_key': { $gte: 1 } },
        },
      },
    },
    visitors: {
      'the next morning': [
        ['03-02 10:00', 'page_view'],
        ['03-03 09:59', 'create_project'],
        true,
        ['03-30 10:00', true],
      ],
      'after 24 hours': [['03-02 10:00', 'page_view'], ['03-03 10:00', 'create_project'], false],
    },
  },
  {
    number: '4',
    name: 'Regular',
    says: 'The key event at least 3 times a week, in at least 3 of the last 5 weeks.',
    tune: ['the key event: create_project', '3 a week', '3 weeks of 5'],
    note: 'Calendar weeks, from Monday, that the last 35 days touch.',
    definitions: {
      metrics: {
        key_weeks: { periods: 'create_project', unit: 'week', atLeast: 3, within: '35d' },
      },
      segments: {
        regular: {
          name: 'Regular',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.key_weeks': { $gte: 3 } },
        },
      },
    },
    visitors: {
      'three weeks of five': [
        ...each('create_project', ['03-02 10:00', '03-04 10:00', '03-06 10:00']),
        ...each('create_project', ['03-16 10:00', '03-17 10:00', '03-18 10:00']),
        ...each('create_project', ['03-30 10:00', '03-31 10:00']),
        false,
        ['04-01 10:00', 'create_project'],
        true,
        // The first of the nine is 35 days old.
        ['04-06 10:00', false],
      ],
      'every week twice': [
        ...each('create_project', ['03-02 10:00', '03-04 10:00', '03-09 10:00', '03-11 10:00']),
        ...each('create_project', ['03-16 10:00', '03-18 10:00', '03-23 10:00', '03-25 10:00']),
        false,
      ],
    },
  },
  {
    number: '5',
    name: 'Power user',
    says: 'Active on at least 5 distinct days in 7.',
    tune: ['5 days of 7'],
    definitions: {
      metrics: { active_days_week: { periods: '*', unit: 'day', within: '7d' } },
      segments: {
        'power-user': {
          name: 'Power user',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.active_days_week': { $gte: 5 } },
        },
      },
    },
    visitors: {
      'Monday to Friday': [
        ...each('page_view', ['03-02 10:00', '03-03 10:00', '03-04 10:00', '03-05 10:00']),
        false,
        ['03-06 10:00', 'page_view'],
        true,
        ['03-09 10:00', false],
      ],
      'five times on Monday': [
        ...each('page_view', ['08:00', '10:00', '12:00', '14:00', '16:00']),
        false,
      ],
    },
  },
  {
    number: '6',
    name: 'Casual',
    says: 'Active on 1 or 2 days in 30.',
    tune: ['2 days of 30'],
    definitions: {
      metrics: { active_days_month: { periods: '*', unit: 'day', within: '30d' } },
      segments: {
        casual: {
          name: 'Casual',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.active_days_month': { $gte: 1, $lte: 2 } },
        },
      },
    },
    visitors: {
      'two days': [
        ...each('page_view', ['03-02 10:00', '03-20 10:00']),
        true,
        ['04-19 10:00', false],
      ],
      'three days': [...each('page_view', ['03-02 10:00', '03-10 10:00', '03-20 10:00']), false],
    },
  },
  {
    number: '7',
    name: 'At risk',
    says: 'At least 3 active days in days 8 to 37 ago, and none in the last 7.',
    tune: ['3 active days', '7 days of silence', '30 days before'],
    note: 'Kept for a day, so that the page can act on the visit that ends the silence.',
    definitions: {
      metrics: {
        active_days_before: { periods: '*', unit: 'day', within: { length: '30d', ago: '7d' } },
        active_lately: { count: '*', within: '7d' },
      },
      segments: {
        'at-risk-visitor': {
          name: 'At risk',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.active_days_before': { $gte: 3 }, 'metric.active_lately': 0 },
          keep: '1d',
        },
      },
    },
    visitors: {
      'three days, then a week away': [
        ...each('page_view', ['03-02 10:00', '03-03 10:00', '03-04 10:00']),
        false,
        ['03-11 09:59:59.999', false],
        ['03-11 10:00', true],
        ['03-20 10:00', 'page_view'],
        true,
        ['03-21 10:00', false],
      ],
      'two days, then a week away': [
        ...each('page_view', ['03-02 10:00', '03-03 10:00']),
        ['03-12 10:00', false],
      ],
    },
  },
  {
    number: '8',
    name: 'Resurrected',
    says: 'This session comes after at least 30 days away, with at least 2 sessions before.',
    tune: ['30 days away', '2 sessions before'],
    definitions: {
      segments: {
        resurrected: {
          name: 'Resurrected',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'visitor.away': { $gte: '30d' }, 'session.number': { $gte: 3 } },
        },
      },
    },
    visitors: {
      'the third session, after 31 days': [
        ['2026-01-29 10:00', 'page_view'],
        ['2026-01-30 10:00', 'page_view'],
        ['2026-03-02 10:00', 'page_view'],
        true,
        ['2026-03-02 12:00', 'page_view'],
        false,
      ],
      'the second session, after 31 days': [
        ['2026-01-30 10:00', 'page_view'],
        ['2026-03-02 10:00', 'page_view'],
        false,
      ],
    },
  },
  {
    number: '9',
    name: 'One-and-done buyer',
    says: 'One purchase, at least 90 days ago.',
    tune: ['90 days'],
    definitions: {
      metrics: {
        orders_ever: { count: 'purchase' },
        last_order: { since: 'purchase' },
      },
      segments: {
        'one-and-done': {
          name: 'One-and-done buyer',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.orders_ever': 1, 'metric.last_order': { $gte: '90d' } },
        },
      },
    },
    visitors: {
      'once in January': [
        ['01-02 10:00', 'purchase'],
        false,
        ['04-02 10:00', true],
        ['04-03 10:00', 'purchase'],
        false,
      ],
      never: [
        ['10:00', 'page_view'],
        ['+90d', false],
      ],
    },
  },
  {
    number: '10',
    name: 'Trial ending',
    says: 'On a trial that ends within 3 days.',
    tune: ['3 days', 'the traits plan and trial_ends_at'],
    definitions: {
      traits: {
        plan: { type: 'string', values: ['trial', 'free', 'pro'] },
        trial_ends_at: { type: 'date' },
      },
      segments: {
        'trial-ending': {
          name: 'Trial ending',
          kind: 'behavioral',
          stage: 'onboarding',
          when: { 'trait.plan': 'trial', 'until.trial_ends_at': { $gt: '0d', $lte: '3d' } },
        },
      },
    },
    visitors: {
      'ends on Friday': [
        {
          facts: { trait: { plan: 'trial', trial_ends_at: '2026-03-06T10:00:00+01:00' } },
        },
        false,
        ['03-03 10:00', true],
        ['03-06 10:00', false],
      ],
      'has bought': [
        {
          facts: { trait: { plan: 'pro', trial_ends_at: '2026-03-03T10:00:00+01:00' } },
        },
        false,
      ],
    },
  },
];
