import type { Known } from '../graph/clause.ts';
import { factNode } from '../graph/fact-node.ts';
import type { FactNode } from '../graph/visitor-state.ts';
import { CompileError, UNKNOWN, atDot } from '../values/values.ts';
import type { AnalysedSegment } from './segments.ts';

/** One of the host's facts, with the nodes that read it. */
interface ReadHostFact {
  readonly namespace: string;
  readonly key: string;
  readonly readBy: FactNode[];
}

/** The facts that a document reads, found so far. */
export interface Facts {
  readonly byName: Map<string, FactNode>;
  /** Throws a CompileError where there is no such fact. */
  readonly factOf: (fact: string) => FactNode;
  readonly hostFacts: readonly ReadHostFact[];
  /** Facts of the visit. */
  readonly visitFacts: readonly FactNode[];
  /** All of them, those that time can change first; each knows its index, and which segments depend on it where. */
  readonly inOrder: (segments: readonly AnalysedSegment[]) => {
    readonly nodes: readonly FactNode[];
    readonly timedCount: number;
  };
}

export interface FactsOptions {
  /** Throws a CompileError where there is no such segment. */
  readonly segmentExists: (id: string) => void;
  /** Null where no such metric is defined. */
  readonly factOfMetric: (id: string) => FactNode | null;
  readonly known: Pick<Known, 'otherFacts' | 'dateFact'>;
}

export const makeFacts = ({ segmentExists, factOfMetric, known }: FactsOptions): Facts => {
  const byName = new Map<string, FactNode>();
  const hostFacts: ReadHostFact[] = [];
  const visitFacts: FactNode[] = [];
  /** One that is no metric and no segment. */
  const otherFact = (fact: string): FactNode | null => {
    let read: FactNode[] | undefined;
    const hostOf = (namespace: string, key: string): number => {
      const found = hostFacts.findIndex((one) => one.namespace === namespace && one.key === key);
      const index = found < 0 ? hostFacts.push({ namespace, key, readBy: [] }) - 1 : found;
      read = hostFacts[index]?.readBy;
      return index;
    };
    const made = known.otherFacts?.sourceFact(fact, hostOf, known.dateFact) ?? null;
    if (made && (read || !made.nextTimer)) (read ?? visitFacts).push(made);
    return made;
  };
  const find = (fact: string): FactNode | null => {
    const [namespace = '', key = ''] = atDot(fact);
    if (namespace === 'metric') return factOfMetric(key);
    if (namespace !== 'segment') return otherFact(fact);
    segmentExists(key);
    return factNode(fact, () => UNKNOWN, { segments: [key], isExact: true });
  };
  return {
    byName,
    hostFacts,
    visitFacts,
    factOf(fact) {
      const found = byName.get(fact) ?? find(fact);
      if (!found) throw new CompileError(`no fact "${fact}"`);
      byName.set(fact, found);
      return found;
    },
    inOrder(segments) {
      const all = [...new Set(byName.values())];
      const timed = all.filter(({ nextTimer }) => nextTimer);
      const nodes = [...timed, ...all.filter(({ nextTimer }) => !nextTimer)];
      for (const [index, one] of nodes.entries()) {
        one.index = index;
        one.thresholds = [...new Set(one.thresholds)].toSorted((a, b) => a - b);
        one.byThreshold = one.thresholds.map(() => []);
      }
      for (const { reads, index } of segments)
        for (const [one, thresholds] of reads)
          for (const threshold of new Set(thresholds))
            one.byThreshold[one.thresholds.indexOf(threshold)]?.push(index);
      return { nodes, timedCount: timed.length };
    },
  };
};
