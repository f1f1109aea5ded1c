import type { Clause } from '../graph/clause.ts';
import { canonical, hash } from '../values/hash.ts';
import type { VisitorState, FactNode } from '../graph/visitor-state.ts';
import { CompileError, checkDepth, duration, isRecord } from '../values/values.ts';

/** Facts, and the values at which answers change. */
export type Reads = ReadonlyMap<FactNode, readonly number[]>;

/** A segment, compiled. */
export interface CompiledSegment {
  readonly id: string;
  readonly name: string;
  /** Of the rules alone: what is remembered of membership goes with them. */
  readonly hash: string;
  readonly when: Clause<VisitorState>;
  readonly exclude: Clause<VisitorState> | null;
  readonly excludeEver: Clause<VisitorState> | null;
  /** How long a visitor stays; 0 without `keep`, Infinity for ever. */
  readonly keepMs: number;
  readonly shadow: boolean;
  /** The condition is all there is to it. */
  isPlain: boolean;
  /** What it reads, with the thresholds at which its answer changes. */
  readonly reads: Reads;
  /** Its own index in the order of evaluation. */
  index: number;
  /** Indexes of the segments that come before it in a group. */
  precedence: number[];
  /** Indexes of the segments that read it. */
  dependents: number[];
}

export const compileSegment = (
  id: string,
  definition: unknown,
  clause: (condition: unknown) => Clause<VisitorState>,
  reads: Reads,
): CompiledSegment => {
  checkDepth(definition);
  if (!isRecord(definition) || definition['when'] === undefined)
    throw new CompileError('a segment needs "when"');
  const { name, when, keep, exclude, excludeEver, shadow } = definition;
  return {
    id,
    name: typeof name === 'string' ? name : id,
    hash: hash(canonical([when, keep, exclude, excludeEver])),
    when: clause(when),
    exclude: exclude === undefined ? null : clause(exclude),
    excludeEver: excludeEver === undefined ? null : clause(excludeEver),
    keepMs: keep === undefined ? 0 : keep === 'forever' ? Infinity : duration(keep),
    shadow: shadow === true,
    isPlain: false,
    reads,
    index: -1,
    precedence: [],
    dependents: [],
  };
};

/** Stands for a segment that could not be compiled: unknown for ever. */
const unanswered = (id: string): CompiledSegment => ({
  id,
  name: id,
  hash: '',
  when: { operator: '$and', parts: [], test: () => null },
  exclude: null,
  excludeEver: null,
  keepMs: 0,
  shadow: false,
  isPlain: true,
  reads: new Map(),
  index: -1,
  precedence: [],
  dependents: [],
});

const DEEPEST = 100;

/** A fact and all that its value is made of. */
const deep = (one: FactNode): readonly FactNode[] => [one, ...one.parts.flatMap(deep)];

/**
 * Segments in an order in which each comes after those it reads, by `segment.*`, by counting their
 * transitions, or by standing behind them in a group. Those that read themselves are disabled.
 */
export const inOrder = (
  ids: ReadonlySet<string>,
  compiled: Map<string, CompiledSegment>,
  groups: readonly (readonly string[])[],
  disabled: Map<string, string>,
): readonly CompiledSegment[] => {
  const ahead = (id: string): readonly string[] =>
    groups
      .flatMap((list) => list.slice(0, Math.max(0, list.indexOf(id))))
      .filter((one) => compiled.has(one));
  const readBy = (id: string): readonly string[] => [
    ...[...(compiled.get(id)?.reads.keys() ?? [])]
      .flatMap(deep)
      .flatMap(({ segments }) => segments),
    ...(compiled.has(id) ? ahead(id) : []),
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
            ? `it is in a chain of more than ${DEEPEST} segments`
            : `it reads itself: ${[...cycle, cycle[0]].join(' reads ')}`,
        );
      }
    },
  );
  for (const id of cyclic) compiled.delete(id);

  const ordered: CompiledSegment[] = [];
  walk(
    (id) => {
      const segment = compiled.get(id) ?? unanswered(id);
      segment.index = ordered.push(segment) - 1;
    },
    () => {},
  );
  for (const { id, index, reads, precedence } of ordered) {
    const addTo = (dependents: number[]): void => {
      if (!dependents.includes(index)) dependents.push(index);
    };
    for (const one of [...reads.keys()].flatMap(deep)) {
      if (one.parts.length === 0) addTo(one.dependents);
      if (one.name.startsWith('segment.'))
        for (const segment of ordered)
          if (one.segments.includes(segment.id)) addTo(segment.dependents);
    }
    for (const other of ahead(id)) {
      const segment = ordered.find((one) => one.id === other);
      if (!segment || !compiled.has(id)) continue;
      precedence.push(segment.index);
      addTo(segment.dependents);
    }
  }
  for (const one of ordered)
    one.isPlain =
      one.keepMs === 0 && !one.exclude && !one.excludeEver && one.precedence.length === 0;
  return ordered;
};
