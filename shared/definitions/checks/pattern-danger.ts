/**
 * How long a regular expression can take to fail. A backtracking matcher tries every way a text can be read:
 * exponentially many where a loop can read the same text in two ways (Weideman et al., CIAA 2016), and a power of
 * its length where several loops, or the search for a start, can share it.
 */
import { MOST_MATCHED } from '../../conditions/index.ts';
import { LIMITS } from '../limits.ts';
import {
  MOST_POSITIONS,
  type Machine,
  isAnchored,
  machineOf,
  meetings,
  reachable,
} from './pattern-machine.ts';
import { mostSteps, uniformSteps } from './pattern-steps.ts';
import { type PatternNode, parsePattern } from './pattern-tree.ts';
import { stepsTaken } from './pattern-work.ts';

/** `unjudged`: the patterns before it took all the work that one document may be. */
export type Danger = 'none' | 'slow' | 'exponential' | 'unjudged';

interface Judgement {
  readonly danger: Danger;
  /** What it took to find out. */
  readonly steps: number;
}

/**
 * Steps on a text as long as any that is looked at. A loop that is searched for takes 32 thousand, two 3 million, three
 * 180 million. What is only bounded gets more room than what a text of one character is known to take.
 */
const TEXT_LENGTH = MOST_MATCHED;
const SLOW_STEPS = 1e8;
const REFUSED_STEPS = 2e9;
const REFUSED_UNIFORM_STEPS = 1e8;

/** Judgements of late, by pattern: one that stands in many places is judged once. */
const judged = new Map<string, Judgement>();
const MOST_JUDGED = 1000;

/** Those of the document that is checked, and the steps that are left for its others. */
let ofDocument = new Map<string, Judgement>();
let stepsLeft = Infinity;

/** Runs the check of a document: when its patterns took as much as they may, the rest are not judged. */
export const judging = <T>(check: () => T): T => {
  stepsLeft = LIMITS.patternSteps;
  try {
    return check();
  } finally {
    ofDocument = new Map();
    stepsLeft = Infinity;
  }
};

/** What the pattern (one that `RegExp` accepts) can do to a long text. */
export const patternDanger = (source: string, ignoreCase: boolean): Danger => {
  const key = `${ignoreCase ? 'i' : ''}/${source}`;
  const before = ofDocument.get(key);
  if (before !== undefined) return before.danger;
  if (stepsLeft < 0) return 'unjudged';
  // One that was known already counts as much: a document is good, or it is not.
  const judgement = judged.get(key) ?? judge(source, ignoreCase);
  stepsLeft -= judgement.steps;
  if (stepsLeft < Infinity) ofDocument.set(key, judgement);
  if (judged.size >= MOST_JUDGED) judged.clear();
  judged.set(key, judgement);
  return judgement.danger;
};

const judge = (source: string, ignoreCase: boolean): Judgement => {
  const { answer, steps } = stepsTaken(() => patternSteps(source, ignoreCase, TEXT_LENGTH));
  const danger = answer > REFUSED_STEPS ? 'exponential' : answer > SLOW_STEPS ? 'slow' : 'none';
  return { danger, steps };
};

/** At most so many characters are read on a text of some length; Infinity where the pattern is to be refused. */
export const patternSteps = (source: string, ignoreCase: boolean, length: number): number => {
  const pattern = parsePattern(source, ignoreCase);
  return stepsOf(pattern, length, isAnchored(pattern));
};

const stepsOf = (pattern: PatternNode, length: number, anchored: boolean): number => {
  const machine = machineOf(pattern);
  if (machine.isIdle || machine.sets.length > MOST_POSITIONS) return Infinity;
  if (isAmbiguous(machine, components(machine))) return Infinity;
  if (uniformSteps(machine, length, anchored, REFUSED_UNIFORM_STEPS) > REFUSED_UNIFORM_STEPS)
    return Infinity;
  const own = mostSteps(machine, length, anchored, REFUSED_STEPS);
  let steps = own;
  for (const { part, isRepeated } of machine.looks)
    steps += stepsOf(part, length, true) * (isRepeated ? own : anchored ? 1 : length + 1);
  return steps;
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
  const meets = meetings(machine.sets);
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
