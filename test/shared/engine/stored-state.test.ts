// What pages have stored is read by every later engine: no metric is rebuilt, nothing is answered
// otherwise, and the same is written again, byte for byte but for the sum over it, which is made in
// another way since then. `stored-state.json` was written by the engine before its files and names
// were set in order (16ab3d2), with every kind of metric.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../shared/engine/index.ts';
import { compile } from './compile.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import type { CoveyEvent, Engine, EngineState, HostFacts } from '../../../shared/engine/index.ts';

interface Saved {
  /** How many steps went before. */
  readonly after: number;
  readonly state: string;
  /** What an engine that begins with the state writes, where it is not the same. */
  readonly again?: string;
  readonly answers: string;
  readonly values: string;
  readonly nextChange: number | null;
}

const file = new URL('stored-state.json', import.meta.url);
const { definitions, start, told, steps, saved } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly definitions: Parameters<typeof compile>[0];
  readonly start: number;
  readonly told: readonly (readonly [step: number, facts: HostFacts])[];
  readonly steps: readonly CoveyEvent[];
  readonly saved: readonly Saved[];
};

const host = {
  offsetAt: (time: number): number => (time >= Date.UTC(2026, 2, 29, 1) ? 120 : 60),
};
const plan = compile(definitions, kinds);
/** Without its sum, which stands at the end. */
const body = (text: string) => text.replace(/,"sum":"\w+"\}$/, '}');
const answersOf = (engine: Engine): string =>
  JSON.stringify(Object.fromEntries(plan.segments.map((id) => [id, engine.member(id)])));

describe('a stored state', () => {
  it('is of definitions that compile whole', () => {
    expect([...plan.disabled]).toEqual([]);
    expect(plan.metrics.length).toBe(80);
  });

  it('is not one where something in it is other than its sum says', () => {
    const { state: text = '' } = saved.at(-1) ?? {};
    const state = JSON.parse(text.replace(/"sum":"\w+"\}$/, '"sum":"1"}')) as EngineState;
    const engine = createEngine(plan, host, { now: state['now'] as number, state });
    expect(body(JSON.stringify(engine.state()))).not.toBe(body(text));
  });

  it('is written as it was, byte for byte', () => {
    const engine = createEngine(plan, host, { now: start });
    for (let i = 0; i <= steps.length; i++) {
      const then = saved.find(({ after }) => after === i);
      if (then) expect(body(JSON.stringify(engine.state()))).toBe(body(then.state));
      for (const [step, facts] of told) if (step === i) engine.setFacts(facts);
      const event = steps[i];
      if (event) engine.apply(event);
    }
  });

  it.each(saved)(
    'is read with nothing rebuilt: after $after events',
    ({ state: text, again, answers, values, nextChange }) => {
      const state = JSON.parse(text) as EngineState;
      // Without a log, what has to be rebuilt is not known.
      const engine = createEngine(plan, host, { now: state['now'] as number, state });
      expect(body(JSON.stringify(engine.state()))).toBe(body(again ?? text));
      expect(answersOf(engine)).toBe(answers);
      expect(JSON.stringify(engine.metricValues())).toBe(values);
      expect(engine.nextChange()).toBe(nextChange);
    },
  );
});
