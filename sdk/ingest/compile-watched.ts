import type { PatternWatch } from '../../shared/conditions/index.ts';
import { compile, operatorsAmong, type MetricKind, type Plan } from '../../shared/engine/index.ts';
import type { Loaded } from '../loader/index.ts';

export interface Compiled {
  readonly plan: Plan;
  /** What an engine's state is of: the definitions, and the patterns that are left out. */
  readonly planId: string;
}

const NONE: ReadonlySet<string> = new Set();

export interface WatchedCompiler {
  compile(loaded: Loaded, kinds: readonly MetricKind[]): Compiled;
  /** A pattern turned out to be slow since the last plan was made: what stood on it is no answer. */
  isOutdated(): boolean;
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
    compile({ definitions, hash }, kinds) {
      patterns ??= operatorsAmong(kinds)?.watch(clock, onSlow);
      const slow = patterns?.slow ?? NONE;
      const whole = compile(definitions, kinds, slow.size > 0 ? undefined : patterns);
      // What slow patterns read is kept all the same: the next page may be quicker.
      const plan =
        slow.size === 0
          ? whole
          : { ...compile(definitions, kinds, patterns), stored: whole.stored, facts: whole.facts };
      leftOut = slow.size;
      return { plan, planId: [hash, ...[...slow].toSorted()].join(' ') };
    },
    isOutdated: () => (patterns?.slow.size ?? 0) > leftOut,
  };
}
