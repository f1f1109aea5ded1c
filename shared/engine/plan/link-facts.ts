import type { Known } from '../graph/clause.ts';
import { factNode } from '../graph/fact-node.ts';
import { stateOf } from '../graph/serialize.ts';
import type { FactNode } from '../graph/visitor-state.ts';
import { UNKNOWN } from '../values/values.ts';
import type { MetricNode } from './linked-plan.ts';
import type { Program, ProgramFact } from './program.ts';

export interface LinkFactsOptions {
  readonly metricAt: (index: number) => MetricNode;
  readonly segmentIndexes: ReadonlyMap<string, number>;
  /** Compiles the fact that is computed from others. */
  readonly derive: (fact: string) => FactNode;
  readonly known: Pick<Known, 'otherFacts' | 'dateFact'>;
}

type Reader = Pick<FactNode, 'get' | 'nextTimer'>;

const unknown: Reader = { get: () => UNKNOWN };

/** The facts of a program, by their index. */
export const linkFacts = ({ facts }: Program, options: LinkFactsOptions): readonly FactNode[] => {
  const nodes: FactNode[] = [];
  for (const [index, fact] of facts.entries()) {
    const { nextTimer, get } = readerOf(fact, options);
    const thresholds = (fact.thresholds ?? []).map(Number);
    nodes.push(
      factNode(fact.name, get, {
        ...(nextTimer && { nextTimer }),
        isDuration: fact.isDuration ?? false,
        isScore: fact.isScore ?? false,
        isExact: fact.isExact ?? false,
        inFormula: fact.inFormula ?? false,
        scale: fact.scale ?? 0,
        segments: fact.segments ?? [],
        metric: fact.metric ?? -1,
        index,
        dependents: fact.dependents as number[],
        thresholds,
        byThreshold: (fact.byThreshold ?? []) as number[][],
      }),
    );
  }
  for (const [index, { parts = [] }] of facts.entries())
    for (const part of parts) nodes[index]?.parts.push(nodes[part] as FactNode);
  return nodes;
};

const readerOf = (fact: ProgramFact, options: LinkFactsOptions): Reader => {
  const { name, metric = -1, host = -1, isUnknown, isDerived, segments } = fact;
  if (metric >= 0) {
    const reader = metricReader(metric, options.metricAt);
    return isUnknown ? { ...reader, ...unknown } : reader;
  }
  if (isUnknown) return unknown;
  if (isDerived) {
    let derived: FactNode | null = null;
    return { get: (visitor) => (derived ??= options.derive(name)).get(visitor) };
  }
  const [segment] = segments ?? [];
  const { otherFacts, dateFact } = options.known;
  if (segment === undefined) return otherFacts?.sourceFact(name, () => host, dateFact) as FactNode;
  const index = options.segmentIndexes.get(segment) as number;
  return { get: (visitor) => visitor.answers[index] ?? UNKNOWN };
};

const metricReader = (index: number, metricAt: LinkFactsOptions['metricAt']): Required<Reader> => ({
  get(visitor) {
    const node = metricAt(index);
    return node.metric.value(visitor, stateOf(visitor, index, node));
  },
  nextTimer(visitor) {
    const node = metricAt(index);
    return node.metric.nextTimer(visitor, stateOf(visitor, index, node), node.demand);
  },
});
