import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../../shared/engine/index.ts';
import { compile } from '../../engine/compile.ts';
import { kinds } from '../../../../shared/metrics/kinds.ts';
import type { CoveyEvent, Engine, Plan } from '../../../../shared/engine/index.ts';
import {
  type Step,
  TICK,
  documents,
  documentsOfSequences,
  history,
} from '../../engine/generate.ts';
import { History } from '../../engine/history.ts';
import type { Any } from '../../engine/meaning.ts';
import { type AskedDatabase, askedOf, databaseOf } from '../ask.ts';
import type { SqlEngine } from '../engine.ts';

const seed = Number(process.env['COVEY_SEED']);
const RUNS = Number(process.env['COVEY_SQL_RUNS'] ?? 12);

const START = Date.UTC(2026, 2, 27, 20);
const SPRING = Date.UTC(2026, 2, 29, 1);
const offsetAt = (time: number): number => (time >= SPRING ? 120 : 60);

/** The events of a history, in the order of time; what else happens there only takes time. */
const eventsOf = (steps: readonly Step[]): CoveyEvent[] => {
  let time = START;
  return steps.flatMap((step) => {
    if ('wait' in step) time += step.wait * TICK;
    return step.do === 'event' ? [{ name: step.name, time, props: step.props }] : [];
  });
};

/** A value as its column gives it: NULL where absent, unknown, or never. Fractions to a tenth of a billionth. */
const asColumn = (meaning: Any | number | string | boolean | null | undefined): unknown => {
  if (meaning === 'never' || meaning === undefined) return null;
  if (typeof meaning === 'object' && meaning !== null) return null;
  return typeof meaning === 'number' ? expect.closeTo(meaning, 9) : meaning;
};

/** What the host tells of the visitor: what it told first. */
const toldIn = (steps: readonly Step[]): Any =>
  steps.flatMap((step) => (step.do === 'facts' ? [step.facts] : []))[0] ?? {};

const meant = (
  definitions: Any,
  facts: Any,
  events: readonly CoveyEvent[],
  at: number,
): History => {
  const one = new History({ offsetAt, now: events[0]?.time ?? at, tick: TICK });
  one.publish(definitions, compile(definitions as never, kinds).stored);
  one.setFacts(facts);
  for (const event of events) one.event(event);
  one.pass(at);
  return one;
};

const run = (plan: Plan, facts: Any, events: readonly CoveyEvent[], at: number): Engine => {
  const engine = createEngine(plan, { offsetAt }, { now: events[0]?.time ?? at });
  engine.setFacts(facts);
  for (const event of events) engine.apply(event);
  engine.advance(at);
  return engine;
};

/** Holds SQL, the engine and the meaning against each other; gives the number of values compared. */
const compare = async (
  database: AskedDatabase,
  definitions: Any,
  histories: readonly (readonly Step[])[],
  ticks: number,
): Promise<number> => {
  const at = START + ticks * TICK;
  const visitors = new Map(histories.map((steps, i) => [`visitor ${i}`, steps]));
  const log = [...visitors].map(([visitor, steps]) => [visitor, eventsOf(steps)] as const);
  const facts = new Map([...visitors].map(([visitor, steps]) => [visitor, toldIn(steps)]));
  const answers = await database.ask(definitions, log, at, 'Europe/Berlin', facts);
  const present = log
    .map(([visitor, events]) => [visitor, events.filter(({ time }) => time <= at)] as const)
    .filter(([, events]) => events.length > 0);
  expect([...answers.of.keys()].toSorted()).toEqual(present.map(([visitor]) => visitor).toSorted());
  const plan = compile(definitions as never, kinds);
  for (const [visitor, events] of present) {
    const told = facts.get(visitor) ?? {};
    const meaning = meant(definitions, told, events, at);
    const engine = run(plan, told, events, at);
    const found = answers.of.get(visitor) ?? {};
    const metrics = meaning.metricValues();
    for (const name of answers.columns.slice(1)) {
      const [, kind, id = ''] = /^(metric|segment)\.(.*)$/.exec(name) ?? [];
      const expected = kind === 'segment' ? meaning.member(id) : metrics[id];
      if (kind === 'segment')
        expect([visitor, name, engine.member(id)]).toEqual([visitor, name, expected]);
      expect([visitor, name, found[name]]).toEqual([visitor, name, asColumn(expected)]);
    }
  }
  return present.length * (answers.columns.length - 1);
};

/** What a property may hold, where numbers are added up. */
const AMOUNTS = [
  [12, 0.1, 0.2, -2.5, 1e201, true, null],
  ['3', '1,234.50', '1.234,5', '1.234', '12 EUR', ' 7 ', '+5', '1e3', '', '-2'],
  [[1, '2', [3], null, true, { a: 4 }], [], ['x', 0.5, '1,5'], { a: 1 }],
];

/** Random definitions over random logs. */
export const agreementSuite = (engine: SqlEngine): void => {
  describe('SQL, the engine and the meaning of the language agree', () => {
    const runs = Math.ceil(RUNS / engine.slowness);
    const manyHistories = fc.array(history, { minLength: 1, maxLength: 30, size: 'max' });
    it.each([
      ['definitions', documents, runs],
      ['sequences', documentsOfSequences, Math.ceil(runs / 3)],
    ] as const)(
      `on random %s and logs (COVEY_SEED=${seed} COVEY_SQL_RUNS=${runs})`,
      async (_, arbitrary, numRuns) => {
        // Its own: one that takes too long must not disturb the next.
        const opened = await engine.open();
        const database = askedOf(engine, () => opened);
        let compared = 0;
        await fc.assert(
          fc.asyncProperty(
            arbitrary,
            manyHistories,
            fc.nat({ max: 50 }),
            async ([definitions], histories, ticks) => {
              compared += await compare(database, definitions ?? {}, histories, ticks);
            },
          ),
          { seed, numRuns },
        );
        await opened.close();
        expect(compared).toBeGreaterThan(numRuns * 5);
      },
      600_000 + runs * 3000,
    );

    const database = databaseOf(engine);
    it('on sums of what a property may hold, over all events and over some', async () => {
      const definitions = {
        covey: 1,
        site: 'shop.example',
        version: 1,
        issued: '2026-01-01T00:00:00Z',
        expires: '2036-01-01T00:00:00Z',
        metrics: {
          all: { sum: 'view.amount' },
          late: { sum: 'view.amount', within: '30m' },
          some: { sum: 'view.amount', where: { amount: { $ne: 12 } } },
          hours: { sum: 'view.time.hour' },
          views: { count: 'view' },
        },
        segments: { patron: { when: { 'metric.all': { $gte: 4 }, 'metric.views': { $gte: 1 } } } },
      };
      const histories = [...AMOUNTS.flat().map((one) => [one]), ...AMOUNTS].map((amounts) =>
        amounts.map((amount): Step => ({
          do: 'event',
          name: 'view',
          props: { amount },
          wait: 1,
          late: 0,
        })),
      );
      expect(await compare(database, definitions, histories, 50)).toBe(histories.length * 6);
    });
  });
};
