import type { Capability } from '../types.ts';

export const dimensions: readonly Capability[] = [
  {
    says: 'visit number',
    definitions: { segments: { second: { when: { 'session.number': 2 } } } },
    visitors: {
      'the second visit': [
        ['10:00', 'page_view'],
        ['10:30', 'page_view'],
        true,
        ['12:00', 'page_view'],
        false,
      ],
      'the first': [['10:00', 'page_view'], ['10:29', 'page_view'], false],
    },
  },
  {
    says: 'second visit within one day of the first (a sequence of hits by visit number)',
    definitions: {
      metrics: {
        again: {
          sequence: [
            { event: '*', where: { 'session.number': 1 } },
            { event: '*', where: { 'session.number': 2 }, atMost: '1d' },
          ],
        },
      },
      segments: { soon: { when: { 'metric.again': { $gte: 1 } } } },
    },
    visitors: {
      'back after an hour, and much later': [
        ['03-02 10:00', 'page_view'],
        ['03-02 11:00', 'page_view'],
        true,
        ['03-22 10:00', 'page_view'],
        true,
      ],
      'back after a day, and then soon': [
        ['03-02 10:00', 'page_view'],
        ['03-03 10:00', 'page_view'],
        ['03-03 11:00', 'page_view'],
        false,
      ],
    },
  },
  {
    says: 'first touch channel',
    definitions: { segments: { social: { when: { 'source.first.channel': 'Organic Social' } } } },
    visitors: {
      'first by a post': [
        { facts: { source: { first: { channel: 'Organic Social' }, last: { channel: 'Email' } } } },
        true,
      ],
      'last by a post': [
        { facts: { source: { first: { channel: 'Email' }, last: { channel: 'Organic Social' } } } },
        false,
      ],
    },
  },
  {
    says: 'last touch channel',
    definitions: { segments: { social: { when: { 'source.last.channel': 'Organic Social' } } } },
    visitors: {
      'last by a post, this time directly': [
        {
          facts: {
            source: {
              first: { channel: 'Email' },
              last: { channel: 'Organic Social' },
              session: { channel: 'Direct' },
            },
          },
        },
        true,
      ],
      'first by a post': [
        { facts: { source: { first: { channel: 'Organic Social' }, last: { channel: 'Email' } } } },
        false,
      ],
    },
  },
  {
    says: 'attribution model "repeating": the value that persists from earlier hits',
    definitions: {
      metrics: { campaign: { last: 'campaign_click.campaign', within: '30d' } },
      segments: { spring: { when: { 'metric.campaign': 'spring' } } },
    },
    visitors: {
      'clicked spring, persists 30 days': [
        ['03-02 10:00', 'campaign_click', { campaign: 'spring' }],
        ['03-10 10:00', 'page_view'],
        true,
        ['04-01 10:00', false],
      ],
      'clicked spring, then summer': [
        ['03-02 10:00', 'campaign_click', { campaign: 'spring' }],
        ['03-03 10:00', 'campaign_click', { campaign: 'summer' }],
        false,
      ],
    },
  },
  {
    says: 'attribution model "instance" and "non-repeating instance": the hit that sets the value',
    note: 'Whoever has an instance has a first one of the run, so both are the same question about a visitor.',
    definitions: {
      metrics: { clicks: { count: 'campaign_click', where: { campaign: 'spring' } } },
      segments: { spring: { when: { 'metric.clicks': { $gte: 1 } } } },
    },
    visitors: {
      'clicked spring, then summer': [
        ['03-02 10:00', 'campaign_click', { campaign: 'spring' }],
        ['03-03 10:00', 'campaign_click', { campaign: 'summer' }],
        true,
      ],
      'clicked summer': [['03-02 10:00', 'campaign_click', { campaign: 'summer' }], false],
    },
  },
  {
    says: 'entry page of a visit',
    definitions: {
      metrics: { visits: { sessions: { 'session.landing': { $regex: '^/journal' } } } },
      segments: { reader: { when: { 'metric.visits': { $gte: 1 } } } },
    },
    visitors: {
      'came in by the journal': [
        ['10:00', 'page_view', { page_path: '/journal/7' }],
        ['10:01', 'page_view', { page_path: '/' }],
        ['12:00', 'page_view', { page_path: '/' }],
        true,
      ],
      'went to the journal': [
        ['10:00', 'page_view', { page_path: '/' }],
        ['10:01', 'page_view', { page_path: '/journal/7' }],
        false,
      ],
    },
  },
  {
    says: 'last page of a visit so far',
    definitions: {
      metrics: {
        visits: {
          sessions: { 'metric.page': '/checkout' },
          each: { page: { last: 'page_view.page_path' } },
        },
      },
      segments: { left: { when: { 'metric.visits': { $gte: 1 } } } },
    },
    visitors: {
      'a visit that ended in the checkout': [
        ['10:00', 'page_view', { page_path: '/' }],
        ['10:01', 'page_view', { page_path: '/checkout' }],
        true,
        ['12:00', 'page_view', { page_path: '/' }],
        true,
      ],
      'went on': [
        ['10:00', 'page_view', { page_path: '/checkout' }],
        ['10:01', 'page_view', { page_path: '/thanks' }],
        false,
      ],
    },
  },
  {
    says: 'visit depth and hit depth',
    definitions: {
      metrics: {
        deep: { sessions: { 'session.pages': { $gte: 2 }, 'session.events': { $gte: 4 } } },
      },
      segments: { thorough: { when: { 'metric.deep': { $gte: 1 } } } },
    },
    visitors: {
      'two pages, four hits': [
        ['10:00', 'page_view'],
        ['10:01', 'scroll'],
        ['10:02', 'page_view'],
        ['10:03', 'click'],
        true,
      ],
      'two pages, four hits in two visits': [
        ['10:00', 'page_view'],
        ['10:01', 'scroll'],
        ['12:02', 'page_view'],
        ['12:03', 'click'],
        false,
      ],
    },
  },
  {
    says: 'single page visits (bounces)',
    definitions: {
      metrics: { bounces: { sessions: { 'session.pages': 1 }, within: '30d' } },
      segments: { bouncer: { when: { 'metric.bounces': { $gte: 2 } } } },
    },
    visitors: {
      'twice one page': [['10:00', 'page_view'], ['12:00', 'page_view'], true],
      'one page, then two': [
        ['10:00', 'page_view'],
        ['12:00', 'page_view'],
        ['12:01', 'page_view'],
        false,
      ],
    },
  },
  {
    says: 'time spent per visit',
    definitions: {
      metrics: { long: { sessions: { 'session.duration': { $gte: '10m' } } } },
      segments: { stayer: { when: { 'metric.long': { $gte: 1 } } } },
    },
    visitors: {
      'twelve minutes': [['10:00', 'page_view'], ['10:12', 'page_view'], true],
      'nine minutes, twice': [
        ['10:00', 'page_view'],
        ['10:09', 'page_view'],
        ['12:00', 'page_view'],
        ['12:09', 'page_view'],
        false,
      ],
    },
  },
  {
    says: 'days since last visit',
    definitions: { segments: { back: { when: { 'visitor.away': { $gte: '30d' } } } } },
    visitors: {
      'back after 31 days': [
        ['2026-01-30 10:00', 'page_view'],
        ['2026-03-02 10:00', 'page_view'],
        true,
      ],
      'back after a week': [['10:00', 'page_view'], ['+7d', 'page_view'], false],
      'the first visit': [['10:00', 'page_view'], false],
    },
  },
  {
    says: 'days since last purchase',
    definitions: {
      metrics: { recency: { since: 'purchase' } },
      segments: {
        lapsing: { when: { 'metric.recency': { $gte: '60d', $lt: '90d' } } },
      },
    },
    visitors: {
      'from 60 to 90 days after': [
        ['2026-01-01 10:00', 'purchase'],
        ['2026-03-02 09:59', false],
        ['2026-03-02 10:00', true],
        ['2026-04-01 10:00', false],
      ],
      'never bought': [
        ['10:00', 'page_view'],
        ['+7d', false],
      ],
    },
  },
  {
    says: 'purchase within the first days of a visitor',
    definitions: {
      metrics: { early: { count: 'purchase', within: { first: '7d' } } },
      segments: { quick: { when: { 'metric.early': { $gte: 1 } } } },
    },
    visitors: {
      'on the seventh day': [
        ['03-02 10:00', 'page_view'],
        ['03-09 09:59', 'purchase'],
        true,
        ['03-30 10:00', true],
      ],
      'on the eighth': [['03-02 10:00', 'page_view'], ['03-09 10:00', 'purchase'], false],
    },
  },
  {
    says: 'customer loyalty: new, return, loyal',
    definitions: {
      metrics: { orders: { count: 'purchase' } },
      segments: {
        new: { when: { 'metric.orders': 1 } },
        return: { when: { 'metric.orders': 2 } },
        loyal: { when: { 'metric.orders': { $gte: 3 } } },
      },
      groups: { loyalty: { segments: ['new', 'return', 'loyal'] } },
    },
    visitors: {
      'three purchases': [
        ['03-02 10:00', 'purchase'],
        { members: { new: true, return: false, loyal: false } },
        ['03-03 10:00', 'purchase'],
        { members: { new: false, return: true, loyal: false } },
        ['03-04 10:00', 'purchase'],
        true,
      ],
      none: [['10:00', 'page_view'], false],
    },
  },
  {
    says: 'hour of day and day of week of a hit (time parting)',
    definitions: {
      metrics: {
        late: {
          count: 'purchase',
          where: { 'time.hour': { $gte: 20 }, 'time.weekday': { $in: [5, 6, 7] } },
        },
      },
      segments: { evening: { when: { 'metric.late': { $gte: 1 } } } },
    },
    visitors: {
      'Friday at 20:00, local time': [['03-06 20:00', 'purchase'], true],
      'Thursday at 20:00, Friday at 19:59': [
        ['03-05 20:00', 'purchase'],
        ['03-06 19:59', 'purchase'],
        false,
      ],
    },
  },
];
