/**
 * How long a regular expression can take to fail. A backtracking matcher tries every way a text
 * can be read: exponentially many where a loop can read the same text in two ways (Weideman et
 * al., CIAA 2016), polynomially many where several loops can share it.
 */
import { type CharacterSet, type PatternNode, parsePattern } from './pattern-tree.ts';

export type Danger = 'none' | 'slow' | 'exponential';

/** Counted repetitions are written out up to this often; more count as unbounded. */
const MOST_COPIES = 12;
const MOST_STATES = 400;
/** Loops that can share one text: two are usual (`a.*b.*c`), three are slow, more are refused. */
const SLOW_LOOPS = 3;
const REFUSED_LOOPS = 4;

/** What the pattern (one that `RegExp` accepts) can do to a long text. */
export const patternDanger = (source: string, ignoreCase: boolean): Danger => {
  const machine: Machine = { sets: [], edges: [], looks: [] };
  build(parsePattern(source, ignoreCase), machine);
  // Each look is a pattern of its own; they join the list as they are found.
  for (const look of machine.looks) build(look, machine);
  if (machine.sets.length > MOST_STATES) return 'exponential';
  const component = components(machine);
  if (isAmbiguous(machine, component) || hasManyReadings(machine)) return 'exponential';
  const loops = sharedLoops(machine, component);
  if (loops >= REFUSED_LOOPS) return 'exponential';
  return loops >= SLOW_LOOPS ? 'slow' : 'none';
};

/** A position per character set, and how many ways lead from one to another (Glushkov). */
interface Machine {
  readonly sets: CharacterSet[];
  readonly edges: Map<number, number>[];
  readonly looks: PatternNode[];
}
interface Fragment {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly canBeEmpty: boolean;
}
const EMPTY: Fragment = { first: [], last: [], canBeEmpty: true };

const build = (node: PatternNode, machine: Machine): Fragment => {
  if (machine.sets.length > MOST_STATES) return EMPTY;
  switch (node.type) {
    case 'set': {
      const position = machine.sets.push(node.set) - 1;
      machine.edges.push(new Map());
      return { first: [position], last: [position], canBeEmpty: false };
    }
    case 'look':
      machine.looks.push(node.part);
      return EMPTY;
    case 'choice': {
      const parts = node.parts.map((part) => build(part, machine));
      return {
        first: parts.flatMap(({ first }) => first),
        last: parts.flatMap(({ last }) => last),
        canBeEmpty: parts.some(({ canBeEmpty }) => canBeEmpty),
      };
    }
    case 'sequence': {
      let whole = EMPTY;
      for (const part of node.parts) whole = join(whole, build(part, machine), machine);
      return whole;
    }
    case 'repeat': {
      const unbounded = node.most > MOST_COPIES;
      if (node.most === 0) return EMPTY;
      const copies = Math.max(1, Math.min(unbounded ? node.least : node.most, MOST_COPIES));
      let whole = EMPTY;
      for (let copy = 0; copy < copies; copy += 1) {
        const part = build(node.part, machine);
        if (unbounded && copy === copies - 1) link(part.last, part.first, machine);
        const optional = copy >= node.least;
        whole = join(whole, optional ? { ...part, canBeEmpty: true } : part, machine);
      }
      return whole;
    }
  }
};

const link = (from: readonly number[], to: readonly number[], machine: Machine): void => {
  for (const a of from) {
    const edges = machine.edges[a];
    for (const b of to) edges?.set(b, (edges.get(b) ?? 0) + 1);
  }
};
const join = (a: Fragment, b: Fragment, machine: Machine): Fragment => {
  link(a.last, b.first, machine);
  return {
    first: a.canBeEmpty ? [...a.first, ...b.first] : a.first,
    last: b.canBeEmpty ? [...a.last, ...b.last] : b.last,
    canBeEmpty: a.canBeEmpty && b.canBeEmpty,
  };
};

const overlaps = (a: CharacterSet | undefined, b: CharacterSet | undefined): boolean => {
  if (b !== undefined) for (const character of a ?? []) if (b.has(character)) return true;
  return false;
};

/** Everything that can be reached from a start, which counts only where it is reached again. */
const reachable = <T>(start: T, next: (from: T) => Iterable<T>): ReadonlySet<T> => {
  const seen = new Set<T>();
  const open = [start];
  for (let from = open.pop(); from !== undefined; from = open.pop())
    for (const to of next(from))
      if (!seen.has(to)) {
        seen.add(to);
        open.push(to);
      }
  return seen;
};

