/** The machine of a pattern: a position per character set, and how many ways lead from one to another (Glushkov). */
import type { CharacterSet, PatternNode } from './pattern-tree.ts';
import { takeSteps } from './pattern-work.ts';

/** Counted repetitions are written out up to this often; more count as unbounded. */
const MOST_COPIES = 12;
/** A pattern of more positions is refused unseen. */
export const MOST_POSITIONS = 400;

export interface Machine {
  readonly sets: CharacterSet[];
  readonly edges: Map<number, number>[];
  /** Where a reader begins. */
  readonly first: Ways;
  readonly looks: readonly Look[];
  /** Nothing is read, and that very often. */
  readonly isIdle: boolean;
}

/** A pattern of its own, tried where it stands: once from each start, or each time a reader comes by. */
export interface Look {
  readonly part: PatternNode;
  readonly isRepeated: boolean;
}

/** By position, in how many ways a reader comes to it. */
type Ways = ReadonlyMap<number, number>;
interface Fragment {
  readonly first: Ways;
  readonly last: Ways;
  /** In how many ways nothing is read. */
  readonly idle: number;
}
const NONE: Ways = new Map();
const EMPTY: Fragment = { first: NONE, last: NONE, idle: 1 };

const together = (one: Ways, other: Ways, times = 1): Ways => {
  if (times === 0 || other.size === 0) return one;
  const sum = new Map(one);
  for (const [position, ways] of other) sum.set(position, (sum.get(position) ?? 0) + ways * times);
  return sum;
};

export const machineOf = (pattern: PatternNode): Machine => {
  const sets: CharacterSet[] = [];
  const edges: Map<number, number>[] = [];
  const looks: Look[] = [];
  let repeats = 0;
  let isIdle = false;

  const link = (from: Ways, to: Ways): void => {
    for (const [a, out] of from) {
      const ways = edges[a];
      for (const [b, into] of to) ways?.set(b, (ways.get(b) ?? 0) + out * into);
    }
  };
  const join = (a: Fragment, b: Fragment): Fragment => {
    link(a.last, b.first);
    return {
      first: together(a.first, b.first, a.idle),
      last: together(b.last, a.last, b.idle),
      idle: a.idle * b.idle,
    };
  };
  const repeated = ({ part, least, most }: PatternNode & { type: 'repeat' }): Fragment => {
    if (most === 0) return EMPTY;
    const isUnbounded = most > MOST_COPIES;
    // Of those that must be, each may read nothing; of all others only what reads something counts.
    const needed = isUnbounded ? least + (canReadNothing(part) ? 1 : 0) : most;
    const copies = Math.max(1, Math.min(needed, MOST_COPIES + 1));
    // Which of many counted copies read nothing can be chosen in very many ways.
    const isManifold = least > MOST_COPIES || (isUnbounded && most !== Infinity);
    let whole = EMPTY;
    let before = EMPTY;
    repeats += 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const one = build(part);
      isIdle ||= isManifold && one.first.size === 0;
      if (isUnbounded && copy === copies - 1) {
        link(one.last, one.first);
        if (isManifold && one.idle > 0) link(one.last, one.first);
      }
      if (copy < least) whole = join(whole, one);
      else if (copy === least) whole = join(whole, { ...one, idle: 1 });
      else {
        // There is no third without a second.
        link(before.last, one.first);
        whole = { ...whole, last: together(whole.last, one.last) };
      }
      before = one;
    }
    repeats -= 1;
    return whole;
  };
  const build = (node: PatternNode): Fragment => {
    if (sets.length > MOST_POSITIONS) return EMPTY;
    switch (node.type) {
      case 'set': {
        const position = sets.push(node.set) - 1;
        edges.push(new Map());
        const only = new Map([[position, 1]]);
        return { first: only, last: only, idle: 0 };
      }
      case 'start':
        return EMPTY;
      case 'look':
        looks.push({
          part: node.isBehind ? mirrored(node.part) : node.part,
          isRepeated: repeats > 0 || sets.length > 0,
        });
        return EMPTY;
      case 'choice': {
        let whole: Fragment = { ...EMPTY, idle: 0 };
        for (const part of node.parts) {
          const one = build(part);
          whole = {
            first: together(whole.first, one.first),
            last: together(whole.last, one.last),
            idle: whole.idle + one.idle,
          };
        }
        return whole;
      }
      case 'sequence': {
        let whole = EMPTY;
        for (const part of node.parts) whole = join(whole, build(part));
        return whole;
      }
      case 'repeat':
        return repeated(node);
    }
  };
  const { first } = build(pattern);
  takeSteps(sets.length ** 2);
  return { sets, edges, first, looks, isIdle };
};

const canReadNothing = (node: PatternNode): boolean => {
  switch (node.type) {
    case 'set':
      return false;
    case 'choice':
      return node.parts.some(canReadNothing);
    case 'sequence':
      return node.parts.every(canReadNothing);
    case 'repeat':
      return node.least === 0 || canReadNothing(node.part);
    default:
      return true;
  }
};

const mirrored = (node: PatternNode): PatternNode => {
  switch (node.type) {
    case 'sequence':
      return { ...node, parts: node.parts.map(mirrored).toReversed() };
    case 'choice':
      return { ...node, parts: node.parts.map(mirrored) };
    case 'repeat':
      return { ...node, part: mirrored(node.part) };
    default:
      return node;
  }
};

/** Whether the pattern can only match at the start of the text. */
export const isAnchored = (node: PatternNode): boolean => {
  switch (node.type) {
    case 'start':
      return true;
    case 'choice':
      return node.parts.every(isAnchored);
    case 'sequence': {
      const first = node.parts.find(({ type }) => type !== 'look');
      return first !== undefined && isAnchored(first);
    }
    case 'repeat':
      return node.least > 0 && isAnchored(node.part);
    default:
      return false;
  }
};

/** For each two of the sets, whether a character is in both. */
export const meetings = (sets: readonly CharacterSet[]): readonly (readonly boolean[])[] => {
  for (const { size } of sets) takeSteps(size * sets.length);
  return sets.map((a) => sets.map((b) => overlaps(a, b)));
};

const overlaps = (a: CharacterSet, b: CharacterSet): boolean => {
  for (const character of a) if (b.has(character)) return true;
  return false;
};

/** Everything that can be reached from a start, which counts only where it is reached again. */
export const reachable = <T>(start: T, next: (from: T) => Iterable<T>): ReadonlySet<T> => {
  const seen = new Set<T>();
  const open = [start];
  let steps = 0;
  for (let from = open.pop(); from !== undefined; from = open.pop())
    for (const to of next(from)) {
      steps += 1;
      if (seen.has(to)) continue;
      seen.add(to);
      open.push(to);
    }
  takeSteps(steps);
  return seen;
};
