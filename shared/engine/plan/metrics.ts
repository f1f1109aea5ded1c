import type { Definition, MetricKind } from '../graph/metric-kind.ts';
import type { Details, Known } from '../graph/clause.ts';
import type { Demand, Metric } from '../graph/metric.ts';
import { type Predicate, makePredicate } from '../graph/predicate.ts';
import { type Inputs, makeInputs } from '../graph/subscriptions.ts';
import type { FactNode } from '../graph/visitor-state.ts';
import { maxOf } from './demand.ts';
import { kindsOf } from './kinds.ts';
import type { MetricNode } from './linked-plan.ts';
import type { Program } from './program.ts';

/** The metrics of a plan, each compiled when it is first asked for. */
export interface LinkedMetrics {
  readonly metricNodes: readonly MetricNode[];
  /** What is compiled of them so far. */
  readonly metricsSoFar: readonly (Metric | undefined)[];
  /** A condition on events, compiled with the first that it is asked about. */
  readonly predicateAt: (index: number) => Predicate;
  /** Compiles a metric that is made of other facts alone. */
  readonly derive: (definition: Definition, read: (fact: string) => FactNode) => FactNode | null;
}

export interface LinkMetricsOptions {
  readonly program: Program;
  readonly kinds: readonly MetricKind[];
  readonly known: Known;
  /** Those that are metrics. */
  readonly facts: readonly FactNode[];
  /** How the metric is written that a fact is. */
  readonly definitionOf: (fact: string) => Definition;
}

export const linkMetrics = (options: LinkMetricsOptions): LinkedMetrics => {
  const { program, kinds, known, facts, definitionOf } = options;
  const { compileMetric, derive } = kindsOf(kinds, known);
  const conditions: unknown[] = [];
  const predicates: Predicate[] = [];
  const predicateAt = (index: number): Predicate => {
    const found = predicates[index];
    if (found) return found;
    const written = program.predicates[index] as Program['predicates'][number];
    const made = makePredicate(written, () => {
      // Compiling the metric that asks for it says what it is. A call: a build takes a getter that nobody reads away.
      if (!(index in conditions)) metricNodes[written.metric]?.link();
      return (known.details as Details).where(conditions[index], known);
    });
    predicates[index] = made;
    return made;
  };
  const compile = (fact: string, index: number): [Metric, Inputs] => {
    // The same kinds ask for the same conditions in the same order.
    const asked = (program.metrics[index]?.predicates ?? []).values();
    const inputs = makeInputs((where) => {
      const predicate = asked.next().value as number;
      conditions[predicate] = where;
      return predicateAt(predicate);
    });
    const metric = compileMetric(definitionOf(fact), inputs);
    metricsSoFar[index] = metric;
    return [metric, inputs];
  };
  const metricsSoFar: (Metric | undefined)[] = program.metrics.map(() => undefined);
  const metricNodes: LinkedMetric[] = [];
  for (const fact of facts) {
    const { metric } = fact;
    const { hash = '' } = program.metrics[metric] ?? {};
    metricNodes[metric] = new LinkedMetric(hash, fact, () => compile(fact.name, metric));
  }
  return { metricNodes, metricsSoFar, predicateAt, derive };
};

class LinkedMetric implements MetricNode {
  readonly hash: string;
  readonly fact: FactNode;
  readonly demand: Demand;
  private readonly _compile: () => [Metric, Inputs];
  private _metric: Metric | undefined = undefined;
  private _inputs: Inputs | undefined = undefined;

  constructor(hash: string, fact: FactNode, compile: () => [Metric, Inputs]) {
    const { thresholds, inFormula } = fact;
    this.hash = hash;
    this.fact = fact;
    this.demand = { thresholds, inFormula, max: maxOf(fact) };
    this._compile = compile;
  }

  get metric(): Metric {
    return this._metric ?? this.link();
  }

  get inputs(): Inputs['list'] {
    this.link();
    return this._inputs?.list ?? [];
  }

  get needs(): Inputs['needs'] {
    this.link();
    return this._inputs?.needs ?? [];
  }

  link(): Metric {
    if (!this._metric) [this._metric, this._inputs] = this._compile();
    return this._metric;
  }
}
