import { type Definition, type MetricContext, propertyOf } from '../graph/metric-kind.ts';
import { eventNames } from '../graph/subscriptions.ts';
import type { Predicate } from '../graph/predicate.ts';
import type { Property } from '../graph/property.ts';
import type { Window } from '../graph/window.ts';
import { CompileError, atDot } from '../values/values.ts';

/** The events that a metric reads, and what of each. */
export interface Selection {
  readonly window: Window;
  /** What to read of an event; null takes the event as one. */
  readonly value: Property | null;
  readonly where: Predicate | null;
  /** Of the events to read. */
  readonly bit: number;
}

export interface PropertySelection extends Selection {
  readonly value: Property;
}

const select = <Value extends Property | null>(
  event: unknown,
  value: Value,
  { where }: Definition,
  { window, inputs }: MetricContext,
): Selection & { readonly value: Value } => {
  const bit = inputs.subscribe(event, where, window.forMs);
  if (value) inputs.need(eventNames(event), value.paths, window.forMs);
  return { window, value, where: inputs.predicate(where), bit };
};

/** Whole events, as they stand under a key: `{ "count": "purchase" }`; with `by`, a property of each. */
export const selectEvents = (
  key: string,
  definition: Definition,
  context: MetricContext,
  by?: unknown,
): Selection =>
  select(definition[key], by === undefined ? null : propertyOf(by, context), definition, context);

/** A property of one event, as it stands under a key: `{ "sum": "purchase.value" }`. */
export const selectProperty = (
  key: string,
  definition: Definition,
  context: MetricContext,
): PropertySelection => {
  const selector = definition[key];
  // The event's name ends at the first dot.
  const [event, name] = atDot(selector);
  if (name === undefined) throw new CompileError(`no property ${JSON.stringify(selector)}`);
  return select(event, propertyOf(name, context), definition, context);
};
