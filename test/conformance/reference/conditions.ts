import type { Fragment } from '../examples/example.ts';
import type { Json } from '../../../shared/definitions/index.ts';
import { each } from '../examples/example.ts';
import type { Construct, Section } from './types.ts';

const logical: readonly Construct[] = [
  {
    covers: ['$and'],
    means: 'All of the conditions hold. Facts side by side are joined the same way.',
    example: {
      definitions: {
        segments: {
          match: { when: { $and: [{ 'geo.country': 'DE' }, { 'device.type': 'mobile' }] } },
        },
      },
      visitors: {
        both: [{ facts: { geo: { country: 'DE' }, device: { type: 'mobile' } } }, true],
        one: [{ facts: { geo: { country: 'DE' }, device: { type: 'desktop' } } }, false],
      },
    },
  },
  {
    covers: ['$or'],
    means: 'At least one of the conditions holds.',
    example: {
      definitions: {
        segments: {
          match: { when: { $or: [{ 'geo.country': 'DE' }, { 'device.type': 'mobile' }] } },
        },
      },
      visitors: {
        one: [{ facts: { geo: { country: 'DE' }, device: { type: 'desktop' } } }, true],
        neither: [{ facts: { geo: { country: 'FR' }, device: { type: 'desktop' } } }, false],
        'one is unknown, the other settles it': [
          { facts: { geo: null, device: { type: 'mobile' } } },
          true,
        ],
      },
    },
  },
  {
    covers: ['$nor'],
    means: 'None of the conditions holds.',
    example: {
      definitions: {
        segments: {
          match: { when: { $nor: [{ 'geo.country': 'DE' }, { 'device.type': 'mobile' }] } },
        },
      },
      visitors: {
        neither: [{ facts: { geo: { country: 'FR' }, device: { type: 'desktop' } } }, true],
        one: [{ facts: { geo: { country: 'DE' }, device: { type: 'desktop' } } }, false],
      },
    },
  },
  {
    covers: ['$not'],
    means: 'The condition does not hold. Of what is unknown, the opposite is unknown too.',
    example: {
      definitions: {
        segments: { match: { when: { $not: { 'geo.country': 'DE', 'device.type': 'mobile' } } } },
      },
      visitors: {
        'one of both': [{ facts: { geo: { country: 'DE' }, device: { type: 'desktop' } } }, true],
        both: [{ facts: { geo: { country: 'DE' }, device: { type: 'mobile' } } }, false],
        unknown: [{ facts: { geo: null, device: { type: 'mobile' } } }, null],
      },
    },
  },
];

const visitors = (values: readonly (Json | undefined)[], holds: boolean) =>
  values.map((it) => [
    it === undefined ? 'absent' : `\`${JSON.stringify(it)}\``,
    [it === undefined ? ['10:00', 'told'] : ['10:00', 'told', { it }], holds],
  ]);

/** An operator on a property of an event, with values that meet it and values that do not; undefined: absent. */
const operator = (
  covers: string,
  means: string,
  operand: Json,
  meets: readonly (Json | undefined)[],
  fails: readonly (Json | undefined)[],
  more: Partial<Fragment> = {},
): Construct => {
  return {
    covers: [covers],
    means,
    shows: { it: operand },
    example: {
      definitions: {
        ...more,
        metrics: { told: { count: 'told', where: { it: operand } } },
        segments: { match: { when: { 'metric.told': { $gte: 1 } } } },
      },
      visitors: Object.fromEntries([...visitors(meets, true), ...visitors(fails, false)]),
    },
  };
};

