import { each } from '../examples/example.ts';
import type { Capability } from '../capabilities/types.ts';

/** Cohorts as people build them in Mixpanel. */
export const mixpanel: readonly Capability[] = [
  {
    says: 'Did “Song Played” at least five times in the last 30 days',
    note: 'Names of your own events are used as they are; those of shops have the web’s standard names, by the table above.',
    definitions: {
      metrics: { plays: { count: 'Song Played', within: '30d' } },
      segments: { listener: { name: 'Frequent listeners', when: { 'metric.plays': { $gte: 5 } } } },
    },
    visitors: {
      five: [...each('Song Played', ['10:00', '10:05', '10:10', '10:15', '10:20']), true],
      four: [...each('Song Played', ['10:00', '10:05', '10:10', '10:15']), false],
    },
  },
  {
    says: 'Power users: active on three of the last seven days',
    note: 'Unique values of the time by day are `periods`.',
    definitions: {
      metrics: { days: { periods: '*', unit: 'day', within: '7d' } },
      segments: { power: { name: 'Power users', when: { 'metric.days': { $gte: 3 } } } },
    },
    visitors: {
      'three days': [...each('Song Played', ['03-02 10:00', '03-04 10:00', '03-06 10:00']), true],
      'three times on one': [...each('Song Played', ['10:00', '11:00', '12:00']), false],
    },
  },
  {
    says: 'Sum of a property: spent at least 100 in the last 90 days',
    definitions: {
      metrics: { spend: { sum: 'purchase.value', within: '90d' } },
      segments: {
        spender: { name: 'Spent 100 and more', when: { 'metric.spend': { $gte: 100 } } },
      },
    },
    visitors: {
      '60 and 40': [
        ['10:00', 'purchase', { value: 60 }],
        ['11:00', 'purchase', { value: 40 }],
        true,
      ],
      '60': [['10:00', 'purchase', { value: 60 }], false],
    },
  },
  {
    says: 'Did and did not: signed up, and did not play a song',
    definitions: {
      metrics: {
        signed: { count: 'sign_up', within: '30d' },
        plays: { count: 'Song Played', within: '30d' },
      },
      segments: {
        silent: {
          name: 'Signed up, silent',
          when: { 'metric.signed': { $gte: 1 }, 'metric.plays': 0 },
        },
      },
    },
    visitors: {
      'signs up': [['10:00', 'sign_up'], true],
      'signs up and plays': [['10:00', 'sign_up'], ['10:05', 'Song Played'], false],
    },
  },
  {
    says: 'Completed a funnel within seven days, with an exclusion step',
    definitions: {
      metrics: {
        funnel: {
          sequence: [{ event: 'view_item' }, { not: 'remove_from_cart' }, { event: 'purchase' }],
          span: '7d',
        },
      },
      segments: {
        direct: { name: 'Bought without a doubt', when: { 'metric.funnel': { $gte: 1 } } },
      },
    },
    visitors: {
      'views and buys': [['10:00', 'view_item'], ['11:00', 'purchase'], true],
      'takes something out between': [
        ['10:00', 'view_item'],
        ['10:30', 'remove_from_cart'],
        ['11:00', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'Dormant: did it in the last 60 days, and not in the last 14',
    definitions: {
      metrics: {
        before: { count: 'Song Played', within: '60d' },
        lately: { count: 'Song Played', within: '14d' },
      },
      segments: {
        dormant: { name: 'Dormant', when: { 'metric.before': { $gte: 1 }, 'metric.lately': 0 } },
      },
    },
    visitors: {
      'two weeks after the last': [['03-02 10:00', 'Song Played'], false, ['03-16 10:00', true]],
      'goes on': [
        ['03-02 10:00', 'Song Played'],
        ['03-15 10:00', 'Song Played'],
        ['03-16 10:00', false],
      ],
    },
  },
  {
    says: 'User property: plan is pro, and the trial ends within three days',
    note: 'Properties of users are traits: what your site says of a visitor on this device, with `covey.identify`.',
    definitions: {
      traits: { plan: { type: 'string', values: ['free', 'pro'] }, trialEnd: { type: 'date' } },
      segments: {
        ending: {
          name: 'Trial ends',
          when: { 'trait.plan': 'pro', 'until.trialEnd': { $gte: '0d', $lt: '3d' } },
        },
      },
    },
    visitors: {
      'two days before': [
        ['03-02 10:00', { facts: { trait: { plan: 'pro', trialEnd: '2026-03-04' } } }],
        true,
      ],
      'a week before': [
        ['03-02 10:00', { facts: { trait: { plan: 'pro', trialEnd: '2026-03-09' } } }],
        false,
      ],
    },
  },
];
