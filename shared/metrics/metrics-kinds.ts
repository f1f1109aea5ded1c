// What is neither in the core nor about sequences, and the usual kinds beside their usual form.
import type { MetricKind } from '../engine/index.ts';
import { offset } from '../engine/operators/offset.ts';
import * as folded from './folded.ts';
import * as metrics from './lists/kinds-metrics.ts';

export const metricsKinds: readonly MetricKind[] = [
  ...Object.values(metrics),
  ...Object.values(folded),
  offset,
];
