import type { PatternWatch } from '../../conditions/index.ts';
import { USUAL_SESSION_MS } from '../../definitions/durations.ts';
import type { Definitions, HistoryDefinition } from '../../definitions/types.ts';
import { type Clause, type Known, type Lists, compileClause } from '../graph/clause.ts';
import { compileLeaf } from '../graph/leaf.ts';
import { type MetricKind, readersAmong } from '../graph/metric-kind.ts';
import type { FactNode, VisitorState } from '../graph/visitor-state.ts';
import { kindsNamed } from '../plan/kinds.ts';
import { maxOf } from '../plan/demand.ts';
import { FORMAT, type Program } from '../plan/program.ts';
import { CompileError, duration, isRecord } from '../values/values.ts';
import { makeFacts } from './facts.ts';
import { inspectMetrics } from './kinds.ts';
import { makeMetrics } from './metrics.ts';
import { inspectOperands } from './operands.ts';
import { makePredicates } from './predicates.ts';
import { needsOf, onceOf, retentionRules } from './retention.ts';
import { branchesOf } from './routing.ts';
import { type AnalysedSegment, analyseSegment, inOrder } from './segments.ts';
import { writeFacts, writeSegments } from './write.ts';

/**
 * All that takes looking at a whole document, as JSON, for `link` to make a plan of. Never throws: what cannot be
 * compiled is named in `disabled` (a segment by its id, all else by `metric.ID`, `group.ID`, `session`, `history`), with
 * the reason, and everything else runs. So is a metric of a kind that is not among `kinds`. With a watch, a pattern that
 * it found slow disables what reads it.
 */
export function analyse(
  definitions: Definitions,
  kinds: readonly MetricKind[],
  watch?: PatternWatch,
): Program {
  const disabled = new Map<string, string>();
  const attempt = <T>(id: string, make: () => T): T | null => {
    try {
      return make();
    } catch (error) {
      disabled.set(id, error instanceof CompileError ? error.message : 'unreadable');
      return null;
    }
  };
  const entries = (name: keyof Definitions): [string, unknown][] => {
    const section: unknown = definitions?.[name];
    return isRecord(section) ? Object.entries(section) : [];
  };
  const segmentIds = new Set(entries('segments').map(([id]) => id));
  const segmentExists = (id: string): void => {
    if (!segmentIds.has(id)) throw new CompileError(`no segment "${id}"`);
  };

  const savedGroups = Object.fromEntries(entries('savedGroups')) as Lists;
  const asksPresence = new Set<FactNode>();
  const readers = readersAmong(kinds);
  const plain: Known = { savedGroups, watch, ...readers };
  const known: Known = {
    ...plain,
    inspection: { ...inspectOperands(plain, asksPresence), metric: inspectMetrics(kinds) },
  };
  const predicates = makePredicates(known);
  const definedMetrics = new Map(entries('metrics'));
  const facts = makeFacts({
    segmentExists,
    known: readers,
    factOfMetric: (id) => (definedMetrics.has(id) ? metrics.factOfMetric(id) : null),
  });
  const metrics = makeMetrics(definedMetrics, {
    kinds,
    known,
    predicates,
    facts: facts.byName,
    factOf: facts.factOf,
    segmentExists,
    attempt,
  });
  for (const id of definedMetrics.keys()) metrics.factOfMetric(id);

  const analysed = new Map<string, AnalysedSegment>();
  for (const [id, definition] of entries('segments')) {
    const reads = new Map<FactNode, number[]>();
    const clause = (condition: unknown): Clause<VisitorState> =>
      compileClause(condition, (fact, operand) => {
        const one = facts.factOf(fact);
        const others = one.thresholds.length;
        const leaf = compileLeaf(fact, one, operand, known);
        const own = one.thresholds.slice(others);
        reads.set(one, [...(reads.get(one) ?? []), ...own]);
        return leaf;
      });
    const segment = attempt(id, () => analyseSegment(id, definition, clause, reads));
    if (segment) analysed.set(id, segment);
  }
  const groups = entries('groups').map(
    ([id, group]) =>
      attempt(`group.${id}`, () => {
        const list = isRecord(group) ? group['segments'] : undefined;
        if (!Array.isArray(list) || !list.every((one) => typeof one === 'string'))
          throw new CompileError('bad "segments"');
        list.forEach(segmentExists);
        return list as readonly string[];
      }) ?? [],
  );
  const segments = inOrder(segmentIds, analysed, groups, disabled);

  for (const id of definedMetrics.keys()) {
    const one = facts.byName.get(`metric.${id}`);
    const lost = one?.segments.find((segment) => disabled.has(segment));
    if (!one || lost === undefined) continue;
    disabled.set(`metric.${id}`, `"${lost}" is disabled`);
    metrics.unknown.add(one);
    one.isExact = true;
  }
  const { nodes, timedCount } = facts.inOrder(segments);

  const needs = metrics.metrics.flatMap((one) => needsOf(one, maxOf(one.fact), asksPresence));
  const history = (definitions?.history ?? []) as readonly HistoryDefinition[];
  const stored =
    attempt('history', () => retentionRules(needs, history)) ?? retentionRules(needs, []);
  const sessionTimeoutMs =
    attempt('session', () => {
      const { session } = definitions ?? {};
      return session ? duration(session.timeout) : USUAL_SESSION_MS;
    }) ?? USUAL_SESSION_MS;
  // Metrics that are written alike are shown an event one after another: a processor guesses well what it did before.
  const shapes = new Set(metrics.metrics.map(({ shape }) => shape));
  const inputs = [...shapes].flatMap((shape) =>
    metrics.metrics.flatMap((one, metric) =>
      one.shape === shape ? one.inputs.map((input) => ({ ...input, metric })) : [],
    ),
  );

  return {
    format: FORMAT,
    kinds: kindsNamed(kinds),
    segments: writeSegments(segments, inputs),
    metrics: metrics.metrics.map(({ hash, predicates: asked }) => ({ hash, predicates: asked })),
    ...writeFacts(nodes, facts, metrics),
    timedCount,
    factsOfSessions: [...metrics.factsOfSessions],
    sessionMetrics: metrics.metrics.flatMap(({ metric }, index) =>
      metric.followsSessions ? [index] : [],
    ),
    predicates: predicates.all(),
    branches: branchesOf(inputs, predicates),
    sessionTimeoutMs,
    stored: [...stored],
    once: [...onceOf(definitions?.events, stored)],
    disabled: [...disabled],
  };
}
