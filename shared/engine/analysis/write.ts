import type { Subscription } from '../graph/metric.ts';
import type { FactNode } from '../graph/visitor-state.ts';
import type { Program, ProgramFact, ProgramSegment } from '../plan/program.ts';
import type { Facts } from './facts.ts';
import type { Metrics } from './metrics.ts';
import type { AnalysedSegment } from './segments.ts';

/** Facts as they stand in a program, and what says where they are read. */
export const writeFacts = (
  nodes: readonly FactNode[],
  { byName, hostFacts, visitFacts }: Facts,
  { derived, unknown }: Metrics,
): Pick<Program, 'facts' | 'names' | 'hostFacts' | 'visitFacts'> => {
  const first = new Map<FactNode, string>();
  const names: [string, number][] = [];
  for (const [name, node] of byName) {
    if (first.has(node)) names.push([name, node.index]);
    else first.set(node, name);
  }
  const indexes = (some: readonly FactNode[]): number[] => some.map(({ index }) => index);
  const written = (node: FactNode): ProgramFact => {
    const { metric, scale, parts, segments, dependents, thresholds, byThreshold } = node;
    const host = hostFacts.findIndex(({ readBy }) => readBy.includes(node));
    return {
      name: first.get(node) ?? node.name,
      ...(metric >= 0 && { metric }),
      ...(host >= 0 && { host }),
      ...(derived.has(node) && { isDerived: true }),
      ...(unknown.has(node) && { isUnknown: true }),
      ...(node.isDuration && { isDuration: true }),
      ...(node.isScore && { isScore: true }),
      ...(node.isExact && { isExact: true }),
      ...(node.inFormula && { inFormula: true }),
      ...(scale !== 0 && { scale }),
      ...(parts.length > 0 && { parts: indexes(parts) }),
      ...(segments.length > 0 && { segments }),
      dependents,
      ...(thresholds.length > 0 && {
        thresholds: thresholds.map((one) => (Number.isFinite(one) ? one : String(one))),
        byThreshold,
      }),
    };
  };
  return {
    facts: nodes.map(written),
    names,
    hostFacts: hostFacts.map(({ namespace, key, readBy }) => ({
      namespace,
      key,
      readBy: indexes(readBy),
    })),
    visitFacts: indexes(visitFacts),
  };
};

/** Segments as they stand in a program; `inputs` are those of all metrics. */
export const writeSegments = (
  segments: readonly AnalysedSegment[],
  inputs: readonly Subscription[],
): readonly ProgramSegment[] => {
  /** Transitions that some metric counts: most are counted by none. */
  const counted = new Set(inputs.flatMap(({ names }) => names));
  return segments.map(({ id, hash, keepMs, onlyFact, precedence, dependents }) => ({
    id,
    hash,
    ...(keepMs > 0 && { keepMs: keepMs === Infinity ? null : keepMs }),
    ...(onlyFact && { onlyFact: onlyFact.index }),
    ...(precedence.length > 0 && { precedence }),
    ...(dependents.length > 0 && { dependents }),
    ...(counted.has(`enter:${id}`) && { entryCounts: true }),
    ...(counted.has(`leave:${id}`) && { exitCounts: true }),
  }));
};
