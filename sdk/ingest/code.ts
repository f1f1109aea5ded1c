import type { MetricKind, Program } from '../../shared/engine/index.ts';
import type { Parts } from '../parts/index.ts';

/** What is loaded for definitions. */
export interface Code {
  readonly kinds: readonly MetricKind[];
  readonly readSources: Parts['sources']['readSources'] | null;
  readonly deviceFacts: Parts['sources']['deviceFacts'] | null;
  /** For definitions that ask for facts that are no metric. */
  readonly facts?: Parts['facts'] | undefined;
  /** For definitions that have some. */
  readonly experiences?: Parts['experiences'] | undefined;
  /** For definitions with operators that fewer have: patterns are among these. */
  readonly operators?: Parts['operators'] | undefined;
  /** Whether all that they need of this is there. */
  readonly isWhole: boolean;
  /** Of these definitions, as it was kept; null: none is. */
  readonly program: Program | null;
}
