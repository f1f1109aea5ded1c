import { describe, expect, test } from 'vitest';
import { checkDefinitions } from '../../shared/definitions/index.ts';
import { checkText } from '../../shared/documents/index.ts';
import { KINDS } from '../../shared/metrics/specs.ts';
import { READY_SEGMENTS } from '../../shared/ready-segments/index.ts';
import { definitions as shop } from '../../demo/definitions.ts';
import type { Condition, Definitions } from '../../shared/definitions/types.ts';
import { metricTitle, visitorFacts } from '../../worker/studio/builder/facts.ts';
import { freshId } from '../../worker/studio/builder/ids.ts';
import { asKind, KIND_NAMES, valueFor } from '../../worker/studio/builder/metric-kinds.ts';
import { mendOf } from '../../worker/studio/builder/mends.ts';
import {
  clauseFor,
  operatorsFor,
  type Row,
  rowsOf,
  withBound,
  withLogic,
  withOperator,
  withoutClause,
} from '../../worker/studio/builder/rows.ts';
import { asStep, STEP_FORMS, stepFormOf } from '../../worker/studio/builder/steps.ts';
import { formOf } from '../../worker/studio/builder/windows.ts';
import { type Edit, editedText } from '../../worker/studio/draft/edits.ts';
import { SPECS } from '../../shared/metrics/specs.ts';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const documentWith = (more: object) => ({
  covey: 1,
  site: 'shop.example',
  version: 1,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-02-20T00:00:00Z',
  segments: {},
  ...more,
});
/** Edits as the draft does them. */
const edited = (value: object, edits: readonly Edit[]): unknown =>
  JSON.parse(editedText(JSON.stringify(value), edits));
const clause = (condition: Condition, at = 0) =>
  rowsOf(condition, [])[at] as Extract<Row, { type: 'clause' }>;
const block = (condition: Condition) => rowsOf(condition, [])[0] as Extract<Row, { type: 'block' }>;

describe('a condition as rows', () => {
  test('has a row for each comparison and a block for each of and, or, nor, not', () => {
    const rows = rowsOf(
      {
        'geo.country': 'DE',
        'metric.a': { $gte: 1, $lt: 9 },
        $or: [{ 'device.type': 'mobile' }, { $not: { 'session.number': 1 } }],
      },
      ['when'],
    );
    expect(rows.map((row) => (row.type === 'clause' ? row.operator : row.logic))).toEqual([
      '',
      '$gte',
      '$lt',
      '$or',
    ]);
    expect(rows[2]).toMatchObject({
      path: ['when', 'metric.a', '$lt'],
      operand: 9,
      isFirst: false,
    });
    const [, , , or] = rows;
    expect(or?.type === 'block' && or.parts.map(({ path }) => path)).toEqual([
      ['when', '$or', 0],
      ['when', '$or', 1],
    ]);
  });

  test('is a condition whatever JSON stands there', () => {
    for (const json of [null, 1, 'x', [], [{}], { $or: 1 }, { $and: [1, null] }, { a: null }])
      expect(() => rowsOf(json, [])).not.toThrow();
  });

  test.each([
    [{ a: 3 }, '$gte', { a: { $gte: 3 } }],
    [{ a: { $gte: 3 } }, '', { a: 3 }],
    [{ a: { $gte: 3, $lt: 9 } }, '$gt', { a: { $gt: 3, $lt: 9 } }],
    [{ a: { $gte: 3, $lt: 9 } }, '', { a: { $eq: 3, $lt: 9 } }],
    [{ a: 3 }, '$in', { a: { $in: [3] } }],
    [{ a: { $in: [3, 4] } }, '$gte', { a: { $gte: 3 } }],
    [{ a: 3 }, '$exists', { a: { $exists: true } }],
  ] as const)('%j with %s is %j', (condition, operator, result) => {
    const edits = withOperator(clause(condition), operator, 'number', condition.a);
    expect(edited(condition, edits)).toEqual(result);
  });

  test('loses a comparison, and the fact with its last', () => {
    const two = { a: { $gte: 1, $lt: 9 } };
    expect(edited(two, [withoutClause(clause(two, 1), two.a)])).toEqual({ a: { $gte: 1 } });
    const one = { a: { $gte: 1 }, b: 2 };
    expect(edited(one, [withoutClause(clause(one), one.a)])).toEqual({ b: 2 });
    const bound = withBound(clause(one), 'number', one.a);
    expect(bound && edited(one, [bound])).toEqual({ a: { $gte: 1, $gt: 1 }, b: 2 });
    expect(withBound(clause({ a: 'x' }), 'string', 'x')).toBeNull();
  });

  test('combines a block in another way without losing a part of it', () => {
    const or = { $or: [{ a: 1 }, { b: 2 }] };
    expect(edited(or, withLogic(block(or), '$and'))).toEqual({ $and: or.$or });
    expect(edited(or, withLogic(block(or), '$not'))).toEqual({ $not: { $and: or.$or } });
    const not = { $not: { a: 1 } };
    expect(edited(not, withLogic(block(not), '$nor'))).toEqual({ $nor: [{ a: 1 }] });
  });
});

