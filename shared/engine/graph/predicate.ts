import { type Clause, type Known, compileClause, valueTest } from './clause.ts';
import { type Property, itemsOf, parseProperty } from './property.ts';
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

/** A condition on an event's own properties, compiled; `onRead` is told each that it reads. */
export const compileWhere = (
  condition: unknown,
  known: Known,
  onRead?: (property: Property) => void,
): Clause<IngestedEvent> =>
  compileClause(condition, (name, operand) => {
    known.inspection?.operand(operand);
    const read = parseProperty(name);
    onRead?.(read);
    const test = valueTest(operand, known, true);
    return { operator: '', fact: name, test: (event) => test(read.get(event) ?? null) };
  });

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
