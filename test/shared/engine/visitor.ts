// A visitor for examples: definitions in, a clock in hours, events by name.
import type { Definitions, Json } from '../../../shared/definitions/types.ts';
import { createEngine } from '../../../shared/engine/index.ts';
import { compile } from './compile.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import type {
  Change,
  CoveyEvent,
  Engine,
  EngineHost,
  EngineState,
} from '../../../shared/engine/index.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Monday, 2 March 2026, midnight in UTC. */
export const MONDAY = Date.UTC(2026, 2, 2);

export const define = (parts: Partial<Definitions>): Definitions => ({
  covey: 1,
  site: 'hazel.example',
  version: 1,
  issued: '2026-03-01T00:00:00Z',
  expires: '2026-06-01T00:00:00Z',
  segments: {},
  ...parts,
});

export class Visitor {
  engine: Engine;
  now: number;
  readonly log: CoveyEvent[] = [];
  private readonly host: EngineHost;

  constructor(parts: Partial<Definitions>, now = MONDAY, offset = 0) {
    this.host = { offsetAt: () => offset };
    this.now = now;
    this.engine = createEngine(compile(define(parts), kinds), this.host, { now });
  }

  /** An event so many hours from now. */
  after(hours: number, name: string, props?: { [key: string]: Json }): readonly Change[] {
    this.now += hours * HOUR;
    const changes = this.engine.apply({ name, time: this.now, ...(props && { props }) });
    const kept = this.engine.lastStored();
    if (kept) this.log.push(kept);
    return changes;
  }

  wait(hours: number): readonly Change[] {
    this.now += hours * HOUR;
    return this.engine.advance(this.now);
  }

  /** The page is closed and opened again, perhaps with new definitions. */
  reopen(parts: Partial<Definitions>, hours = 0): void {
    const state = JSON.parse(JSON.stringify(this.engine.state())) as EngineState;
    this.now += hours * HOUR;
    this.engine = createEngine(compile(define(parts), kinds), this.host, {
      now: this.now,
      state,
      log: this.log,
    });
  }

  is(segment: string): boolean | null {
    return this.engine.member(segment);
  }

  value(metric: string): Json | undefined {
    return this.engine.metricValues()[metric];
  }
}
