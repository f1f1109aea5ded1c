import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../shared/conditions/index.ts';
import {
  DAY_MS,
  SECOND_MS,
  durationsToMs,
  formatDuration,
  isDurationFact,
  parseDuration,
} from '../../../shared/definitions/durations.ts';
import {
  type Definitions,
  checkDefinitions,
  defineSegments,
  factsOf,
} from '../../../shared/definitions/index.ts';
import { compile } from '../engine/compile.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { arbitraryDefinitions } from './arbitrary.ts';

describe('durations', () => {
  it('read back as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds * SECOND_MS))).toBe(seconds * SECOND_MS);
      }),
    );
  });
  it('know their units, and nothing else', () => {
    expect(['90s', '30m', '36h', '30d', '2w'].map(parseDuration)).toEqual(
      [90, 1800, 129_600, 2_592_000, 1_209_600].map((seconds) => seconds * SECOND_MS),
    );
    for (const other of ['', 'd', '1.5h', '-1d', '1y', ' 1d', '1d ', 1, null, `${'9'.repeat(20)}w`])
      expect(parseDuration(other)).toBeNull();
  });
  it('become milliseconds wherever they stand in an operand', () => {
    expect(durationsToMs({ $gte: '1d', $not: { $in: ['2d', 'other', null] } })).toEqual({
      $gte: DAY_MS,
      $not: { $in: [2 * DAY_MS, 'other', null] },
    });
  });
});

describe('facts', () => {
  it('are durations by name exactly where their type says so', () => {
    const definitions = defineSegments({
      covey: 1,
      site: 'hazel.example',
      version: 1,
      issued: '2026-11-24T00:00:00Z',
      expires: '2027-01-24T00:00:00Z',
      traits: { born: { type: 'date' }, age: { type: 'number' } },
      segments: { a: { when: {} } },
    });
    const facts = factsOf(definitions);
    expect([...facts.keys()]).toEqual(
      expect.arrayContaining(['until.born', 'segment.a', 'source.first.medium']),
    );
    for (const [fact, type] of facts)
      expect([fact, isDurationFact(fact)]).toEqual([fact, type === 'duration']);
  });
});

