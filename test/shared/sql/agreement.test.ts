import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../../shared/engine/index.ts';
import type { CoveyEvent } from '../../../shared/engine/index.ts';
import { type Step, TICK, documents, history } from '../engine/generate.ts';
import { History } from '../engine/history.ts';
import type { Any } from '../engine/meaning.ts';
import { ask } from './ask.ts';
import { openDatabase } from './database.ts';

const seed = Number(process.env['COVEY_SEED'] ?? (Date.now() ^ 0x5e1) >>> 0);
const runs = Number(process.env['COVEY_SQL_RUNS'] ?? 60);

const START = Date.UTC(2026, 2, 27, 20);
const SPRING = Date.UTC(2026, 2, 29, 1);
const offsetAt = (time: number): number => (time >= SPRING ? 120 : 60);

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

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

const meant = (definitions: Any, events: readonly CoveyEvent[], at: number): History => {
  const one = new History({ offsetAt, now: events[0]?.time ?? at, tick: TICK });
  one.publish(definitions, compile(definitions as never).stored);
  for (const event of events) one.event(event);
  one.pass(at);
  return one;
};

describe('DuckDB and the meaning of the language agree', () => {
  it(
    `on random definitions and logs (COVEY_SEED=${seed} COVEY_SQL_RUNS=${runs})`,
    async () => {
      let compared = 0;
      await fc.assert(
        fc.asyncProperty(
          documents,
          fc.array(history, { minLength: 1, maxLength: 12, size: 'max' }),
          fc.nat({ max: 50 }),
          async ([definitions], histories, ticks) => {
            const log = histories.map((steps, i) => [`visitor ${i}`, eventsOf(steps)] as const);
            const at = START + ticks * TICK;
            const answers = await ask(database, definitions, log, at, 'Europe/Berlin');
            const upTo = log.map(
              ([visitor, events]) => [visitor, events.filter(({ time }) => time <= at)] as const,
            );
            const present = upTo.filter(([, events]) => events.length > 0);
            expect([...answers.of.keys()].sort()).toEqual(
              present.map(([visitor]) => visitor).sort(),
            );
            for (const [visitor, events] of present) {
              const expected = meant(definitions!, events, at);
              const found = answers.of.get(visitor)!;
              const metrics = expected.metricValues();
              for (const name of answers.columns.slice(1)) {
                const [, kind, id] = /^(metric|segment)\.(.*)$/.exec(name)!;
                const meaning = kind === 'segment' ? expected.member(id!) : metrics[id!];
                compared += 1;
                expect([visitor, name, found[name]]).toEqual([visitor, name, asColumn(meaning)]);
              }
            }
          },
        ),
        { seed, numRuns: runs },
      );
      expect(compared).toBeGreaterThan(runs * 5);
    },
    60_000 + runs * 3000,
  );
});
