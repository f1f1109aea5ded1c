import type { Clause } from './clause.ts';
import { itemsOf } from './items.ts';
import type { IngestedEvent } from './visitor-state.ts';

/** A condition on an event's own properties. Shared by all who ask the same, and asked once an event. */
export interface Predicate {
  readonly paths: readonly string[];
  readonly ofItem: boolean;
  /** About the event and the item it looks at now. */
  readonly test: (event: IngestedEvent) => boolean;
  stamp: number;
  holds: boolean;
}

/** `compile` is called with the first event that is asked about. */
export const makePredicate = (
  { paths, ofItem }: Pick<Predicate, 'paths' | 'ofItem'>,
  compile: () => Clause<IngestedEvent>,
): Predicate => {
  let clause: Clause<IngestedEvent> | undefined;
  return {
    paths,
    ofItem,
    test: (event) => (clause ??= compile()).test(event) === true,
    stamp: -1,
    holds: false,
  };
};

/** Whether the event, or one of its items, meets the condition. */
export const meets = (event: IngestedEvent, predicate: Predicate): boolean => {
  if (predicate.stamp === event.stamp) return predicate.holds;
  predicate.stamp = event.stamp;
  return (predicate.holds = predicate.ofItem
    ? itemsOf(event).some((item) => {
        event.item = item;
        return predicate.test(event);
      })
    : predicate.test(event));
};
