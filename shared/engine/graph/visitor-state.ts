import type { Json } from '../../definitions/types.ts';
import type { EngineHost, Membership, Unread } from '../types.ts';
import type { Range, Value } from '../values/values.ts';

/** An event as the engine takes it in: clamped in time, placed in its session. */
export interface IngestedEvent {
  readonly name: string;
  readonly time: number;
  readonly props: { readonly [key: string]: unknown } | undefined;
  readonly session: number;
  /** Position among all events of the visitor. */
  readonly position: number;
  readonly host: EngineHost;
  /** Tells one event from another, for predicates that remember their last answer. */
  readonly stamp: number;
  /** The item that conditions and selectors look at now. */
  item: unknown;
}

/** The latest session: it lasts until the next begins. */
export interface Session {
  number: number;
  start: number;
  last: number;
  pages: number;
  events: number;
  engaged: number;
  landing: string | null;
  away: number | null;
}

/** The folded state of one metric: plain data and maps. */
export interface MetricState {
  /** Events up to this instant, itself included, may be missing; null where none are. */
  unknownTo: number | null;
}

/** The largest value that answers depended on, null without bound; and the state, as far as it is no fresh one. */
export type SavedMetric = readonly [max: number | null, state: Json];

/** One visitor: all that changes. Everything else is in the program and shared. */
export interface VisitorState {
  now: number;
  readonly host: EngineHost;
  session: Session;
  firstSeen: number | null;
  daysActive: number;
  /** The local day of the last event, as a running number, and where it ends. */
  day: number;
  dayEnd: number;
  events: number;
  /** Facts that nothing read until now, by the session then under way: not known of it, and the days of all time not at all. */
  missing: ReadonlyMap<string, number>;
  /** Texts that stood where a number is asked for and are none without doubt: by event and property. */
  readonly unread: Map<string, Unread & { readonly stamp: number }>;
  /** Stored events are shown again: of the first of a session it is not certain that it began with it. */
  isReplay: boolean;
  /**
   * What is certain of a number known within bounds. Null for who began with this engine: of them a number is known, or
   * nothing of it.
   */
  inRange: ((range: Range, operand: unknown) => Membership) | null;
  /** Values of the host's facts, by their index in the program. */
  hostFacts: Value[];
  /** By index of the metric. Of what was saved, those that somebody has asked for: `stateOf`. */
  readonly metrics: (MetricState | undefined)[];
  /** By index, each state as it was last saved; undefined where it may have changed since. */
  readonly saved: (SavedMetric | undefined)[];
  /** By index of the fact: how many of its thresholds its value has reached; -1 where that says nothing. */
  readonly ranks: number[];
  /** Final answers, by index in the order of evaluation. */
  readonly answers: Membership[];
  /** Answers before groups take the visitor away. */
  readonly beforeGroups: Membership[];
}

/** What may change when a fact goes from one number of thresholds reached to another. */
export interface Jump {
  /**
   * The segments that depend on a threshold between the two and do not say then what they said before, by their places,
   * ascending: of each its place and what it says then, in turn; undefined where it is more than a condition on this
   * fact, or something hangs on it.
   */
  readonly turns: readonly (number | Membership | undefined)[];
  /** Each says something. */
  readonly isKnown: boolean;
}

/** Something a condition can read, and how it changes. */
export interface FactNode {
  readonly name: string;
  get: (visitor: VisitorState) => Value;
  /** How many of its thresholds the value has reached: between two, no answer changes. -1 where it is no number. */
  rank: (visitor: VisitorState) => number;
  /** Milliseconds; operands are durations. */
  readonly isDuration: boolean;
  /** Values are whole numbers when multiplied by this; 0 where any are possible. */
  readonly scale: number;
  /** The next instant after now at which time alone changes the value, as far as answers depend on it. */
  readonly nextTimer?: (visitor: VisitorState, node: FactNode) => number;
  /** Segments whose transitions it counts, and facts that its value is made of. */
  readonly segments: readonly string[];
  readonly parts: FactNode[];
  /** Index among the metrics; -1 for all other facts. */
  readonly metric: number;
  /** Index among the fact nodes of the program. */
  index: number;
  /** Indexes of the segments to evaluate when it changes. */
  dependents: number[];
  /** Where answers change, ascending. */
  thresholds: number[];
  /** By threshold, the indexes of the segments that depend on it. */
  byThreshold: number[][];
  /** What was found so far: `SegmentAnswers.jump`. */
  readonly jumps: Jump[];
  /** Every change matters, not only one across a threshold. */
  isExact: boolean;
  /** A formula looks at it by hundredths. */
  readonly isScore: boolean;
  /** Some formula reads it. */
  inFormula: boolean;
}

/** One of the host's facts that the plan reads. */
export interface HostFact {
  readonly namespace: string;
  readonly key: string;
  readonly readBy: readonly FactNode[];
}