/** For each position on a loop, the smallest position of the loop it is on. */
const components = (machine: Machine): ReadonlyMap<number, number> => {
  const reach = machine.edges.map((_, from) =>
    reachable(from, (at) => machine.edges[at]?.keys() ?? []),
  );
  const component = new Map<number, number>();
  reach.forEach((reached, from) => {
    if (!reached.has(from)) return;
    const together = [...reached].filter((to) => reach[to]?.has(from));
    component.set(from, Math.min(...together));
  });
  return component;
};

/** Whether some loop can read one text in two ways. */
const isAmbiguous = (machine: Machine, component: ReadonlyMap<number, number>): boolean => {
  const size = machine.sets.length;
  const inside = machine.edges.map((edges, from) =>
    [...edges].filter(([to]) => component.get(to) === component.get(from)),
  );
  if (inside.some((edges, from) => component.has(from) && edges.some(([, ways]) => ways > 1)))
    return true;
  // Two readers step through a loop over the same characters: can they part, and meet again?
  const isTogether = (pair: number): boolean => Math.floor(pair / size) === pair % size;
  const meets = machine.sets.map((a) => machine.sets.map((b) => overlaps(a, b)));
  for (const start of new Set(component.values())) {
    const before = new Map<number, number[]>();
    const step = (pair: number): number[] => {
      const pairs: number[] = [];
      for (const [a] of inside[Math.floor(pair / size)] ?? [])
        for (const [b] of inside[pair % size] ?? []) if (meets[a]?.[b]) pairs.push(a * size + b);
      for (const next of pairs) {
        const known = before.get(next);
        if (known === undefined) before.set(next, [pair]);
        else known.push(pair);
      }
      return pairs;
    };
    const reached = reachable(start * size + start, step);
    for (const pair of reached) {
      if (!isTogether(pair)) continue;
      for (const from of reachable(pair, (at) => before.get(at) ?? []))
        if (!isTogether(from)) return true;
      // A loop leads from each of its positions to all: one of them tells.
      break;
    }
  }
  return false;
};

/** The longest chain of loops in which each can also read what lies between it and the next. */
const sharedLoops = (machine: Machine, component: ReadonlyMap<number, number>): number => {
  const loops = [...new Set(component.values())].toSorted((a, b) => a - b);
  const characters = new Map<number, Set<string>>();
  for (const [position, loop] of component) {
    const known = characters.get(loop) ?? new Set();
    machine.sets[position]?.forEach((character) => known.add(character));
    characters.set(loop, known);
  }
  const longest = new Map<number, number>();
  // Positions are numbered from left to right, so a loop comes after those that lead to it.
  for (const loop of loops) {
    longest.set(loop, Math.max(longest.get(loop) ?? 0, 1));
    const own = characters.get(loop);
    const ahead = reachable(loop, (from) =>
      [...(machine.edges[from]?.keys() ?? [])].filter((to) => overlaps(machine.sets[to], own)),
    );
    for (const to of ahead) {
      const other = component.get(to);
      if (other === undefined || other === loop) continue;
      longest.set(other, Math.max(longest.get(other) ?? 0, (longest.get(loop) ?? 0) + 1));
    }
  }
  return Math.max(0, ...longest.values());
};

const LONG_TEXT = 40;
const MANY_READINGS = 1e6;

/** Whether a text of one repeated character can be read in very many ways, as by `a?a?a?…`. */
const hasManyReadings = (machine: Machine): boolean => {
  const characters = new Set(machine.sets.flatMap((set) => [...set]));
  // Characters that the same positions accept are read alike.
  const kinds = new Map<string, readonly boolean[]>();
  for (const character of characters) {
    const has = machine.sets.map((set) => set.has(character));
    kinds.set(has.map(Number).join(''), has);
  }
  for (const has of kinds.values()) {
    let readings = has.map(Number);
    for (let length = 1; length < LONG_TEXT; length += 1) {
      const longer = has.map(() => 0);
      readings.forEach((ways, from) => {
        if (ways === 0) return;
        for (const [to, edges] of machine.edges[from] ?? [])
          if (has[to]) longer[to] = (longer[to] ?? 0) + ways * edges;
      });
      if (longer.some((ways) => ways > MANY_READINGS)) return true;
      readings = longer;
    }
  }
  return false;
};
