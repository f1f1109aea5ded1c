import type { Demand, Metric, LogNeed, Subscription } from '../graph/metric.ts';
import type { Details, OtherFacts } from '../graph/clause.ts';
import type { FactNode, HostFact } from '../graph/visitor-state.ts';
import type { Plan } from '../types.ts';
import type { Router } from './router.ts';
import type { CompiledSegment } from './segments.ts';

/** A metric of the plan. Equal definitions share one. What is compiled of it is so when it is first asked for. */
export interface MetricNode {
  readonly metric: Metric;
  readonly inputs: readonly Subscription[];
  readonly needs: readonly LogNeed[];
  readonly hash: string;
  readonly fact: FactNode;
  readonly demand: Demand;
}

/** A plan with its insides, shared by all engines made from it. */
export interface LinkedPlan extends Plan {
  readonly metricNodes: readonly MetricNode[];
  /** What is compiled of them so far: all of which a visitor has a state. */
  readonly metricsSoFar: readonly (Metric | undefined)[];
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
  readonly details: Details | undefined;
  readonly otherFacts: OtherFacts | undefined;
  readonly router: Router;
  readonly sessionTimeoutMs: number;
  /** Counts the events shown to predicates, which remember their last answer. */
  stamp: number;
}
