// Every kind of metric, for hosts that want them all. A page loads those that its definitions need.
import type { MetricKind } from '../engine/index.ts';
import { folding } from '../engine/operators/fold-kinds.ts';
import { steps } from '../engine/sequence/steps.ts';
import { coreKinds } from './core-kinds.ts';
import { detailsKinds } from './details-kinds.ts';
import { factsKinds } from './facts-kinds.ts';
import { furtherKinds } from './further-kinds.ts';
import { metricsKinds } from './metrics-kinds.ts';
import { operatorsKinds } from './operators-kinds.ts';
import { sequenceKinds } from './sequence-kinds.ts';
import { sessionsKinds } from './sessions-kinds.ts';

// The core comes first: of kinds that share a key, the first that accepts a definition compiles it.
export const kinds: readonly MetricKind[] = [
  ...coreKinds,
  ...detailsKinds,
  ...factsKinds,
  ...metricsKinds,
  ...sessionsKinds,
  ...sequenceKinds,
  ...furtherKinds(folding, steps),
  ...operatorsKinds,
];
