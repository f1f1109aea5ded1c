import { type Definition, type MetricKind, readersAmong } from '../graph/metric-kind.ts';
import { compileWindow } from '../graph/window.ts';
import { isOfKind } from '../plan/kinds.ts';
import { CompileError } from '../values/values.ts';

/** Keys that metrics of every kind may have. */
const OPTIONS = ['name', 'where', 'within', 'after', 'orEver', 'before'];

/** Refuses metrics that are of no kind, or of several, and those of which something is not among the kinds. */
export const inspectMetrics = (
  kinds: readonly MetricKind[],
): ((definition: Definition) => void) => {
  const metricKinds = kinds.flatMap((kind) => ('compile' in kind ? [kind] : []));
  const keys = new Set(metricKinds.map(({ key }) => key));
  const { details } = readersAmong(kinds);
  const modifiers = new Set(kinds.map((kind) => 'modifies' in kind && kind.modifies));

  return (definition) => {
    const { after, before, within } = definition;
    const written = Object.keys(definition).filter((one) => definition[one] !== undefined);
    const found = written.filter((one) => keys.has(one));
    const window = compileWindow(within, details?.specialWindow);
    const [isAfter, isBefore] = [after !== undefined, before !== undefined];
    const refused =
      found.length > 1
        ? `both ${found.join(' and ')}`
        : isAfter && isBefore
          ? 'both after and before'
          : !metricKinds.some((kind) => isOfKind(definition, kind, window))
            ? `no part for ${written.filter((one) => !OPTIONS.includes(one)).join(' and ') || 'nothing'}`
            : (isAfter || isBefore) && !modifiers.has('bounds')
              ? 'no part for after and before'
              : window.offset > 0 && !modifiers.has('offset')
                ? 'no part for ago'
                : null;
    if (refused) throw new CompileError(refused);
  };
};
