import { each } from '../examples/example.ts';
import type { ReadySegment } from './types.ts';

export const content: readonly ReadySegment[] = [
  {
    number: '31',
    name: 'Topic enthusiast',
    says: 'At least 3 views of one topic in 7 days.',
    tune: ['3 views', '7 days', 'the property topic'],
    definitions: {
      metrics: { views_of_one_topic: { count: 'page_view', by: 'topic', within: '7d' } },
      segments: {
        'topic-enthusiast': {
          name: 'Topic enthusiast',
          kind: 'behavioral',
          stage: 'acquisition',
          when: { 'metric.views_of_one_topic': { $gte: 3 } },
        },
      },
    },
    visitors: {
      'three of herbs': [
        ...each('page_view', ['03-02 10:00', '03-03 10:00', '03-04 10:00'], { topic: 'herbs' }),
        true,
        ['03-09 10:00', false],
      ],
      'three topics': [
        ...['herbs', 'trees', 'tools'].flatMap((topic) => each('page_view', ['+1m'], { topic })),
        false,
      ],
    },
  },
  {
    number: '32',
    name: 'Deep reader',
    says: 'At least 120 seconds engaged with a topic in 7 days.',
    tune: ['120 seconds', '7 days', 'the topic, by its pages'],
    note: 'Time is added up for one topic that the definition names.',
    definitions: {
      metrics: {
        topic_time: {
          sum: 'user_engagement.engagement_time_msec',
          where: { page_path: { $regex: '^/journal/herbs' } },
          within: '7d',
        },
      },
      segments: {
        'deep-reader': {
          name: 'Deep reader',
          kind: 'behavioral',
          stage: 'acquisition',
          when: { 'metric.topic_time': { $gte: 120000 } },
        },
      },
    },
    visitors: {
      '80 and 40 seconds': [
        [
          '10:00',
          'user_engagement',
          { page_path: '/journal/herbs/1', engagement_time_msec: 80000 },
        ],
        false,
        [
          '10:05',
          'user_engagement',
          { page_path: '/journal/herbs/2', engagement_time_msec: 40000 },
        ],
        true,
      ],
      'two minutes elsewhere': [
        ['10:00', 'user_engagement', { page_path: '/journal/trees', engagement_time_msec: 120000 }],
        false,
      ],
    },
  },
  {
    number: '33',
    name: 'Pricing evaluator',
    says: 'The pricing page at least twice in 14 days, and no sign-up.',
    tune: ['2 views', '14 days', 'the path /pricing'],
    definitions: {
      metrics: {
        pricing_views: { count: 'page_view', where: { page_path: '/pricing' }, within: '14d' },
        sign_ups: { count: 'sign_up' },
      },
      segments: {
        'pricing-evaluator': {
          name: 'Pricing evaluator',
          kind: 'behavioral',
          stage: 'acquisition',
          when: { 'metric.pricing_views': { $gte: 2 }, 'metric.sign_ups': 0 },
        },
      },
    },
    visitors: {
      'twice, until signed up': [
        ...each('page_view', ['03-02 10:00', '03-09 10:00'], { page_path: '/pricing' }),
        true,
        ['03-09 10:10', 'sign_up'],
        false,
      ],
      once: [['10:00', 'page_view', { page_path: '/pricing' }], false],
    },
  },
  {
    number: '34',
    name: 'Search without result',
    says: 'At least 2 searches without a result in this session.',
    tune: ['2 searches', 'the property results'],
    note: 'A bare 0 would also take searches that do not tell their results: see "Missing values" in the reference.',
    definitions: {
      metrics: {
        empty_searches: {
          count: ['search', 'view_search_results'],
          where: { results: { $eq: 0 } },
          within: 'session',
        },
      },
      segments: {
        'search-without-result': {
          name: 'Search without result',
          kind: 'behavioral',
          stage: 'acquisition',
          when: { 'metric.empty_searches': { $gte: 2 } },
        },
      },
    },
    visitors: {
      'twice, in this session': [
        ...each('search', ['10:00', '10:05'], { results: 0 }),
        true,
        ['12:00', 'page_view'],
        false,
      ],
      'once without, once with': [
        ['10:00', 'search', { results: 0 }],
        ['10:05', 'search', { results: 7 }],
        ['10:06', 'search'],
        false,
      ],
    },
  },
  {
    number: '35',
    name: 'Friction',
    says: 'At least 2 exceptions in this session, or clicks repeated rapidly.',
    tune: ['2 exceptions', '4 clicks on one thing within 2 seconds', 'the property target'],
    definitions: {
      metrics: {
        exceptions: { count: 'exception', within: 'session' },
        rapid_clicks: {
          sequence: [{ event: 'click', times: 4 }],
          span: '2s',
          by: 'target',
          within: 'session',
        },
      },
      segments: {
        friction: {
          name: 'Friction',
          kind: 'behavioral',
          stage: 'retention',
          when: {
            $or: [{ 'metric.exceptions': { $gte: 2 } }, { 'metric.rapid_clicks': { $gte: 1 } }],
          },
        },
      },
    },
    visitors: {
      'four clicks on one button': [
        ...each('click', ['10:00:00', '10:00:00.500', '10:00:01', '10:00:01.500'], {
          target: 'pay',
        }),
        true,
        ['12:00', 'page_view'],
        false,
      ],
      'two exceptions': [...each('exception', ['10:00', '10:10']), true],
      'four clicks in two seconds, on two things': [
        ...each('click', ['10:00:00', '10:00:00.500'], { target: 'pay' }),
        ...each('click', ['10:00:01', '10:00:01.500'], { target: 'back' }),
        false,
      ],
      'four clicks, slowly': [
        ...each('click', ['10:00:00', '10:00:00.500', '10:00:01', '10:00:02'], { target: 'pay' }),
        false,
      ],
    },
  },
  {
    number: '36',
    name: 'Bouncer',
    says: 'The first session was one page and less than 10 seconds of engagement.',
    tune: ['1 page', '10 seconds'],
    note: 'True from the first page until more happens; who comes back is still known as one who bounced.',
    definitions: {
      metrics: {
        first_session_bounced: {
          sessions: {
            'session.number': 1,
            'session.pages': 1,
            'session.engaged': { $lt: '10s' },
          },
        },
      },
      segments: {
        bouncer: {
          name: 'Bouncer',
          kind: 'behavioral',
          stage: 'acquisition',
          when: { 'metric.first_session_bounced': { $gte: 1 } },
        },
      },
    },
    visitors: {
      'one page, and back the next day': [
        ['03-02 10:00', 'page_view'],
        ['03-02 10:01', 'user_engagement', { engagement_time_msec: 4000 }],
        true,
        ['03-03 10:00', 'page_view'],
        ['03-03 10:01', 'page_view'],
        true,
      ],
      'one page, read': [
        ['10:00', 'page_view'],
        ['10:01', 'user_engagement', { engagement_time_msec: 10000 }],
        false,
      ],
      'two pages': [['10:00', 'page_view'], ['10:01', 'page_view'], false],
    },
  },
];
