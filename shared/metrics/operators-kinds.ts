// Not metrics, but what conditions of theirs and of segments may have: operators that fewer documents use.
import type { MetricKind } from '../engine/index.ts';
import { moreOperatorsKind } from '../engine/operators/more-operators.ts';

export const operatorsKinds: readonly MetricKind[] = [moreOperatorsKind];
