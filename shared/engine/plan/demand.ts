import type { FactNode } from '../graph/visitor-state.ts';

/** Above this no answer looks at a value any closer; Infinity where the exact value is read, or nothing depends on it. */
export const maxOf = ({ dependents, isExact, thresholds }: FactNode): number =>
  dependents.length === 0 || isExact ? Infinity : Math.max(1, ...thresholds);
