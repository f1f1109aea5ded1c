import type { PatternWatch } from '../../shared/conditions/index.ts';
import {
  analyse,
  link,
  operatorsAmong,
  type Plan,
  type Program,
} from '../../shared/engine/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import type { Loaded } from '../loader/index.ts';
import type { Code } from './code.ts';

export interface Compiled {
  readonly plan: Plan;
  /** What an engine's state is of: the definitions, and the patterns that are left out. */
  readonly planId: string;
  /** The program of the definitions, where they had to be analysed; without anything left out. */
  readonly analysed: Program | null;
}

const NONE: ReadonlySet<string> = new Set();

export interface WatchedCompiler {
  compile(loaded: Loaded, code: Code): Compiled;
  /** A pattern turned out to be slow since the last plan was made: what stood on it is no answer. */
  isOutdated(): boolean;
}

/** The plan of definitions, from the program that was kept or else from one that is made now. */
export function planOf(
  definitions: Definitions,
  { kinds, program }: Pick<Code, 'kinds' | 'program'>,
  watch?: PatternWatch,
): Pick<Compiled, 'plan' | 'analysed'> {
  const kept = program && link(program, definitions, kinds, watch);
  if (kept) return { plan: kept, analysed: null };
  const analysed = analyse(definitions, kinds);
  return { plan: linked(analysed, definitions, kinds, watch), analysed };
}

/** The plan of a program that was made just now, and so fits. */
function linked(...given: Parameters<typeof link>): Plan {
  const plan = link(...given);
  if (!plan) throw new Error('a program does not fit what it was made of');
  return plan;
}

/**
 * Compiles definitions, and leaves out patterns that took too long on this page: what reads them is not known
 * any more. `clock` is for short spans, milliseconds; `onSlow` is told the pattern.
 */
export function createWatchedCompiler(
  clock: () => number,
  onSlow: (source: string) => void,
): WatchedCompiler {
  /** One for all that this page compiles; none before something has patterns. */
  let patterns: PatternWatch | undefined;
  /** Slow patterns that the last plan leaves out. */
  let leftOut = 0;
  return {
    compile({ definitions, hash }, code) {
      const { kinds } = code;
      patterns ??= operatorsAmong(kinds)?.watch(clock, onSlow);
      const slow = patterns?.slow ?? NONE;
      const whole = planOf(definitions, code, patterns);
      if (slow.size === 0) {
        leftOut = 0;
        return { ...whole, planId: hash };
      }
      const rest = analyse(definitions, kinds, patterns);
      const without = linked(rest, definitions, kinds, patterns);
      leftOut = slow.size;
      return {
        ...whole,
        // What slow patterns read is kept all the same: the next page may be quicker.
        plan: { ...without, stored: whole.plan.stored, facts: whole.plan.facts },
        planId: [hash, ...[...slow].toSorted()].join(' '),
      };
    },
    isOutdated: () => (patterns?.slow.size ?? 0) > leftOut,
  };
}
