import type { PatternWatch } from '../../conditions/index.ts';
import type { Definitions } from '../../definitions/types.ts';
import { type Known, type Lists, compileClause } from '../graph/clause.ts';
import { compileLeaf } from '../graph/leaf.ts';
import { type Definition, type MetricKind, readersAmong } from '../graph/metric-kind.ts';
import type { FactNode } from '../graph/visitor-state.ts';
import type { Plan } from '../types.ts';
import { isRecord } from '../values/values.ts';
import { linkFacts } from './link-facts.ts';
import { kindsNamed } from './kinds.ts';
import type { LinkedPlan, MetricNode } from './linked-plan.ts';
import { linkMetrics } from './metrics.ts';
import { FORMAT, type Program } from './program.ts';
import { makeRouter } from './router.ts';
import { CompiledSegment } from './segments.ts';

/**
 * The plan of a program, with the definitions and the kinds that it was analysed with: closures, each made when it is
 * first asked for. Null for what is no such program. That the definitions are the same is the caller's to know.
 */
export function link(
  program: unknown,
  definitions: Definitions,
  kinds: readonly MetricKind[],
  watch?: PatternWatch,
): Plan | null {
  try {
    return fits(program, kinds) ? linked(program, definitions, kinds, watch) : null;
  } catch {
    return null;
  }
}

/** Whether it says that it is a program for these kinds. */
export const fits = (program: unknown, kinds: readonly MetricKind[]): program is Program =>
  isRecord(program) && program['format'] === FORMAT && program['kinds'] === kindsNamed(kinds);

const recordAt = (definitions: Definitions, name: keyof Definitions) => {
  const section: unknown = definitions?.[name];
  return isRecord(section) ? section : {};
};

const linked = (
  program: Program,
  definitions: Definitions,
  kinds: readonly MetricKind[],
  watch: PatternWatch | undefined,
): LinkedPlan => {
  const metrics = recordAt(definitions, 'metrics');
  const segments = recordAt(definitions, 'segments');
  const readers = readersAmong(kinds);
  const { details, otherFacts } = readers;
  const known: Known = {
    savedGroups: recordAt(definitions, 'savedGroups') as Lists,
    watch,
    ...readers,
  };
  const segmentIndexes = new Map(program.segments.map(({ id }, index) => [id, index]));
  const factOf = (fact: string): FactNode => factsByName.get(fact) as FactNode;
  /** How a metric is written, but for its name. */
  const definitionOf = (fact: string): Definition => {
    const { name: _, ...meaning } = metrics[fact.slice('metric.'.length)] as Definition;
    return meaning;
  };
  const factNodes = linkFacts(program, {
    metricAt: (index) => metricNodes[index] as MetricNode,
    segmentIndexes,
    derive: (fact) => derive(definitionOf(fact), factOf) as FactNode,
    known,
  });
  const at = (index: number): FactNode => factNodes[index] as FactNode;
  const factsByName = new Map([
    ...factNodes.map((node): [string, FactNode] => [node.name, node]),
    ...program.names.map(([name, index]): [string, FactNode] => [name, at(index)]),
  ]);
  const { metricNodes, metricsSoFar, predicateAt, derive } = linkMetrics({
    program,
    kinds,
    known,
    facts: factNodes.filter(({ metric }) => metric >= 0),
    definitionOf,
  });
  const compile = (condition: unknown) =>
    compileClause(condition, (fact, operand) => compileLeaf(fact, factOf(fact), operand, known));
  const compiledSegments = program.segments.map(
    (written, index) => new CompiledSegment(written, index, segments[written.id], compile),
  );
  const { timedCount, sessionMetrics, sessionTimeoutMs } = program;

  return {
    definitions,
    segments: Object.keys(segments),
    metrics: Object.keys(metrics),
    facts: new Set([...factsByName.keys(), ...program.factsOfSessions]),
    stored: new Map(program.stored),
    once: new Map(program.once),
    disabled: new Map(program.disabled),
    shadow: new Set(compiledSegments.filter(({ shadow }) => shadow).map(({ id }) => id)),
    metricNodes,
    metricsSoFar,
    compiledSegments,
    segmentIndexes,
    factNodes,
    timedCount,
    factsByName,
    visitFacts: program.visitFacts.map(at),
    clockFacts: factNodes.slice(0, timedCount).filter(({ metric }) => metric < 0),
    sessionMetrics,
    hostFacts: program.hostFacts.map(({ readBy, ...one }) => ({ ...one, readBy: readBy.map(at) })),
    details,
    otherFacts,
    reduceProps: (props, paths) => details?.reduceProps(props, paths),
    router: makeRouter(program, predicateAt),
    sessionTimeoutMs,
    stamp: 0,
  };
};
