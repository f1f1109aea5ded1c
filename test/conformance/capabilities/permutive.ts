import { each } from '../examples/example.ts';
import type { Capability, Peer } from './types.ts';

const events: readonly Capability[] = [
  {
    says: 'event, with frequency, recency and conditions on its properties',
    definitions: {
      metrics: {
        articles: {
          count: 'page_view',
          where: { page_path: { $regex: 'football' } },
          within: '30d',
        },
      },
      segments: { fan: { when: { 'metric.articles': { $gte: 2 } } } },
    },
    visitors: {
      'two in 30 days': [
        ...each('page_view', ['03-02 10:00', '03-20 10:00'], { page_path: '/football/7' }),
        true,
        ['04-01 10:00', false],
      ],
      'one, and one of tennis': [
        ['10:00', 'page_view', { page_path: '/football/7' }],
        ['10:01', 'page_view', { page_path: '/tennis/7' }],
        false,
      ],
    },
  },
  {
    says: 'during this session',
    definitions: {
      metrics: { articles: { count: 'page_view', within: 'session' } },
      segments: { fan: { when: { 'metric.articles': { $gte: 2 } } } },
    },
    visitors: {
      'two now': [...each('page_view', ['10:00', '10:05']), true, ['12:00', 'page_view'], false],
      'one now, one yesterday': [...each('page_view', ['03-02 10:00', '03-03 10:05']), false],
    },
  },
  {
    says: 'during this page view',
    definitions: {
      metrics: {
        here: {
          count: 'video_start',
          after: { sequence: [{ event: 'page_view' }] },
        },
      },
      segments: { watching: { when: { 'metric.here': { $gte: 1 } } } },
    },
    visitors: {
      'starts a video, until the next page': [
        ['10:00', 'page_view'],
        ['10:01', 'video_start'],
        true,
        ['10:02', 'page_view'],
        false,
      ],
      'on the page before': [['10:00', 'video_start'], ['10:01', 'page_view'], false],
    },
  },
  {
    says: 'engaged time: at least so long in the last days, on pages about something',
    definitions: {
      metrics: {
        time: {
          sum: 'user_engagement.engagement_time_msec',
          where: { page_path: { $regex: '^/dogs' } },
          within: '7d',
        },
      },
      segments: { dogs: { when: { 'metric.time': { $gte: 120000 } } } },
    },
    visitors: {
      'two minutes on two days': [
        ['03-02 10:00', 'user_engagement', { page_path: '/dogs/1', engagement_time_msec: 70000 }],
        ['03-04 10:00', 'user_engagement', { page_path: '/dogs/2', engagement_time_msec: 50000 }],
        true,
        ['03-09 10:00', false],
      ],
      'two minutes, one of them on cats': [
        ['03-02 10:00', 'user_engagement', { page_path: '/dogs/1', engagement_time_msec: 60000 }],
        ['03-02 10:05', 'user_engagement', { page_path: '/cats/1', engagement_time_msec: 60000 }],
        false,
      ],
    },
  },
  {
    says: 'completion: the page is read to at least so much',
    definitions: {
      metrics: {
        read: { max: 'scroll.percent_scrolled', after: { sequence: [{ event: 'page_view' }] } },
      },
      segments: { reader: { when: { 'metric.read': { $gte: 40 } } } },
    },
    visitors: {
      'to 60 of 100, until the next page': [
        ['10:00', 'page_view'],
        ['10:01', 'scroll', { percent_scrolled: 30 }],
        false,
        ['10:02', 'scroll', { percent_scrolled: 60 }],
        true,
        ['10:03', 'page_view'],
        false,
      ],
      'to 30': [['10:00', 'page_view'], ['10:01', 'scroll', { percent_scrolled: 30 }], false],
    },
  },
  {
    says: 'engaged views: at least N page views, each with at least so much engaged time',
    note: 'Each view is looked at for one report of engaged time; the script sends the first after ten seconds.',
    definitions: {
      metrics: {
        views: {
          sequence: [
            { event: 'page_view' },
            { not: 'page_view' },
            { event: 'user_engagement', where: { engagement_time_msec: { $gte: 10000 } } },
          ],
        },
      },
      segments: { engaged: { when: { 'metric.views': { $gte: 2 } } } },
    },
    visitors: {
      'two views of ten seconds': [
        ['10:00', 'page_view'],
        ['10:01', 'user_engagement', { engagement_time_msec: 10000 }],
        ['10:02', 'page_view'],
        ['10:03', 'user_engagement', { engagement_time_msec: 15000 }],
        true,
      ],
      'one view of forty seconds': [
        ['10:00', 'page_view'],
        ['10:01', 'user_engagement', { engagement_time_msec: 10000 }],
        ['10:02', 'user_engagement', { engagement_time_msec: 30000 }],
        { metrics: { views: 1 } },
        false,
      ],
    },
  },
  {
    says: 'clauses joined as an AND of ORs, negated ones among them',
    definitions: {
      metrics: {
        football: { count: 'page_view', where: { page_path: { $regex: 'football' } } },
        london: { count: 'page_view', where: { page_title: { $regex: 'London' } } },
        video: { count: 'video_start', within: '7d' },
      },
      segments: {
        fan: {
          when: {
            $or: [{ 'metric.football': { $gte: 2 } }, { 'metric.london': { $gte: 1 } }],
            'metric.video': 0,
          },
        },
      },
    },
    visitors: {
      'London, no video': [['10:00', 'page_view', { page_title: 'Trains in London' }], true],
      'London, a video': [
        ['10:00', 'video_start'],
        ['10:01', 'page_view', { page_title: 'Trains in London' }],
        false,
      ],
    },
  },
];

