import type { Definition, StatefulKind } from '../graph/metric-kind.ts';
import type { Aggregate } from './aggregate.ts';
import { fold } from './fold.ts';
import { selectProperty } from './select.ts';

/** A kind that folds a property of one event. */
export const foldOfProperty = (
  key: string,
  aggregateOf: (definition: Definition) => Aggregate,
): StatefulKind => ({
  key,
  compile: (definition, context) =>
    fold(selectProperty(key, definition, context), aggregateOf(definition)),
});

/** What folds, for kinds that a page loads in another part. */
export const folding = { fold, foldOfProperty };

/** A kind made of it. */
export type FoldedKind = (from: typeof folding) => StatefulKind;
