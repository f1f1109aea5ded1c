import type { makeRouter } from './routing.ts';
import type { HostFact } from './facts.ts';
import type { CompiledSegment } from './segments.ts';
import type { Demand, Metric, LogNeed, Subscription } from '../graph/metric.ts';
import type { FactNode } from '../graph/visitor-state.ts';
import type { Plan } from '../types.ts';

/** A metric of the program. Equal definitions share one. */
export interface MetricNode {
  readonly metric: Metric;
  readonly inputs: readonly Subscription[];
  readonly needs: readonly LogNeed[];
  readonly hash: string;
  readonly fact: FactNode;
  demand: Demand;
}

/** A plan with its insides, shared by all engines made from it. */
export interface Program extends Plan {
  readonly metricNodes: readonly MetricNode[];
  /** In an order in which each reads only those before it. */
  readonly compiledSegments: readonly CompiledSegment[];
  readonly segmentIndexes: ReadonlyMap<string, number>;
  readonly factNodes: readonly FactNode[];
  /** How many of them time can change; they come first. */
  readonly timedCount: number;
  readonly factsByName: ReadonlyMap<string, FactNode>;
  /** Facts of the visit that some condition reads: looked at after each event. */
  readonly visitFacts: readonly FactNode[];
  /** Facts that time changes, metrics aside. */
  readonly clockFacts: readonly FactNode[];
  /** Places of the metrics that start afresh with a session. */
  readonly sessionMetrics: readonly number[];
  readonly hostFacts: readonly HostFact[];
  readonly router: ReturnType<typeof makeRouter>;
  readonly sessionTimeoutMs: number;
  /** Counts the events shown to predicates, which remember their last answer. */
  stamp: number;
}