describe('what the builder puts there', () => {
  const definitions = shop as unknown as Definitions;

  test('as a new condition on any fact is free of errors', () => {
    const when = visitorFacts(definitions).map(({ fact, type }) => ({ [fact]: clauseFor(type) }));
    const segments = Object.fromEntries(
      when.map((each, at) => [`new-${at}`, { when: { ...each } }]),
    );
    const { errors } = checkDefinitions({
      ...definitions,
      segments: { ...definitions.segments, ...segments },
    });
    // "value" stands for what the owner will write; of a fact with fixed values it can be none of them.
    expect(errors.filter(({ code }) => code !== 'unknown-value')).toEqual([]);
  });

  test('as any operator of any fact is understood', () => {
    const segments = Object.fromEntries(
      visitorFacts(definitions).flatMap(({ fact, type }, at) =>
        operatorsFor(type, false).map(([operator], index) => {
          const row = clause({ [fact]: clauseFor(type) as Condition });
          const whole = clauseFor(type);
          return [
            `s${at}-${index}`,
            { when: edited({ [fact]: whole }, withOperator(row, operator, type, whole)) },
          ];
        }),
      ),
    );
    const { errors } = checkDefinitions({
      ...definitions,
      segments: { ...definitions.segments, ...segments },
    });
    const serious = errors.filter(({ code }) => !['unknown-value', 'too-many'].includes(code));
    expect(serious.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([]);
  });

  test('as a metric of any kind, from one of any other, with any parameter, is free of errors', () => {
    const metrics = Object.fromEntries(
      KINDS.flatMap((from) =>
        KINDS.map((to) => [
          `${from}_${to}`,
          asKind(asKind({ count: 'purchase', within: '30d' }, from), to),
        ]),
      ),
    );
    const { errors } = checkDefinitions(documentWith({ metrics }));
    expect(errors.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([]);
    for (const kind of KINDS)
      for (const [key, parameter] of Object.entries(SPECS[kind].parameters)) {
        const metric = { ...asKind({ count: 'purchase' }, kind), [key]: valueFor(parameter) };
        const result = checkDefinitions(documentWith({ metrics: { metric } }));
        expect(result.errors, `${kind}.${key}`).toEqual([]);
      }
  });

  test('as a step in another form is about the same event', () => {
    for (const [from] of STEP_FORMS)
      for (const [to] of STEP_FORMS) {
        const step = asStep(asStep({ event: 'login', atMost: '1h' }, from), to);
        expect(stepFormOf(step)).toBe(to);
        expect(JSON.stringify(step)).toContain('login');
      }
  });

  test('is called in words', () => {
    expect(KIND_NAMES.every(([, name]) => !/[{}]/.test(name))).toBe(true);
    expect(new Set(KIND_NAMES.map(([, name]) => name)).size).toBe(KINDS.length);
    expect(
      metricTitle('x', { ...definitions, metrics: { x: { count: 'view_item', within: '7d' } } }),
    ).toBe('How often the visitor viewed a product in the last 7 days');
    expect(visitorFacts(definitions).every(({ words }) => words !== '')).toBe(true);
  });

  test('has an id that is free', () => {
    expect(freshId('Große Käufer', {})).toBe('gro-e-kaufer');
    expect(freshId('Regular', { regular: 1, 'regular-2': 1 })).toBe('regular-3');
    expect(freshId('…', {})).toBe('new');
    expect(freshId('did view', { did_view: 1 }, '_')).toBe('did_view_2');
  });

  test('knows every form of a window', () => {
    expect(
      [
        undefined,
        '7d',
        'session',
        { sessions: 2 },
        { first: '7d' },
        { length: '1d', ago: '1d' },
        { from: '', to: '' },
      ].map(formOf),
    ).toEqual(['ever', 'last', 'session', 'sessions', 'first', 'earlier', 'between']);
  });
});

describe('a mend', () => {
  const mended = (value: object) => {
    const { findings } = checkText(JSON.stringify(value), NOW);
    const [finding] = findings;
    const mend = finding ? mendOf(finding, value, NOW) : null;
    return { finding, mend, result: mend && edited(value, mend.edits) };
  };
  const good = documentWith({
    metrics: { orders: { count: 'purchase', within: '30d' } },
    segments: { a: { when: { 'metric.orders': { $gte: 3 } } } },
  });

  test.each([
    ['a metric', 'metric.orders', 'metric.oders'],
    ['an operator', '"$gte"', '"$gt e"'],
    ['a kind', '"count":', '"cuont":'],
    ['a key', '"within"', '"witin"'],
    ['a duration', '"30d"', '"30 days"'],
    ['an event', '"purchase"', '"purchace"'],
  ])('is there for %s that is mistyped, and takes the finding away', (_, right, wrong) => {
    const value = JSON.parse(JSON.stringify(good).replace(right, wrong)) as object;
    const { finding, mend, result } = mended(value);
    expect(finding).toBeDefined();
    expect(mend, finding?.message).not.toBeNull();
    expect(result).toEqual(good);
  });

  test('adds what must be there, and lets run on what ran out', () => {
    const { expires: _, ...without } = good;
    expect(mended(without).result).toMatchObject({ expires: '2027-02-27T00:00:00Z' });
    const { result } = mended({
      ...good,
      issued: '2026-01-01T00:00:00Z',
      expires: '2026-03-01T00:00:00Z',
    });
    expect(result).toMatchObject({
      issued: '2026-11-29T00:00:00Z',
      expires: '2027-02-27T00:00:00Z',
    });
    expect(checkText(JSON.stringify(result), NOW).findings).toEqual([]);
  });

  test('removes what nothing needs, and first what alone reads it', () => {
    const { metrics } = good as unknown as { readonly metrics: object };
    const needless = {
      ...good,
      metrics: { ...metrics, a: { count: 'login' }, b: { formula: { add: ['metric.a', 1] } } },
      savedGroups: { nordics: ['DK'] },
      traits: { why: { type: 'string', values: ['self'] } },
    };
    const mendAt = (value: object, place: string) => {
      const { findings } = checkText(JSON.stringify(value), NOW);
      const found = findings.find(
        ({ code, path }) => code === 'unused' && path.join('.') === place,
      );
      return found ? mendOf(found, value, NOW) : undefined;
    };
    expect(mendAt(needless, 'metrics.a')).toBeNull();
    const places = ['metrics.b', 'metrics.a', 'savedGroups.nordics', 'traits.why'];
    const clean = places.reduce<object>((value, place) => {
      const mend = mendAt(value, place);
      expect(mend?.label, place).toBe('Remove it');
      return edited(value, mend?.edits ?? []) as object;
    }, needless);
    expect(clean).toEqual({ ...good, savedGroups: {}, traits: {} });
    // What a question is answered into is not needed by a segment, and cannot go alone.
    const asked = { ...needless, surveys: { s: { trait: 'why', question: '?', type: 'choice' } } };
    expect(
      mendOf(
        { severity: 'warning', code: 'unused', path: ['traits', 'why'], message: '' },
        asked,
        NOW,
      ),
    ).toBeNull();
  });

  test('is not offered where only the owner knows', () => {
    const value = JSON.parse(
      JSON.stringify(good).replace('metric.orders', 'metric.entirely_other'),
    ) as object;
    expect(mended(value).mend).toBeNull();
  });

  test('never makes it worse, over all ready segments with a letter missing', () => {
    for (const { definitions } of READY_SEGMENTS) {
      const value = documentWith(definitions);
      const wrong = JSON.parse(JSON.stringify(value).replace('"metric.', '"metrc.')) as object;
      for (const finding of checkText(JSON.stringify(wrong), NOW).findings.slice(0, 3)) {
        const mend = mendOf(finding, wrong, NOW);
        if (!mend) continue;
        const after = checkText(JSON.stringify(edited(wrong, mend.edits)), NOW).findings;
        expect(
          after.some(
            (each) =>
              JSON.stringify([each.path, each.code]) ===
              JSON.stringify([finding.path, finding.code]),
          ),
        ).toBe(false);
      }
    }
  });
});
