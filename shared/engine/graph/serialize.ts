import type { Json } from '../../definitions/types.ts';
import type { Demand, Metric } from './metric.ts';
import type { MetricState, VisitorState } from './visitor-state.ts';
import { isRecord } from '../values/values.ts';

/** The key under which a map is stored as a list. */
const MAP = '~map';

/** Plain data and maps as JSON, a copy of its own; what is undefined is left out. */
export const encode = (value: unknown): Json => {
  if (typeof value !== 'object' || !value) return (value ?? null) as Json;
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Map) return { [MAP]: encode([...value]) };
  return encodeRecord(value as Saved) as Json;
};

/** Without what is as usual. */
const encodeRecord = (value: Saved, usual?: Saved): Saved => {
  const encoded: [string, Json][] = [];
  for (const key of Object.keys(value)) {
    const one = encode(value[key]);
    if (value[key] !== undefined && !(usual && isSame(one, usual[key]))) encoded.push([key, one]);
  }
  // Not one by one: a key may be `__proto__`.
  return Object.fromEntries(encoded);
};

export const decode = (value: unknown): unknown => {
  // A copy of its own, of numbers too: what was saved stays as it is.
  if (Array.isArray(value))
    return value.every((one) => typeof one === 'number') ? value.slice() : value.map(decode);
  if (!isRecord(value) || value instanceof Map) return value;
  if (Array.isArray(value[MAP])) return new Map(decode(value[MAP]) as [unknown, unknown][]);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, decode(one)]));
};

const isSame = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => isSame((one as Saved)[key], (other as Saved)[key]))
  );
};

type Saved = { readonly [key: string]: unknown };

const toSaved = <State extends MetricState>(
  metric: Metric<State>,
  state: State,
  usual?: Saved,
): Saved =>
  encodeRecord((metric.serialize ? metric.serialize(state) : state) as unknown as Saved, usual);

/** By metric, what a fresh state is stored as. */
const fresh = new WeakMap<object, Saved>();

/** A metric's state as JSON: what differs from a fresh one. */
export const serializeState = <State extends MetricState>(
  metric: Metric<State>,
  state: State,
): Json => {
  const usual = fresh.get(metric) ?? toSaved(metric, metric.fresh(null));
  fresh.set(metric, usual);
  return toSaved(metric, state, usual) as Json;
};

export const deserializeState = <State extends MetricState>(
  metric: Metric<State>,
  saved: unknown,
  max: number,
): State => {
  const state = metric.fresh(null);
  const plain = decode(saved ?? {}) as Partial<State>;
  // Into the fresh one: a copy would have a hidden class of its own.
  if (metric.deserialize) metric.deserialize(state, plain, max);
  else Object.assign(state, plain);
  return state;
};

/** The state of a metric at this index: made of what was saved, if anything was, when it is first asked for. */
export const stateOf = (
  visitor: VisitorState,
  index: number,
  of: { readonly metric: Metric; readonly demand: Demand },
): MetricState => {
  const known = visitor.metrics[index];
  if (known) return known;
  const saved = visitor.saved[index];
  return (visitor.metrics[index] = saved
    ? deserializeState(of.metric, saved[1], of.demand.max)
    : of.metric.fresh(null));
};
