import { DAY_MS } from '../definitions/durations.ts';
import type { MetricState, Run, Taken } from './run.ts';
import type { Value } from './values.ts';
import type { Predicate } from './where.ts';

/** Events a metric wants to see; `bit` tells it which of its wishes an event meets. */
export interface Subscription {
  readonly names: readonly string[];
  readonly where: Predicate | null;
  readonly bit: number;
}

/** What a log must keep for a metric to be rebuilt from it. */
export interface Need {
  readonly names: readonly string[];
  readonly paths: readonly string[];
  readonly forMs: number;
}

/**
 * A function of the event log, folded. Time is `run.now`: an event is added at its own time,
 * after `tick` has seen every instant that `due` named before it.
 */
export interface Metric<State extends MetricState = MetricState> {
  readonly subscriptions: readonly Subscription[];
  readonly needs: readonly Need[];
  /** Starts afresh with a session: ticked when one begins. */
  readonly session: boolean;
  readonly isDuration: boolean;
  /** Values are whole numbers when multiplied by this; 0 where any are possible. */
  readonly scale: number;
  /** Forgets what no answer needs: a value as great as asked stands for "at least". */
  readonly limited: boolean;
  fresh(unknownTo: number | null): State;
  add(run: Run, state: State, event: Taken, bits: number, asked: Asked): void;
  tick(run: Run, state: State): void;
  /** The next instant after now at which time alone changes the value, as far as it is asked. */
  due(run: Run, state: State, asked: Asked): number;
  value(run: Run, state: State): Value;
  /** Above its cap: older events are counted together. */
  approximate?(state: State): boolean;
  /** As plain data and maps; the state itself where nothing can be left out. */
  save?(state: State): object;
  load?(saved: object): State;
}

/** What the conditions of a plan want to know of a value. */
export interface Asked {
  /** Where answers change, ascending. */
  readonly marks: readonly number[];
  /** Above this no answer looks any closer; Infinity where the exact value is read. */
  readonly limit: number;
  /** A formula reads it: durations by whole days, scores by hundredths. */
  readonly inFormula: boolean;
}

/** When the time since `from` next reaches a mark or, for a formula, a whole day. */
export const nextMark = (
  from: number,
  now: number,
  asked: Pick<Asked, 'marks' | 'inFormula'>,
): number => {
  let next = Infinity;
  for (const mark of asked.marks) if (from + mark > now) next = Math.min(next, from + mark);
  return asked.inFormula
    ? Math.min(next, from + (Math.floor((now - from) / DAY_MS) + 1) * DAY_MS)
    : next;
};
