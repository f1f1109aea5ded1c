import type { Window } from '../../../shared/definitions/index.ts';
import { type Entry, each } from '../examples/example.ts';
import type { Construct, Section } from './types.ts';

const window = (
  name: string,
  means: string,
  within: Window,
  visitors: { readonly [who: string]: readonly Entry[] },
): Construct => ({
  covers: [`window: ${name}`],
  means,
  example: {
    definitions: {
      metrics: { orders: { count: 'purchase', within } },
      segments: { buyer: { when: { 'metric.orders': { $gte: 1 } } } },
    },
    visitors,
  },
});

export const windowSection: Section = {
  title: 'Windows',
  text: 'An event at *t* is within *W* from *t*, included, until *t* + *W*, excluded. Calendar windows are local, and follow daylight saving.',
  form: 'examples',
  constructs: [
    window('duration', 'Slides with time.', '7d', {
      'for seven days': [
        ['03-02 10:00', 'purchase'],
        true,
        ['03-09 09:59:59.999', true],
        ['03-09 10:00', false],
      ],
      never: [['10:00', 'page_view'], false],
    }),
    window('session', 'This session. It lasts until the next begins.', 'session', {
      'until the next session': [
        ['10:00', 'purchase'],
        true,
        ['12:00', true],
        ['12:00', 'page_view'],
        false,
      ],
      'in the session before': [['10:00', 'purchase'], ['10:30', 'page_view'], false],
    }),
    window(
      'sessions',
      'The last sessions: this one and those before it, so many in all, from 1 (the same as `"session"`) to 100. Time alone ends none. Not for `sequence`.',
      { sessions: 2 },
      {
        'until the second session after it begins': [
          ['03-02 10:00', 'purchase'],
          true,
          ['03-12 10:00', 'page_view'],
          true,
          ['03-22 10:00', true],
          ['03-22 10:00', 'page_view'],
          false,
        ],
        never: [['10:00', 'page_view'], false],
      },
    ),
    {
      covers: [],
      title: 'Of the last sessions, how many',
      means: 'Beside `sessions` it asks how many of the last ones meet a condition.',
      example: {
        definitions: {
          metrics: {
            deep: { sessions: { 'session.pages': { $gte: 2 } }, within: { sessions: 3 } },
          },
          segments: { reader: { when: { 'metric.deep': { $gte: 2 } } } },
        },
        visitors: {
          'two of the last three': [
            ...each('page_view', ['03-02 10:00', '03-02 10:01', '03-03 10:00']),
            false,
            ...each('page_view', ['03-04 10:00', '03-04 10:01']),
            true,
            ['03-05 10:00', 'page_view'],
            false,
          ],
          'one of the last three': [...each('page_view', ['03-02 10:00', '03-02 10:01']), false],
        },
      },
    },
    window('today', 'This local day.', 'today', {
      'until midnight': [
        ['10:00', 'purchase'],
        ['23:59:59.999', true],
        ['03-03 00:00', false],
      ],
      yesterday: [
        ['03-01 23:59', 'purchase'],
        ['03-02 00:00', false],
      ],
    }),
    window('week', 'This local week, from Monday.', 'week', {
      'until Monday': [
        ['03-03 10:00', 'purchase'],
        ['03-08 23:59', true],
        ['03-09 00:00', false],
      ],
      'on Sunday': [
        ['03-01 10:00', 'purchase'],
        ['03-02 00:00', false],
      ],
    }),
    window('month', 'This local month.', 'month', {
      'until April': [
        ['03-03 10:00', 'purchase'],
        ['03-31 23:59', true],
        ['04-01 00:00', false],
      ],
      'in February': [
        ['02-28 10:00', 'purchase'],
        ['03-01 00:00', false],
      ],
    }),
    window(
      'from – to',
      'Between two instants: from the first, included, to the second, excluded.',
      { from: '2026-03-01T00:00:00Z', to: '2026-03-08T00:00:00Z' },
      {
        'at the first instant': [['03-01 01:00', 'purchase'], true, ['2026-12-01 10:00', true]],
        'at the second': [['03-08 01:00', 'purchase'], false],
      },
    ),
    window(
      'first',
      'The first part of a visitor’s life, from the first event on.',
      { first: '24h' },
      {
        'on the first day, for ever': [
          ['03-02 10:00', 'page_view'],
          ['03-03 09:59', 'purchase'],
          true,
          ['04-02 10:00', true],
        ],
        'on the second day': [['03-02 10:00', 'page_view'], ['03-03 10:00', 'purchase'], false],
      },
    ),
    {
      covers: ['window: length – ago'],
      means:
        'A sliding window as it was some time ago: the thirty days before the last thirty. For trends.',
      example: {
        definitions: {
          metrics: {
            now: { count: 'purchase', within: '30d' },
            before: { count: 'purchase', within: { length: '30d', ago: '30d' } },
            trend: { formula: { divide: ['metric.now', 'metric.before'] } },
          },
          segments: { rising: { when: { 'metric.trend': { $gte: 2 } } } },
        },
        visitors: {
          'one in January, two in March': [
            ['2026-01-20 10:00', 'purchase'],
            { metrics: { now: 1, before: 0, trend: null } },
            ...each('purchase', ['03-02 10:00', '03-03 10:00']),
            { metrics: { now: 2, before: 1, trend: 2 } },
            true,
            ['03-21 10:00', { metrics: { now: 2, before: 0 } }],
            false,
          ],
          'one in each': [
            ['2026-01-20 10:00', 'purchase'],
            ['03-02 10:00', 'purchase'],
            { metrics: { trend: 1 } },
            false,
          ],
        },
      },
    },
  ],
};
