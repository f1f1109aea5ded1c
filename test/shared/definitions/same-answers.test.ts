/** What the checker finds out by a shorter way is what the long way finds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOperatorObject } from '../../../shared/conditions/index.ts';
import { normalForm } from '../../../shared/counting/normal-form.ts';
import { neverAbsent } from '../../../shared/definitions/checks/domains.ts';
import { checkOrder } from '../../../shared/definitions/checks/group-order.ts';
import { follows, readingOf } from '../../../shared/definitions/checks/implied.ts';
import { withoutNumbers } from '../../../shared/definitions/checks/meanings.ts';
import { checkSameSegments } from '../../../shared/definitions/checks/same-segments.ts';
import { checkSatisfiable } from '../../../shared/definitions/checks/satisfiable.ts';
import { type Scope, visitorScope } from '../../../shared/definitions/checks/scope.ts';
import { edits } from '../../../shared/definitions/checks/suggest.ts';
import { isObject } from '../../../shared/definitions/checks/walk.ts';
import type { Condition, Definitions } from '../../../shared/definitions/index.ts';

const base = {
  covey: 1,
  site: 'hazel.example',
  version: 1,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-01-24T00:00:00Z',
  traits: { level: { type: 'number' }, plan: { type: 'string' }, likes: { type: 'string[]' } },
  metrics: {
    orders: { count: 'purchase' },
    visits: { count: 'page_view' },
    since: { since: 'purchase' },
    both: { formula: { add: ['metric.orders', 'metric.visits'] } },
  },
} as const;

const number = fc.integer({ min: -1, max: 3 });
const scalar = fc.oneof(number, fc.constantFrom('a', 'b', '1d', '24h', null, true)) as fc.Arbitrary<
  string | number | boolean | null
>;
const plain = { noNullPrototype: true } as const;
const operand = fc.oneof(
  scalar,
  fc.dictionary(fc.constantFrom('$gte', '$gt', '$lt', '$lte', '$eq', '$ne'), scalar, {
    minKeys: 1,
    maxKeys: 2,
    ...plain,
  }),
  fc.dictionary(fc.constantFrom('$in', '$nin'), fc.array(scalar, { maxLength: 3 }), {
    minKeys: 1,
    maxKeys: 2,
    ...plain,
  }),
  fc.record({ $exists: fc.boolean() }, plain),
);
const fact = fc.constantFrom(
  'metric.orders',
  'metric.since',
  'metric.both',
  'trait.level',
  'trait.plan',
  'trait.likes',
  'now.hour',
  'visitor.away',
);
const clauses = fc.dictionary(fact, operand, { maxKeys: 2, ...plain });
const condition = fc.oneof(
  clauses,
  fc
    .tuple(clauses, fc.constantFrom('$and', '$or'), fc.array(clauses, { maxLength: 2 }))
    .map(([own, key, parts]) => ({ ...own, [key]: parts })),
) as fc.Arbitrary<Condition>;

describe('that one condition follows from another', () => {
  const contradicts = (one: unknown, other: unknown, scope: Scope): boolean => {
    let found = false;
    checkSatisfiable({ $and: [one, other] }, [], scope, {
      error: (code) => void (found ||= code === 'never-holds'),
      warn: () => undefined,
    });
    return found;
  };
  const opposites: { readonly [operator: string]: string } = {
    $gte: '$lt',
    $gt: '$lte',
    $lt: '$gte',
    $lte: '$gt',
    $eq: '$ne',
    $ne: '$eq',
    $in: '$nin',
    $nin: '$in',
  };
  const negated = (value: unknown): unknown => {
    if (!isOperatorObject(value)) return isObject(value) ? undefined : { $ne: value };
    const [[name, expected] = ['', undefined], ...more] = Object.entries(value);
    return name in opposites && more.length === 0 ? { [opposites[name]!]: expected } : undefined;
  };
  const isOrdered = (value: unknown): boolean =>
    isOperatorObject(value) && Object.keys(value).some((name) => /^\$[lg]te?$/.test(name));
  const slowly = (when: Condition, other: Condition, scope: Scope): boolean =>
    Object.entries(other).every(([key, value]) => {
      if (key === '$and' && Array.isArray(value))
        return value.every((part) => slowly(when, part as Condition, scope));
      const own = when[key];
      if (own !== undefined && JSON.stringify(own) === JSON.stringify(value)) return true;
      const opposite = negated(value);
      if (own === undefined || key.startsWith('$') || opposite === undefined) return false;
      const isPresent = neverAbsent(key, scope) || isOrdered(own);
      return isPresent && contradicts({ [key]: own }, { [key]: opposite }, scope);
    });

  it('is where it contradicts the opposite', () => {
    const scope = visitorScope({ ...base, segments: {} });
    let found = 0;
    fc.assert(
      fc.property(condition, condition, (when, other) => {
        const expected = slowly(when, other, scope);
        found += Number(expected && Object.keys(other).length > 0);
        expect(follows(readingOf(other, scope), readingOf(when, scope))).toBe(expected);
      }),
      { numRuns: 8_000 },
    );
    expect(found).toBeGreaterThan(80);
  });
});

describe('that a segment takes everyone of a later one in its group', () => {
  const bound = fc
    .tuple(
      fc.constantFrom('$gte', '$gt', '$lt', '$lte'),
      fc.constantFrom<number | string>(-1, 0, 0.5, 1, 1.5, 2, 3, 23, '1d', '24h', '36h', 'a'),
    )
    .map(([operator, value]) => ({ [operator]: value }));
  const tier = fc.oneof(
    condition,
    fc.tuple(fact, fc.oneof(bound, operand)).map(([of, said]) => ({ [of]: said })),
    fc.tuple(bound, clauses).map(([said, more]) => ({ 'metric.orders': said, ...more })),
  ) as fc.Arbitrary<Condition>;

  it('is seen as by comparing each with all before it', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(tier, { minLength: 2, maxLength: 8 }), (tiers) => {
        const ids = tiers.map((_, i) => `s${i}`);
        const definitions: Definitions = {
          ...base,
          segments: Object.fromEntries(tiers.map((when, i) => [`s${i}`, { when }])),
          groups: { all: { segments: ids } },
        };
        const scope = visitorScope(definitions);
        const readings = new Map(tiers.map((when, i) => [`s${i}`, readingOf(when, scope)]));
        const expected = ids.flatMap((id, i) => {
          const taker = ids
            .slice(0, i)
            .find((one) => follows(readings.get(one)!, readings.get(id)!));
          return taker === undefined ? [] : [`${taker} takes ${id}`];
        });
        const said: string[] = [];
        checkOrder(definitions, 'all', (id) => readings.get(id)!, {
          error: (_, path, message) =>
            said.push(`${/^"(s\d)"/.exec(message)?.[1]} takes s${path.at(-1)}`),
          warn: () => undefined,
        });
        found += said.length;
        expect(said).toEqual(expected);
      }),
      { numRuns: 4_000 },
    );
    expect(found).toBeGreaterThan(400);
  });
});

describe('that segments say the same', () => {
  const slowly = (definitions: Definitions): readonly string[] => {
    const { reached, write } = normalForm(definitions);
    const [names, texts] = [new Map<string, string>(), new Map<string, string>()];
    const shapeOf = (root: string): string => {
      for (const read of reached(root)) {
        if (names.has(read)) continue;
        const text = withoutNumbers(write(read, (other) => names.get(other) ?? ''));
        texts.set(text, texts.get(text) ?? `#${texts.size}`);
        names.set(read, texts.get(text)!);
      }
      return names.get(root)!;
    };
    const numbersOf = (root: string): readonly number[] =>
      reached(root)
        .map((read) => write(read, () => ''))
        .join()
        .replace(/"(?:[^"\\]|\\.)*"/g, '')
        .match(/-?\d[\d.eE+-]*/g)
        ?.map(Number) ?? [];
    const before: { readonly id: string; readonly shape: string; numbers: readonly number[] }[] =
      [];
    return Object.keys(definitions.segments).flatMap((id) => {
      const [shape, numbers] = [shapeOf(`segment.${id}`), numbersOf(`segment.${id}`)];
      const twin = before.find(
        (one) =>
          one.shape === shape &&
          one.numbers.length === numbers.length &&
          one.numbers.every(
            (a, i) =>
              Math.abs(a - numbers[i]!) <= 0.1 * Math.min(Math.abs(a), Math.abs(numbers[i]!)),
          ),
      );
      before.push({ id, shape, numbers });
      return twin === undefined ? [] : [`${id} as ${twin.id}`];
    });
  };

  it('is seen as it is from every segment anew', () => {
    const ids = fc.constantFrom('s0', 's1', 's2', 's3', 's4', 's5');
    const few = fc.oneof(
      fc.constantFrom<Condition>({ 'metric.orders': 1 }, { 'metric.both': 20 }, {}),
      fc.integer({ min: 10, max: 12 }).map((value) => ({ 'metric.orders': { $gte: value } })),
      fc.record({ 'metric.visits': fc.constantFrom(100, 105, 120) }, plain),
      fc.uniqueArray(ids, { minLength: 1, maxLength: 3 }).map((list) => ({
        $and: list.map((id) => ({ [`segment.${id}`]: true })),
      })),
      condition,
    ) as fc.Arbitrary<Condition>;
    const metric = fc.constantFrom('enter:s1', 'leave:s3', 'purchase');
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(few, { minLength: 2, maxLength: 6 }),
        fc.dictionary(
          fc.constantFrom('g', 'h'),
          fc.record({ segments: fc.array(ids, { minLength: 1, maxLength: 5 }) }, plain),
          plain,
        ),
        metric,
        (conditions, groups, count) => {
          const definitions: Definitions = {
            ...base,
            metrics: { ...base.metrics, visits: { count } },
            segments: Object.fromEntries(conditions.map((when, i) => [`s${i}`, { when }])),
            groups,
          };
          const said: string[] = [];
          checkSameSegments(definitions, {
            error: () => undefined,
            warn: (_, path, message) => {
              const [, twin] = /(?:as|and) "(s\d)"/.exec(message) ?? [];
              said.push(`${path[1]} as ${twin}`);
            },
          });
          found += said.length;
          expect(said).toEqual(slowly(definitions));
        },
      ),
      { numRuns: 1_500 },
    );
    expect(found).toBeGreaterThan(250);
  });
});

it('edits are as many as all rows and columns tell', () => {
  const slowly = (a: string, b: string): number => {
    const at: number[][] = [];
    for (let i = 0; i <= a.length; i += 1) {
      at.push([i]);
      for (let j = 1; j <= b.length; j += 1) {
        const [above, left] = [at[i - 1]?.[j] ?? j - 1, at[i]![j - 1]!];
        const corner = i === 0 ? Infinity : at[i - 1]![j - 1]! + Number(a[i - 1] !== b[j - 1]);
        const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        const swap = isSwap ? at[i - 2]![j - 2]! + 1 : Infinity;
        at[i]![j] = i === 0 ? j : Math.min(above + 1, left + 1, corner, swap);
      }
    }
    return at[a.length]![b.length]!;
  };
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 10 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 12 }), (a, b, enough) => {
      const expected = slowly(a, b);
      expect(edits(a, b)).toBe(expected);
      expect(Math.min(edits(a, b, enough), enough)).toBe(Math.min(expected, enough));
    }),
    { numRuns: 2_500 },
  );
});
