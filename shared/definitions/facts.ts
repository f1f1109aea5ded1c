import type { Spec } from '../metrics/spec.ts';
import { specOf } from '../metrics/specs.ts';
import type { Definitions, MetricDefinition } from './types.ts';

/**
 * The type of a fact's value. Dates are ISO 8601 text (`"2026-11-24"`, in traits also an
 * instant) and compare as text. Durations are milliseconds, and compare with `"30d"`. `value` is
 * whatever the event's property held.
 */
export type FactType = 'string' | 'number' | 'boolean' | 'duration' | 'date' | 'string[]' | 'value';

/** Facts with a fixed name. An absent one is null. */
export const FACTS = {
  /** ISO 3166-1 alpha-2, from the request: `"DE"`. */
  'geo.country': 'string',
  /** ISO 3166-2 without the country: `"BE"`. */
  'geo.region': 'string',
  'geo.city': 'string',
  /** IANA name: `"Europe/Berlin"`. */
  'geo.timezone': 'string',
  /** `"mobile"`, `"tablet"` or `"desktop"`. */
  'device.type': 'string',
  'device.os': 'string',
  'device.browser': 'string',
  /** BCP 47, the first the browser names: `"de-AT"`. */
  'device.language': 'string',
  /** `"small"`, `"medium"` or `"large"`. */
  'device.viewport': 'string',
  'page.path': 'string',
  'page.title': 'string',
  'page.host': 'string',
  'page.hash': 'string',
  /** 1 in a visitor's first session. */
  'session.number': 'number',
  /** Page views so far. */
  'session.pages': 'number',
  'session.events': 'number',
  /** From the session's first event to its last. */
  'session.duration': 'duration',
  /** Path of the session's first page. */
  'session.landing': 'string',
  /** Time with the page in view and in use. */
  'session.engaged': 'duration',
  /** Local date of the first event. */
  'visitor.firstSeen': 'date',
  /** Since the first event. */
  'visitor.age': 'duration',
  'visitor.sessions': 'number',
  /** Local dates with an event. */
  'visitor.daysActive': 'number',
  /** From the last event of the session before to the start of this one; absent in the first. */
  'visitor.away': 'duration',
  /** Local, 0 to 23. */
  'now.hour': 'number',
  /** Local, 1 (Monday) to 7 (Sunday). */
  'now.weekday': 'number',
  'now.date': 'date',
  /** Local, 1 to 12. */
  'now.month': 'number',
} as const satisfies { readonly [fact: string]: FactType };

/** `source.first.medium`: where the visitor's first, the last known, and this session came from. */
export const SOURCE_TOUCHES = ['first', 'last', 'session'] as const;
export const SOURCE_FIELDS = [
  'referrer',
  'medium',
  'source',
  'campaign',
  'term',
  'content',
  'channel',
] as const;

/** Every fact with a fixed name: `FACTS` and the sources. */
export const FIXED_FACTS: ReadonlyMap<string, FactType> = new Map<string, FactType>([
  ...Object.entries(FACTS),
  ...SOURCE_TOUCHES.flatMap((touch) =>
    SOURCE_FIELDS.map((field) => [`source.${touch}.${field}`, 'string'] as const),
  ),
]);

/** The first part of a fact's name: who answers for it. */
export const NAMESPACES = [
  'trait',
  'until',
  'since',
  'anniversary',
  'geo',
  'device',
  'source',
  'page',
  'session',
  'visitor',
  'now',
  'metric',
  'segment',
] as const;
export type Namespace = (typeof NAMESPACES)[number];

const METRIC_TYPES = {
  count: 'number',
  number: 'number',
  score: 'number',
  duration: 'duration',
  any: 'value',
} as const satisfies { readonly [value in Spec['value']]: FactType };
export type MetricValueType<V extends Spec['value']> = (typeof METRIC_TYPES)[V];

/** What a metric's value is. */
export const metricType = (metric: MetricDefinition): FactType =>
  METRIC_TYPES[specOf(metric)?.value ?? 'number'];

/** Every fact that conditions of these definitions may read, with its type. */
export const factsOf = (definitions: Definitions): ReadonlyMap<string, FactType> => {
  const facts = new Map<string, FactType>(FIXED_FACTS);
  for (const [id, trait] of Object.entries(definitions.traits ?? {})) {
    facts.set(`trait.${id}`, trait.type);
    if (trait.type !== 'date') continue;
    // Time until (since) the date; below zero once it has passed (before it comes).
    facts.set(`until.${id}`, 'duration');
    facts.set(`since.${id}`, 'duration');
    // Local days until its day and month come again, 0 on that day.
    facts.set(`anniversary.${id}`, 'number');
  }
  for (const [id, metric] of Object.entries(definitions.metrics ?? {}))
    facts.set(`metric.${id}`, metricType(metric));
  for (const id of Object.keys(definitions.segments)) facts.set(`segment.${id}`, 'boolean');
  return facts;
};
