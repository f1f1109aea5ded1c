// What is asked of a whole table: how many have which answers, what a page would have done to it, and what it lacks.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Definitions } from '../../../../shared/definitions/types.ts';
import {
  PAGE_EVENTS,
  asOnPage,
  createSurvey,
  visitorEvents,
} from '../../../../shared/logs/index.ts';
import { compileLook, compileSql } from '../../../../shared/sql/index.ts';
import { type AskedDatabase, databaseOf } from '../ask.ts';
import type { Log, SqlEngine } from '../engine.ts';

const seed = Number(process.env['COVEY_SEED']);
const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 2, 27);
const AT = START + 90 * HOUR_MS;

const DEFINITIONS = {
  covey: 1,
  metrics: {
    visits: { count: 'session_start' },
    firsts: { count: 'first_visit' },
    from: { last: 'session_start.source' },
    all: { count: '*' },
    amounts: { sum: 'a.n' },
    landed: { first: 'session_start.campaign' },
  },
  segments: {
    'twice "there"': { when: { 'metric.visits': { $gte: 2 } } },
    "new's": { when: { 'metric.firsts': 1 } },
    mail: { when: { 'metric.from': 'mail' } },
    much: { when: { 'metric.amounts': { $gte: 6 } } },
    sale: { when: { 'metric.landed': 'sale' } },
    german: { when: { 'geo.country': 'DE' } },
    either: { when: { $or: [{ 'metric.amounts': { $gte: 9 } }, { 'geo.country': 'DE' }] } },
  },
} as unknown as Definitions;

const logs = fc
  .array(
    fc.record({
      visitor: fc.constantFrom('1', '2', '3', "v'4", 'ü "5'),
      hours: fc.oneof(fc.nat({ max: 80 }), fc.constantFrom(20, 20.4, 21)),
      name: fc.constantFrom('a', 'b', 'c "d"'),
      props: fc.record(
        {
          n: fc.nat({ max: 5 }),
          source: fc.constantFrom('mail', 'web', null),
          campaign: fc.constantFrom('sale', ''),
          items: fc.array(fc.record({ item_id: fc.constantFrom('x', 'y') }), { maxLength: 2 }),
          id: fc.constantFrom('e1', 'e2', 'e3', ''),
        },
        { requiredKeys: [] },
      ),
    }),
    { minLength: 1, maxLength: 40, size: 'max' },
  )
  .map((rows): Log => {
    const visitors = [...new Set(rows.map(({ visitor }) => visitor))];
    return visitors.map((visitor) => [
      visitor,
      rows
        .filter((row) => row.visitor === visitor)
        .map(({ hours, name, props }) => ({ name, time: START + hours * HOUR_MS, props }))
        .toSorted((a, b) => a.time - b.time),
    ]);
  });

const numberOf = (value: unknown): number => Number(value);

/** Sizes, pairs, unknowns and all visitors, from the answers of each. */
const counted = (
  columns: readonly string[],
  of: ReadonlyMap<string, { readonly [column: string]: unknown }>,
): ReadonlyMap<string, number> => {
  const segments = columns.slice(1);
  const found = new Map<string, number>([['0 0', of.size]]);
  const add = (key: string): void => void found.set(key, (found.get(key) ?? 0) + 1);
  for (const answers of of.values())
    for (const [i, first] of segments.entries()) {
      if (answers[first] === null) add(`${i + 1} 0`);
      for (const [j, second] of segments.entries())
        if (j >= i && answers[first] === true && answers[second] === true) add(`${i + 1} ${j + 1}`);
    }
  return found;
};

/** Asks a table for sizes, and for each visitor's answers, of a log as it is loaded. */
const sizesOf = async (
  engine: SqlEngine,
  database: AskedDatabase,
  definitions: Definitions,
  options: Parameters<typeof compileSql>[1],
) => {
  const { dialect } = engine;
  const rows = await database
    .opened()
    .run(compileSql(definitions, { ...options, dialect, sizes: true }));
  return new Map(rows.map(([a, b, n]) => [`${String(a)} ${String(b)}`, numberOf(n)]));
};