const transitions: readonly Capability[] = [
  {
    says: 'is in another cohort, is not in another',
    definitions: {
      metrics: { sport: { count: 'read_sport', within: '7d' }, paid: { count: 'subscribe' } },
      segments: {
        sports: { when: { 'metric.sport': { $gte: 1 } } },
        subscribers: { when: { 'metric.paid': { $gte: 1 } } },
        offer: { when: { 'segment.sports': true, 'segment.subscribers': false } },
      },
    },
    visitors: {
      'reads sport': [['10:00', 'read_sport'], true],
      'reads sport and subscribes': [['10:00', 'subscribe'], ['10:01', 'read_sport'], false],
    },
  },
  {
    says: 'entered another cohort, in the last days',
    definitions: {
      metrics: {
        sport: { count: 'read_sport', within: '1d' },
        entered: { count: 'enter:sports', within: '7d' },
      },
      segments: {
        sports: { when: { 'metric.sport': { $gte: 2 } } },
        lately: { when: { 'metric.entered': { $gte: 1 } } },
      },
    },
    visitors: {
      'for seven days, though out of sports after one': [
        ['03-02 10:00', 'read_sport'],
        false,
        ['03-02 11:00', 'read_sport'],
        true,
        ['03-04 10:00', { members: { sports: false, lately: true } }],
        ['03-09 10:59', true],
        ['03-09 11:00', false],
      ],
      'never reached two': [['03-02 10:00', 'read_sport'], ['03-03 10:00', 'read_sport'], false],
    },
  },
  {
    says: 'left another cohort, in the last days',
    definitions: {
      metrics: {
        sport: { count: 'read_sport', within: '1d' },
        left: { count: 'leave:sports', within: '7d' },
      },
      segments: {
        sports: { when: { 'metric.sport': { $gte: 1 } } },
        lapsed: { when: { 'metric.left': { $gte: 1 } } },
      },
    },
    visitors: {
      'leaves by time alone': [
        ['03-02 10:00', 'read_sport'],
        false,
        ['03-03 09:59:59.999', false],
        ['03-03 10:00', true],
        ['03-10 10:00', false],
      ],
      'was never in': [
        ['03-02 10:00', 'page_view'],
        ['03-04 10:00', false],
      ],
    },
  },
  {
    says: 'entered another cohort at least N times',
    definitions: {
      metrics: {
        sport: { count: 'read_sport', within: '1d' },
        entered: { count: 'enter:sports', within: '30d' },
      },
      segments: {
        sports: { when: { 'metric.sport': { $gte: 1 } } },
        returning: { when: { 'metric.entered': { $gte: 2 } } },
      },
    },
    visitors: {
      twice: [['03-02 10:00', 'read_sport'], ['03-05 10:00', 'read_sport'], true],
      'once, though reading twice': [
        ['03-02 10:00', 'read_sport'],
        ['03-02 18:00', 'read_sport'],
        false,
      ],
    },
  },
  {
    says: 'entered one cohort, then another',
    definitions: {
      metrics: {
        sport: { count: 'read_sport' },
        offers: { count: 'view_promotion' },
        path: { sequence: [{ event: 'enter:sports' }, { event: 'enter:shoppers', atMost: '1d' }] },
      },
      segments: {
        sports: { when: { 'metric.sport': { $gte: 2 } } },
        shoppers: { when: { 'metric.offers': { $gte: 1 } } },
        moved: { when: { 'metric.path': { $gte: 1 } } },
      },
    },
    visitors: {
      'sport, then offers': [
        ...each('read_sport', ['10:00', '10:01']),
        ['10:02', 'view_promotion'],
        true,
      ],
      'offers, then sport': [
        ['09:00', 'view_promotion'],
        ...each('read_sport', ['10:00', '10:01']),
        false,
      ],
    },
  },
  {
    says: 'entry and exit events, to act on',
    note: 'On the page: covey.on("enter:reader", …) and covey.on("leave:reader", …). In definitions they are counted like any event.',
    definitions: {
      metrics: {
        reading: { count: 'page_view', within: '10m' },
        moves: { count: ['enter:reader', 'leave:reader'], within: 'session' },
      },
      segments: {
        reader: { when: { 'metric.reading': { $gte: 2 } } },
        restless: { when: { 'metric.moves': { $gte: 3 } } },
      },
    },
    visitors: {
      'in, out, in': [
        ...each('page_view', ['10:00', '10:01']),
        { metrics: { moves: 1 } },
        ['10:11', { metrics: { moves: 2 } }],
        ...each('page_view', ['10:20', '10:21']),
        true,
      ],
      in: [...each('page_view', ['10:00', '10:01', '10:02']), false],
    },
  },
];

export const permutive: Peer = {
  name: 'Permutive cohorts',
  groups: { Events: events, 'Cohorts and transitions': transitions },
};
