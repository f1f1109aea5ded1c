import type { Clause } from '../graph/clause.ts';
import type { VisitorState, FactNode } from '../graph/visitor-state.ts';
import { canonical } from '../values/canonical.ts';
import { hash } from '../values/hash.ts';
import { CompileError, duration, isRecord } from '../values/values.ts';
import { checkDepth } from './depth.ts';

/** Facts, and the values at which answers change. */
export type Reads = ReadonlyMap<FactNode, readonly number[]>;

/** A segment, and what was found of it. */
export interface AnalysedSegment {
  readonly id: string;
  /** Of the rules alone: what is remembered of membership goes with them. */
  readonly hash: string;
  /** Milliseconds; Infinity for ever. */
  readonly keepMs: number;
  /** The fact that its condition asks about, where it is one. */
  readonly onlyFact: FactNode | null;
  /** What it reads, with the thresholds at which its answer changes. */
  readonly reads: Reads;
  /** Its own index in the order of evaluation. */
  index: number;
  /** Indexes of the segments that come before it in a group. */
  readonly precedence: number[];
  /** Indexes of the segments that read it. */
  readonly dependents: number[];
}

const analysed = (
  id: string,
  more: Partial<Pick<AnalysedSegment, 'hash' | 'keepMs' | 'onlyFact' | 'reads'>> = {},
): AnalysedSegment => ({
  id,
  hash: '',
  keepMs: 0,
  onlyFact: null,
  reads: new Map(),
  index: -1,
  precedence: [],
  dependents: [],
  ...more,
});

/** `clause` compiles a condition and takes down in `reads` what it reads. */
export const analyseSegment = (
  id: string,
  definition: unknown,
  clause: (condition: unknown) => Clause<VisitorState>,
  reads: Reads,
): AnalysedSegment => {
  checkDepth(definition);
  if (!isRecord(definition) || definition['when'] === undefined)
    throw new CompileError('no "when"');
  const { when, keep, exclude, excludeEver } = definition;
  const isLeaf = clause(when).fact !== undefined;
  const onlyFact = isLeaf ? ([...reads.keys()][0] ?? null) : null;
  if (exclude !== undefined) clause(exclude);
  if (excludeEver !== undefined) clause(excludeEver);
  return analysed(id, {
    hash: hash(canonical([when, keep, exclude, excludeEver])),
    keepMs: keep === undefined ? 0 : keep === 'forever' ? Infinity : duration(keep),
    onlyFact,
    reads,
  });
};

const DEEPEST = 100;

/** A fact and all that its value is made of. */
const deep = (one: FactNode): readonly FactNode[] => [one, ...one.parts.flatMap(deep)];

/**
 * Segments in an order in which each comes after those it reads, by `segment.*`, by counting their
 * transitions, or by standing behind them in a group. Those that read themselves are disabled.
 */
export const inOrder = (
  ids: ReadonlySet<string>,
  segments: Map<string, AnalysedSegment>,
  groups: readonly (readonly string[])[],
  disabled: Map<string, string>,
): readonly AnalysedSegment[] => {
  const ahead = (id: string): readonly string[] =>
    groups
      .flatMap((list) => list.slice(0, Math.max(0, list.indexOf(id))))
      .filter((one) => segments.has(one));
  const readBy = (id: string): readonly string[] => [
    ...[...(segments.get(id)?.reads.keys() ?? [])].flatMap(deep).flatMap((one) => one.segments),
    ...(segments.has(id) ? ahead(id) : []),
  ];
  /** Visits what is read before who reads. */
  const walk = (visit: (id: string) => void, inCycle: (path: readonly string[]) => void): void => {
    const done = new Set<string>();
    const path: string[] = [];
    const enter = (id: string): void => {
      if (path.includes(id)) return inCycle(path.slice(path.indexOf(id)));
      if (path.length > DEEPEST) return inCycle([...path]);
      if (done.has(id)) return;
      path.push(id);
      readBy(id).forEach(enter);
      path.pop();
      done.add(id);
      visit(id);
    };
    for (const id of ids) enter(id);
  };

  const cyclic = new Set<string>();
  walk(
    () => {},
    (cycle) => {
      for (const id of cycle) {
        cyclic.add(id);
        disabled.set(
          id,
          cycle.length > DEEPEST
            ? `more than ${DEEPEST} segments deep`
            : `reads itself: ${[...cycle, cycle[0]].join(' reads ')}`,
        );
      }
    },
  );
  for (const id of cyclic) segments.delete(id);

  const ordered: AnalysedSegment[] = [];
  walk(
    (id) => {
      const segment = segments.get(id) ?? analysed(id);
      segment.index = ordered.push(segment) - 1;
    },
    () => {},
  );
  const byId = new Map(ordered.map((segment) => [segment.id, segment]));
  for (const { id, index, reads, precedence } of ordered) {
    const addTo = (dependents: number[] | undefined): void => {
      if (dependents && !dependents.includes(index)) dependents.push(index);
    };
    for (const one of [...reads.keys()].flatMap(deep)) {
      if (one.parts.length === 0) addTo(one.dependents);
      if (one.name.startsWith('segment.'))
        for (const other of one.segments) addTo(byId.get(other)?.dependents);
    }
    if (!segments.has(id)) continue;
    for (const other of ahead(id)) {
      const segment = byId.get(other);
      if (!segment) continue;
      precedence.push(segment.index);
      addTo(segment.dependents);
    }
  }
  return ordered;
};
