import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FIELD_OPERATORS,
  type Condition,
  compileCondition,
  compileTest,
  isOperatorObject,
  isOrdering,
  matches,
} from '../../../shared/conditions/index.ts';

const visitor = {
  country: 'DE',
  age: 34,
  plan: null,
  version: '2.10.0',
  tags: ['garden', 'Kitchen'],
  cart: {
    value: 60,
    items: [
      { id: 'a', price: 10 },
      { id: 'b', price: 50 },
    ],
  },
};

describe('a condition', () => {
  const holds: readonly (readonly [string, Condition])[] = [
    ['every key must hold', { country: 'DE', age: 34 }],
    ['a dotted key reads inside objects', { 'cart.value': { $gte: 50 } }],
    ['a text literal equals what reads the same', { age: '34' }],
    ['an object without operators equals what is written alike', { tags: ['garden', 'Kitchen'] }],
    ['several operators must all hold', { age: { $gt: 30, $lte: 34 } }],
    ['$or needs one', { $or: [{ country: 'FR' }, { age: { $lt: 40 } }] }],
    ['$nor needs none', { $nor: [{ country: 'FR' }, { age: 1 }] }],
    [
      '$not turns a condition or an operand',
      { $not: { country: 'FR' }, age: { $not: { $lt: 18 } } },
    ],
    ['$in of an array means a shared element', { tags: { $in: ['garden', 'garage'] } }],
    ['$ini ignores case', { tags: { $ini: ['KITCHEN'] } }],
    ['$alli needs every one', { tags: { $alli: ['kitchen', 'GARDEN'] } }],
    ['$size counts', { tags: { $size: { $gte: 2 } } }],
    [
      '$elemMatch looks into one element',
      { 'cart.items': { $elemMatch: { id: 'b', price: { $gt: 20 } } } },
    ],
    ['$exists', { plan: { $exists: false }, age: { $exists: true } }],
    ['$type', { plan: { $type: 'null' }, tags: { $type: 'array' } }],
    ['$regexi', { country: { $regexi: '^d' } }],
    ['versions order by number', { version: { $vgt: '2.9.1' } }],
    ['a missing number orders like zero', { orders: { $lt: 1 } }],
    ['an empty $or holds', { $or: [] }],
  ];
  it.each(holds)('%s', (_, condition) => {
    expect(matches(condition, visitor)).toBe(true);
    expect(matches({ $not: condition }, visitor)).toBe(false);
  });

  const fails: readonly (readonly [string, unknown])[] = [
    ['an unknown operator', { age: { $around: 34 } }],
    ['a pattern that is none', { country: { $regex: '(' } }],
    ['a list operator without a list', { country: { $nin: 'FR' } }],
    ['an object that differs in the order of keys', { 'cart.items.0': { price: 10, id: 'a' } }],
    ['no condition at all', null],
  ];
  it.each(fails)('does not hold with %s', (_, condition) => {
    expect(matches(condition as Condition, visitor)).toBe(false);
  });

  it('reads saved groups: plain lists, lists with their attribute, whole conditions', () => {
    const groups = {
      nordics: ['DK', 'FI', 'NO', 'SE'],
      neighbors: { type: 'list', attributeKey: 'country', values: ['DE', 'NL'] },
      adults: { type: 'condition', condition: { age: { $gte: 18 } } },
      loop: { type: 'condition', condition: { $savedGroup: { id: 'loop' } } },
    } as const;
    expect(matches({ country: { $inGroup: 'neighbors' } }, visitor, groups)).toBe(true);
    expect(matches({ country: { $notInGroup: 'nordics' } }, visitor, groups)).toBe(true);
    expect(matches({ $savedGroup: { id: 'neighbors' } }, visitor, groups)).toBe(true);
    expect(matches({ $savedGroup: { id: 'adults' } }, visitor, groups)).toBe(true);
    expect(matches({ $savedGroup: { id: 'loop' } }, visitor, groups)).toBe(false);
    expect(matches({ country: { $notInGroup: 'adults' } }, visitor, groups)).toBe(false);
  });

  it('can be compiled once and asked often', () => {
    const adult = compileCondition({ age: { $gte: 18 } });
    expect([17, 18, '20', null].map((age) => adult({ age }))).toEqual([false, true, true, false]);
  });
});

