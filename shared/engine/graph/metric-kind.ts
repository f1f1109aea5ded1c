import type { Operators, PatternWatch } from '../../conditions/index.ts';
import type { DateFact, Details, Known, OtherFacts } from './clause.ts';
import { CompileError } from '../values/values.ts';
import type { Metric } from './metric.ts';
import type { Property } from './property.ts';
import type { Inputs } from './subscriptions.ts';
import type { FactNode } from './visitor-state.ts';
import type { Window } from './window.ts';

/** A metric as it is written. */
export type Definition = { readonly [key: string]: unknown };

/** What a kind is given beside the definition. */
export interface MetricContext {
  /** `within`, compiled. */
  readonly window: Window;
  /** Takes down which events the metric reads, and what a log must keep of them. */
  readonly inputs: Inputs;
  readonly known: Known;
  /** Compiles a metric inside this one. */
  readonly compile: (definition: Definition, inputs: Inputs) => Metric;
  /** The fact that a metric inside this one is, where it has no state of its own; else null. */
  readonly derive: (definition: Definition, read: (fact: string) => FactNode) => FactNode | null;
}

/** How metrics of one kind are computed, each with a state of its own. */
export interface StatefulKind {
  /** By which a definition asks for it: `sum`. */
  readonly key: string;
  /** Several may share a key, and the first that accepts a definition compiles it. Left out: it accepts all. */
  accepts?(definition: Definition, window: Window): boolean;
  /** Throws a CompileError where the definition has no meaning. */
  compile(definition: Definition, context: MetricContext): Metric;
}

/** How metrics are computed that are made of other facts alone, and have no state. */
export interface DerivedKind {
  readonly key: string;
  /** `read` finds a fact's node; it throws a CompileError where there is none. */
  derive(definition: Definition, read: (fact: string) => FactNode): FactNode;
}

/** What metrics of every kind may have beside their window: steps that bound their events, and an offset. */
export interface MetricModifier {
  readonly modifies: 'bounds' | 'offset';
  /** Throws a CompileError where what the definition asks for has no meaning. */
  modify(metric: Metric, definition: Definition, context: MetricContext): Metric;
}

/** Operators of conditions beside those that nearly every document has. */
export interface OperatorKind {
  readonly operators: Operators;
  /** Has an eye on the time that patterns take. */
  watch(clock: () => number, onSlow: (source: string) => void): PatternWatch;
}

/** What reads properties of events, and windows that are no length. */
export interface DetailsKind {
  readonly details: Details;
}

/** What reads facts that are no metric and no segment. */
export interface FactsKind {
  readonly otherFacts: OtherFacts;
}

/** What reads dates, beside it. */
export interface DatesKind {
  readonly dateFact: DateFact;
}

/** What a plan is compiled with: a metric or condition for which none of these is there is disabled. */
export type MetricKind =
  StatefulKind | DerivedKind | MetricModifier | OperatorKind | DetailsKind | FactsKind | DatesKind;

export const operatorsAmong = (kinds: readonly MetricKind[]): OperatorKind | undefined => {
  for (const one of kinds) if ('operators' in one) return one;
  return undefined;
};

/** What documents are read with beside metrics, as far as it is among the kinds. */
export const readersAmong = (
  kinds: readonly MetricKind[],
): Pick<Known, 'more' | 'details' | 'otherFacts' | 'dateFact'> => {
  const found: Partial<OperatorKind & DetailsKind & FactsKind & DatesKind> = Object.assign(
    {},
    ...kinds,
  );
  const { operators, details, otherFacts, dateFact } = found;
  return { more: operators, details, otherFacts, dateFact };
};

/** Of an event. Throws a CompileError where the name has no meaning, or what reads it is not there. */
export const propertyOf = (name: unknown, { known }: MetricContext): Property => {
  if (!known.details) throw new CompileError('no part for properties');
  return known.details.propertyOf(name);
};
