// An engine that goes on from a state of its own plan, held beside one that never stopped.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../shared/engine/explain/index.ts';
import {
  compile,
  createEngine,
  type Change,
  type Engine,
  type EngineState,
} from '../../../shared/engine/index.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { DAY } from './visitor.ts';
import {
  documents,
  documentsOfChains,
  documentsOfCrowds,
  documentsOfSequences,
  documentsOfTotals,
  history,
  historyOfChains,
  historyOfCrowds,
  longHistory,
  type Step,
  TICK,
} from './generate.ts';
import type { Any } from './meaning.ts';

const seed = Number(process.env['COVEY_SEED']);
const runs = Number(process.env['COVEY_RUNS'] ?? 1_200);
const options = (share: number) => ({ seed, numRuns: Math.ceil(runs * share) });

/** Berlin: the clock goes forward at 01:00 UTC on 29 March 2026. */
const SPRING = Date.UTC(2026, 2, 29, 1);
const START = Date.UTC(2026, 2, 27, 20);
const host = { offsetAt: (time: number): number => (time >= SPRING ? 120 : 60) };
const planId = 'plan';

const stored = (engine: Engine): EngineState =>
  JSON.parse(JSON.stringify(engine.state())) as EngineState;

/** What one would say in words and numbers, where it is asked for everything. */
const saysOf = (engine: Engine): Any => ({
  values: engine.metricValues(),
  explained: engine.plan.segments.map((id) => explain(engine, id)),
});

/** What is saved of an engine, but for how much more than it needs to know a metric remembers by chance. */
const savedOf = (engine: Engine): Any => {
  const { sum: _, kept: __, metrics, standing, ...rest } = stored(engine) as Any;
  return { ...rest, metrics: Object.keys(metrics), ranks: standing[2], beforeGroups: standing[4] };
};

/** One lives on, the other stops wherever the dice say, is saved, and goes on after a while. */
const goOn = ([first]: readonly Any[], steps: readonly Step[], dice: readonly number[]): void => {
  const plan = compile(first as never, kinds);
  const lasting = createEngine(plan, host, { now: START, planId });
  let stopping = createEngine(plan, host, { now: START, planId });
  let now = START;
  for (const [i, step] of steps.entries()) {
    const where = `step ${i} (${step.do})`;
    const die = dice[i % dice.length] as number;
    const state = stored(stopping);
    // What was handed out once is handed out again, and read as well.
    expect(stored(stopping)).toEqual(state);
    if (die % 2 === 0) stopping = createEngine(plan, host, { now, state, planId });
    if (die % 3 === 0) {
      const ahead = stopping.lookAhead();
      for (
        let next = ahead.nextTimer();
        next !== null && next < now + DAY;
        next = ahead.nextTimer()
      )
        ahead.advanceTo(next);
      expect(stored(stopping)).toEqual(state);
    }
    const both = (act: (engine: Engine) => readonly Change[]): void =>
      expect([where, act(stopping)]).toEqual([where, act(lasting)]);
    if (step.do === 'event') {
      const { name, props, wait, late } = step;
      now = Math.max(now, now + (wait - late) * TICK);
      both((engine) => engine.apply({ name, props: props as never, time: now }));
      // A repetition is no event, and lets no time pass.
      both((engine) => engine.advance(now));
    } else if (step.do === 'facts') both((engine) => engine.setFacts(step.facts as never));
    else {
      const from = stored(stopping);
      now += step.wait * TICK;
      if (step.do === 'restart') {
        // What happens meanwhile happens as the next one begins.
        stopping = createEngine(plan, host, { now, state: from, planId });
        lasting.advance(now);
      } else both((engine) => engine.advance(now));
    }
    for (const id of plan.segments)
      if (stopping.member(id) !== lasting.member(id))
        expect([where, id, stopping.member(id)]).toEqual([where, id, lasting.member(id)]);
    if (die % 5 === 0) {
      expect([where, saysOf(stopping)]).toEqual([where, saysOf(lasting)]);
      expect([where, savedOf(stopping)]).toEqual([where, savedOf(lasting)]);
    }
  }
  expect(saysOf(stopping)).toEqual(saysOf(lasting));
  expect(savedOf(stopping)).toEqual(savedOf(lasting));
};
const dice = fc.array(fc.nat({ max: 29 }), { minLength: 1, maxLength: 12 });

describe('an engine that goes on from its state', { timeout: 900_000 }, () => {
  test.each([
    ['of every kind', documents, history, 0.15],
    ['of totals', documentsOfTotals, longHistory, 0.01],
    ['of sequences', documentsOfSequences, history, 0.05],
    ['of crowds', documentsOfCrowds, historyOfCrowds, 0.005],
    ['of chains', documentsOfChains, historyOfChains, 0.01],
  ] as const)(
    `says, explains and saves what one does that never stopped: metrics %s (COVEY_SEED=${seed} COVEY_RUNS=${runs})`,
    (_, definitions, steps, share) => {
      fc.assert(
        fc.property(definitions as typeof documents, steps as typeof history, dice, goOn),
        options(share),
      );
    },
  );
});
