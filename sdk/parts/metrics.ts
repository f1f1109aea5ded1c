// Metrics that fold the values of a property.
export { metricsKinds as kinds } from '../../shared/metrics/metrics-kinds.ts';
export { folding } from '../../shared/engine/operators/fold-kinds.ts';
