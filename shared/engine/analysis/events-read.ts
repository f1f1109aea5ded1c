import type { Definitions } from '../../definitions/types.ts';
import type { Known } from '../graph/clause.ts';
import { type MetricKind, readersAmong } from '../graph/metric-kind.ts';
import { isTransition } from '../graph/subscriptions.ts';
import { CompileError, isRecord } from '../values/values.ts';
import { makeFacts } from './facts.ts';
import { inspectMetrics } from './kinds.ts';
import { makeMetrics } from './metrics.ts';
import { inspectOperands } from './operands.ts';
import { makePredicates } from './predicates.ts';

const recordIn = (section: unknown) => (isRecord(section) ? section : {});

/**
 * By id of each metric, the names of the events that it has stored by itself (`*`: of every one). None: it is made of
 * other metrics, of facts of the visit, or cannot be compiled. One pass, without a look at what segments ask. Never throws.
 */
export function eventsRead(
  definitions: Definitions,
  kinds: readonly MetricKind[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const segmentIds = new Set(Object.keys(recordIn(definitions.segments)));
  const segmentExists = (id: string): void => {
    if (!segmentIds.has(id)) throw new CompileError(`no segment "${id}"`);
  };
  const readers = readersAmong(kinds);
  const plain: Known = {
    savedGroups: recordIn(definitions.savedGroups) as Known['savedGroups'],
    watch: undefined,
    ...readers,
  };
  const known: Known = {
    ...plain,
    inspection: { ...inspectOperands(plain, new Set()), metric: inspectMetrics(kinds) },
  };
  const defined = new Map<string, unknown>(Object.entries(recordIn(definitions.metrics)));
  // What a metric reads of others is theirs: no metric is a fact here.
  const facts = makeFacts({
    segmentExists,
    known: readers,
    factOfMetric: () => null,
  });
  const { metrics, factOfMetric } = makeMetrics(defined, {
    kinds,
    known,
    predicates: makePredicates(known),
    facts: facts.byName,
    factOf: facts.factOf,
    segmentExists,
    attempt: (_, make) => {
      try {
        return make();
      } catch {
        return null;
      }
    },
  });
  const nodes = [...defined.keys()].map((id) => [id, factOfMetric(id)] as const);
  const namesOf = new Map(
    metrics.map(({ fact, needs }) => [
      fact,
      new Set(needs.flatMap(({ names }) => names.filter((name) => !isTransition(name)))),
    ]),
  );
  return new Map(nodes.map(([id, node]) => [id, namesOf.get(node) ?? new Set<string>()]));
}
