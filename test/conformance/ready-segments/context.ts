import { each } from '../examples/example.ts';
import type { ReadySegment } from './types.ts';

export const context: readonly ReadySegment[] = [
  {
    number: '37',
    name: 'Paid social, first touch',
    says: 'First came by paid social, from a source in the list.',
    tune: ['the media', 'the sources'],
    definitions: {
      savedGroups: {
        'paid-social-sources': ['facebook', 'instagram', 'tiktok', 'linkedin', 'pinterest'],
      },
      segments: {
        'paid-social': {
          name: 'Paid social, first touch',
          kind: 'behavioral',
          stage: 'acquisition',
          when: {
            'source.first.medium': { $ini: ['paid_social', 'paidsocial', 'paid-social', 'cpc'] },
            'source.first.source': { $inGroup: 'paid-social-sources' },
          },
        },
      },
    },
    visitors: {
      'by an advertisement on Instagram': [
        {
          facts: {
            source: {
              first: { medium: 'Paid_Social', source: 'instagram' },
              session: { medium: '(none)', source: '(direct)' },
            },
          },
        },
        true,
      ],
      'by a search advertisement': [
        { facts: { source: { first: { medium: 'cpc', source: 'google' } } } },
        false,
      ],
    },
  },
  {
    number: '38',
    name: 'Mobile-only shopper',
    says: 'All sessions on a phone, at least 3.',
    tune: ['3 sessions'],
    note: 'One browser on one device: whoever also comes by laptop is another visitor there.',
    definitions: {
      segments: {
        'mobile-only': {
          name: 'Mobile-only shopper',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'device.type': 'mobile', 'visitor.sessions': { $gte: 3 } },
          excludeEver: { 'device.type': { $in: ['desktop', 'tablet'] } },
        },
      },
    },
    visitors: {
      'three sessions by phone': [
        { facts: { device: { type: 'mobile' } } },
        ...each('page_view', ['10:00', '12:00']),
        false,
        ['14:00', 'page_view'],
        true,
      ],
      'once as a desktop': [
        { facts: { device: { type: 'desktop' } } },
        ['10:00', 'page_view'],
        { facts: { device: { type: 'mobile' } } },
        ...each('page_view', ['12:00', '14:00', '16:00']),
        false,
      ],
    },
  },
  {
    number: '39',
    name: 'Country or region',
    says: 'The request came from Germany, or from Tyrol in Austria.',
    tune: ['countries', 'regions'],
    definitions: {
      segments: {
        'near-the-alps': {
          name: 'Country or region',
          kind: 'geographic',
          stage: 'acquisition',
          when: {
            $or: [
              { 'geo.country': { $in: ['DE'] } },
              { 'geo.country': 'AT', 'geo.region': { $in: ['7'] } },
            ],
          },
        },
      },
    },
    visitors: {
      Innsbruck: [{ facts: { geo: { country: 'AT', region: '7', city: 'Innsbruck' } } }, true],
      Vienna: [{ facts: { geo: { country: 'AT', region: '9', city: 'Vienna' } } }, false],
      'not fetched: unknown, which is not in': [{ facts: { geo: null } }, null],
    },
  },
  {
    number: '40',
    name: 'Night owl, commuter',
    says: 'At least 60 % of the sessions in those local hours, of at least 5 sessions in 90 days.',
    tune: ['22 to 4 o’clock', '7 to 9 and 17 to 19 o’clock on working days', '60 %', '5 sessions'],
    definitions: {
      metrics: {
        starts: { count: 'session_start', within: '90d' },
        starts_at_night: {
          count: 'session_start',
          where: { 'time.hour': { $in: [22, 23, 0, 1, 2, 3, 4] } },
          within: '90d',
        },
        starts_commuting: {
          count: 'session_start',
          where: {
            'time.hour': { $in: [7, 8, 9, 17, 18, 19] },
            'time.weekday': { $lte: 5 },
          },
          within: '90d',
        },
        night_share: { formula: { divide: ['metric.starts_at_night', 'metric.starts'] } },
        commuting_share: { formula: { divide: ['metric.starts_commuting', 'metric.starts'] } },
      },
      segments: {
        commuter: {
          name: 'Commuter',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.starts': { $gte: 5 }, 'metric.commuting_share': { $gte: 0.6 } },
        },
        'night-owl': {
          name: 'Night owl',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.starts': { $gte: 5 }, 'metric.night_share': { $gte: 0.6 } },
        },
      },
    },
    visitors: {
      'three of five at night': [
        ...each('session_start', ['03-02 22:00', '03-03 12:00', '03-04 04:59', '03-05 05:00']),
        false,
        ['03-06 23:30', 'session_start'],
        { metrics: { night_share: 0.6 }, members: { commuter: false } },
        true,
      ],
      'five of five on the way, on working days': [
        ...each('session_start', ['03-02 07:30', '03-03 08:00', '03-04 18:00', '03-05 19:59']),
        ['03-06 09:59', 'session_start'],
        { members: { commuter: true } },
        false,
      ],
      'at those hours, on three weekends': [
        ...each('session_start', ['03-07 08:00', '03-08 08:00', '03-14 08:00', '03-15 08:00']),
        ['03-21 08:00', 'session_start'],
        { members: { commuter: false } },
        false,
      ],
    },
  },
  {
    number: '41',
    name: 'Weekend shopper',
    says: 'At least 70 % of the purchases on Saturday and Sunday, of at least 3 in a year.',
    tune: ['70 %', '3 purchases'],
    definitions: {
      metrics: {
        shopping: { count: 'purchase', within: '365d' },
        weekend_shopping: {
          count: 'purchase',
          where: { 'time.weekday': { $in: [6, 7] } },
          within: '365d',
        },
        weekend_share: { formula: { divide: ['metric.weekend_shopping', 'metric.shopping'] } },
      },
      segments: {
        'weekend-shopper': {
          name: 'Weekend shopper',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.shopping': { $gte: 3 }, 'metric.weekend_share': { $gte: 0.7 } },
        },
      },
    },
    visitors: {
      'three of four on weekends': [
        ...each('purchase', ['03-04 10:00', '03-07 00:00', '03-08 23:59']),
        false,
        ['03-14 10:00', 'purchase'],
        true,
      ],
      'two of three': [...each('purchase', ['03-04 10:00', '03-07 10:00', '03-08 10:00']), false],
    },
  },
];
