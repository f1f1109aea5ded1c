import type { Definitions } from '../definitions/types.ts';

/** Definitions as they are counted: experiences and histograms are written out, as `writeOut` of `shared/experiences` does. */
export interface Counted extends Definitions {
  /** Of each experience that is counted, and each histogram, the segments that are its answers: the first that holds. */
  readonly answersOf?: { readonly [question: string]: readonly string[] };
}
