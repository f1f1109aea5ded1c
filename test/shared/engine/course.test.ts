// What time will bring stays what it was for as long as an engine's course is the same.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile, createEngine, type Engine } from '../../../shared/engine/index.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import {
  documents,
  documentsOfChains,
  history,
  historyOfChains,
  type Step,
  TICK,
} from './generate.ts';
import type { Any } from './meaning.ts';
import { DAY, MONDAY } from './visitor.ts';

const seed = Number(process.env['COVEY_SEED']);
const runs = Number(process.env['COVEY_RUNS'] ?? 1_200);
const host = { offsetAt: () => 60 };
const planId = 'plan';
/** As far as is looked ahead, in changes by time alone. */
const MAX_STEPS = 100;

type Foretold = readonly (readonly [time: number, members: string])[];

/** Who will be in what, from when on, and until when that was looked for. */
function foretell(
  engine: Engine,
  now: number,
): { readonly changes: Foretold; readonly until: number } {
  const ahead = engine.lookAhead();
  ahead.advanceTo(now);
  const members = () => engine.plan.segments.filter((id) => ahead.has(id)).join();
  const changes: [number, string][] = [[now, members()]];
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = ahead.nextTimer();
    if (next === null || next > now + 40 * DAY) return { changes, until: now + 40 * DAY };
    ahead.advanceTo(next);
    if (members() !== changes.at(-1)?.[1]) changes.push([next, members()]);
  }
  return { changes, until: changes.at(-1)?.[0] ?? now };
}

/** What of it comes after `from`, up to `until`. */
function between(changes: Foretold, from: number, until: number): Foretold {
  const at = changes.findLastIndex(([time]) => time <= from);
  return changes
    .slice(at)
    .map(([time, members], place) => [place === 0 ? from : time, members] as const)
    .filter(([time]) => time <= until);
}

describe('a course', { timeout: 900_000 }, () => {
  test.each([
    ['of every kind', documents, history, 0.2],
    ['of chains', documentsOfChains, historyOfChains, 0.02],
  ] as const)(
    `is another where something but time changes what is foretold: metrics %s (COVEY_SEED=${seed} COVEY_RUNS=${runs})`,
    (_, definitions, histories, share) => {
      /** How often it stayed the same with an event or facts, and over a restart. */
      const same = { event: 0, facts: 0, restart: 0, pass: 0 };
      const holds = ([first]: readonly Any[], steps: readonly Step[]): void => {
        const plan = compile(first as never, kinds);
        let now = MONDAY;
        let engine = createEngine(plan, host, { now, planId });
        for (const [i, step] of steps.entries()) {
          const before = foretell(engine, now);
          let course = engine.course();
          if (step.do === 'event') {
            now = Math.max(now, now + (step.wait - step.late) * TICK);
            engine.apply({ name: step.name, props: step.props as never, time: now });
            engine.advance(now);
          } else if (step.do === 'facts') engine.setFacts(step.facts as never);
          else {
            now += step.wait * TICK;
            if (step.do === 'restart') {
              engine = createEngine(plan, host, { now, state: engine.state(), planId });
              course = 0;
            } else engine.advance(now);
          }
          if (engine.course() !== course) continue;
          same[step.do]++;
          const after = foretell(engine, now);
          const until = Math.min(before.until, after.until);
          if (until > now)
            expect([i, step.do, between(after.changes, now, until)]).toEqual([
              i,
              step.do,
              between(before.changes, now, until),
            ]);
        }
      };
      fc.assert(fc.property(definitions as typeof documents, histories as typeof history, holds), {
        seed,
        numRuns: Math.ceil(runs * share),
      });
      expect(Math.min(same.event, same.restart)).toBeGreaterThan(0);
    },
  );
});