describe('the operand of one fact', () => {
  it('is a literal, a list of operators, or an object to equal', () => {
    expect(compileTest(3)('3')).toBe(true);
    expect(compileTest({ $gte: 3, $lt: 10 })(10)).toBe(false);
    expect(compileTest({ a: 1 })({ a: 1 })).toBe(true);
    expect(isOperatorObject({ $gte: 3, lt: 10 })).toBe(false);
    expect(isOperatorObject({})).toBe(false);
  });

  it('inside segments lets no ordering hold for an absent value, and changes nothing else', () => {
    const texts = fc.constantFrom('', 'a', '1', '1.2.3');
    const operand = fc.oneof(fc.integer({ min: -2, max: 2 }), texts, fc.constant(null));
    fc.assert(
      fc.property(
        fc.constantFrom(...FIELD_OPERATORS),
        fc.oneof(operand, fc.array(operand)),
        fc.oneof(operand, fc.constant(undefined), fc.array(operand)),
        (operator, expected, value) => {
          const plain = compileTest({ [operator]: expected })(value);
          const strict = compileTest({ [operator]: expected }, { missing: 'false' })(value);
          // `$not` and `$size` of a plain literal contain no ordering.
          expect(strict).toBe(isOrdering(operator) && value == null ? false : plain);
        },
      ),
    );
    const under25 = compileTest({ $not: { $gte: 25 } }, { missing: 'false' });
    expect(under25(null)).toBe(true);
    const cheap = compileTest({ $elemMatch: { price: { $lt: 5 } } }, { missing: 'false' });
    expect(cheap([{ id: 'no price' }])).toBe(false);
  });
});

const nest = (depth: number, inner: unknown, wrap: (inner: unknown) => unknown): unknown => {
  let outer = inner;
  for (let i = 0; i < depth; i += 1) outer = wrap(outer);
  return outer;
};

describe('hostile input', () => {
  it('never throws, whatever the condition and the attributes', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (condition, attributes, groups) => {
        expect(matches(condition as Condition, attributes as object, groups as never)).toBeTypeOf(
          'boolean',
        );
        expect(compileTest(condition, { savedGroups: groups as never })(attributes)).toBeTypeOf(
          'boolean',
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('holds for nobody when nested beyond the stack', () => {
    const deepCondition = nest(200_000, { a: 1 }, (inner) => ({ $and: [inner] }));
    expect(matches(deepCondition as Condition, { a: 1 })).toBe(false);
    const deepValue = nest(200_000, 1, (inner) => [inner]);
    expect(matches({ a: [1] }, { a: deepValue })).toBe(false);
  });

  it('survives values that refuse to be converted', () => {
    const value = { toString: 1, valueOf: 1, [Symbol.toPrimitive]: null };
    for (const operator of FIELD_OPERATORS)
      expect(matches({ a: { [operator]: 1 } }, { a: value })).toBeTypeOf('boolean');
    expect(matches({ a: '1' }, { a: value })).toBe(false);
  });

  it('leaves prototypes alone', () => {
    const condition = JSON.parse(
      '{"__proto__":{"polluted":true},"__proto__.polluted":{"$exists":false}}',
    ) as Condition;
    matches(condition, JSON.parse('{"__proto__":{"polluted":true}}') as object);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('compiles groups that name each other twice without doubling at every level', () => {
    const groups = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => {
        const next = { $savedGroup: { id: `g${i + 1}` } };
        return [`g${i}`, { type: 'condition' as const, condition: { a: 1, $or: [next, next] } }];
      }),
    );
    expect(matches({ $savedGroup: { id: 'g0' } }, { a: 2 }, groups)).toBe(false);
  });

  it('reads long versions in linear time', () => {
    const version = `1.2${'+'.repeat(200_000)}\n`;
    expect(matches({ version: { $vgt: '1.1' } }, { version })).toBe(true);
  });
});