const operators: readonly Construct[] = [
  operator(
    '$eq',
    'Equals, type included; of what an event holds, a text is the number it stands for without doubt.',
    { $eq: 3 },
    [3, '3', '3.00'],
    [4, '3 EUR', undefined],
  ),
  operator('$ne', 'Does not equal.', { $ne: 3 }, [4, '3 EUR', undefined], [3, '3']),
  operator('$lt', 'Is less than.', { $lt: 3 }, [2, -1], [3, undefined]),
  operator('$lte', 'Is at most.', { $lte: 3 }, [3], [4, undefined]),
  operator('$gt', 'Is greater than.', { $gt: 3 }, [4], [3, undefined]),
  operator(
    '$gte',
    'Is at least. Texts compare by their characters.',
    { $gte: 'b' },
    ['b', 'c'],
    ['a', undefined],
  ),
  operator(
    '$in',
    'Is one of a list; of a list: shares a value with it.',
    { $in: ['a', 'b'] },
    ['b', ['x', 'a']],
    ['c', ['x'], undefined],
  ),
  operator(
    '$nin',
    'Is none of a list.',
    { $nin: ['a', 'b'] },
    ['c', ['x'], undefined],
    ['b', ['x', 'a']],
  ),
  operator('$ini', '`$in`, capital letters or not.', { $ini: ['de'] }, ['DE', 'de'], ['AT']),
  operator('$nini', '`$nin`, capital letters or not.', { $nini: ['de'] }, ['AT'], ['DE', 'de']),
  operator('$inGroup', 'Is in a saved group.', { $inGroup: 'vowels' }, ['a'], ['b', undefined], {
    savedGroups: { vowels: ['a', 'e', 'i', 'o', 'u'] },
  }),
  operator(
    '$notInGroup',
    'Is not in a saved group.',
    { $notInGroup: 'vowels' },
    ['b', undefined],
    ['a'],
    {
      savedGroups: { vowels: ['a', 'e', 'i', 'o', 'u'] },
    },
  ),
  operator(
    '$all',
    'A list that holds every value.',
    { $all: ['a', 'b'] },
    [['b', 'x', 'a']],
    [['a'], 'a', undefined],
  ),
  operator(
    '$alli',
    '`$all`, capital letters or not.',
    { $alli: ['a', 'b'] },
    [['B', 'A']],
    [['A']],
  ),
  operator(
    '$size',
    'A list of that length; or whose length meets operators.',
    { $size: { $gte: 2 } },
    [['a', 'b']],
    [['a'], 'ab', undefined],
  ),
  operator(
    '$elemMatch',
    'A list with an element that meets a condition, or operators.',
    { $elemMatch: { kind: 'card', price: { $gte: 50 } } },
    [[{ kind: 'card', price: 50 }]],
    [
      [
        { kind: 'card', price: 5 },
        { kind: 'box', price: 50 },
      ],
      undefined,
    ],
  ),
  operator(
    '$exists',
    'Is there: neither absent nor null.',
    { $exists: true },
    [0, ''],
    [null, undefined],
  ),
  operator(
    '$type',
    'Is of a type: string, number, boolean, array, object, or null, which is absent.',
    { $type: 'array' },
    [[]],
    [{}, undefined],
  ),
  {
    covers: [],
    title: '`$type`, all of them',
    means: 'Each type by its name.',
    shows: {
      text: { $type: 'string' },
      amount: { $type: 'number' },
      flag: { $type: 'boolean' },
      list: { $type: 'array' },
      box: { $type: 'object' },
      gone: { $type: 'null' },
    },
    example: {
      definitions: {
        metrics: {
          told: {
            count: 'told',
            where: {
              text: { $type: 'string' },
              amount: { $type: 'number' },
              flag: { $type: 'boolean' },
              list: { $type: 'array' },
              box: { $type: 'object' },
              gone: { $type: 'null' },
            },
          },
        },
        segments: { match: { when: { 'metric.told': { $gte: 1 } } } },
      },
      visitors: {
        'one of each': [
          ['10:00', 'told', { text: '', amount: 0, flag: false, list: [], box: {} }],
          true,
        ],
        'the amount as text': [
          ['10:00', 'told', { text: '', amount: '0', flag: false, list: [], box: {} }],
          false,
        ],
      },
    },
  },
  operator(
    '$regex',
    'Text that matches a regular expression somewhere.',
    { $regex: '^/shop' },
    ['/shop/1'],
    ['/a/shop', undefined],
  ),
  operator(
    '$regexi',
    '`$regex`, capital letters or not.',
    { $regexi: 'sale' },
    ['Big SALE'],
    ['sal'],
  ),
  operator(
    'fact.$not',
    'Inside a fact: does not meet the operators.',
    { $not: { $gte: 10 } },
    [9, undefined],
    [10],
  ),
  operator(
    '$veq',
    'The same version, in as many numbers.',
    { $veq: '1.2.0' },
    ['v1.2.0', '1.2.0+build'],
    ['1.2.1', '1.2'],
  ),
  operator('$vne', 'Another version.', { $vne: '1.2.0' }, ['1.2.1'], ['v1.2.0']),
  operator(
    '$vlt',
    'A lower version. One of fewer numbers comes first, as GrowthBook has it.',
    { $vlt: '1.10.0' },
    ['1.9.9', '1.10.0-beta', '1.10'],
    ['1.10.0', undefined],
  ),
  operator('$vlte', 'A version at most.', { $vlte: '1.10.0' }, ['1.10.0'], ['1.10.1']),
  operator('$vgt', 'A higher version.', { $vgt: '1.10.0' }, ['1.11.0'], ['1.9.9', undefined]),
  operator('$vgte', 'A version at least.', { $vgte: '1.10.0' }, ['1.10.0'], ['1.10.0-beta']),
];

