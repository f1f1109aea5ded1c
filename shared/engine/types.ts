import type { Definitions, Json } from '../definitions/types.ts';

/** One thing that happened. `time` is milliseconds since the epoch. */
export interface CoveyEvent {
  readonly name: string;
  readonly time: number;
  readonly props?: { readonly [key: string]: Json };
  /** Applied once: a second event with an id seen lately is ignored. */
  readonly id?: string;
  /**
   * Session number, set by the engine when the event is applied, and stored with it, so that a
   * replay of a log from which other events were dropped finds the same sessions.
   */
  readonly session?: number;
}

/** In how many events a property held a text that is no number without doubt, and the last such text. */
export interface Unread {
  readonly events: number;
  readonly text: string;
}

/** true, false, or null: the device cannot know. */
export type Membership = boolean | null;

/** What the host tells. A namespace left out was never fetched (unknown); a null inside one is absent. */
export interface HostFacts {
  readonly trait?: { readonly [id: string]: Json };
  readonly geo?: { readonly [id: string]: Json };
  readonly device?: { readonly [id: string]: Json };
  readonly source?: { readonly [id: string]: Json };
  readonly page?: { readonly [id: string]: Json };
}

/** What the engine takes from its host: it has no clock and no zone of its own. */
export interface EngineHost {
  /** Minutes east of UTC at that instant: +60 for Berlin in winter. */
  readonly offsetAt: (time: number) => number;
}

export interface Change {
  readonly segment: string;
  readonly from: Membership;
  readonly to: Membership;
  readonly time: number;
}

/** What happens to one event name under a plan: which properties are read, and for how long. */
export interface RetentionRule {
  /** Property paths to keep (`value`, `items.item_id`). Empty: the name and time alone. */
  readonly properties: readonly string[];
  /** Milliseconds; never above 13 months. */
  readonly forMs: number;
}

export interface Plan {
  /** What it was compiled from: explanations speak in its names. */
  readonly definitions: Definitions;
  readonly segments: readonly string[];
  readonly metrics: readonly string[];
  /** Every fact that a condition, also of sessions, a formula or a weight reads, as it is written there: `geo.country`. */
  readonly facts: ReadonlySet<string>;
  /** What has to be kept, by event name; `"*"` stands for every event. */
  readonly stored: ReadonlyMap<string, RetentionRule>;
  /** By event name, the property that tells one such event from another: a second of the same id does not happen. */
  readonly once: ReadonlyMap<string, string>;
  /**
   * What could not be compiled, and why: a segment by its id, all else as `metric.ID`, `group.ID`,
   * `history`, `session`. Such segments and metrics answer *unknown*; all others run.
   */
  readonly disabled: ReadonlyMap<string, string>;
  /** Of an event's properties, what stands at these paths; undefined where nothing does. */
  reduceProps(
    props: { readonly [name: string]: unknown } | undefined,
    paths: readonly string[],
  ): { [name: string]: unknown } | undefined;
  /** Ids never shown to the page. */
  readonly shadow: ReadonlySet<string>;
}

/** JSON-safe, versioned, with a sum over itself; restored by `createEngine`. */
export type EngineState = { readonly v: number } & { readonly [key: string]: Json };

/** A fact, what it says, and what that is made of. */
export interface ExplainedFact {
  readonly fact: string;
  /** As the definitions name it, else what it counts: `products viewed in the last 7 days`. */
  readonly name: string;
  /** As in `metricValues()`: `{ "atLeast": 40 }` where no answer needed a closer look. */
  readonly value: Json;
  /** Above its cap a metric forgets older events, or counts them together. */
  readonly approximate?: true;
  /** What a formula is computed from. */
  readonly facts?: readonly ExplainedFact[];
  /** "products viewed in the last 7 days: 2" */
  readonly text: string;
}

/** What keeps an answer from changing by itself: the condition holds again, or so many more of what was counted. */
export type Unless = 'condition' | { readonly more: number; readonly what: string };

/** Why a condition answers as it does. Leaves carry the fact's value; branches their parts. */
export interface ExplanationNode extends Partial<Omit<ExplainedFact, 'text'>> {
  readonly result: Membership;
  /** `$and`, `$or`, `$nor`, `$not`, or the operator of a leaf (`$gte`). */
  readonly operator: string;
  readonly expected?: Json;
  /** How much more is needed for it to hold. */
  readonly missing?: number;
  /** When this clause changes by itself, if nothing else happens; milliseconds since the epoch. */
  readonly changesAt?: number;
  /** This, before then, is enough for it to stay as it is. */
  readonly unless?: Unless;
  /** In plain words: "products viewed in the last 7 days: 2 of 3, 1 more needed". Of a branch: the parts that decide. */
  readonly text: string;
  readonly parts?: readonly ExplanationNode[];
}

