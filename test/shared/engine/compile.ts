// Plans of tests are linked from what is left of a program that was written down, as in the page of a returning visitor.
import type { PatternWatch } from '../../../shared/conditions/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import {
  type MetricKind,
  type Plan,
  type Program,
  analyse,
  link,
} from '../../../shared/engine/index.ts';

/** A program as it comes back out of a store. */
export const keptProgram = (
  definitions: Definitions,
  kinds: readonly MetricKind[],
  watch?: PatternWatch,
): Program => JSON.parse(JSON.stringify(analyse(definitions, kinds, watch))) as Program;

export const compile = (
  definitions: Definitions,
  kinds: readonly MetricKind[],
  watch?: PatternWatch,
): Plan => {
  const plan = link(keptProgram(definitions, kinds, watch), definitions, kinds, watch);
  if (!plan) throw new Error('a program does not fit what it was made of');
  return plan;
};
