import { type Known, compileClause } from '../graph/clause.ts';
import { baseSource, source } from './facts.ts';
import { compileFormula } from '../operators/formula.ts';
import { canonical, hash } from '../values/hash.ts';
import { compileLeaf } from '../graph/leaf.ts';
import type { Demand, Metric } from '../graph/metric-node.ts';
import { type Definition, compileMetric } from './metrics.ts';
import type { MetricNode } from './program.ts';
import type { VisitorState, FactNode } from '../graph/visitor-state.ts';
import type { Sessions } from '../operators/sessions.ts';
import { CompileError, UNKNOWN, checkDepth, isRecord, own, recordOf } from '../values/values.ts';
import { type Predicate, compilePredicate } from '../graph/where.ts';
import type { Window } from '../graph/window.ts';
import { type Inputs, both, isTransition, makeInputs } from '../graph/subscriptions.ts';

/** What facts of a session are made of, beside the names of events. */
const VISIT_EVENTS: { readonly [fact: string]: readonly [string, readonly string[]] } = {
  'session.landing': ['page_view', ['page_location', 'page_path']],
  'session.engaged': ['user_engagement', ['engagement_time_msec']],
};
const NO_DEMAND: Demand = { thresholds: [], limit: Infinity, inFormula: false };

const record = (value: unknown): Definition => (isRecord(value) ? value : {});

const metricSource = (
  metric: Metric,
  place: number,
  segments: readonly string[],
  demand: () => Demand = () => NO_DEMAND,
): FactNode =>
  source('metric', (visitor) => metric.value(visitor, visitor.metrics[place] as never), {
    isDuration: metric.isDuration,
    scale: metric.scale,
    isScore: metric.isScore,
    segments,
    metric: place,
    due: (visitor) => metric.due(visitor, visitor.metrics[place] as never, demand()),
  });

/** A formula's source; `read` finds those of its facts. */
const formulaSource = (formula: unknown, read: (fact: string) => FactNode): FactNode => {
  const parts: FactNode[] = [];
  const get = compileFormula(formula, (fact) => {
    const part = read(fact);
    part.inFormula = part.exact = true;
    parts.push(part);
    return part;
  });
  return source('formula', get, { parts });
};

/** What metrics need to know of the document around them. */
export interface Around {
  readonly known: Known;
  /** Sources found so far, by fact. */
  readonly facts: Map<string, FactNode>;
  readonly factSource: (fact: string) => FactNode;
  /** Throws a CompileError where there is no such segment. */
  readonly segmentExists: (id: string) => void;
  /** Null where making met a CompileError, which is then written down for the id. */
  readonly attempt: <T>(id: string, make: () => T) => T | null;
}

/** Compiles metrics when they are asked for: formulas read others. Equal definitions share one. */
export const makeMetrics = (definitions: ReadonlyMap<string, unknown>, around: Around) => {
  const { facts, factSource, segmentExists, attempt } = around;
  const predicates = new Map<string, Predicate>();
  const predicateOf = (where: unknown): Predicate => {
    const made = compilePredicate(where, around.known);
    const found = predicates.get(made.key) ?? made;
    predicates.set(made.key, found);
    return found;
  };
  const metricNodes: MetricNode[] = [];
  const factsOfSessions = new Set<string>();
  const hashes = new Map<string, string>();
  const byHash = new Map<string, FactNode>();

  /** The metrics of one session, and what they have to meet. */
  const compileSessions =
    (inputs: Inputs) =>
    (definition: Definition, { forMs }: Window): Sessions => {
      // Sessions are made of all events.
      inputs.subscribe('*', undefined, forMs);
      const each: Metric[] = [];
      const parts = new Map(Object.entries(record(definition['each'])));
      const known = new Map<string, FactNode | null>();
      // Formulas read others, wherever those stand.
      const read = (fact: string): FactNode => {
        const id = /^metric\.(.*)$/s.exec(fact)?.[1];
        if (id !== undefined && parts.has(id)) return sourceOfPart(id);
        const found = baseSource(fact);
        if (!found) throw new CompileError(`a session has no fact "${fact}"`);
        inputs.facts.add(fact);
        return found;
      };
      const sourceOfPart = (id: string): FactNode => {
        const found = known.get(id);
        if (found === null) throw new CompileError(`"${id}" reads itself`);
        if (found) return found;
        known.set(id, null);
        const made = compilePart(id, record(parts.get(id)));
        known.set(id, made);
        return made;
      };
      const compilePart = (id: string, definitionOfPart: Definition): FactNode => {
        const { within, where, formula, ...rest } = definitionOfPart;
        if (within !== undefined)
          throw new CompileError(`"${id}" is of one session and has no window`);
        if (formula !== undefined) return formulaSource(formula, read);
        const metric = compileMetric(
          { ...rest, where: both(where, definition['where']) },
          { ...inputs, subscribe: (selector, demand) => inputs.subscribe(selector, demand, forMs) },
          () => {
            throw new CompileError('a session has no sessions');
          },
        );
        return metricSource(metric, each.push(metric) - 1, []);
      };
      for (const id of parts.keys()) sourceOfPart(id);
      const meets = compileClause<VisitorState>(definition['sessions'], (fact, operand) =>
        compileLeaf(fact, read(fact), operand, around.known),
      );
      for (const fact of inputs.facts) {
        const [name, properties] = own(VISIT_EVENTS, fact) ?? [];
        if (name && properties) inputs.need([name], properties, forMs);
      }
      return { each, meets };
    };

  const measure = (definition: Definition, identity: string): FactNode => {
    const inputs = makeInputs(predicateOf);
    const metric = compileMetric(definition, inputs, compileSessions(inputs));
    const { list, needs } = inputs;
    for (const fact of inputs.facts) factsOfSessions.add(fact);
    const segments = list
      .flatMap(({ names }) => names.filter(isTransition))
      .map((name) => name.slice('enter:'.length));
    segments.forEach(segmentExists);
    const place = metricNodes.length;
    const made: MetricNode = {
      metric,
      inputs: list,
      needs,
      hash: identity,
      demand: NO_DEMAND,
      source: metricSource(metric, place, segments, () => made.demand),
    };
    metricNodes.push(made);
    return made.source;
  };

  const compiling: string[] = [];
  /** The source of a metric; of one that cannot be compiled, it is unknown. */
  const sourceOf = (id: string): FactNode => {
    const fact = `metric.${id}`;
    const known = facts.get(fact);
    if (known) return known;
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
        const one =
          byHash.get(identity) ??
          ('formula' in meaning
            ? formulaSource(meaning['formula'], factSource)
            : measure(meaning, identity));
        byHash.set(identity, one);
        return one;
      } finally {
        compiling.pop();
      }
    });
    const one = made ?? source(fact, () => UNKNOWN);
    if (!facts.has(fact)) facts.set(fact, one);
    return one;
  };

  return { metricNodes, hashes, factsOfSessions, sourceOf };
};
