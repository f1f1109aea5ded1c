import type { RetentionRule } from '../types.ts';

/** Goes up with every change of what a program says or leaves out. */
export const FORMAT = 1;

/** Indexes of metrics, each once, and the bits of their subscriptions, in turn. */
export type Readers = readonly number[];

/** Metrics that read an event whatever it holds; and by index of a condition, those that read it where that holds. */
export type Choice = readonly [
  unconditional: Readers,
  conditional: readonly (readonly [predicate: number, readers: Readers])[],
];

/** Conditions that a property is one of some texts, by that text. */
export interface Table {
  readonly property: string;
  readonly byText: readonly (readonly [text: string, choice: Choice])[];
  /** For a text that is in no condition, and for what is no text. */
  readonly otherText: Choice;
  readonly noText: Choice;
}

/** Who reads events of one name; `*`: of any that has no branch of its own. */
export interface Branch {
  readonly name: string;
  readonly others: Choice;
  readonly tables: readonly Table[];
}

/** A condition on an event's own properties, with the properties that it reads. */
export interface ProgramPredicate {
  /** Index of a metric that asks for it. */
  readonly metric: number;
  readonly paths: readonly string[];
  readonly ofItem: boolean;
}

/** A metric with a state of its own. Equal definitions share one. */
export interface ProgramMetric {
  readonly hash: string;
  /** The conditions that it asks for while it is compiled, one after the other. */
  readonly predicates: readonly number[];
}

/** What conditions read. What is left out is false, empty or none. */
export interface ProgramFact {
  /** As a condition names it; where several do, the first. */
  readonly name: string;
  /** Indexes: of a metric, of a host fact. */
  readonly metric?: number;
  readonly host?: number;
  /** Computed from others, by its definition as a metric. */
  readonly isDerived?: true;
  /** Cannot be known, since something that it takes is disabled. */
  readonly isUnknown?: true;
  readonly isDuration?: true;
  readonly isScore?: true;
  readonly isExact?: true;
  readonly inFormula?: true;
  readonly scale?: number;
  /** Indexes of facts that it is computed from. */
  readonly parts?: readonly number[];
  /** Segments whose transitions it counts, or whose answer it is. */
  readonly segments?: readonly string[];
  /** Indexes of the segments to evaluate when it changes. */
  readonly dependents: readonly number[];
  /** Without end is written as text, which JSON has no number for. */
  readonly thresholds?: readonly (number | string)[];
  /** By threshold, the indexes of the segments that depend on it. */
  readonly byThreshold?: readonly (readonly number[])[];
}

/** One of the host's facts that is read, with the indexes of the facts that read it. */
export interface ProgramHostFact {
  readonly namespace: string;
  readonly key: string;
  readonly readBy: readonly number[];
}

/** A segment. What is left out is false, empty or none. */
export interface ProgramSegment {
  readonly id: string;
  /** Of its rules; empty where it is disabled. */
  readonly hash: string;
  /** Milliseconds; null is for ever. */
  readonly keepMs?: number | null;
  /** The one fact that its condition asks about, by index. */
  readonly onlyFact?: number;
  readonly precedence?: readonly number[];
  readonly dependents?: readonly number[];
  /** Some metric counts who enters it, or who leaves it. */
  readonly entryCounts?: true;
  readonly exitCounts?: true;
}

/**
 * All that takes looking at a whole document, as JSON: what a plan is linked from, with the same definitions and kinds.
 * Of this engine alone: another may read it otherwise.
 */
export interface Program {
  readonly format: number;
  /** What it was analysed with: `kindsNamed`. */
  readonly kinds: string;
  /** In an order in which each reads only those before it. */
  readonly segments: readonly ProgramSegment[];
  readonly metrics: readonly ProgramMetric[];
  /** Those that time can change come first. */
  readonly facts: readonly ProgramFact[];
  readonly timedCount: number;
  /** Further names of a fact, with its index: metrics that are defined alike. */
  readonly names: readonly (readonly [name: string, fact: number])[];
  /** Facts of the visit that metrics read with each event. */
  readonly factsOfSessions: readonly string[];
  /** Indexes of the facts of the visit: looked at after each event. */
  readonly visitFacts: readonly number[];
  /** Indexes of the metrics that start afresh with a session. */
  readonly sessionMetrics: readonly number[];
  readonly hostFacts: readonly ProgramHostFact[];
  readonly predicates: readonly ProgramPredicate[];
  readonly branches: readonly Branch[];
  readonly sessionTimeoutMs: number;
  /** As in a plan. */
  readonly stored: readonly (readonly [name: string, rule: RetentionRule])[];
  readonly once: readonly (readonly [name: string, property: string])[];
  readonly disabled: readonly (readonly [id: string, reason: string])[];
}
