import { each } from '../examples/example.ts';
import type { Section } from './types.ts';

export const segmentSection: Section = {
  title: 'Segments',
  form: 'examples',
  constructs: [
    {
      covers: ['segment.when'],
      means: 'The condition that makes a visitor a member.',
      example: {
        definitions: {
          metrics: { views: { count: 'view_item', within: 'session' } },
          segments: {
            browser: { when: { 'metric.views': { $gte: 2 }, 'device.type': 'desktop' } },
          },
        },
        visitors: {
          'two views on a laptop': [
            { facts: { device: { type: 'desktop' } } },
            ...each('view_item', ['10:00', '10:01']),
            true,
          ],
          'two views on a phone': [
            { facts: { device: { type: 'mobile' } } },
            ...each('view_item', ['10:00', '10:01']),
            false,
          ],
        },
      },
    },
    {
      covers: ['segment.keep'],
      means: 'How long a visitor stays after the condition last held: a duration, or `"forever"`.',
      example: {
        definitions: {
          metrics: { views: { count: 'view_item', within: '1h' } },
          segments: {
            once: { when: { 'metric.views': { $gte: 2 } }, keep: 'forever' },
            browser: { when: { 'metric.views': { $gte: 2 } }, keep: '2d' },
          },
        },
        visitors: {
          'an hour, and two days more': [
            ['03-02 10:00', 'view_item'],
            ['03-02 10:30', 'view_item'],
            true,
            ['03-04 10:59:59.999', true],
            ['03-04 11:00', false],
            { members: { once: true } },
          ],
          'the condition never held': [
            ['03-02 10:00', 'view_item'],
            ['03-02 11:00', 'view_item'],
            { members: { once: false } },
            false,
          ],
        },
      },
    },
    {
      covers: ['segment.exclude'],
      means: 'Out while this holds, kept or not.',
      example: {
        definitions: {
          metrics: { views: { count: 'view_item' }, orders: { count: 'purchase', within: '7d' } },
          segments: {
            prospect: {
              when: { 'metric.views': { $gte: 1 } },
              exclude: { 'metric.orders': { $gte: 1 } },
            },
          },
        },
        visitors: {
          'out for a week': [
            ['03-02 10:00', 'view_item'],
            true,
            ['03-02 10:05', 'purchase'],
            false,
            ['03-09 10:05', true],
          ],
          'has just bought': [['10:00', 'purchase'], ['10:01', 'view_item'], false],
        },
      },
    },
    {
      covers: ['segment.excludeEver'],
      means: 'Out for ever once this held.',
      example: {
        definitions: {
          metrics: { views: { count: 'view_item' }, orders: { count: 'purchase', within: '7d' } },
          segments: {
            prospect: {
              when: { 'metric.views': { $gte: 1 } },
              excludeEver: { 'metric.orders': { $gte: 1 } },
            },
          },
        },
        visitors: {
          'out for good': [
            ['03-02 10:00', 'view_item'],
            true,
            ['03-02 10:05', 'purchase'],
            false,
            ['2026-12-01 10:05', false],
          ],
          'bought before': [['10:00', 'purchase'], ['03-20 10:01', 'view_item'], false],
        },
      },
    },
    {
      covers: ['segment.shadow'],
      means: 'Evaluated and counted, never shown to the page: a dry run on real visitors.',
      example: {
        definitions: {
          metrics: { views: { count: 'view_item' } },
          segments: {
            browser: { when: { 'metric.views': { $gte: 1 } } },
            keen: { when: { 'metric.views': { $gte: 2 } }, shadow: true },
          },
        },
        visitors: {
          'two views': [
            ...each('view_item', ['10:00', '10:01']),
            true,
            { members: { browser: true }, shown: ['browser'] },
          ],
          'one view': [['10:00', 'view_item'], { shown: ['browser'] }, false],
        },
      },
    },
    {
      covers: ['segment.count'],
      means: 'Asked about in randomised counts: one question, answered yes or no.',
      example: {
        definitions: {
          segments: { german: { when: { 'geo.country': 'DE' }, count: true } },
        },
        visitors: {
          'in Germany': [{ facts: { geo: { country: 'DE' } } }, true],
          'in Austria': [{ facts: { geo: { country: 'AT' } } }, false],
        },
      },
      asks: { german: ['no', 'yes'] },
    },
    {
      covers: ['segment.activate'],
      means:
        'Where its id may be handed on the page, while a visitor is in it and has agreed to that: `true` for every way that `activation` names recipients for, or a list of them.',
      example: {
        definitions: {
          activation: {
            purpose: 'To choose advertisements',
            recipients: { gpt: ['Google Ad Manager'], prebid: ['Bidder One'] },
          },
          segments: {
            mobile: { when: { 'device.type': 'mobile' }, activate: true },
            tablet: { when: { 'device.type': 'tablet' }, activate: ['gpt'] },
          },
        },
        segment: 'mobile',
        visitors: {
          'a phone': [{ facts: { device: { type: 'mobile' } } }, true],
          'a tablet': [
            { facts: { device: { type: 'tablet' } } },
            { members: { tablet: true } },
            false,
          ],
        },
      },
      refused: {
        part: { segments: { mobile: { when: { 'device.type': 'mobile' }, activate: ['gpt'] } } },
        code: 'unnamed-recipient',
      },
    },
    {
      covers: ['segment.name', 'segment.description', 'segment.kind', 'segment.stage'],
      means:
        'Words for people; one of `demographic`, `geographic`, `behavioral`, `psychographic`; one of `acquisition`, `onboarding`, `retention`. They change nothing.',
      example: {
        definitions: {
          traits: { ageBand: { type: 'string', values: ['18-24', '25-34'] } },
          segments: {
            nearby: { kind: 'geographic', stage: 'acquisition', when: { 'geo.country': 'DE' } },
            starting: {
              kind: 'demographic',
              stage: 'onboarding',
              when: { 'trait.ageBand': '18-24', 'session.number': 1 },
            },
            returning: {
              name: 'Returning visitors',
              description: 'In their second session or a later one',
              kind: 'behavioral',
              stage: 'retention',
              when: { 'session.number': { $gte: 2 } },
            },
          },
        },
        visitors: {
          'the second session': [...each('page_view', ['10:00', '12:00']), true],
          'the first': [['10:00', 'page_view'], false],
        },
      },
    },
  ],
};

