import { each } from '../examples/example.ts';
import type { Capability, Peer } from './types.ts';

const growthbookRows: readonly Capability[] = [
  {
    says: 'any nesting of $and, $or, $nor and $not',
    definitions: {
      traits: { plan: { type: 'string', values: ['free', 'pro'] }, beta: { type: 'boolean' } },
      segments: {
        target: {
          when: {
            $and: [
              { $not: { 'trait.plan': 'free' } },
              { $or: [{ 'trait.beta': true }, { $nor: [{ 'device.type': 'mobile' }] }] },
            ],
          },
        },
      },
    },
    visitors: {
      'pro, on a laptop': [
        { facts: { trait: { plan: 'pro' }, device: { type: 'desktop' } } },
        true,
      ],
      'pro, on a phone': [{ facts: { trait: { plan: 'pro' }, device: { type: 'mobile' } } }, false],
    },
  },
  {
    says: 'regular expressions, versions, arrays',
    definitions: {
      traits: {
        tags: { type: 'string[]', values: ['a', 'b', 'c'] },
        release: { type: 'string', values: ['1.9.0', '1.10.0'] },
      },
      segments: {
        target: {
          when: {
            'page.path': { $regex: '^/docs' },
            'trait.release': { $vgt: '1.9.0' },
            'trait.tags': { $all: ['a', 'b'], $size: { $lte: 3 } },
          },
        },
      },
    },
    visitors: {
      'all three': [
        {
          facts: {
            page: { path: '/docs/1' },
            trait: { release: '1.10.0', tags: ['b', 'a'] },
          },
        },
        true,
      ],
      'one tag missing': [
        {
          facts: { page: { path: '/docs/1' }, trait: { release: '1.10.0', tags: ['b'] } },
        },
        false,
      ],
    },
  },
  {
    says: 'saved groups',
    definitions: {
      savedGroups: { nordics: ['DK', 'FI', 'IS', 'NO', 'SE'] },
      segments: { north: { when: { 'geo.country': { $inGroup: 'nordics' } } } },
    },
    visitors: {
      Finland: [{ facts: { geo: { country: 'FI' } } }, true],
      Germany: [{ facts: { geo: { country: 'DE' } } }, false],
    },
  },
];

const edgekitRows: readonly Capability[] = [
  {
    says: 'N page views about a topic within a look-back, with a fixed time to live from the match on',
    note: 'With "keep" alone the time would run from when the match ended.',
    definitions: {
      metrics: {
        views: { count: 'page_view', where: { keywords: { $in: ['sport'] } }, within: '1d' },
        matched: { count: 'enter:matching', within: '7d' },
      },
      segments: {
        matching: { when: { 'metric.views': { $gte: 2 } } },
        sport: { when: { $or: [{ 'segment.matching': true }, { 'metric.matched': { $gte: 1 } }] } },
      },
    },
    visitors: {
      'two articles': [
        ...each('page_view', ['03-02 10:00', '03-02 11:00'], { keywords: ['sport', 'news'] }),
        true,
        ['03-09 10:59', true],
        ['03-09 11:00', false],
      ],
      'one of sport': [
        ['10:00', 'page_view', { keywords: ['sport'] }],
        ['10:01', 'page_view', { keywords: ['news'] }],
        false,
      ],
    },
  },
  {
    says: 'logistic regression over a vector',
    definitions: {
      metrics: {
        sport: { count: 'page_view', where: { topic: 'sport' }, within: '7d' },
        money: { count: 'page_view', where: { topic: 'money' }, within: '7d' },
        score: {
          formula: {
            logistic: { bias: -1, weights: { 'metric.sport': 1, 'metric.money': -1 } },
          },
        },
      },
      segments: { sport: { when: { 'metric.score': { $gt: 0.7 } } } },
    },
    visitors: {
      'two of sport: 1 / (1 + e^-1) is 0.73': [
        ...each('page_view', ['10:00', '10:01'], { topic: 'sport' }),
        true,
      ],
      'two of sport, one of money: 0.5': [
        ...each('page_view', ['10:00', '10:01'], { topic: 'sport' }),
        ['10:02', 'page_view', { topic: 'money' }],
        false,
      ],
    },
  },
  {
    says: 'cosine similarity with a vector: (1, 2), at least 0.9',
    note: 'Compared squared, since formulas have no root: (x · v)² ÷ (|x|² |v|²) at least 0.81.',
    definitions: {
      metrics: {
        x: { count: 'page_view', where: { topic: 'sport' } },
        y: { count: 'page_view', where: { topic: 'money' } },
        dot: { formula: { add: ['metric.x', { multiply: [2, 'metric.y'] }] } },
        similar: {
          formula: {
            divide: [
              { multiply: ['metric.dot', 'metric.dot'] },
              {
                multiply: [
                  5,
                  {
                    add: [
                      { multiply: ['metric.x', 'metric.x'] },
                      { multiply: ['metric.y', 'metric.y'] },
                    ],
                  },
                ],
              },
            ],
          },
        },
      },
      segments: { money: { when: { 'metric.similar': { $gte: 0.81 } } } },
    },
    visitors: {
      'one of sport, one of money: 9 of 10': [
        ['10:00', 'page_view', { topic: 'sport' }],
        ['10:01', 'page_view', { topic: 'money' }],
        { metrics: { similar: 0.9 } },
        true,
      ],
      'two of sport, one of money: 16 of 25': [
        ...each('page_view', ['10:00', '10:01'], { topic: 'sport' }),
        ['10:02', 'page_view', { topic: 'money' }],
        { metrics: { similar: 0.64 } },
        false,
      ],
      'nothing: no direction at all': [['10:00', 'scroll'], { metrics: { similar: null } }, false],
    },
  },
];

export const growthbook: Peer = {
  name: 'GrowthBook conditions',
  groups: { Conditions: growthbookRows },
};
export const edgekit: Peer = { name: 'edgekit', groups: { Audiences: edgekitRows } };
