import { isOperatorObject, numberIn } from '../../conditions/index.ts';
import { hourAt, weekdayAt } from '../values/calendar.ts';
import { type Known, checkOperand, compileClause, valueTest } from './clause.ts';
import type { VisitorState, IngestedEvent } from './visitor-state.ts';
import { CompileError, type Scalar, at, inMillionths, isScalar, own } from '../values/values.ts';

/** One property of an event, or of the item looked at. */
export interface Property {
  readonly name: string;
  readonly get: (event: IngestedEvent) => unknown;
  /** Read item by item. */
  readonly ofItem: boolean;
  /** Paths to store. */
  readonly paths: readonly string[];
}

export const property = (name: unknown): Property => {
  if (typeof name !== 'string' || name.split('.').includes(''))
    throw new CompileError(`${JSON.stringify(name)} is no property`);
  const path = name.split('.');
  const [first, ...inside] = path as [string, ...string[]];
  const read = (get: Property['get'], paths = [name], ofItem = false): Property => ({
    name,
    get,
    ofItem,
    paths,
  });
  if (name === 'time.hour') return read(({ host, time }) => hourAt(host, time), []);
  if (name === 'time.weekday') return read(({ host, time }) => weekdayAt(host, time), []);
  if (name === 'session.number') return read(({ session }) => session, []);
  if (first === 'items' && inside.length > 0)
    return read(({ item }) => at(item, inside), [name], true);
  if (name.startsWith('item_'))
    return read(
      ({ props, item }) => at(props, path) ?? at(item, path),
      [name, `items.${name}`],
      true,
    );
  return read(
    inside.length > 0 ? ({ props }) => at(props, path) : ({ props }) => own(props, first),
  );
};

const NO_ITEMS: readonly unknown[] = [undefined];

/** The items of an event; an event without any is looked at once, by itself. */
export const itemsOf = (event: IngestedEvent): readonly unknown[] => {
  const items = event.props?.['items'];
  return Array.isArray(items) && items.length > 0 ? items : NO_ITEMS;
};

/**
 * Shows each value that a property has, of the items that meet the condition where it is about items.
 * A list stands for its elements; only texts, finite numbers, true and false are values.
 */
export const eachValue = (
  event: IngestedEvent,
  asked: Property,
  where: Predicate | null,
  take: (value: Scalar) => void,
): void => {
  for (const item of asked.ofItem ? itemsOf(event) : NO_ITEMS) {
    event.item = item;
    if (asked.ofItem && where?.ofItem && !where.test(event)) continue;
    const value = asked.get(event);
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value])
      if (typeof one === 'number' ? Number.isFinite(one) : isScalar(one)) take(one as Scalar);
  }
};

/** Shows each number that a property has, in millionths. A text that is none without doubt is put down as unread. */
export const eachNumber = (
  visitor: VisitorState,
  event: IngestedEvent,
  asked: Property,
  where: Predicate | null,
  take: (millionths: number) => void,
): void =>
  eachValue(event, asked, where, (one) => {
    const amount = typeof one === 'string' ? numberIn(one) : one;
    if (typeof amount !== 'number') return;
    const millionths = inMillionths(amount);
    if (!Number.isNaN(millionths)) return take(millionths);
    if (typeof one !== 'string' || !Number.isNaN(amount) || !one.trim()) return;
    const path = `${event.name}.${asked.name}`;
    const known = visitor.unread.get(path);
    // Several metrics may ask of one event.
    if (known?.stamp === event.stamp) return;
    visitor.unread.set(path, { events: (known?.events ?? 0) + 1, text: one, stamp: event.stamp });
  });

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
    const read = property(name);
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
