import type { Definition, StatefulKind } from '../graph/metric-kind.ts';
import type { Aggregate } from './aggregate.ts';
import { fold } from './fold.ts';
import { selectEvents, selectProperty } from './select.ts';

type AggregateOf = (definition: Definition) => Aggregate;

/** A kind that folds whole events. */
export const foldOfEvents = (key: string, aggregateOf: AggregateOf): StatefulKind => ({
  key,
  compile: (definition, context) =>
    fold(selectEvents(key, definition, context), aggregateOf(definition)),
});

/** A kind that folds a property of one event. */
export const foldOfProperty = (key: string, aggregateOf: AggregateOf): StatefulKind => ({
  key,
  compile: (definition, context) =>
    fold(selectProperty(key, definition, context), aggregateOf(definition)),
});
