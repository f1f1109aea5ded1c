import type { Known } from '../graph/clause.ts';
import type {
  Definition,
  MetricKind,
  MetricContext,
  MetricModifier,
  StatefulKind,
} from '../graph/metric-kind.ts';
import type { Metric } from '../graph/metric.ts';
import type { Inputs } from '../graph/subscriptions.ts';
import { type Window, compileWindow } from '../graph/window.ts';

/** Which kinds there are, and in which order: two lists of which this is the same compile alike. */
export const kindsNamed = (kinds: readonly MetricKind[]): string =>
  kinds
    .map((kind) =>
      'key' in kind ? kind.key : 'modifies' in kind ? kind.modifies : Object.keys(kind)[0],
    )
    .join();

export interface Kinds {
  /** Throws a CompileError where the definition has no meaning, or what it takes is not among the kinds. */
  readonly compileMetric: MetricContext['compile'];
  readonly derive: MetricContext['derive'];
}

/** Compiles metrics of whatever kinds there are. */
export const kindsOf = (kinds: readonly MetricKind[], known: Known): Kinds => {
  const modifier = (modifies: MetricModifier['modifies']): MetricModifier =>
    kinds.find((one) => 'modifies' in one && one.modifies === modifies) as MetricModifier;

  const derive: Kinds['derive'] = (definition, read) => {
    for (const one of kinds)
      if ('derive' in one && one.key in definition) return one.derive(definition, read);
    return null;
  };
  const compileMetric = (definition: Definition, inputs: Inputs): Metric => {
    known.inspection?.metric(definition);
    const window = compileWindow(definition['within'], known.details?.specialWindow);
    const kind = kinds.find((one) => 'compile' in one && isOfKind(definition, one, window));
    const context: MetricContext = { window, inputs, known, compile: compileMetric, derive };
    let metric = (kind as StatefulKind).compile(definition, context);
    if (definition['after'] !== undefined || definition['before'] !== undefined)
      metric = modifier('bounds').modify(metric, definition, context);
    return window.offset > 0 ? modifier('offset').modify(metric, definition, context) : metric;
  };
  return { compileMetric, derive };
};

/** Whether a kind compiles the metric. */
export const isOfKind = (definition: Definition, kind: StatefulKind, window: Window): boolean =>
  definition[kind.key] !== undefined && (kind.accepts?.(definition, window) ?? true);
