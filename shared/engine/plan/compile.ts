import type { PatternWatch } from '../../conditions/index.ts';
import type { Definitions, HistoryDefinition } from '../../definitions/types.ts';
import { type Clause, type Known, type Lists, compileClause } from '../graph/clause.ts';
import { makeRouter } from './routing.ts';
import { type HostFact, anniversaryFact, clockFact, dateFact } from './facts.ts';
import { visitFact, factNode } from '../graph/fact-node.ts';
import { compileLeaf } from '../graph/leaf.ts';
import { type MetricKind, operatorsAmong } from '../graph/metric-kind.ts';
import { makeMetrics } from './metrics.ts';
import { type CompiledSegment, compileSegment, inOrder } from './segments.ts';
import type { Program } from './program.ts';
import type { VisitorState, FactNode } from '../graph/visitor-state.ts';
import { needsOf, onceOf, retentionRules } from './retention.ts';
import type { HostFacts, Plan } from '../types.ts';
import { CompileError, UNKNOWN, atDot, duration, isRecord } from '../values/values.ts';

const HOST: readonly string[] = ['trait', 'geo', 'device', 'source', 'page'];
const HALF_HOUR = 1_800_000;

/**
 * Definitions as a plan: closures over a graph from events to metrics to segments. Never throws:
 * what cannot be compiled is named in `plan.disabled` (a segment by its id, all else by
 * `metric.ID`, `group.ID`, `session`, `history`), with the reason, and everything else runs. So is a metric
 * of a kind that is not among `kinds`. With a watch, a pattern that it found slow disables what reads it.
 */
