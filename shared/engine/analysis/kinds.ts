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

  const keyOf = (definition: Definition): string => {
    const found = Object.keys(definition).filter(
      (one) => keys.has(one) && definition[one] !== undefined,
    );
    const [key] = found;
    if (found.length > 1) throw new CompileError(`both ${found.join(' and ')}`);
    if (key !== undefined) return key;
    const others = Object.keys(definition).filter((one) => !OPTIONS.includes(one));
    throw new CompileError(
      others.length === 0 ? 'no kind of metric' : `no part for "${others.join('", "')}"`,
    );
  };

  return (definition) => {
    const key = keyOf(definition);
    const window = compileWindow(definition['within'], details?.specialWindow);
    if (!metricKinds.some((kind) => isOfKind(definition, kind, window)))
      throw new CompileError(`no part for such a "${key}"`);
    const { after, before } = definition;
    if (after !== undefined && before !== undefined)
      throw new CompileError('both "after" and "before"');
    const isBounded = after !== undefined || before !== undefined;
    if (isBounded && !modifiers.has('bounds'))
      throw new CompileError('no part for "after" and "before"');
    if (window.offset > 0 && !modifiers.has('offset')) throw new CompileError('no part for "ago"');
  };
};
