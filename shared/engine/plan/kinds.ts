import type { Known } from '../graph/clause.ts';
import type {
  Definition,
  MetricKind,
  MetricContext,
  MetricModifier,
} from '../graph/metric-kind.ts';
import type { Metric } from '../graph/metric.ts';
import type { Inputs } from '../graph/subscriptions.ts';
import { compileWindow } from '../graph/window.ts';
import { CompileError } from '../values/values.ts';

/** Keys that metrics of every kind may have. */
const OPTIONS = ['name', 'where', 'within', 'after', 'orEver', 'before'];

/** Which kinds there are, and in which order: two lists of which this is the same compile alike. */
export const kindsNamed = (kinds: readonly MetricKind[]): string =>
  kinds
    .map((kind) => ('key' in kind ? kind.key : 'modifies' in kind ? kind.modifies : 'operators'))
    .join();

export interface Kinds {
  /** Throws a CompileError where the definition has no meaning, or what it takes is not among the kinds. */
  readonly compileMetric: MetricContext['compile'];
  readonly derive: MetricContext['derive'];
}

/** Compiles metrics of whatever kinds there are. */
export const kindsOf = (kinds: readonly MetricKind[], known: Known): Kinds => {
  const metricKinds = kinds.flatMap((kind) => ('compile' in kind ? [kind] : []));
  const derivedKinds = kinds.flatMap((kind) => ('derive' in kind ? [kind] : []));
  const keys = new Set(metricKinds.map(({ key }) => key));

  const modifier = (modifies: MetricModifier['modifies'], asked: string): MetricModifier => {
    for (const one of kinds) if ('modifies' in one && one.modifies === modifies) return one;
    throw new CompileError(`the part for ${asked} is not there`);
  };
  const keyOf = (definition: Definition): string => {
    const found = Object.keys(definition).filter(
      (one) => keys.has(one) && definition[one] !== undefined,
    );
    const [key] = found;
    if (found.length > 1) {
      const named = [...keys].filter((one) => found.includes(one)).join(' and ');
      throw new CompileError(`a metric measures one thing, not ${named}`);
    }
    if (key !== undefined) return key;
    const others = Object.keys(definition).filter((one) => !OPTIONS.includes(one));
    throw new CompileError(
      others.length === 0
        ? 'nothing to measure: a metric needs one of count, sum, since and so on'
        : `the part for "${others.join('", "')}" is not there`,
    );
  };

  const derive: Kinds['derive'] = (definition, read) =>
    derivedKinds.find(({ key }) => key in definition)?.derive(definition, read) ?? null;
  const compileMetric = (definition: Definition, inputs: Inputs): Metric => {
    const key = keyOf(definition);
    const window = compileWindow(definition['within']);
    const kind = metricKinds.find(
      (one) => one.key === key && (one.accepts?.(definition, window) ?? true),
    );
    if (!kind) throw new CompileError(`the part for such a "${key}" is not there`);
    const { after, before } = definition;
    if (after !== undefined && before !== undefined)
      throw new CompileError('a metric has "after" or "before", not both');
    const context: MetricContext = { window, inputs, known, compile: compileMetric, derive };
    let metric = kind.compile(definition, context);
    if (after !== undefined || before !== undefined)
      metric = modifier('bounds', '"after" and "before"').modify(metric, definition, context);
    return window.offset > 0
      ? modifier('offset', '"ago"').modify(metric, definition, context)
      : metric;
  };
  return { compileMetric, derive };
};
