import type { Json, TraitDefinition } from '../../../../shared/definitions/index.ts';
import type { Capability } from '../types.ts';

const visitors = (values: readonly Json[], isMember: boolean) =>
  values.map((value) => [
    value === null ? 'not set' : JSON.stringify(value),
    [{ facts: { trait: value === null ? {} : { it: value } } }, isMember],
  ]);

/** A condition on one trait, with values that meet it and values that do not; null: never set. */
const trait = (
  says: string,
  type: TraitDefinition,
  operand: Json,
  meeting: readonly Json[],
  others: readonly Json[],
): Capability => {
  return {
    says,
    definitions: {
      traits: { it: type },
      segments: { profile: { when: { 'trait.it': operand } } },
    },
    visitors: Object.fromEntries([...visitors(meeting, true), ...visitors(others, false)]),
  };
};

const TOWN: TraitDefinition = { type: 'string', values: ['Berlin', 'Bern', 'Paris'] };
const AGE: TraitDefinition = { type: 'number' };
const LIKES: TraitDefinition = { type: 'string[]', values: ['chess', 'go', 'poker'] };

export const profiles: readonly Capability[] = [
  trait('text: is', TOWN, 'Berlin', ['Berlin'], ['Bern', null]),
  trait('text: is not', TOWN, { $ne: 'Berlin' }, ['Bern', null], ['Berlin']),
  trait('text: contains', TOWN, { $regexi: 'ber' }, ['Berlin', 'Bern'], ['Paris', null]),
  trait('text: does not contain', TOWN, { $not: { $regexi: 'ber' } }, ['Paris', null], ['Bern']),
  trait('is set', TOWN, { $exists: true }, ['Paris'], [null]),
  trait('is not set', TOWN, { $exists: false }, [null], ['Paris']),
  trait('number: equals', AGE, 30, [30], [31, null]),
  trait('number: does not equal', AGE, { $ne: 30 }, [31, null], [30]),
  trait('number: greater than', AGE, { $gt: 30 }, [31], [30, null]),
  trait('number: at least', AGE, { $gte: 30 }, [30], [29]),
  trait('number: less than', AGE, { $lt: 30 }, [29], [30, null]),
  trait('number: at most', AGE, { $lte: 30 }, [30], [31]),
  trait('number: between', AGE, { $gte: 20, $lte: 30 }, [20, 30], [19, 31, null]),
  trait('number: not between', AGE, { $not: { $gte: 20, $lte: 30 } }, [19, 31, null], [20]),
  trait('true or false', { type: 'boolean' }, true, [true], [false, null]),
  trait('list: contains', LIKES, { $in: ['chess'] }, [['chess', 'go']], [['go'], [], null]),
  trait('list: contains any', LIKES, { $in: ['chess', 'go'] }, [['go']], [['poker'], null]),
  trait('list: contains all', LIKES, { $all: ['chess', 'go'] }, [['go', 'chess']], [['go'], null]),
  trait('list: does not contain', LIKES, { $nin: ['chess'] }, [['go'], null], [['go', 'chess']]),
  {
    says: 'date: in the last N days',
    definitions: {
      traits: { joined: { type: 'date' } },
      segments: { fresh: { when: { 'since.joined': { $gte: '0d', $lt: '30d' } } } },
    },
    visitors: {
      'until 30 days later': [
        { facts: { trait: { joined: '2026-02-20T10:00:00+01:00' } } },
        true,
        ['03-22 09:59:59.999', true],
        ['03-22 10:00', false],
      ],
      'in January': [{ facts: { trait: { joined: '2026-01-15' } } }, false],
      'a date to come': [{ facts: { trait: { joined: '2026-06-01' } } }, false],
    },
  },
  {
    says: 'date: in the next N days',
    definitions: {
      traits: { renews: { type: 'date' } },
      segments: { due: { when: { 'until.renews': { $gt: '0d', $lte: '14d' } } } },
    },
    visitors: {
      'from 14 days before until it comes': [
        { facts: { trait: { renews: '2026-03-20T10:00:00+01:00' } } },
        false,
        ['03-06 09:59', false],
        ['03-06 10:00', true],
        ['03-20 09:59:59.999', true],
        ['03-20 10:00', false],
      ],
      'in June': [{ facts: { trait: { renews: '2026-06-01' } } }, false],
    },
  },
  {
    says: 'date: before, since, between dates',
    definitions: {
      traits: { joined: { type: 'date' } },
      segments: { spring: { when: { 'trait.joined': { $gte: '2026-03-01', $lt: '2026-04-01' } } } },
    },
    visitors: {
      'joined in March': [{ facts: { trait: { joined: '2026-03-31' } } }, true],
      'joined in April': [{ facts: { trait: { joined: '2026-04-01' } } }, false],
    },
  },
  {
    says: 'property of an object: address.city',
    definitions: {
      metrics: { orders: { count: 'purchase', where: { 'address.city': 'Bern' } } },
      segments: { bern: { when: { 'metric.orders': { $gte: 1 } } } },
    },
    visitors: {
      'sent to Bern': [['10:00', 'purchase', { address: { city: 'Bern' } }], true],
      'sent to Basel': [['10:00', 'purchase', { address: { city: 'Basel' }, city: 'Bern' }], false],
    },
  },
  {
    says: 'list of objects: any is so',
    definitions: {
      metrics: {
        orders: {
          count: 'purchase',
          where: { gifts: { $elemMatch: { kind: 'card', price: { $gte: 50 } } } },
        },
      },
      segments: { giver: { when: { 'metric.orders': { $gte: 1 } } } },
    },
    visitors: {
      'a card of 50': [['10:00', 'purchase', { gifts: [{ kind: 'card', price: 50 }] }], true],
      'a card of 10, a box of 50': [
        [
          '10:00',
          'purchase',
          {
            gifts: [
              { kind: 'card', price: 10 },
              { kind: 'box', price: 50 },
            ],
          },
        ],
        false,
      ],
    },
  },
  {
    says: 'list of objects: all are so',
    definitions: {
      metrics: {
        orders: {
          count: 'purchase',
          where: {
            gifts: { $exists: true, $not: { $elemMatch: { price: { $not: { $gte: 50 } } } } },
          },
        },
      },
      segments: { giver: { when: { 'metric.orders': { $gte: 1 } } } },
    },
    visitors: {
      'gifts of 50 and 80': [
        ['10:00', 'purchase', { gifts: [{ price: 50 }, { price: 80 }] }],
        true,
      ],
      'gifts of 10 and 80': [
        ['10:00', 'purchase', { gifts: [{ price: 10 }, { price: 80 }] }],
        false,
      ],
    },
  },
];
