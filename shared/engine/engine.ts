import type { CoveyEvent, Engine, EngineHost, EngineState, Plan } from './types.ts';

export interface EngineOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** From an earlier engine's `state()`; metrics whose hash is unchanged continue from it. */
  readonly state?: EngineState;
  /** The stored events, in the order they were applied: what `state` does not cover is rebuilt from it. */
  readonly log?: readonly CoveyEvent[];
}

export function createEngine(plan: Plan, host: EngineHost, options: EngineOptions): Engine {
  throw new Error(`not ready for ${plan.segments.length} segments at ${options.now} ${host.offsetAt(0)}`);
}
