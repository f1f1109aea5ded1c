import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../../shared/conditions/index.ts';
import type { Condition, Json } from '../../../../shared/definitions/types.ts';
import { conditionSql, property } from '../../../../shared/sql/conditions.ts';
import { DIALECTS, createWriter } from '../../../../shared/sql/dialects/index.ts';
import { type AskedDatabase, databaseOf } from '../ask.ts';
import type { SqlEngine } from '../engine.ts';

const savedGroups = { staff: ['ann', 'bob'], lucky: [7, 13] };
/** Every condition over every row: `answers[row][condition]`. */
async function answers(
  engine: SqlEngine,
  database: AskedDatabase,
  rows: readonly Json[],
  conditions: readonly Condition[],
) {
  const dialect = DIALECTS[engine.dialect];
  const columns = conditions.map((condition) =>
    conditionSql(condition, {
      read: (path) => property({ sql: 'props', type: 'json', measured: true }, path.split('.')),
      savedGroups,
      pattern: dialect.pattern,
    }),
  );
  await database.opened().tell(new Map(rows.map((row, n) => [String(n).padStart(4, '0'), row])));
  const write = createWriter(dialect);
  const answered = columns.map((column, i) => `covey_answer(${column}) AS a${i}`);
  const from = 'SELECT visitor, covey_props(facts) AS props FROM told';
  const sql = `SELECT visitor, ${answered.join(',\n')} FROM (${from}) AS rows_told ORDER BY visitor`;
  const found = await database.opened().run(dialect.script([], write(sql)));
  return found.map((row) => row.slice(1));
}

const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    false,
    0,
    1,
    -1,
    7,
    13,
    2.5,
    1e-7,
    0.00001,
    1e21,
    123456789012345680000,
  ),
  fc.constantFrom<Json>(
    '',
    'ann',
    'Bob',
    'null',
    'true',
    '7',
    ' 7 ',
    '2.5',
    '1e2',
    'x',
    "it's",
    'é',
    'ÀB',
    '0',
  ),
  fc.constantFrom<Json>(
    '1.2.3',
    'v1.10.0',
    '1.2.3-beta.1',
    '1.2.3+build',
    '10',
    '2.0',
    '[object Object]',
    '1,2',
  ),
);
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom('a', 'b'), scalar, {
      maxKeys: 2,
      noNullPrototype: true,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.array(
      fc.dictionary(fc.constantFrom('a', 'b'), scalar, { maxKeys: 2, noNullPrototype: true }),
      { maxLength: 3 },
    ),
  },
);
const row = fc.dictionary(fc.constantFrom('a', 'b', 'c d', 'e/~f'), value, {
  maxKeys: 3,
  noNullPrototype: true,
});

const key = fc.constantFrom('a', 'b', 'c d', 'e/~f', 'a.a', 'a.b', 'b.a');
const pattern = fc.constantFrom(
  '^a',
  'b$',
  '.',
  '[0-9]+',
  '\\d{1,2}$',
  '(?:an|bo)n?',
  '^$',
  '\\s',
  '[^]',
  'n{2}',
  '\\u00e9',
  '[\\w-]',
  '^[^a]*$',
  '\\.',
  'a|',
  '(',
  '(?<x>n)',
  '{',
  '\\/',
  '[.]',
  '\\bx\\b',
  '\\-',
);
const operand: fc.Arbitrary<Json> = fc.letrec<{ operand: Json }>((tie) => ({
  operand: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    value,
    fc.tuple(fc.constantFrom('$eq', '$ne'), value).map(([op, v]) => ({ [op]: v }) as Json),
    fc
      .tuple(
        fc.constantFrom(
          '$lt',
          '$lte',
          '$gt',
          '$gte',
          '$veq',
          '$vne',
          '$vlt',
          '$vlte',
          '$vgt',
          '$vgte',
        ),
        scalar,
      )
      .map(([op, v]) => ({ [op]: v }) as Json),
    fc
      .tuple(
        fc.constantFrom('$in', '$nin', '$ini', '$nini', '$all', '$alli'),
        fc.array(scalar, { maxLength: 3 }),
      )
      .map(([op, v]) => ({ [op]: v }) as Json),
    fc
      .tuple(fc.constantFrom('$inGroup', '$notInGroup'), fc.constantFrom('staff', 'lucky', 'none'))
      .map(([op, v]) => ({ [op]: v })),
    fc.constantFrom<Json>({ $exists: true }, { $exists: false }),
    fc
      .constantFrom('string', 'number', 'boolean', 'array', 'object', 'null')
      .map(($type) => ({ $type })),
    fc.tuple(fc.constantFrom('$regex', '$regexi'), pattern).map(([op, v]) => ({ [op]: v })),
    tie('operand').map(($not) => ({ $not })),
    tie('operand').map(($size) => ({ $size })),
    tie('operand').map(($elemMatch) => ({ $elemMatch })),
    fc.tuple(key, tie('operand')).map(([k, v]) => ({ $elemMatch: { [k]: v } })),
    fc
      .tuple(fc.constantFrom('$gt', '$gte'), scalar, scalar)
      .map(([op, a, b]) => ({ [op]: a, $lt: b }) as Json),
  ),
})).operand;
const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    fc.dictionary(key, operand, {
      minKeys: 1,
      maxKeys: 2,
      noNullPrototype: true,
    }) as fc.Arbitrary<Condition>,
    fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(tie('condition'), { maxLength: 3 }))
      .map(([op, parts]) => ({ [op]: parts }) as Condition),
    tie('condition').map(($not) => ({ $not })),
  ),
})).condition;

/** Conditions over properties, against the compiled condition. */
export const conditionsSuite = (engine: SqlEngine): void => {
  const database = databaseOf(engine);
  const atOnce = { minLength: 1, maxLength: 40 / engine.slowness, size: 'max' } as const;

  describe('a condition as SQL', () => {
    it('answers as the compiled condition does, on random conditions and properties', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(row, atOnce),
          fc.array(condition, atOnce),
          async (rows, conditions) => {
            const found = await answers(engine, database, rows, conditions);
            const tests = conditions.map((one) =>
              compileCondition(one, { savedGroups, missing: 'false', numbers: 'read' }),
            );
            rows.forEach((props, n) => {
              conditions.forEach((one, m) => {
                const expected = tests[m]!(props);
                if (found[n]![m] !== expected)
                  throw new Error(
                    `${JSON.stringify(one)} of ${JSON.stringify(props)}: ${found[n]![m]}, not ${expected}`,
                  );
              });
            });
            expect(found.length).toBe(rows.length);
          },
        ),
        { numRuns: Math.ceil(12 / engine.slowness) },
      );
    });

    it('holds a pattern against as much of a text as the page does', async () => {
      const rows = [{ a: `${'a'.repeat(256)}b` }];
      const conditions = [{ a: { $regex: '^a*b' } }, { a: { $regex: 'ab$' } }];
      expect(await answers(engine, database, rows, conditions)).toEqual([[false, true]]);
    });
  });
};