export function compile(
  definitions: Definitions,
  kinds: readonly MetricKind[],
  watch?: PatternWatch,
): Plan {
  const disabled = new Map<string, string>();
  const attempt = <T>(id: string, make: () => T): T | null => {
    try {
      return make();
    } catch (error) {
      disabled.set(id, error instanceof CompileError ? error.message : 'it cannot be read');
      return null;
    }
  };
  const entries = (name: keyof Definitions): [string, unknown][] => {
    const section: unknown = definitions?.[name];
    return isRecord(section) ? Object.entries(section) : [];
  };
  const segmentIds = new Set(entries('segments').map(([id]) => id));
  const segmentExists = (id: string): void => {
    if (!segmentIds.has(id)) throw new CompileError(`there is no segment "${id}"`);
  };

  const savedGroups = Object.fromEntries(entries('savedGroups')) as Lists;
  const known: Known = { savedGroups, watch, more: operatorsAmong(kinds)?.operators };
  const facts = new Map<string, FactNode>();
  const hostFacts: HostFact[] = [];
  const visitFacts: FactNode[] = [];
  const hostFactOf = (
    namespace: keyof HostFacts,
    key: string,
    make: (index: number) => FactNode,
  ): FactNode => {
    const found = hostFacts.findIndex((one) => one.namespace === namespace && one.key === key);
    const index = found < 0 ? hostFacts.push({ namespace, key, readBy: [] }) - 1 : found;
    const made = make(index);
    hostFacts[index]?.readBy.push(made);
    return made;
  };
  const findSource = (fact: string): FactNode | null => {
    const [namespace = '', key = ''] = atDot(fact);
    if (namespace === 'until' || namespace === 'since')
      return hostFactOf('trait', key, (index) => dateFact(fact, index, namespace === 'until'));
    if (namespace === 'anniversary')
      return hostFactOf('trait', key, (index) => anniversaryFact(fact, index));
    if (HOST.includes(namespace))
      return hostFactOf(namespace as keyof HostFacts, key, (index) =>
        factNode(fact, (visitor) => visitor.hostFacts[index]),
      );
    if (namespace === 'metric') return definedMetrics.has(key) ? metrics.factOfMetric(key) : null;
    if (namespace === 'segment') {
      segmentExists(key);
      return factNode(
        fact,
        (visitor) => visitor.answers[segmentIndexes.get(key) as number] ?? UNKNOWN,
        {
          segments: [key],
          isExact: true,
        },
      );
    }
    const ofVisit = visitFact(fact);
    if (ofVisit) visitFacts.push(ofVisit);
    return ofVisit ?? clockFact(fact);
  };
  const factOf = (fact: string): FactNode => {
    const found = facts.get(fact) ?? findSource(fact);
    if (!found) throw new CompileError(`there is no fact "${fact}"`);
    facts.set(fact, found);
    return found;
  };

  const definedMetrics = new Map(entries('metrics'));
  const metrics = makeMetrics(definedMetrics, {
    kinds,
    known,
    facts,
    factOf,
    segmentExists,
    attempt,
  });
  for (const id of definedMetrics.keys()) metrics.factOfMetric(id);
  const { metricNodes } = metrics;

  const compiled = new Map<string, CompiledSegment>();
  for (const [id, definition] of entries('segments')) {
    const reads = new Map<FactNode, number[]>();
    const clause = (condition: unknown): Clause<VisitorState> =>
      compileClause(condition, (fact, operand) => {
        const one = factOf(fact);
        const others = one.thresholds.length;
        const leaf = compileLeaf(fact, one, operand, known);
        const own = one.thresholds.slice(others);
        reads.set(one, [...(reads.get(one) ?? []), ...own]);
        return leaf;
      });
    const segment = attempt(id, () => compileSegment(id, definition, clause, reads));
    if (segment) compiled.set(id, segment);
  }
  const groups = entries('groups').map(
    ([id, group]) =>
      attempt(`group.${id}`, () => {
        const list = isRecord(group) ? group['segments'] : undefined;
        if (!Array.isArray(list) || !list.every((one) => typeof one === 'string'))
          throw new CompileError('a group has "segments"');
        list.forEach(segmentExists);
        return list as readonly string[];
      }) ?? [],
  );
  const compiledSegments = inOrder(segmentIds, compiled, groups, disabled);
  const segmentIndexes = new Map(compiledSegments.map(({ id, index }) => [id, index]));

  for (const id of definedMetrics.keys()) {
    const one = facts.get(`metric.${id}`);
    const lost = one?.segments.find((segment) => disabled.has(segment));
    if (!one || lost === undefined) continue;
    disabled.set(`metric.${id}`, `it counts how "${lost}" changes, which is disabled`);
    one.get = () => UNKNOWN;
    one.isExact = true;
  }
  const all = [...new Set(facts.values())];
  const timed = all.filter(({ nextTimer }) => nextTimer);
  const factNodes = [...timed, ...all.filter(({ nextTimer }) => !nextTimer)];
  for (const [index, one] of factNodes.entries()) {
    one.index = index;
    one.thresholds = [...new Set(one.thresholds)].toSorted((a, b) => a - b);
    one.byThreshold = one.thresholds.map(() => []);
  }
  for (const { reads, index } of compiledSegments)
    for (const [one, thresholds] of reads)
      for (const threshold of new Set(thresholds))
        one.byThreshold[one.thresholds.indexOf(threshold)]?.push(index);
  for (const one of metricNodes) {
    const { dependents, isExact, thresholds, inFormula } = one.fact;
    one.demand = {
      thresholds,
      inFormula,
      max: dependents.length === 0 || isExact ? Infinity : Math.max(1, ...thresholds),
    };
  }
  const needs = metricNodes.flatMap(needsOf);
  const history = (definitions?.history ?? []) as readonly HistoryDefinition[];
  const stored =
    attempt('history', () => retentionRules(needs, history)) ?? retentionRules(needs, []);

  const read = new Set([...facts.keys(), ...metrics.factsOfSessions]);

  return {
    definitions,
    segments: [...segmentIds],
    metrics: [...definedMetrics.keys()],
    facts: read,
    stored,
    disabled,
    metricHashes: metrics.hashes,
    shadow: new Set(compiledSegments.filter(({ shadow }) => shadow).map(({ id }) => id)),
    metricNodes,
    compiledSegments,
    segmentIndexes,
    factNodes,
    timedCount: timed.length,
    factsByName: facts,
    visitFacts,
    clockFacts: timed.filter(({ metric }) => metric < 0),
    sessionMetrics: metricNodes.flatMap(({ metric }, index) =>
      metric.followsSessions ? [index] : [],
    ),
    hostFacts,
    router: makeRouter(
      metricNodes.flatMap(({ inputs }, index) => inputs.map((one) => ({ ...one, metric: index }))),
    ),
    sessionTimeoutMs:
      attempt('session', () => {
        const { session } = definitions ?? {};
        return session ? duration(session.timeout) : HALF_HOUR;
      }) ?? HALF_HOUR,
    once: onceOf(definitions?.events, stored),
    stamp: 0,
  } satisfies Program as Plan;
}
