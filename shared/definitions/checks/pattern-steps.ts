/**
 * How many steps a backtracking matcher takes on a text, at most. Two readers that can have read the same text stand
 * at *compatible* positions; of each position it is counted how many readers of one text can stand there.
 */
import { type Machine, meetings } from './pattern-machine.ts';
import { takeSteps } from './pattern-work.ts';

/** More work than this is not put into a judgement: the pattern is refused. */
const MOST_PAIRS = 2_000_000;

/** At most so many steps on any text; Infinity where that takes too long to find out. */
export const mostSteps = (
  machine: Machine,
  length: number,
  isAnchored: boolean,
  enough: number,
): number => {
  const compatible = compatiblePairs(machine);
  if (compatible === null) return Infinity;
  const before = entries(machine);
  // For each position, the ways in that readers of one text can take together.
  const groups = before.map((ways) => {
    takeSteps(ways.length ** 2);
    return distinct(
      ways.map(([one]) => ways.filter(([other]) => compatible[one]?.has(other))),
      ([from]) => from,
    );
  });
  // The same of positions: where readers of one text can stand.
  const crowds = distinct(
    compatible.map((together) => [...together].toSorted((a, b) => a - b)),
    (position) => position,
  );
  const effort = groups.flat(2).length + crowds.flat().length;
  return count(
    machine,
    length,
    isAnchored,
    enough,
    effort,
    (readers) =>
      groups.map((some) => {
        let most = 0;
        for (const group of some) most = Math.max(most, sumOf(group, readers));
        return most;
      }),
    (readers) => {
      let most = 0;
      for (const crowd of crowds) {
        let sum = 0;
        for (const position of crowd) sum += readers[position] ?? 0;
        most = Math.max(most, sum);
      }
      return most;
    },
  );
};

/** Each list once, where several hold the same. */
const distinct = <T>(lists: readonly T[][], of: (one: T) => number): readonly T[][] => [
  ...new Map(lists.map((list) => [list.map(of).join(), list])).values(),
];

/** Exactly so many steps on the worst text that is one character throughout. */
export const uniformSteps = (
  machine: Machine,
  length: number,
  isAnchored: boolean,
  enough: number,
): number => {
  const before = entries(machine);
  // Characters that the same positions accept are read alike.
  const kinds = new Map<string, readonly boolean[]>();
  for (const character of new Set(machine.sets.flatMap((set) => [...set]))) {
    const accepts = machine.sets.map((set) => set.has(character));
    kinds.set(accepts.map(Number).join(''), accepts);
  }
  let worst = 0;
  for (const accepts of kinds.values()) {
    // After the first step nobody stands where the character is not read: what leads there or from there is left out.
    const reading = [...accepts.keys()].filter((position) => accepts[position]);
    const ways = reading.map((position) =>
      (before[position] ?? []).filter(([from]) => accepts[from]),
    );
    const entered = ways.reduce((sum, { length: all }) => sum + all, reading.length);
    let isFirst = true;
    const steps = count(
      machine,
      length,
      isAnchored,
      enough,
      entered,
      (readers) => {
        const next: number[] = [];
        reading.forEach((position, i) => {
          next[position] = sumOf((isFirst ? before[position] : ways[i]) ?? [], readers);
        });
        isFirst = false;
        return next;
      },
      (readers) => reading.reduce((sum, position) => sum + (readers[position] ?? 0), 0),
    );
    worst = Math.max(worst, steps);
  }
  return worst;
};

type Readers = readonly number[];
type Entries = readonly (readonly [from: number, ways: number])[];

const sumOf = (entries: Entries, readers: Readers): number => {
  let sum = 0;
  for (const [from, ways] of entries) sum += ways * (readers[from] ?? 0);
  return sum;
};

const count = (
  { sets, first }: Machine,
  length: number,
  isAnchored: boolean,
  enough: number,
  /** What one character takes to count. */
  effort: number,
  next: (readers: Readers) => Readers,
  together: (readers: Readers) => number,
): number => {
  let readers: Readers = sets.map((_, position) => first.get(position) ?? 0);
  let steps = length;
  for (let read = 1; read <= length; read += 1) {
    takeSteps(effort);
    const open = together(readers);
    if (open === 0) break;
    // From each start of the text as much of it is left.
    steps += open * (isAnchored ? 1 : length - read + 1);
    if (steps > enough) return steps;
    readers = next(readers);
  }
  return steps;
};

/** For each position, where a reader comes from, and in how many ways. */
const entries = ({ edges }: Machine): readonly Entries[] => {
  const before = edges.map((): [number, number][] => []);
  edges.forEach((ways, from) => ways.forEach((n, to) => before[to]?.push([from, n])));
  return before;
};

const compatiblePairs = (machine: Machine): readonly ReadonlySet<number>[] | null => {
  const { sets, edges, first } = machine;
  const size = sets.length;
  const meets = meetings(sets);
  const found = sets.map(() => new Set<number>());
  const open: number[] = [];
  let work = 0;
  const meet = (some: Iterable<number>, others: Iterable<number>): void => {
    for (const a of some)
      for (const b of others) {
        work += 1;
        if (!meets[a]?.[b] || found[a]?.has(b)) continue;
        found[a]?.add(b);
        found[b]?.add(a);
        open.push(a * size + b);
      }
  };
  meet(first.keys(), [...first.keys()]);
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    meet(edges[Math.floor(pair / size)]?.keys() ?? [], [...(edges[pair % size]?.keys() ?? [])]);
    if (work > MOST_PAIRS) break;
  }
  takeSteps(work);
  return work > MOST_PAIRS ? null : found;
};
