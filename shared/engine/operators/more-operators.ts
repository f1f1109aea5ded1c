import { moreOperators, watchPatterns } from '../../conditions/index.ts';
import type { OperatorKind } from '../graph/metric-kind.ts';

/** Patterns, versions, and what asks of lists. */
export const moreOperatorsKind: OperatorKind = { operators: moreOperators, watch: watchPatterns };