describe('the checker', () => {
  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue()), (value) => {
        expect(checkDefinitions(value).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('accepts every valid document', () => {
    fc.assert(
      fc.property(arbitraryDefinitions, (definitions) => {
        const result = checkDefinitions(JSON.parse(JSON.stringify(definitions)));
        expect(result.errors).toEqual([]);
        expect(result.ok && result.definitions).toEqual(definitions);
      }),
      { numRuns: 500 },
    );
  });

  it('accepts nothing that the engine then disables', () => {
    fc.assert(
      fc.property(arbitraryDefinitions, (definitions) => {
        const document = JSON.parse(JSON.stringify(definitions)) as Definitions;
        if (!checkDefinitions(document).ok) return;
        expect([...compile(document, kinds).disabled]).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws on a valid document with one place spoiled, and speaks in whole sentences', () => {
    fc.assert(
      fc.property(
        arbitraryDefinitions,
        fc.nat(),
        fc.oneof(fc.jsonValue(), fc.constantFrom({}, [], '30d', '$gte', -1)),
        (definitions, pick, spoil) => {
          const document = JSON.parse(JSON.stringify(definitions)) as object;
          const places: (readonly [{ [key: string]: unknown }, string])[] = [];
          const collect = (value: unknown): void => {
            if (typeof value !== 'object' || value === null) return;
            for (const [key, inner] of Object.entries(value)) {
              places.push([value as { [key: string]: unknown }, key]);
              collect(inner);
            }
          };
          collect(document);
          const [parent, key] = places[pick % places.length]!;
          parent[key] = spoil;
          const result = checkDefinitions(document);
          for (const issue of [...result.errors, ...result.warnings]) {
            expect(issue.message).toMatch(/^\S.*\.$|^\S.*\?$|^\S.*\}$/s);
            expect(issue.message).not.toMatch(/undefined|Invalid input|\[object/);
          }
          expect(result.ok).toBe(result.errors.length === 0);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is right about conditions that never or always hold', () => {
    const facts = {
      'metric.orders': fc.integer({ min: 0, max: 6 }),
      'now.hour': fc.integer({ min: 0, max: 23 }),
      'trait.level': fc.option(fc.integer({ min: -3, max: 6 })),
      'trait.plan': fc.option(fc.constantFrom('free', 'pro', 'team')),
    };
    const number = fc.integer({ min: -1, max: 24 });
    const plan = fc.constantFrom('free', 'pro', 'team');
    const numeric = fc.oneof(
      number,
      fc.dictionary(fc.constantFrom('$gte', '$gt', '$lt', '$lte', '$eq', '$ne'), number, {
        minKeys: 1,
        maxKeys: 2,
        noNullPrototype: true,
      }),
      fc.record({ $in: fc.array(number, { maxLength: 2 }) }, { noNullPrototype: true }),
      fc.record({ $nin: fc.array(number, { maxLength: 2 }) }, { noNullPrototype: true }),
      fc.record({ $exists: fc.boolean() }, { noNullPrototype: true }),
    );
    const textual = fc.oneof(
      plan,
      fc.record({ $in: fc.array(plan, { maxLength: 2 }) }, { noNullPrototype: true }),
      fc.record({ $ne: plan }, { noNullPrototype: true }),
      fc.record({ $gte: plan, $lt: plan }, { requiredKeys: [], noNullPrototype: true }),
      fc.record({ $exists: fc.boolean() }, { noNullPrototype: true }),
    );
    const clauses = fc.record(
      {
        'metric.orders': numeric,
        'now.hour': numeric,
        'trait.level': numeric,
        'trait.plan': textual,
      },
      { requiredKeys: [], noNullPrototype: true },
    );
    const condition = fc.oneof(
      numeric.map((operand) => ({ 'metric.orders': operand })),
      numeric.map((operand) => ({ 'now.hour': operand })),
      fc
        .tuple(clauses, fc.array(clauses, { minLength: 1, maxLength: 2 }))
        .map(([own, more]) => ({ ...own, $and: more })),
    );
    const base = {
      covey: 1,
      site: 'hazel.example',
      version: 1,
      issued: '2026-11-24T00:00:00Z',
      expires: '2027-01-24T00:00:00Z',
      traits: {
        level: { type: 'number' },
        plan: { type: 'string', values: ['free', 'pro', 'team'] },
      },
      metrics: { orders: { count: 'purchase' } },
    };
    const seen = { never: 0, always: 0 };
    fc.assert(
      fc.property(
        condition,
        fc.array(fc.record(facts), { minLength: 20, maxLength: 20 }),
        (when, visitors) => {
          const { errors, warnings } = checkDefinitions({ ...base, segments: { it: { when } } });
          const test = compileCondition(when, { missing: 'false' });
          const answers = visitors.map((visitor) =>
            test({
              metric: { orders: visitor['metric.orders'] },
              now: { hour: visitor['now.hour'] },
              trait: { level: visitor['trait.level'], plan: visitor['trait.plan'] },
            }),
          );
          if (errors.some(({ code }) => code === 'never-holds')) {
            seen.never += 1;
            expect(answers).not.toContain(true);
          }
          if (
            Object.keys(when).length === 1 &&
            !('$and' in when) &&
            warnings.some(({ code }) => code === 'always-holds')
          ) {
            seen.always += 1;
            expect(answers).not.toContain(false);
          }
        },
      ),
      { numRuns: 3_000 },
    );
    expect(seen.never).toBeGreaterThan(100);
    expect(seen.always).toBeGreaterThan(10);
  });
});

it('keeps the documents of an owner as they are', () => {
  const typed: Definitions = defineSegments({
    covey: 1,
    site: 'hazel.example',
    version: 1,
    issued: '2026-11-24T00:00:00Z',
    expires: '2027-01-24T00:00:00Z',
    metrics: { orders: { count: 'purchase', within: '90d' } },
    segments: { regular: { when: { 'metric.orders': { $gte: 3 } } } },
  });
  const result = checkDefinitions(typed);
  expect(result.ok && result.definitions).toEqual(typed);
});
