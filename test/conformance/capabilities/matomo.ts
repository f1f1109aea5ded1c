import { each } from '../examples/example.ts';
import type { Capability, Peer } from './types.ts';

const rows: readonly Capability[] = [
  {
    says: 'pageUrl=@/prices: a page of this visit',
    definitions: {
      metrics: {
        seen: {
          count: 'page_view',
          where: { page_location: { $regexi: '/prices' } },
          within: 'session',
        },
      },
      segments: { reader: { when: { 'metric.seen': { $gte: 1 } } } },
    },
    visitors: {
      'in this visit': [
        ['10:00', 'page_view', { page_location: 'https://shop.example/Prices' }],
        true,
      ],
      'in the visit before': [
        ['10:00', 'page_view', { page_location: 'https://shop.example/prices' }],
        ['11:00', 'page_view', { page_location: 'https://shop.example/' }],
        false,
      ],
    },
  },
  {
    says: 'pageUrl!@/prices: no page of the visit is so',
    definitions: {
      metrics: {
        seen: {
          count: 'page_view',
          where: { page_location: { $regexi: '/prices' } },
          within: 'session',
        },
      },
      segments: { others: { when: { 'metric.seen': 0 } } },
    },
    visitors: {
      'another page': [['10:00', 'page_view', { page_location: 'https://shop.example/' }], true],
      'that page, and another': [
        ['10:00', 'page_view', { page_location: 'https://shop.example/prices' }],
        ['10:01', 'page_view', { page_location: 'https://shop.example/' }],
        false,
      ],
    },
  },
  {
    says: 'eventCategory==Video;eventAction==play: one action of the visit is both',
    definitions: {
      metrics: {
        plays: { count: 'play', where: { event_category: 'Video' }, within: 'session' },
      },
      segments: { viewer: { when: { 'metric.plays': { $gte: 1 } } } },
    },
    visitors: {
      'plays a video': [['10:00', 'play', { event_category: 'Video' }], true],
      'plays music, stops a video': [
        ['10:00', 'play', { event_category: 'Music' }],
        ['10:01', 'stop', { event_category: 'Video' }],
        false,
      ],
    },
  },
  {
    says: 'visitCount>=2,visitDuration>60: a returning visit, or a long one',
    definitions: {
      segments: {
        engaged: {
          when: {
            $or: [{ 'session.number': { $gte: 2 } }, { 'session.duration': { $gt: '60s' } }],
          },
        },
      },
    },
    visitors: {
      'two minutes': [...each('page_view', ['10:00', '10:02']), true],
      'the second visit': [...each('page_view', ['10:00', '12:00']), true],
      'a minute, the first': [...each('page_view', ['10:00', '10:01']), false],
    },
  },
  {
    says: 'visitorType==returningCustomer, daysSinceLastEcommerceOrder>=30',
    definitions: {
      metrics: { orders: { count: 'purchase' }, recency: { since: 'purchase' } },
      segments: {
        lapsed: { when: { 'metric.orders': { $gte: 1 }, 'metric.recency': { $gte: '30d' } } },
      },
    },
    visitors: {
      'a month ago': [['01-02 10:00', 'purchase', {}], ['02-02 10:00', 'page_view'], true],
      'a week ago': [['01-02 10:00', 'purchase', {}], ['01-09 10:00', 'page_view'], false],
      never: [['01-02 10:00', 'page_view'], false],
    },
  },
];

export const matomo: Peer = { name: 'Matomo segments', groups: { Visits: rows } };
