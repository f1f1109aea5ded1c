// What folds the values of a property.
import type { MetricKind } from '../engine/index.ts';
import * as metrics from './lists/kinds-metrics.ts';

export const metricsKinds: readonly MetricKind[] = Object.values(metrics);
