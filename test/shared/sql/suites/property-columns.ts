import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIALECTS, compileSql } from '../../../../shared/sql/index.ts';
import type { AsPageWrites } from '../../../../shared/sql/index.ts';
import { databaseOf } from '../ask.ts';
import type { SqlEngine } from '../engine.ts';
import {
  OTHER_TYPES,
  type TypedRow,
  propertiesOf,
  propertyColumns,
  typedSelect,
} from '../typed-rows.ts';

const seed = Number(process.env['COVEY_SEED']);
const RUNS = Number(process.env['COVEY_SQL_RUNS'] ?? 12);
const START = Date.UTC(2026, 2, 1);
const HOUR_MS = 3_600_000;

const last = (property: string) => ({ last: `buy.${property}` });
const definitions = {
  covey: 1,
  site: 'shop.example',
  version: 1,
  issued: '2026-01-01T00:00:00Z',
  expires: '2036-01-01T00:00:00Z',
  metrics: {
    spend: { sum: 'buy.value' },
    heaviest: { max: 'buy.weight' },
    n: last('n'),
    ok: last('ok'),
    at: last('at'),
    day: last('day'),
    country: last('geo.country'),
    city: last('geo.city'),
    colour: last('colour'),
    tags: { distinct: 'buy.tags' },
    lamps: { sum: 'buy.items.price', where: { 'items.item_id': 'lamp' } },
    fine: { count: 'buy', where: { ok: true, n: { $gte: 2 } } },
    german: { count: '*', where: { 'geo.country': 'DE' } },
    placed: { count: 'buy', where: { geo: { $exists: true } } },
    from: { last: 'session_start.source' },
  },
  segments: {
    rich: { when: { 'metric.spend': { $gte: 20 } } },
    german: { when: { 'metric.german': { $gte: 1 } } },
    lamps: { when: { 'metric.lamps': { $gt: 2 } } },
    fine: { when: { 'metric.fine': { $gte: 1 } } },
    tagged: { when: { 'metric.tags': { $gte: 2 } }, keep: '2h' },
  },
};

const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null, freq: 3 });
const country = fc.constantFrom('DE', 'FR', `"a' \\ b`, '12', '');
const props = fc.record(
  {
    value: fc.constantFrom(3, '4', null),
    n: fc.nat(3),
    ok: fc.boolean(),
    colour: fc.constantFrom('red', null, ['a']),
    geo: fc.oneof(
      fc.record({ country, city: fc.constantFrom('Rome', 7) }, { requiredKeys: [] }),
      fc.constant(null),
    ),
  },
  { requiredKeys: [] },
);
const row: fc.Arbitrary<Omit<TypedRow, 'time'>> = fc.record({
  visitor: fc.constantFrom('a', 'b', 'c', 'd'),
  name: fc.constantFrom('buy', 'view'),
  value: orNull(fc.constantFrom('0.00', '12.50', '-3.25', '1234567.89')),
  weight: orNull(fc.constantFrom(0, 0.1, 1e-7, 2.5, 1e21)),
  n: orNull(fc.constantFrom(0, 2, 4_294_967_296, 9_007_199_254_740_991)),
  ok: orNull(fc.boolean()),
  country: orNull(country),
  at: orNull(
    fc.constantFrom(0, 1_772_000_000_000_000, 1_772_000_000_123_456, 1_772_000_000_120_000),
  ),
  day: orNull(fc.constantFrom('2026-03-01', '1999-12-31')),
  tags: fc.array(fc.constantFrom('x', 'y "z"'), { maxLength: 2 }),
  items: fc.array(
    fc.record({ item_id: fc.constantFrom('lamp', 'mug'), price: fc.constantFrom(1.5, 2) }),
    { maxLength: 2 },
  ),
  props,
});
const logs = fc
  .array(row, { minLength: 1, maxLength: 12, size: 'max' })
  .map((rows) => rows.map((one, place): TypedRow => ({ ...one, time: START + place * HOUR_MS })));

const ROW: TypedRow = {
  visitor: 'a',
  name: 'buy',
  time: START,
  value: null,
  weight: null,
  n: null,
  ok: null,
  country: null,
  at: null,
  day: null,
  tags: [],
  items: [],
  props: {},
};

/** A log once as JSON, once with a column for each property, and once with both. */
export const propertyColumnsSuite = (engine: SqlEngine): void => {
  const database = databaseOf(engine);
  const runs = Math.ceil(RUNS / engine.slowness / 4);

  const answersOf = async (
    options: Pick<Parameters<typeof compileSql>[1], 'select' | 'columns'>,
    asPage: AsPageWrites,
  ) => {
    const at = START + 24 * HOUR_MS;
    const { dialect } = engine;
    const script = compileSql(definitions as never, { dialect, at, ...options, asPage });
    expect(script.unsupported).toEqual([]);
    const rows = await database.opened().run(script);
    return rows.map((cells) =>
      cells.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell)),
    );
  };

  describe(`a log with a column for each property (COVEY_SEED=${seed} COVEY_SQL_RUNS=${runs})`, () => {
    it('reads columns of every type', async () => {
      const cases = OTHER_TYPES[engine.dialect];
      const { identifier } = DIALECTS[engine.dialect];
      const columns = cases.map(
        ([expression], place) => `${expression} AS ${identifier(`c${place}`)}`,
      );
      const select = typedSelect(engine.dialect, [ROW]);
      const named = { name: 'event', seq: null, props: null };
      const script = compileSql(
        {
          ...definitions,
          metrics: Object.fromEntries(cases.map((_, place) => [`m${place}`, last(`p${place}`)])),
          segments: {},
        } as never,
        {
          dialect: engine.dialect,
          at: START + HOUR_MS,
          select: `SELECT whole.*, ${columns.join(', ')} FROM (${select}) AS whole`,
          columns: {
            ...named,
            properties: cases.map((_, place) => ({ path: `p${place}`, column: `c${place}` })),
          },
        },
      );
      const [[, ...found] = []] = await database.opened().run(script);
      expect(found.map((cell) => (cell === null ? null : JSON.parse(String(cell))))).toEqual(
        cases.map(([, json]) => json),
      );
    });

    it.each([
      ['and no JSON', false, {}],
      ['and JSON beside them', true, {}],
      ['as a page would have written it', false, ['first_visit', 'session_start']],
      ['and JSON, as a page would have written it', true, ['session_start']],
    ] as const)(
      'gives what the same log as JSON gives: %s',
      async (_, withJson, added) => {
        const asPage = Array.isArray(added) ? { id: 'id', pageEvents: added } : {};
        let answered = 0;
        await fc.assert(
          fc.asyncProperty(logs, async (rows) => {
            const asJson = rows.map((one) => ({ ...one, props: propertiesOf(one, withJson) }));
            const named = { name: 'event', seq: null };
            const json = await answersOf(
              { select: typedSelect(engine.dialect, asJson), columns: named },
              asPage,
            );
            const columns = { ...named, props: withJson ? 'props' : null };
            const own = await answersOf(
              {
                select: typedSelect(engine.dialect, rows),
                columns: { ...columns, properties: propertyColumns },
              },
              asPage,
            );
            expect(own).toEqual(json);
            answered += json.flat().filter((cell) => cell !== null).length;
          }),
          { seed, numRuns: runs },
        );
        expect(answered).toBeGreaterThan(runs * 8);
      },
      600_000,
    );
  });
};