const literals: readonly Construct[] = [
  {
    covers: [],
    title: 'A value',
    means: 'A fact beside a value equals it. Numbers are read from text, too.',
    example: {
      definitions: {
        metrics: { large: { count: 'purchase', where: { size: 3 } } },
        segments: { match: { when: { 'metric.large': { $gte: 1 } } } },
      },
      visitors: {
        'the number 3': [['10:00', 'purchase', { size: 3 }], true],
        'the text "3"': [['10:00', 'purchase', { size: '3' }], true],
        'the number 4': [['10:00', 'purchase', { size: 4 }], false],
      },
    },
  },
  {
    covers: [],
    title: 'Several operators',
    means: 'Several operators on a fact must all hold.',
    example: {
      definitions: {
        metrics: { orders: { count: 'purchase' } },
        segments: { match: { when: { 'metric.orders': { $gte: 2, $lt: 4 } } } },
      },
      visitors: {
        'two, three, four': [
          ...each('purchase', ['10:00', '10:01']),
          true,
          ['10:02', 'purchase'],
          true,
          ['10:03', 'purchase'],
          false,
        ],
        one: [['10:00', 'purchase'], false],
      },
    },
  },
  {
    covers: [],
    title: 'Durations',
    means:
      'Durations ("90s", "30m", "36h", "30d", "2w") compare with facts that are durations. A day has 24 hours.',
    example: {
      definitions: {
        metrics: { recency: { since: 'purchase' } },
        segments: { match: { when: { 'metric.recency': { $lt: '36h' } } } },
      },
      visitors: {
        'until 36 hours later': [
          ['03-02 10:00', 'purchase'],
          true,
          ['03-03 21:59:59.999', true],
          ['03-03 22:00', false],
        ],
        'never bought': [['10:00', 'page_view'], false],
      },
    },
  },
];

export const conditionSections: readonly Section[] = [
  {
    title: 'Conditions',
    text: 'MongoDB-style JSON with the operators and meaning of GrowthBook’s targeting conditions. Keys are facts; in `where` they are properties of the event.',
    form: 'examples',
    constructs: [...literals, ...logical],
  },
  {
    title: 'Operators on a fact',
    text: 'The examples stand in `where`, and read the property `it` of an event.',
    form: 'table',
    constructs: operators,
  },
];
