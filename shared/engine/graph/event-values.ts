import { numberIn } from '../../conditions/index.ts';
import { type Scalar, inMillionths, isScalar } from '../values/values.ts';
import type { Predicate } from './predicate.ts';
import { NO_ITEMS, type Property, itemsOf } from './property.ts';
import type { IngestedEvent, VisitorState } from './visitor-state.ts';

/**
 * Shows each value that a property has, of the items that meet the condition where it is about items.
 * A list stands for its elements; only texts, finite numbers, true and false are values.
 */
export const eachValue = (
  event: IngestedEvent,
  property: Property,
  where: Predicate | null,
  take: (value: Scalar) => void,
): void => {
  for (const item of property.ofItem ? itemsOf(event) : NO_ITEMS) {
    event.item = item;
    if (property.ofItem && where?.ofItem && !where.test(event)) continue;
    const value = property.get(event);
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value])
      if (typeof one === 'number' ? Number.isFinite(one) : isScalar(one)) take(one as Scalar);
  }
};

/** Shows each number that a property has, in millionths. A text that is none without doubt is put down as unread. */
export const eachNumber = (
  visitor: VisitorState,
  event: IngestedEvent,
  property: Property,
  where: Predicate | null,
  take: (millionths: number) => void,
): void =>
  eachValue(event, property, where, (one) => {
    const amount = typeof one === 'string' ? numberIn(one) : one;
    if (typeof amount !== 'number') return;
    const millionths = inMillionths(amount);
    if (!Number.isNaN(millionths)) return take(millionths);
    if (typeof one !== 'string' || !Number.isNaN(amount) || !one.trim()) return;
    const path = `${event.name}.${property.name}`;
    const known = visitor.unread.get(path);
    // Several metrics may ask of one event.
    if (known?.stamp === event.stamp) return;
    visitor.unread.set(path, { events: (known?.events ?? 0) + 1, text: one, stamp: event.stamp });
  });
