import type { Column } from '../analysis/index.ts';
import { isSaid } from './cluster-definitions.ts';
import type { Clusters } from './find-clusters.ts';

/** How many visitors each rule takes among others, by their columns: those whom its segment would. */
export function membersIn(
  found: Clusters,
  columns: readonly Column[],
  isDuration: (metric: string) => boolean,
): readonly number[] {
  return found.rules.map(({ bounds }) => {
    const tests = found.metrics.map(({ metric, none, unknown }) => {
      const { from, to } = bounds.get(metric) ?? {};
      const column = columns.find((one) => one.metric === metric);
      const isLong = isDuration(metric);
      const needsValue = isSaid({ from, to }, isLong) || none + unknown > 0;
      return (visitor: number): boolean => {
        const kind = column?.kinds[visitor];
        const value = column?.numbers[visitor] ?? NaN;
        if (kind === 'number') return value >= (from ?? -Infinity) && value < (to ?? Infinity);
        // Of who has no value, a rule that does not speak of the metric says nothing; "never" is longer than any time.
        const isUnbounded = from === undefined && to === undefined;
        return !needsValue && (isUnbounded || (isLong && kind === 'none'));
      };
    });
    const visitors = columns[0]?.kinds.length ?? 0;
    let members = 0;
    for (let visitor = 0; visitor < visitors; visitor++)
      if (tests.every((test) => test(visitor))) members += 1;
    return members;
  });
}
