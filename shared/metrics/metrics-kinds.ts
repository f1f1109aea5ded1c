// What folds the values of a property, and the usual kinds beside their usual form.
import type { MetricKind } from '../engine/index.ts';
import * as folded from './folded.ts';
import * as metrics from './lists/kinds-metrics.ts';

export const metricsKinds: readonly MetricKind[] = [
  ...Object.values(metrics),
  ...Object.values(folded),
];