export const groupSection: Section = {
  title: 'Groups',
  text: 'Ordered and mutually exclusive: the first segment that holds takes the visitor.',
  form: 'examples',
  constructs: [
    {
      covers: ['group.segments'],
      means: 'The segments, in order. An empty condition in the last takes all others.',
      example: {
        definitions: {
          metrics: { orders: { count: 'purchase', within: '30d' } },
          segments: {
            gold: { when: { 'metric.orders': { $gte: 3 } } },
            silver: { when: { 'metric.orders': { $gte: 1 } } },
            guest: { when: {} },
          },
          groups: { tier: { segments: ['gold', 'silver', 'guest'] } },
        },
        segment: 'silver',
        visitors: {
          'guest, silver, gold, and back': [
            { members: { gold: false, silver: false, guest: true } },
            ['03-02 10:00', 'purchase'],
            { members: { gold: false, guest: false } },
            true,
            ...each('purchase', ['03-03 10:00', '03-04 10:00']),
            { members: { gold: true, guest: false } },
            false,
            ['04-01 10:00', true],
          ],
          guest: [['10:00', 'page_view'], { members: { guest: true } }, false],
        },
      },
    },
    {
      covers: ['group.count', 'group.name'],
      means:
        'One question in the randomised counts, with an answer for each segment and one for none.',
      example: {
        definitions: {
          segments: {
            phone: { when: { 'device.type': 'mobile' } },
            laptop: { when: { 'device.type': 'desktop' } },
          },
          groups: { device: { name: 'Device', segments: ['phone', 'laptop'], count: true } },
        },
        visitors: {
          'a laptop': [{ facts: { device: { type: 'desktop' } } }, true],
          'a phone': [{ facts: { device: { type: 'mobile' } } }, false],
        },
      },
      asks: { device: ['phone', 'laptop', 'none'] },
    },
  ],
};