export const wholeLogsSuite = (engine: SqlEngine): void => {
  const database = databaseOf(engine);
  const numRuns = Math.ceil(12 / engine.slowness);

  describe(`of a whole log (COVEY_SEED=${seed})`, () => {
    it('the sizes, overlaps and unknowns are those of the rows', async () => {
      await fc.assert(
        fc.asyncProperty(logs, async (log) => {
          const answers = await database.ask(
            { ...DEFINITIONS, metrics: DEFINITIONS.metrics },
            log,
            AT,
          );
          const columns = answers.columns.filter((column) => !column.startsWith('metric.'));
          expect(await sizesOf(engine, database, DEFINITIONS, { at: AT })).toEqual(
            counted(columns, answers.of),
          );
        }),
        { seed, numRuns },
      );
    });

    it('what a page adds is added, and copies count once, as in a simulation', async () => {
      const options = { sessionTimeoutMs: HOUR_MS / 2, pageEvents: PAGE_EVENTS };
      await fc.assert(
        fc.asyncProperty(
          logs,
          fc.oneof(fc.constant([...PAGE_EVENTS]), fc.subarray([...PAGE_EVENTS])),
          fc.boolean(),
          async (log, pageEvents, once) => {
            // SQL, of the log as it is …
            await database.opened().load(log);
            const asked = await sizesOf(engine, database, DEFINITIONS, {
              at: AT,
              // Of the events of a name, as if that were an id, the first.
              asPage: { pageEvents, ...(once && { id: 'name' }) },
            });
            // … and of the log as the simulation writes it.
            const written: Log = log.map(([visitor, events]) => [
              visitor,
              [
                ...asOnPage(
                  visitorEvents(
                    events.map((event) => (once ? { ...event, id: event.name } : event)),
                    AT,
                    () => {},
                  ),
                  { ...options, pageEvents },
                ),
              ],
            ]);
            const answers = await database.ask(DEFINITIONS, written, AT);
            const columns = answers.columns.filter((column) => !column.startsWith('metric.'));
            expect(asked).toEqual(counted(columns, answers.of));
          },
        ),
        { seed, numRuns },
      );
    });

    // GoogleSQL's evaluator lists no keys of JSON, and nobody asks BigQuery for them.
    if (engine.dialect !== 'bigquery')
      it('what it lacks is what a reading of its rows finds missing', async () => {
        const definitions = {
          metrics: {
            bought: { count: 'purchase' },
            spent: { sum: 'a.amount' },
            things: { count: 'a', where: { 'items.item_id': 'x' } },
            numbers: { sum: 'b.n' },
          },
          segments: { one: { when: { 'metric.bought': 1 } } },
        } as unknown as Definitions;
        await fc.assert(
          fc.asyncProperty(logs, async (log) => {
            const read = createSurvey(definitions);
            for (const [, events] of log)
              for (const { name, props } of events) read.event(name, props);
            await database.opened().load(log);
            const look = compileLook({ dialect: engine.dialect, table: ['events'], columns: {} });
            const column = async (
              script: Parameters<ReturnType<typeof database.opened>['run']>[0],
            ) => (await database.opened().run(script)).map(([one]) => String(one));
            const names = await column(look.names(['purchase']));
            const keys = await column(look.keys?.(['n', 'items']) ?? look.half);
            const [[thing] = []] = await database.opened().run(look.paths(['items.item_id']));
            const asked = createSurvey(definitions);
            asked.columns(keys);
            for (const name of names) asked.event(name, {});
            if (Number(thing) === 1) asked.event('', { items: { item_id: 1 } });
            const without = (survey: typeof read) =>
              survey.missing().map(({ kind, names: of, readBy }) => ({ kind, of, readBy }));
            expect(without(asked)).toEqual(without(read));
          }),
          { seed, numRuns },
        );
      });

    it('its span, its last times and its long histories are those of its rows', async () => {
      const day = 24 * HOUR_MS;
      const log: Log = [
        ['a', [0, 395, 396].map((days) => ({ name: 'x', time: START + days * day }))],
        ['b', [1, 395].map((days) => ({ name: 'x', time: START + days * day }))],
      ];
      await database.opened().load(log);
      const look = compileLook({ dialect: engine.dialect, table: ['events'], columns: {} });
      const until = START + 395 * day;
      const [span = []] = await database.opened().run(look.span(until));
      expect(span.map(numberOf)).toEqual([4, START, until, 1, until + day, until + day, 0]);
      const last = await database.opened().run(look.lastTwo(until));
      expect(last.flat().map(numberOf)).toEqual([until, until]);
      const [histories = []] = await database.opened().run(look.histories(until));
      expect(histories.map(numberOf)).toEqual([0, 1, 0]);
    });
  });
};
