import type { Known } from '../graph/clause.ts';
import { metricFact, factNode } from '../graph/fact-node.ts';
import type { Definition, MetricKind } from '../graph/metric-kind.ts';
import type { LogNeed, Metric, Subscription } from '../graph/metric.ts';
import { isTransition, makeInputs } from '../graph/subscriptions.ts';
import type { FactNode } from '../graph/visitor-state.ts';
import type { Predicate } from '../graph/predicate.ts';
import { kindsOf } from '../plan/kinds.ts';
import { canonical } from '../values/canonical.ts';
import { hash } from '../values/hash.ts';
import { CompileError, UNKNOWN, recordOf } from '../values/values.ts';
import { checkDepth } from './depth.ts';
import type { Predicates } from './predicates.ts';

/** A metric, and what was found while it was compiled. */
export interface AnalysedMetric {
  readonly metric: Metric;
  readonly inputs: readonly Subscription[];
  readonly needs: readonly LogNeed[];
  readonly hash: string;
  /** What is written of it, but for values. */
  readonly shape: string;
  /** Indexes of the conditions that it asked for, one after the other. */
  readonly predicates: readonly number[];
  readonly fact: FactNode;
}

/** What metrics need to know of the document around them. */
export interface Around {
  readonly kinds: readonly MetricKind[];
  readonly known: Known;
  readonly predicates: Predicates;
  /** Nodes found so far, by fact. */
  readonly facts: Map<string, FactNode>;
  readonly factOf: (fact: string) => FactNode;
  /** Throws a CompileError where there is no such segment. */
  readonly segmentExists: (id: string) => void;
  /** Null where making met a CompileError, which is then written down for the id. */
  readonly attempt: <T>(id: string, make: () => T) => T | null;
}

/** The metrics of a document, analysed so far. */
export interface Metrics {
  readonly metrics: readonly AnalysedMetric[];
  /** Facts of the visit that metrics read with each event. */
  readonly factsOfSessions: ReadonlySet<string>;
  /** Nodes of metrics that are computed from other facts, and of those that cannot be compiled. */
  readonly derived: ReadonlySet<FactNode>;
  readonly unknown: Set<FactNode>;
  /** The node of a metric, compiled when it is first asked for. */
  readonly factOfMetric: (id: string) => FactNode;
}

/** Compiles metrics when they are asked for: formulas read others. Equal definitions share one. */
export const makeMetrics = (
  definitions: ReadonlyMap<string, unknown>,
  { kinds, known, predicates, facts, factOf, segmentExists, attempt }: Around,
): Metrics => {
  const { compileMetric, derive } = kindsOf(kinds, known);
  const metrics: AnalysedMetric[] = [];
  const factsOfSessions = new Set<string>();
  const byHash = new Map<string, FactNode>();
  const derived = new Set<FactNode>();
  const unknown = new Set<FactNode>();

  const measure = (definition: Definition, identity: string): FactNode => {
    const asked: Predicate[] = [];
    const inputs = makeInputs((where) => {
      const predicate = predicates.predicateOf(where);
      asked.push(predicate);
      return predicate;
    });
    const metric = compileMetric(definition, inputs);
    const { list, needs } = inputs;
    for (const fact of inputs.facts) factsOfSessions.add(fact);
    const segments = list
      .flatMap(({ names }) => names.filter(isTransition))
      .map((name) => name.slice('enter:'.length));
    segments.forEach(segmentExists);
    const index = metrics.length;
    for (const one of asked) predicates.isAskedBy(one, index);
    const fact = metricFact(metric, index, segments);
    metrics.push({
      metric,
      inputs: list,
      needs,
      hash: identity,
      shape: Object.keys(definition).join(),
      predicates: asked.map(predicates.indexOf),
      fact,
    });
    return fact;
  };
  const derivedFrom = (definition: Definition): FactNode | null => {
    const node = derive(definition, factOf);
    if (node) derived.add(node);
    return node;
  };

  const compiling: string[] = [];
  const factOfMetric = (id: string): FactNode => {
    const fact = `metric.${id}`;
    const found = facts.get(fact);
    if (found) return found;
    const made = attempt(fact, () => {
      if (compiling.includes(id))
        throw new CompileError(`reads itself: ${[...compiling, id].join(' reads ')}`);
      const definition = recordOf(definitions.get(id), 'metric');
      checkDepth(definition);
      const { name: _, ...meaning } = definition;
      const identity = hash(canonical(meaning));
      compiling.push(id);
      try {
        const one = byHash.get(identity) ?? derivedFrom(meaning) ?? measure(meaning, identity);
        byHash.set(identity, one);
        return one;
      } finally {
        compiling.pop();
      }
    });
    const one = made ?? factNode(fact, () => UNKNOWN);
    if (!made) unknown.add(one);
    if (!facts.has(fact)) facts.set(fact, one);
    return one;
  };

  return { metrics, factsOfSessions, derived, unknown, factOfMetric };
};
