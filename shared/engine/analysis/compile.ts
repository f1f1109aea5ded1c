import type { PatternWatch } from '../../conditions/index.ts';
import type { Definitions } from '../../definitions/types.ts';
import type { MetricKind } from '../graph/metric-kind.ts';
import { link } from '../plan/link.ts';
import type { Plan } from '../types.ts';
import { analyse } from './analyse.ts';

/**
 * Definitions as a plan, for hosts that keep no program: closures over a graph from events to metrics to segments.
 * Never throws: what cannot be compiled is named in `plan.disabled`, as in a program.
 */
export const compile = (
  definitions: Definitions,
  kinds: readonly MetricKind[],
  watch?: PatternWatch,
): Plan => {
  const program = analyse(definitions, kinds, watch);
  return link(program, definitions, kinds, watch) as Plan;
};
