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

  /** Why there is no such metric, in a few words. */
  const refusal = (definition: Definition): string | null => {
    const { after, before, within } = definition;
    const written = Object.keys(definition).filter((one) => definition[one] !== undefined);
    const found = written.filter((one) => keys.has(one));
    if (found.length > 1) return `both ${found.join(' and ')}`;
    const [isAfter, isBefore] = [after !== undefined, before !== undefined];
    if (isAfter && isBefore) return 'both after and before';
    const window = compileWindow(within, details?.specialWindow);
    if (!metricKinds.some((kind) => isOfKind(definition, kind, window))) {
      const asked = written.filter((one) => !OPTIONS.includes(one));
      if (asked.length === 0) return 'nothing to measure';
      return `no part for ${found.length === asked.length ? 'such a ' : ''}${asked.join(' and ')}`;
    }
    if ((isAfter || isBefore) && !modifiers.has('bounds')) return 'no part for after and before';
    return window.offset > 0 && !modifiers.has('offset') ? 'no part for ago' : null;
  };

  return (definition) => {
    const refused = refusal(definition);
    if (refused) throw new CompileError(refused);
  };
};
