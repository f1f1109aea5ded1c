import type { MetricKind } from '../../shared/engine/index.ts';
import type { Parts } from '../parts/index.ts';

/** What is loaded for definitions. */
export interface Code {
  readonly kinds: readonly MetricKind[];
  readonly readSources: Parts['sources']['readSources'] | null;
  readonly deviceFacts: Parts['sources']['deviceFacts'] | null;
  /** Whether all that they need is there. */
  readonly isWhole: boolean;
}
