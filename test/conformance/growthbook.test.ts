/**
 * The same condition over the same attributes, once by our matcher and once by GrowthBook's own
 * `evalCondition` from npm: they must agree wherever theirs gives an answer, and where theirs
 * throws ours must still answer.
 */
import { evalCondition } from '@growthbook/growthbook';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  FIELD_OPERATORS,
  type Condition,
  compileTest,
  matches,
} from '../../shared/conditions/index.ts';

// Small pools, so that values meet their operands often and every type meets every other.
const PATHS = ['a', 'b', 'c.d', 'c.e.f', 'tags', 'tags.0', 'tags.length', 'c', 'missing', 'c.d.x'];
const HOSTILE_PATHS = [
  '__proto__',
  'constructor',
  'a.constructor.name',
  'toString',
  '',
  '.',
  '$eq',
];
const VERSIONS = [
  '1.2.3',
  'v1.2.3',
  '1.2.3-beta',
  '1.2.3+build.5',
  '1.10.0',
  '1.9',
  '2',
  'v2.0.0-rc.1',
  '1-2-3',
  '1.2.3.4',
  '1.2.3+\n',
];
const PATTERNS = [
  '^a',
  'B$',
  '\\d+',
  '.',
  '',
  '(',
  '[',
  'a/b',
  '^(a|b)+$',
  '\\bnull\\b',
  '1.2',
  'https?://',
  '(?<x>a)\\k<x>',
  '\\',
];
const TEXTS = [
  '',
  'a',
  'A',
  'b',
  'ab',
  'aB',
  '0',
  '1',
  '2',
  '10',
  ' 1',
  'true',
  'null',
  'a/b',
  '1,2',
  'straße',
  'STRASSE',
  '[object Object]',
  'x'.repeat(2000),
];

const number = fc.constantFrom(0, 1, 2, 3, 10, -1, 1.5, -0, 1e21, 2 ** 53);
const scalar = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 4, arbitrary: number },
  { weight: 2, arbitrary: fc.boolean() },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constantFrom(...VERSIONS) },
);
const literal = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 6, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    {
      weight: 2,
      arbitrary: fc.dictionary(fc.constantFrom('d', 'e', 'f', 'x'), tie('value'), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    },
  ),
})).value;
const list = fc.oneof(
  { weight: 9, arbitrary: fc.array(fc.oneof(scalar, literal), { maxLength: 4 }) },
  { weight: 1, arbitrary: literal },
);

const SAVED_GROUPS = {
  numbers: [1, 2, 3],
  texts: ['a', 'b', '1'],
  empty: [],
  list: { type: 'list', attributeKey: 'a', values: ['a', 1, 'b'] },
  listWithoutKey: { type: 'list', values: [1, 'a'] },
  ones: { type: 'condition', condition: { a: 1 } },
  nested: { type: 'condition', condition: { $or: [{ $savedGroup: { id: 'ones' } }, { b: 'b' }] } },
  self: { type: 'condition', condition: { $not: { $savedGroup: { id: 'self' } } } },
  future: { type: 'sketch', values: [1] },
  broken: 5,
};
const groupId = fc.constantFrom(
  ...Object.keys(SAVED_GROUPS),
  'unknown',
  'constructor',
  '__proto__',
);

