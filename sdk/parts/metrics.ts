// Metrics that fold the values of a property, by value or of several sessions.
export { metricsKinds } from '../../shared/metrics/metrics-kinds.ts';
