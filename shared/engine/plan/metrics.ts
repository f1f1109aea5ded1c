import type { Known } from '../graph/clause.ts';
import { metricFact, factNode } from '../graph/fact-node.ts';
import type { Definition, MetricKind } from '../graph/metric-kind.ts';
import type { Demand } from '../graph/metric.ts';
import { isTransition, makeInputs } from '../graph/subscriptions.ts';
import type { FactNode } from '../graph/visitor-state.ts';
import { type Predicate, compilePredicate } from '../graph/predicate.ts';
import { canonical, hash } from '../values/hash.ts';
import { CompileError, UNKNOWN, checkDepth, recordOf } from '../values/values.ts';
import { kindsOf } from './kinds.ts';
import type { MetricNode } from './program.ts';

const NO_DEMAND: Demand = { thresholds: [], max: Infinity, inFormula: false };

/** What metrics need to know of the document around them. */
export interface Around {
  readonly kinds: readonly MetricKind[];
  readonly known: Known;
  /** Nodes found so far, by fact. */
  readonly facts: Map<string, FactNode>;
  readonly factOf: (fact: string) => FactNode;
  /** Throws a CompileError where there is no such segment. */
  readonly segmentExists: (id: string) => void;
  /** Null where making met a CompileError, which is then written down for the id. */
  readonly attempt: <T>(id: string, make: () => T) => T | null;
}

/** The metrics of a document, compiled so far. */
export interface Metrics {
  readonly metricNodes: readonly MetricNode[];
  /** By id. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Facts of the visit that metrics read with each event. */
  readonly factsOfSessions: ReadonlySet<string>;
  /** The node of a metric, compiled when it is first asked for; of one that cannot be compiled, it is unknown. */
  readonly factOfMetric: (id: string) => FactNode;
}

/** Compiles metrics when they are asked for: formulas read others. Equal definitions share one. */
export const makeMetrics = (
  definitions: ReadonlyMap<string, unknown>,
  { kinds, known, facts, factOf, segmentExists, attempt }: Around,
): Metrics => {
  const { compileMetric, derive } = kindsOf(kinds, known);
  const predicates = new Map<string, Predicate>();
  const predicateOf = (where: unknown): Predicate => {
    const key = canonical(where);
    const found = predicates.get(key) ?? compilePredicate(where, known);
    predicates.set(key, found);
    return found;
  };
  const metricNodes: MetricNode[] = [];
  const factsOfSessions = new Set<string>();
  const hashes = new Map<string, string>();
  const byHash = new Map<string, FactNode>();

  const measure = (definition: Definition, identity: string): FactNode => {
    const inputs = makeInputs(predicateOf);
    const metric = compileMetric(definition, inputs);
    const { list, needs } = inputs;
    for (const fact of inputs.facts) factsOfSessions.add(fact);
    const segments = list
      .flatMap(({ names }) => names.filter(isTransition))
      .map((name) => name.slice('enter:'.length));
    segments.forEach(segmentExists);
    const made: MetricNode = {
      metric,
      inputs: list,
      needs,
      hash: identity,
      demand: NO_DEMAND,
      fact: metricFact(metric, metricNodes.length, segments, () => made.demand),
    };
    metricNodes.push(made);
    return made.fact;
  };

  const compiling: string[] = [];
  const factOfMetric = (id: string): FactNode => {
    const fact = `metric.${id}`;
    const found = facts.get(fact);
    if (found) return found;
    const made = attempt(fact, () => {
      if (compiling.includes(id))
        throw new CompileError(`it reads itself: ${[...compiling, id].join(' reads ')}`);
      const definition = recordOf(definitions.get(id), 'a metric');
      checkDepth(definition);
      const { name: _, ...meaning } = definition;
      const identity = hash(canonical(meaning));
      hashes.set(id, identity);
      compiling.push(id);
      try {
        const one = byHash.get(identity) ?? derive(meaning, factOf) ?? measure(meaning, identity);
        byHash.set(identity, one);
        return one;
      } finally {
        compiling.pop();
      }
    });
    const one = made ?? factNode(fact, () => UNKNOWN);
    if (!facts.has(fact)) facts.set(fact, one);
    return one;
  };

  return { metricNodes, hashes, factsOfSessions, factOfMetric };
};
