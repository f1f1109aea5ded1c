import type { Json } from '../definitions/types.ts';
import type { Metric } from './metric.ts';
import type { MetricState } from './run.ts';
import { isRecord } from './values.ts';

/** The key under which a map is written as a list. */
const MAP = '~map';

/** Plain data and maps as JSON; what is undefined is left out. */
export const packed = (value: unknown): Json => {
  if (value instanceof Map) return { [MAP]: packed([...value]) };
  if (Array.isArray(value)) return Array.from(value, packed);
  if (!isRecord(value)) return (value ?? null) as Json;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, packed(one)]])),
  ) as Json;
};

export const unpacked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(unpacked);
  if (!isRecord(value) || value instanceof Map) return value;
  if (Array.isArray(value[MAP])) return new Map(unpacked(value[MAP]) as [unknown, unknown][]);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unpacked(one)]));
};

/** A metric's state as JSON: what differs from a fresh one. */
export const saveState = <State extends MetricState>(metric: Metric<State>, state: State): Json => {
  const plain = (one: State): Json => packed(metric.save ? metric.save(one) : one);
  const fresh = plain(metric.fresh(null)) as { readonly [key: string]: Json };
  const full = plain(state);
  return Object.fromEntries(
    Object.entries(full as object).filter(
      ([key, one]) => JSON.stringify(one) !== JSON.stringify(fresh[key]),
    ),
  ) as Json;
};

export const loadState = <State extends MetricState>(
  metric: Metric<State>,
  saved: unknown,
): State => {
  const state = metric.fresh(null);
  const plain = unpacked(saved ?? {}) as Partial<State>;
  // Into the fresh one: a copy would have a hidden class of its own.
  if (metric.load) metric.load(state, plain);
  else Object.assign(state, plain);
  return state;
};
