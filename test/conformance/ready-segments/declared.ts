import { each } from '../examples/example.ts';
import type { ReadySegment } from './types.ts';

const values = (id: string, name: string) =>
  ({
    name,
    kind: 'psychographic',
    stage: 'onboarding',
    when: { 'trait.matters_most': id },
  }) as const;

export const declared: readonly ReadySegment[] = [
  {
    number: '42',
    name: 'Declared age band, gender',
    says: 'As the visitor said; never inferred.',
    tune: ['the bands', 'which of them to address'],
    definitions: {
      traits: {
        age_band: {
          type: 'string',
          values: ['18-24', '25-34', '35-44', '45-54', '55-64', '65+'],
          kind: 'demographic',
        },
        gender: {
          type: 'string',
          values: ['female', 'male', 'other', 'not-said'],
          kind: 'demographic',
        },
      },
      segments: {
        'age-25-44': {
          name: 'From 25 to 44',
          kind: 'demographic',
          stage: 'acquisition',
          when: { 'trait.age_band': { $in: ['25-34', '35-44'] } },
        },
        women: {
          name: 'Women',
          kind: 'demographic',
          stage: 'acquisition',
          when: { 'trait.gender': 'female' },
        },
      },
    },
    visitors: {
      'said both': [
        { facts: { trait: { age_band: '35-44', gender: 'female' } } },
        { members: { 'age-25-44': true } },
        true,
      ],
      'said nothing': [{ members: { 'age-25-44': false } }, false],
    },
  },
  {
    number: '43',
    name: 'Early adopter',
    says: 'At least 2 new features used within 7 days of their release.',
    tune: ['2 features', 'each release, with its seven days'],
    definitions: {
      metrics: {
        used_boards: {
          count: 'use_feature',
          where: { feature: 'boards' },
          within: { from: '2026-02-02T00:00:00Z', to: '2026-02-09T00:00:00Z' },
        },
        used_export: {
          count: 'use_feature',
          where: { feature: 'export' },
          within: { from: '2026-03-02T00:00:00Z', to: '2026-03-09T00:00:00Z' },
        },
        used_themes: {
          count: 'use_feature',
          where: { feature: 'themes' },
          within: { from: '2026-04-01T00:00:00Z', to: '2026-04-08T00:00:00Z' },
        },
        early_uses: {
          formula: {
            add: [
              { min: [1, 'metric.used_boards'] },
              { min: [1, 'metric.used_export'] },
              { min: [1, 'metric.used_themes'] },
            ],
          },
        },
      },
      segments: {
        'early-adopter': {
          name: 'Early adopter',
          kind: 'psychographic',
          stage: 'retention',
          when: { 'metric.early_uses': { $gte: 2 } },
        },
      },
    },
    visitors: {
      'boards and themes': [
        ...each('use_feature', ['02-03 10:00', '02-04 10:00'], { feature: 'boards' }),
        false,
        ['04-02 10:00', 'use_feature', { feature: 'themes' }],
        true,
      ],
      'boards at once, export late': [
        ['02-03 10:00', 'use_feature', { feature: 'boards' }],
        ['03-20 10:00', 'use_feature', { feature: 'export' }],
        false,
      ],
    },
  },
  {
    number: '44',
    name: 'Brand loyal, variety seeker',
    says: 'Distinct brands divided by purchases at most 0.3, or at least 0.8, of at least 4 purchases in a year.',
    tune: ['0.3', '0.8', '4 purchases'],
    definitions: {
      metrics: {
        brands: { distinct: 'purchase.item_brand', within: '365d' },
        branded_orders: { count: 'purchase', within: '365d' },
        variety: { formula: { divide: ['metric.brands', 'metric.branded_orders'] } },
      },
      segments: {
        'brand-loyal': {
          name: 'Brand loyal',
          kind: 'psychographic',
          stage: 'retention',
          when: { 'metric.branded_orders': { $gte: 4 }, 'metric.variety': { $lte: 0.3 } },
        },
        'variety-seeker': {
          name: 'Variety seeker',
          kind: 'psychographic',
          stage: 'retention',
          when: { 'metric.branded_orders': { $gte: 4 }, 'metric.variety': { $gte: 0.8 } },
        },
      },
    },
    visitors: {
      'four orders, four brands': [
        ...['Norr', 'Hay', 'Muji', 'Ikea'].flatMap((item_brand) =>
          each('purchase', ['+1d'], { items: [{ item_brand }] }),
        ),
        { metrics: { variety: 1 }, members: { 'brand-loyal': false } },
        true,
      ],
      'four orders of one brand': [
        ...each('purchase', ['+1d', '+1d', '+1d', '+1d'], { items: [{ item_brand: 'Norr' }] }),
        { metrics: { variety: 0.25 }, members: { 'brand-loyal': true } },
        false,
      ],
      'four orders, two brands': [
        ...each('purchase', ['+1d', '+1d'], { items: [{ item_brand: 'Norr' }] }),
        ...each('purchase', ['+1d', '+1d'], { items: [{ item_brand: 'Hay' }] }),
        { members: { 'brand-loyal': false } },
        false,
      ],
    },
  },
  {
    number: '45',
    name: 'Values-driven (survey)',
    says: 'The answer to a short survey: price, quality, sustainability or novelty.',
    tune: ['the question and its answers'],
    definitions: {
      traits: {
        matters_most: {
          type: 'string',
          values: ['price', 'quality', 'sustainability', 'novelty'],
          kind: 'psychographic',
        },
      },
      segments: {
        'ask-values': {
          name: 'May be asked what matters',
          kind: 'behavioral',
          stage: 'onboarding',
          when: { 'session.pages': { $gte: 3 }, 'trait.matters_most': { $exists: false } },
          shadow: true,
        },
        'values-price': values('price', 'Values price'),
        'values-quality': values('quality', 'Values quality'),
        'values-novelty': values('novelty', 'Values novelty'),
        'values-sustainability': values('sustainability', 'Values sustainability'),
      },
      surveys: {
        'what-matters': {
          trait: 'matters_most',
          type: 'choice',
          question: 'What matters most to you when you buy?',
          options: [
            { value: 'price', text: 'A fair price' },
            { value: 'quality', text: 'That it lasts' },
            { value: 'sustainability', text: 'How it is made' },
            { value: 'novelty', text: 'Something new' },
          ],
          show: { segments: ['ask-values'] },
        },
      },
    },
    visitors: {
      sustainability: [
        ...each('page_view', ['10:00', '10:01', '10:02']),
        { members: { 'ask-values': true } },
        { facts: { trait: { matters_most: 'sustainability' } } },
        { members: { 'ask-values': false } },
        { members: { 'values-price': false, 'values-quality': false, 'values-novelty': false } },
        true,
      ],
      'quality, then price': [
        { facts: { trait: { matters_most: 'quality' } } },
        { members: { 'values-quality': true } },
        { facts: { trait: { matters_most: 'price' } } },
        { members: { 'values-quality': false, 'values-price': true } },
        false,
      ],
      novelty: [
        { facts: { trait: { matters_most: 'novelty' } } },
        { members: { 'values-novelty': true } },
        false,
      ],
      'no answer': [{ members: { 'values-price': false } }, false],
    },
  },
  {
    number: '46',
    name: 'Likely to buy, likely to churn',
    says: "A logistic score with the owner's signed weights.",
    tune: ['weights and bias', 'the thresholds'],
    definitions: {
      metrics: {
        carts_week: { count: 'add_to_cart', within: '7d' },
        views_week: { count: 'view_item', within: '7d' },
        away_days: { since: '*' },
        buying: {
          formula: {
            logistic: { bias: -3, weights: { 'metric.carts_week': 2, 'metric.views_week': 0.5 } },
          },
        },
        churning: {
          formula: {
            logistic: { bias: -3, weights: { 'metric.away_days': 0.25, 'metric.carts_week': -1 } },
          },
        },
      },
      segments: {
        'likely-to-churn': {
          name: 'Likely to churn',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.churning': { $gte: 0.5 } },
        },
        'likely-to-buy': {
          name: 'Likely to buy',
          kind: 'behavioral',
          stage: 'acquisition',
          when: { 'metric.buying': { $gte: 0.5 } },
        },
      },
    },
    visitors: {
      'two views and a basket; twelve days later likely to churn': [
        ...each('view_item', ['03-02 10:00', '03-02 10:01']),
        false,
        ['03-02 10:02', 'add_to_cart'],
        { metrics: { buying: 0.5 }, members: { 'likely-to-churn': false } },
        true,
        ['03-09 10:02', false],
        ['03-14 10:01', { members: { 'likely-to-churn': false } }],
        // -3 + 12 × 0.25 = 0
        ['03-14 10:02', { metrics: { churning: 0.5 }, members: { 'likely-to-churn': true } }],
      ],
      'one view': [['10:00', 'view_item'], { members: { 'likely-to-churn': false } }, false],
    },
  },
];
