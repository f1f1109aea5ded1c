import { type Demand, type Metric, thresholdRank } from './metric.ts';
import type { FactNode } from './visitor-state.ts';

export const factNode = (
  name: string,
  get: FactNode['get'],
  more: Partial<FactNode> = {},
): FactNode => ({
  // What every change asks for stands first, and so together.
  metric: -1,
  index: -1,
  isExact: false,
  dependents: [],
  jumps: [],
  byThreshold: [],
  thresholds: [],
  name,
  get,
  rank(visitor) {
    return thresholdRank(this.thresholds, get(visitor));
  },
  isDuration: false,
  scale: 0,
  segments: [],
  parts: [],
  isScore: false,
  inFormula: false,
  ...more,
});

const NO_DEMAND: Demand = { thresholds: [], max: Infinity, inFormula: false };

/** What conditions read of a metric that stands at this index among a visitor's. */
export const metricFact = (
  metric: Metric,
  index: number,
  segments: readonly string[] = [],
): FactNode =>
  factNode('metric', (visitor) => metric.value(visitor, visitor.metrics[index] as never), {
    isDuration: metric.isDuration,
    scale: metric.scale,
    isScore: metric.isScore,
    segments,
    metric: index,
    nextTimer: (visitor) => metric.nextTimer(visitor, visitor.metrics[index] as never, NO_DEMAND),
  });
