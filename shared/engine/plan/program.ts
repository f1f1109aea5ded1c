import type { makeDispatch } from './routing.ts';
import type { Slot } from './facts.ts';
import type { Member } from './segments.ts';
import type { Asked, Metric, Need, Wish } from '../graph/metric-node.ts';
import type { Source } from '../graph/visitor-state.ts';
import type { Plan } from '../types.ts';

/** A metric in its place among those of the program. Equal definitions share one. */
export interface Measured {
  readonly metric: Metric;
  readonly wishes: readonly Wish[];
  readonly needs: readonly Need[];
  readonly hash: string;
  readonly source: Source;
  asked: Asked;
}

/** A plan with its insides, shared by all engines made from it. */
export interface Program extends Plan {
  readonly measured: readonly Measured[];
  /** In an order in which each reads only those before it. */
  readonly members: readonly Member[];
  readonly places: ReadonlyMap<string, number>;
  readonly sources: readonly Source[];
  /** How many of them time can change; they come first. */
  readonly timed: number;
  readonly factSources: ReadonlyMap<string, Source>;
  /** Facts of the visit that some condition reads: looked at after each event. */
  readonly visit: readonly Source[];
  /** Facts that time changes, metrics aside. */
  readonly clocks: readonly Source[];
  /** Places of the metrics that start afresh with a session. */
  readonly sessionMetrics: readonly number[];
  readonly slots: readonly Slot[];
  readonly dispatch: ReturnType<typeof makeDispatch>;
  readonly timeoutMs: number;
  /** Counts the events shown to predicates, which remember their last answer. */
  stamp: number;
}
