import type { PatternWatch } from '../../shared/conditions/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { analyse, link, type Plan, type Program } from '../../shared/engine/index.ts';
import type { Code } from './code.ts';

export interface Compiled {
  readonly plan: Plan;
  /** What an engine's state is of: the definitions, and the patterns that are left out. */
  readonly planId: string;
  /** The program of the definitions, where they had to be analysed; without anything left out. */
  readonly analysed: Program | null;
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
  // What was made just now fits.
  return { plan: link(analysed, definitions, kinds, watch) as Plan, analysed };
}
