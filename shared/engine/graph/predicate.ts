import { isOperatorObject } from '../../conditions/index.ts';
import { type Known, checkOperand, compileClause, valueTest } from './clause.ts';
import { itemsOf, parseProperty } from './property.ts';
import type { IngestedEvent } from './visitor-state.ts';

/** A condition on an event's own properties. Shared by all who ask the same, and asked once an event. */
export interface Predicate {
  readonly paths: readonly string[];
  readonly ofItem: boolean;
  /** About the event and the item it looks at now. */
  readonly test: (event: IngestedEvent) => boolean;
  /** Where it can be looked up: one of these texts must stand in the property. */
  readonly lookup: {
    readonly name: string;
    readonly values: readonly string[];
    /** The condition asks nothing else. */
    readonly isAll: boolean;
  } | null;
  stamp: number;
  holds: boolean;
}

export const compilePredicate = (condition: unknown, known: Known): Predicate => {
  const paths = new Set<string>();
  let ofItem = false;
  const clause = compileClause<IngestedEvent>(condition, (name, operand) => {
    checkOperand(operand, known);
    const read = parseProperty(name);
    read.paths.forEach((path) => paths.add(path));
    ofItem ||= read.ofItem;
    const test = valueTest(operand, known, true);
    return { operator: '', fact: name, test: (event) => test(read.get(event) ?? null) };
  });
  return {
    paths: [...paths],
    ofItem,
    test: (event) => clause.test(event) === true,
    lookup: lookup(condition as { readonly [name: string]: unknown }),
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

const lookup = (condition: { readonly [name: string]: unknown }): Predicate['lookup'] => {
  const clauses = Object.entries(condition);
  for (const [name, operand] of clauses) {
    if (/^(\$|item_|items\.|time\.)|\./.test(name)) continue;
    const operators = isOperatorObject(operand) ? Object.keys(operand) : ['$eq'];
    const equal = isOperatorObject(operand) ? (operand['$in'] ?? [operand['$eq']]) : [operand];
    if (Array.isArray(equal) && equal.every((value) => typeof value === 'string'))
      return {
        name,
        values: [...new Set(equal)],
        isAll: clauses.length === 1 && operators.length === 1,
      };
  }
  return null;
};
