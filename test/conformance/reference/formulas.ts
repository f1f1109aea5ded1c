import type { Formula } from '../../../shared/definitions/index.ts';
import type { Entry } from '../examples/example.ts';
import type { Construct, Section } from './types.ts';

const events = (orders: number, refunds: number): Entry[] => [
  ['10:00', 'page_view'],
  ...Array.from({ length: orders }, (): Entry => ['10:01', 'purchase']),
  ...Array.from({ length: refunds }, (): Entry => ['10:02', 'refund']),
];

/** A formula over two counts, with the values it takes; `reached` is what the segment asks for. */
const formula = (
  name: string,
  means: string,
  of: Formula,
  reached: number,
  values: readonly (readonly [orders: number, refunds: number, value: number | null])[],
): Construct => ({
  covers: [`formula: ${name}`],
  means,
  example: {
    definitions: {
      metrics: {
        ...(JSON.stringify(of).includes('metric.orders') && { orders: { count: 'purchase' } }),
        ...(JSON.stringify(of).includes('metric.refunds') && { refunds: { count: 'refund' } }),
        it: { formula: of },
      },
      segments: { match: { when: { 'metric.it': { $gte: reached } } } },
    },
    visitors: Object.fromEntries(
      values.map(([orders, refunds, value]) => [
        `${orders} purchases, ${refunds} refunds`,
        [
          ...events(orders, refunds),
          { metrics: { it: value } },
          value !== null && value >= reached,
        ],
      ]),
    ),
  },
});

export const formulaSection: Section = {
  title: 'Formulas',
  text: 'A number, a fact, or one operation on formulas. Durations count in whole days, true and false as 1 and 0. Where an operand is absent or the result is no number, the formula is absent.',
  form: 'table',
  constructs: [
    formula('number', 'The number.', { add: [2, 'metric.orders'] }, 3, [
      [1, 0, 3],
      [0, 0, 2],
    ]),
    {
      covers: ['formula: string'],
      means: 'A fact: here the whole days since the last purchase.',
      example: {
        definitions: {
          metrics: {
            recency: { since: 'purchase' },
            days: { formula: 'metric.recency' },
          },
          segments: { match: { when: { 'metric.days': { $gte: 2 } } } },
        },
        visitors: {
          'two days later': [
            ['03-02 10:00', 'purchase'],
            ['03-04 09:59', { metrics: { days: 1 } }],
            false,
            ['03-04 10:00', true],
          ],
          'never bought': [['10:00', 'page_view'], { metrics: { days: null } }, false],
        },
      },
    },
    formula('add', 'The sum.', { add: ['metric.orders', 'metric.refunds'] }, 3, [
      [2, 1, 3],
      [1, 1, 2],
    ]),
    formula('multiply', 'The product.', { multiply: ['metric.orders', 0.5] }, 1, [
      [2, 0, 1],
      [1, 0, 0.5],
    ]),
    formula(
      'subtract',
      'The first less the second.',
      { subtract: ['metric.orders', 'metric.refunds'] },
      2,
      [
        [3, 1, 2],
        [1, 1, 0],
      ],
    ),
    formula(
      'divide',
      'The first by the second; absent where that is 0.',
      { divide: ['metric.refunds', 'metric.orders'] },
      0.5,
      [
        [2, 1, 0.5],
        [4, 1, 0.25],
        [0, 1, null],
      ],
    ),
    formula('min', 'The least.', { min: [1, 'metric.orders'] }, 1, [
      [5, 0, 1],
      [0, 0, 0],
    ]),
    formula('max', 'The greatest.', { max: ['metric.orders', 'metric.refunds'] }, 2, [
      [1, 2, 2],
      [1, 1, 1],
    ]),
    formula('log1p', 'The natural logarithm of 1 + x.', { log1p: 'metric.orders' }, 1, [
      [2, 0, Math.log(3)],
      [1, 0, Math.log(2)],
    ]),
    formula(
      'logistic',
      '1 / (1 + e^−(bias + Σ weight · fact)), between 0 and 1; an absent fact counts as 0.',
      { logistic: { bias: -2, weights: { 'metric.orders': 1, 'metric.refunds': -1 } } },
      0.5,
      [
        [2, 0, 0.5],
        [2, 2, 0.119202922022118],
      ],
    ),
  ],
};
