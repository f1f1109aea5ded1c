import type { Capability } from '../types.ts';

const asked = (metric: string) => ({ when: { [`metric.${metric}`]: { $gte: 1 } } });

export const sequences: readonly Capability[] = [
  {
    says: 'funnel: A then B',
    definitions: {
      metrics: { path: { sequence: [{ event: 'sign_up' }, { event: 'play_song' }] } },
      segments: { started: asked('path') },
    },
    visitors: {
      'signs up, then plays': [['10:00', 'sign_up'], ['03-09 10:00', 'play_song'], true],
      'only plays': [['10:00', 'play_song'], false],
    },
  },
  {
    says: 'conversion window: the whole funnel within a time',
    definitions: {
      metrics: {
        path: {
          sequence: [{ event: 'sign_up' }, { event: 'play_song' }, { event: 'subscribe' }],
          span: '7d',
        },
      },
      segments: { started: asked('path') },
    },
    visitors: {
      'in six days': [
        ['03-02 10:00', 'sign_up'],
        ['03-03 10:00', 'play_song'],
        ['03-08 10:00', 'subscribe'],
        true,
      ],
      'in eight': [
        ['03-02 10:00', 'sign_up'],
        ['03-03 10:00', 'play_song'],
        ['03-10 10:00', 'subscribe'],
        false,
      ],
    },
  },
  {
    says: 'conversion window: in one session',
    definitions: {
      metrics: {
        path: { sequence: [{ event: 'sign_up' }, { event: 'play_song' }], scope: 'session' },
      },
      segments: { started: asked('path') },
    },
    visitors: {
      'at once': [['10:00', 'sign_up'], ['10:10', 'play_song'], true],
      'in the afternoon': [['10:00', 'sign_up'], ['15:10', 'play_song'], false],
    },
  },
  {
    says: 'exclusion step between A and B',
    definitions: {
      metrics: {
        path: { sequence: [{ event: 'sign_up' }, { not: 'ask_help' }, { event: 'play_song' }] },
      },
      segments: { alone: asked('path') },
    },
    visitors: {
      'without help': [['10:00', 'sign_up'], ['10:10', 'play_song'], true],
      'with help': [['10:00', 'sign_up'], ['10:05', 'ask_help'], ['10:10', 'play_song'], false],
    },
  },
  {
    says: 'exclusion step between all steps',
    definitions: {
      metrics: {
        path: {
          sequence: [
            { event: 'sign_up' },
            { not: 'ask_help' },
            { event: 'play_song' },
            { not: 'ask_help' },
            { event: 'subscribe' },
          ],
        },
      },
      segments: { alone: asked('path') },
    },
    visitors: {
      'help only afterwards': [
        ['10:00', 'sign_up'],
        ['10:05', 'play_song'],
        ['10:10', 'subscribe'],
        ['10:15', 'ask_help'],
        true,
      ],
      'help before the last step': [
        ['10:00', 'sign_up'],
        ['10:05', 'play_song'],
        ['10:07', 'ask_help'],
        ['10:10', 'subscribe'],
        false,
      ],
    },
  },
  {
    says: 'reached one step of a funnel, and not the next',
    definitions: {
      metrics: {
        second: { sequence: [{ event: 'sign_up' }, { event: 'play_song' }], span: '7d' },
        third: {
          sequence: [{ event: 'sign_up' }, { event: 'play_song' }, { event: 'subscribe' }],
          span: '7d',
        },
      },
      segments: {
        stuck: { when: { 'metric.second': { $gte: 1 }, 'metric.third': 0 } },
      },
    },
    visitors: {
      'plays, does not subscribe': [['10:00', 'sign_up'], ['10:05', 'play_song'], true],
      'subscribes in time': [
        ['10:00', 'sign_up'],
        ['10:05', 'play_song'],
        ['03-05 10:00', 'subscribe'],
        false,
      ],
      'never plays': [['10:00', 'sign_up'], false],
    },
  },
  {
    says: 'hold a property constant: views and buys the same product',
    definitions: {
      metrics: {
        path: { sequence: [{ event: 'view_item' }, { event: 'purchase' }], by: 'item_id' },
      },
      segments: { sure: asked('path') },
    },
    visitors: {
      'the lamp': [
        ['10:00', 'view_item', { item_id: 'lamp' }],
        ['10:05', 'view_item', { item_id: 'vase' }],
        ['10:10', 'purchase', { items: [{ item_id: 'lamp' }] }],
        true,
      ],
      'views the lamp, buys the vase': [
        ['10:00', 'view_item', { item_id: 'lamp' }],
        ['10:10', 'purchase', { items: [{ item_id: 'vase' }] }],
        false,
      ],
    },
  },
  {
    says: 'steps in any order',
    definitions: {
      metrics: {
        path: {
          sequence: [{ anyOrder: [{ event: 'play_song' }, { event: 'share' }] }],
          span: '1d',
        },
      },
      segments: { both: asked('path') },
    },
    visitors: {
      'shares, then plays': [['10:00', 'share'], ['11:00', 'play_song'], true],
      'two days apart': [['10:00', 'share'], ['03-04 11:00', 'play_song'], false],
    },
  },
  {
    says: 'dropped off: A, and no B within the window',
    definitions: {
      metrics: { dropped: { sequence: [{ event: 'sign_up' }, { not: 'play_song', for: '7d' }] } },
      segments: { lost: asked('dropped') },
    },
    visitors: {
      'plays on the eighth day': [
        ['03-02 10:00', 'sign_up'],
        ['03-09 09:59', false],
        ['03-09 10:00', true],
        ['03-10 10:00', 'play_song'],
        true,
      ],
      'plays on the second': [
        ['03-02 10:00', 'sign_up'],
        ['03-03 10:00', 'play_song'],
        ['03-20 10:00', false],
      ],
    },
  },
  {
    says: 'retention: A, and B again on the N-th day after',
    definitions: {
      metrics: {
        back: {
          sequence: [{ event: 'sign_up' }, { event: 'play_song', atLeast: '7d', atMost: '8d' }],
        },
      },
      segments: { retained: asked('back') },
    },
    visitors: {
      'on day 7': [['03-02 10:00', 'sign_up'], ['03-09 18:00', 'play_song'], true],
      'on days 2 and 9': [
        ['03-02 10:00', 'sign_up'],
        ['03-04 18:00', 'play_song'],
        ['03-11 18:00', 'play_song'],
        false,
      ],
    },
  },
  {
    says: 'completed the funnel at least N times (totals)',
    definitions: {
      metrics: { path: { sequence: [{ event: 'search' }, { event: 'play_song' }] } },
      segments: { searcher: { when: { 'metric.path': { $gte: 2 } } } },
    },
    visitors: {
      'twice, one after the other': [
        ['10:00', 'search'],
        ['10:01', 'play_song'],
        ['10:02', 'search'],
        ['10:03', 'play_song'],
        true,
      ],
      'two searches, two songs: once': [
        ['10:00', 'search'],
        ['10:01', 'search'],
        ['10:02', 'play_song'],
        ['10:03', 'play_song'],
        { metrics: { path: 1 } },
        false,
      ],
    },
  },
];
