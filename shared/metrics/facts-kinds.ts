// What reads facts that are no metric: of the visit, of the clock, of what the host tells.
import type { MetricKind } from '../engine/index.ts';
import { factsKind } from '../engine/operators/other-facts.ts';

export const factsKinds: readonly MetricKind[] = [factsKind];
