import { type Definition, type MetricContext, propertyOf } from '../graph/metric-kind.ts';
import type { Metric } from '../graph/metric.ts';
import type { Property } from '../graph/property.ts';
import { CompileError } from '../values/values.ts';
import { sequenceMetric } from './metric.ts';
import { subscribePattern } from './pattern.ts';

/** A metric that counts completed sequences. */
export const compileSequence = (definition: Definition, context: MetricContext): Metric => {
  const { window, inputs } = context;
  if (window.sessions > 0) throw new CompileError('bad "within"');
  const pattern = subscribePattern(definition, inputs, definition['where'], window.forMs);
  return sequenceMetric(pattern, window, sharedProperty(definition, context), inputs);
};

/** The property that `by` names, in all events of the steps. */
const sharedProperty = ({ by }: Definition, context: MetricContext): Property | null => {
  if (by === undefined) return null;
  const { window, inputs } = context;
  const read = propertyOf(by, context);
  for (const { names } of inputs.list) inputs.need(names, read.paths, window.forMs);
  return read;
};
