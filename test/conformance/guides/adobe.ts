import { each } from '../examples/example.ts';
import type { Capability } from '../capabilities/types.ts';

/** Segments as Adobe's guides build them: the container first. */
export const adobe: readonly Capability[] = [
  {
    says: 'Visitor container: purchased in the last 60 days',
    definitions: {
      metrics: { orders: { count: 'purchase', within: '60d' } },
      segments: { buyer: { name: 'Purchased in 60 days', when: { 'metric.orders': { $gte: 1 } } } },
    },
    visitors: {
      'until the order is 60 days old': [
        ['03-02 10:00', 'purchase'],
        true,
        ['05-01 09:59', true],
        ['05-01 10:00', false],
      ],
      never: [['10:00', 'page_view'], false],
    },
  },
  {
    says: 'Visit container: a visit with something put into the cart, and no order',
    note: 'What a visit container holds is asked of each session, in `each`. A segment is of visitors: those who had such a visit.',
    definitions: {
      metrics: {
        visits: {
          sessions: { 'metric.adds': { $gte: 1 }, 'metric.orders': 0 },
          each: { adds: { count: 'add_to_cart' }, orders: { count: 'purchase' } },
          within: '30d',
        },
      },
      segments: { abandoner: { name: 'Left a full cart', when: { 'metric.visits': { $gte: 1 } } } },
    },
    visitors: {
      'adds, and leaves': [['10:00', 'add_to_cart'], true],
      'adds and orders': [['10:00', 'add_to_cart'], ['10:10', 'purchase'], false],
    },
  },
  {
    says: 'Hit container: an order of more than 100 euros with a coupon',
    note: 'All that one hit must meet stands in one `where`.',
    definitions: {
      metrics: {
        large: {
          count: 'purchase',
          where: { currency: 'EUR', value: { $gt: 100 }, coupon: { $exists: true } },
        },
      },
      segments: {
        saver: { name: 'Large orders with a coupon', when: { 'metric.large': { $gte: 1 } } },
      },
    },
    visitors: {
      'one such order': [
        ['10:00', 'purchase', { value: 120, currency: 'EUR', coupon: 'MAY' }],
        true,
      ],
      'a large one, and one with a coupon': [
        ['10:00', 'purchase', { value: 120, currency: 'EUR' }],
        ['11:00', 'purchase', { value: 20, currency: 'EUR', coupon: 'MAY' }],
        false,
      ],
    },
  },
  {
    says: 'First-time visits',
    definitions: {
      segments: { first: { name: 'First visit', when: { 'session.number': 1 } } },
    },
    visitors: {
      'first day': [['03-02 10:00', 'page_view'], true],
      'second visit': [['03-01 10:00', 'page_view'], ['03-02 10:00', 'page_view'], false],
    },
  },
  {
    says: 'Single page visits',
    note: 'The visit that goes on is judged as it stands: with the second page it is none.',
    definitions: {
      metrics: { bounces: { sessions: { 'session.pages': 1 }, within: '30d' } },
      segments: {
        bouncer: { name: 'Had a visit of one page', when: { 'metric.bounces': { $gte: 1 } } },
      },
    },
    visitors: {
      'one page': [['10:00', 'page_view'], true],
      'two pages': [...each('page_view', ['10:00', '10:01']), false],
    },
  },
  {
    says: 'Visits from natural search',
    note: 'Channels follow the rules of Google Analytics 4; Adobe’s default marketing channels are translated by the importer.',
    definitions: {
      segments: {
        searcher: { name: 'Came by search', when: { 'source.session.channel': 'Organic Search' } },
      },
    },
    visitors: {
      'this visit': [{ facts: { source: { session: { channel: 'Organic Search' } } } }, true],
      'by a newsletter': [{ facts: { source: { session: { channel: 'Email' } } } }, false],
    },
  },
  {
    says: 'Sequential: read the guide, then within one week bought',
    note: 'Then Within is `atMost`, Then After `atLeast`, within one hit `"after": "next"`; logic groups are `anyOrder`, exclude checkpoints `not`.',
    definitions: {
      metrics: {
        path: {
          sequence: [
            { event: 'page_view', where: { page_path: '/guide' } },
            { event: 'purchase', atMost: '1w' },
          ],
        },
      },
      segments: {
        convinced: { name: 'Bought after the guide', when: { 'metric.path': { $gte: 1 } } },
      },
    },
    visitors: {
      'after three days': [
        ['03-02 10:00', 'page_view', { page_path: '/guide' }],
        ['03-05 10:00', 'purchase'],
        true,
      ],
      'after eight': [
        ['03-02 10:00', 'page_view', { page_path: '/guide' }],
        ['03-10 10:00', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'Only after sequence: three pages after the sign-up',
    definitions: {
      metrics: {
        pages: { count: 'page_view', after: { sequence: [{ event: 'sign_up' }] } },
      },
      segments: {
        reader: { name: 'Readers since signing up', when: { 'metric.pages': { $gte: 3 } } },
      },
    },
    visitors: {
      'three after it': [
        ['10:00', 'sign_up'],
        ...each('page_view', ['10:01', '10:02', '10:03']),
        true,
      ],
      'three before it': [
        ...each('page_view', ['10:01', '10:02', '10:03']),
        ['10:04', 'sign_up'],
        false,
      ],
    },
  },
];