export interface Explanation {
  readonly segment: string;
  readonly name: string;
  readonly member: Membership;
  /** Since when the answer is what it is. */
  readonly since: number | null;
  /** When the answer next changes with time alone. */
  readonly changesAt: number | null;
  /** What it is from then on. */
  readonly changesTo: Membership;
  /** This, before then, is enough for the answer to stay; null where nothing is sure to be. */
  readonly unless: Unless | null;
  /** Since when this device has a history: before that, nothing is known. */
  readonly historySince: number | null;
  /** True while only `keep` holds the visitor in. */
  readonly kept: boolean;
  /** Until when it does; null where it does not, and where it does for ever. */
  readonly keptUntil: number | null;
  readonly excluded: boolean;
  /** The rule that leaves the visitor out or, where the answer is not known, may do so. */
  readonly exclusion: {
    readonly rule: 'exclude' | 'excludeEver';
    readonly because: ExplanationNode;
  } | null;
  /** The segment of the same group that comes first or, where the answer is not known, may do so. */
  readonly behind: { readonly segment: string; readonly name: string } | null;
  /** Why the segment cannot be evaluated at all. */
  readonly disabled: string | null;
  /** All of it in plain words: "In since 23 Nov 2026, 10:00: products viewed in the last 7 days: 3 of 3. Leaves on …". */
  readonly text: string;
  readonly because: ExplanationNode;
}

/** A visitor as time alone makes them. Instants are milliseconds since the epoch. */
export interface LookAhead {
  /** Lets time pass. What is due on the way happens at its own instant. */
  advanceTo(time: number): void;
  /** When time alone may next change an answer; null for never. */
  nextTimer(): number | null;
  /** True only for true. */
  has(segment: string): boolean;
}

export interface EngineOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** From an earlier engine's `state()`: metrics whose definition is unchanged continue from it. */
  readonly state?: EngineState | undefined;
  /**
   * The stored events in the order they were applied. Metrics that `state` does not know are
   * rebuilt from them; without a state, everything is, and they count as the whole history.
   */
  readonly log?: readonly CoveyEvent[] | undefined;
  /**
   * Names definitions and code: never the same for others. A state that was saved under the same name is gone on with
   * as it stands, and nothing is looked at that has not changed.
   */
  readonly planId?: string | undefined;
}

export interface Engine {
  readonly plan: Plan;
  /**
   * Folds one event in and returns the changed answers. Time never runs back: an event older than
   * the last one seen counts as happening at that moment. Never throws, whatever the props.
   */
  apply(event: CoveyEvent): readonly Change[];
  /**
   * The event as it was taken in by the last `apply` (time clamped, session set), reduced to what the plan keeps; null
   * where nothing of it is kept, and where it was a repetition.
   */
  lastStored(): CoveyEvent | null;
  setFacts(facts: HostFacts): readonly Change[];
  /** Lets time pass. */
  advance(now: number): readonly Change[];
  /** Earliest instant at which time alone may change an answer, or null. */
  nextChange(): number | null;
  /** True only for true; false for an unknown id. No allocation. */
  has(id: string): boolean;
  /** null is unknown. */
  member(id: string): Membership;
  /** Ids of all segments that are true and not shadow, in definition order. */
  current(): readonly string[];
  /**
   * Every metric's value: durations in milliseconds, `null` absent, `"never"` for `since` without a
   * match; `{ "atLeast": n }`, `{ "atMost": n }` or `{ "unknown": true }` where no more is certain.
   */
  metricValues(): { readonly [id: string]: Json };
  /** Ids of the metrics above their cap: they forget older events, or count them together. */
  approximate(): readonly string[];
  /**
   * Texts that stood where a number is asked for and are none without doubt, by event and property
   * (`purchase.value`): they are left out. Since it was last asked.
   */
  unread(): ReadonlyMap<string, Unread>;
  state(): EngineState;
  /** The same visitor, to see what time alone will change: good for as long as this engine does not go on itself. */
  lookAhead(): LookAhead;
  /** Another number than before where anything but time has changed what `lookAhead` finds, or may have. */
  course(): number;
  /** When the first event was that this device knows of, or null before it. */
  historySince(): number | null;
}