const operandFor = (
  operator: string,
  anyOperand: fc.Arbitrary<unknown>,
  condition: fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> => {
  const usual = ((): fc.Arbitrary<unknown> => {
    if (operator.includes('Group')) return groupId;
    if (/^\$n?ini?$/.test(operator)) return list;
    if (/^\$alli?$/.test(operator)) return fc.array(fc.oneof(scalar, anyOperand), { maxLength: 3 });
    if (operator.startsWith('$regex')) return fc.constantFrom(...PATTERNS);
    if (operator.startsWith('$v')) return fc.constantFrom(...VERSIONS);
    if (operator === '$exists') return fc.boolean();
    if (operator === '$type')
      return fc.constantFrom(
        'string',
        'number',
        'boolean',
        'array',
        'object',
        'null',
        'undefined',
        'unknown',
        'other',
      );
    if (operator === '$elemMatch') return fc.oneof(anyOperand, condition);
    if (operator === '$not') return anyOperand;
    if (operator === '$size') return fc.oneof(number, anyOperand);
    return scalar;
  })();
  // The peer caches patterns by their text, "[object Object]" for any object: what is no text
  // means what was asked before it.
  if (operator.startsWith('$regex')) return fc.oneof(usual, fc.constantFrom(...TEXTS));
  return fc.oneof({ weight: 7, arbitrary: usual }, { weight: 1, arbitrary: literal });
};

const { condition } = fc.letrec<{ condition: unknown; operand: unknown; operators: unknown }>(
  (tie) => ({
    operators: fc
      .array(
        fc
          .constantFrom<string>(...FIELD_OPERATORS, '$and', '$or', '$unknown', '$')
          .chain((operator) =>
            fc.tuple(fc.constant(operator), operandFor(operator, tie('operand'), tie('condition'))),
          ),
        { minLength: 1, maxLength: 3 },
      )
      .map((entries) => Object.fromEntries(entries)),
    operand: fc.oneof(
      { maxDepth: 4 },
      { weight: 2, arbitrary: scalar },
      { weight: 1, arbitrary: literal },
      { weight: 5, arbitrary: tie('operators') },
    ),
    condition: fc
      .array(
        fc.oneof(
          { maxDepth: 4 },
          { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...PATHS), tie('operand')) },
          { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...HOSTILE_PATHS), tie('operand')) },
          {
            weight: 1,
            arbitrary: fc.tuple(
              fc.constant('$savedGroup'),
              fc.oneof(
                literal,
                fc.record(
                  { id: groupId, attributeKey: fc.oneof(fc.constantFrom('a', 'b'), literal) },
                  { requiredKeys: ['id'], noNullPrototype: true },
                ),
              ),
            ),
          },
          { weight: 1, arbitrary: fc.tuple(fc.constant('$not'), tie('condition')) },
          {
            weight: 3,
            arbitrary: fc.tuple(
              fc.constantFrom('$and', '$or', '$nor'),
              fc.oneof(
                { weight: 12, arbitrary: fc.array(tie('condition'), { maxLength: 3 }) },
                { weight: 1, arbitrary: fc.constantFrom<unknown>({}, 5, null, true, '') },
              ),
            ),
          },
        ),
        { maxLength: 3 },
      )
      // Through JSON, so that "__proto__" is a key of its own, as in a document from the network.
      .map(
        (entries) =>
          JSON.parse(
            `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value) ?? 'null'}`).join()}}`,
          ) as unknown,
      ),
  }),
);

const attributes = fc
  .tuple(
    fc.record(
      {
        a: literal,
        b: scalar,
        tags: fc.array(fc.oneof(scalar, literal), { maxLength: 4 }),
        c: fc.oneof(literal, fc.record({ d: scalar, e: fc.record({ f: literal }) })),
      },
      { requiredKeys: [] },
    ),
    fc.option(
      fc.tuple(fc.constantFrom('__proto__', 'constructor', 'toString', 'valueOf', ''), literal),
      { freq: 5, nil: undefined },
    ),
  )
  .map(([plain, hostile]) => {
    const text = JSON.stringify(plain);
    if (hostile === undefined) return JSON.parse(text) as object;
    const extra = `${JSON.stringify(hostile[0])}:${JSON.stringify(hostile[1])}`;
    return JSON.parse(text === '{}' ? `{${extra}}` : `{${extra},${text.slice(1)}`) as object;
  });

type Peer = (attributes: object, condition: never, savedGroups: never) => boolean;
const theirs = (subject: object, rule: unknown): boolean | 'throws' => {
  try {
    return (evalCondition as Peer)(subject, rule as never, SAVED_GROUPS as never);
  } catch {
    return 'throws';
  }
};
const ours = (subject: object, rule: unknown): boolean =>
  matches(rule as Condition, subject, SAVED_GROUPS as never);

describe('against evalCondition of @growthbook/growthbook', () => {
  beforeAll(() => {
    // It reports unknown operators on the console.
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it('agrees on random conditions and attributes', () => {
    const seen = { true: 0, false: 0, throws: 0 };
    fc.assert(
      fc.property(condition, attributes, (rule, subject) => {
        const expected = theirs(subject, rule);
        const got = ours(subject, rule);
        seen[`${expected}`] += 1;
        if (expected === 'throws') expect(got).toBeTypeOf('boolean');
        else expect(got).toBe(expected);
      }),
      { numRuns: 20_000 },
    );
    expect(seen.true).toBeGreaterThan(3_000);
    expect(seen.false).toBeGreaterThan(3_000);
  });

  it.each(FIELD_OPERATORS)('agrees on %s over every type, and both answers occur', (operator) => {
    const seen = new Set<unknown>();
    fc.assert(
      fc.property(
        operandFor(operator, literal, condition),
        fc.oneof(literal, list, scalar),
        (expected, value) => {
          const rule = { v: { [operator]: expected } };
          const answer = theirs({ v: value }, rule);
          const got = ours({ v: value }, rule);
          if (answer === 'throws') {
            expect(got).toBeTypeOf('boolean');
            return;
          }
          seen.add(answer);
          expect(got).toBe(answer);
          expect(
            compileTest({ [operator]: expected }, { savedGroups: SAVED_GROUPS as never })(value),
          ).toBe(answer);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(seen).toEqual(new Set([true, false]));
  });

  it('agrees on attributes that are no objects, undefined or not JSON', () => {
    const odd = [
      undefined,
      NaN,
      Infinity,
      Symbol('s'),
      10n,
      new Date(0),
      () => 1,
      Object.create(null) as unknown,
      new Map([[1, 2]]),
    ];
    for (const operator of FIELD_OPERATORS) {
      for (const value of odd) {
        const operands = operator.startsWith('$regex')
          ? ['a', '']
          : [null, 0, 'a', '1.2.3', true, [undefined, 0, 'a'], { $gt: 0 }];
        for (const expected of operands) {
          const rule = { v: { [operator]: expected } };
          const answer = theirs({ v: value }, rule);
          const got = ours({ v: value }, rule);
          if (answer === 'throws') expect(got).toBeTypeOf('boolean');
          else
            expect(got, `${operator} ${String(expected)} over ${String(typeof value)}`).toBe(
              answer,
            );
        }
      }
    }
  });
});
