import type { Definitions } from '../definitions/types.ts';

/** Definitions as they are counted: experiences are written out, as `writeOut` of `shared/experiences` does. */
export interface Counted extends Definitions {
  /** Of each experience that is counted, the segments that are its answers: the first that holds. */
  readonly answersOf?: { readonly [experience: string]: readonly string[] };
}
