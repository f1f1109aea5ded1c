import { analyse, link, operatorsAmong, type Plan } from '../../shared/engine/index.ts';
import type { Loaded } from '../loader/index.ts';
import type { Code } from './code.ts';
import { planOf, type Compiled } from './plan-of.ts';

export interface WatchedCompiler {
  compile(loaded: Loaded, code: Code): Compiled;
  /** A pattern turned out to be slow since the last plan was made: what stood on it is no answer. */
  isOutdated(): boolean;
}

/**
 * Compiles definitions of which some have patterns, and leaves out those that took too long on this page: what reads them
 * is not known any more. `clock` is for short spans, milliseconds; `onSlow` is told the pattern.
 */
export function createWatchedCompiler(
  kinds: Code['kinds'],
  clock: () => number,
  onSlow: (source: string) => void,
): WatchedCompiler {
  const patterns = operatorsAmong(kinds)?.watch(clock, onSlow);
  const slow: ReadonlySet<string> = patterns?.slow ?? new Set();
  /** Slow patterns that the last plan leaves out. */
  let leftOut = 0;
  return {
    compile({ definitions, hash }, code) {
      const whole = planOf(definitions, code, patterns);
      leftOut = slow.size;
      if (leftOut === 0) return { ...whole, planId: hash };
      const rest = analyse(definitions, code.kinds, patterns);
      // What was made just now fits.
      const without = link(rest, definitions, code.kinds, patterns) as Plan;
      return {
        ...whole,
        // What slow patterns read is kept all the same: the next page may be quicker.
        plan: { ...without, stored: whole.plan.stored, facts: whole.plan.facts },
        planId: [hash, ...[...slow].toSorted()].join(' '),
      };
    },
    isOutdated: () => slow.size > leftOut,
  };
}
