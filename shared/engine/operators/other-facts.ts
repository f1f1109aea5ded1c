import type { FactsKind } from '../graph/metric-kind.ts';
import { readHostFact, sourceFact } from '../graph/source-fact.ts';
import { visitFact } from '../graph/visit-fact.ts';

/** Facts of the visit, of the clock, and of what the host tells. */
export const factsKind: FactsKind = { otherFacts: { sourceFact, visitFact, readHostFact } };
