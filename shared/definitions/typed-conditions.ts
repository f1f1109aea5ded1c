/** Conditions as TypeScript sees them: which facts there are, and what each compares with. */
import type { Kind, Specs } from '../metrics/specs.ts';
import type { FACTS, FactType, MetricValueType, SOURCE_FIELDS, SOURCE_TOUCHES } from './facts.ts';
import type { Condition, Duration, Json, MetricDefinition, TraitDefinition } from './types.ts';

export interface Traits {
  readonly [id: string]: TraitDefinition;
}
export interface Metrics {
  readonly [id: string]: MetricDefinition;
}
export interface SavedGroupLists {
  readonly [id: string]: readonly (string | number)[];
}

/** A condition over these facts. */
export type TypedCondition<F> = { readonly [fact in keyof F]?: F[fact] } & {
  readonly $and?: readonly TypedCondition<F>[];
  readonly $or?: readonly TypedCondition<F>[];
  readonly $nor?: readonly TypedCondition<F>[];
  readonly $not?: TypedCondition<F>;
};

/** Every fact that a segment may read, with the operands it takes. `Group` are the saved groups' ids. */
export type SegmentFacts<
  T extends Traits,
  M extends Metrics,
  SegmentId extends string,
  Group extends string,
> = {
  readonly [fact in keyof typeof FACTS]: Operand<(typeof FACTS)[fact], Any, Group>;
} & {
  readonly [fact in SourceFact]: Operand<'string', Any, Group>;
} & {
  readonly [id in keyof T & string as `trait.${id}`]: Operand<T[id]['type'], ValueOf<T[id]>, Group>;
} & {
  readonly [id in DateId<T> as `until.${id}` | `since.${id}`]: Operand<'duration', Any, Group>;
} & {
  readonly [id in DateId<T> as `anniversary.${id}`]: Operand<'number', Any, Group>;
} & {
  readonly [id in SegmentId as `segment.${id}`]: Operand<'boolean', Any, Group>;
} & MetricFacts<M, Group>;

export type MetricFacts<M, Group extends string> = {
  readonly [id in keyof M & string as `metric.${id}`]: Operand<MetricType<M[id]>, Any, Group>;
};

/** What a condition over one session reads: the session, and its own metrics. */
export type SessionFacts<M, Group extends string> = {
  readonly [fact in keyof typeof FACTS & `session.${string}`]: Operand<
    (typeof FACTS)[fact],
    Any,
    Group
  >;
} & MetricFacts<M, Group>;

/** The facts that a formula computes with: numbers, durations, true and false, and values that may be numbers. */
export type FormulaFact<T extends Traits, M, SegmentId extends string> =
  | ComputedFact<keyof typeof FACTS>
  | `metric.${keyof M & string}`
  | `segment.${SegmentId}`
  | `anniversary.${DateId<T>}`
  | `until.${DateId<T>}`
  | `since.${DateId<T>}`
  | {
      [id in keyof T & string]: T[id]['type'] extends 'number' | 'boolean' ? `trait.${id}` : never;
    }[keyof T & string];

/** The same within one session. */
export type SessionFormulaFact<M> =
  ComputedFact<keyof typeof FACTS & `session.${string}`> | `metric.${keyof M & string}`;

type ComputedFact<Fact extends keyof typeof FACTS> = {
  [fact in Fact]: (typeof FACTS)[fact] extends 'number' | 'duration' ? fact : never;
}[Fact];

type SourceFact = `source.${(typeof SOURCE_TOUCHES)[number]}.${(typeof SOURCE_FIELDS)[number]}`;
type Any = string | number;

type DateId<T extends Traits> = {
  [id in keyof T & string]: T[id]['type'] extends 'date' ? id : never;
}[keyof T & string];

type ValueOf<T> = T extends { readonly values: readonly (infer V)[] } ? V : Any;

type MetricType<M> = [keyof M & Kind] extends [never]
  ? 'number'
  : MetricValueType<Specs[keyof M & Kind]['value']>;

/** What a fact of a type compares with; `V` are the values that a trait allows. */
export type Operand<T extends FactType, V, Group extends string> =
  | null
  | {
      readonly string: Extract<V, string> | TextOperators<Extract<V, string>, Group>;
      readonly number: Extract<V, number> | OrderedOperators<Extract<V, number>, number, Group>;
      readonly boolean: boolean | CommonOperators<boolean, Group>;
      readonly duration: Duration | OrderedOperators<Duration, Duration, Group>;
      readonly date: string | OrderedOperators<string, string, Group>;
      readonly 'string[]': readonly Extract<V, string>[] | ListOperators<Extract<V, string>, Group>;
      readonly value: Exclude<Json, object> | readonly Json[] | Condition;
    }[T];

interface CommonOperators<V, Group> {
  readonly $eq?: V | null;
  readonly $ne?: V | null;
  readonly $in?: readonly (V | null)[];
  readonly $nin?: readonly (V | null)[];
  readonly $inGroup?: Group;
  readonly $notInGroup?: Group;
  readonly $exists?: boolean;
  readonly $type?: 'string' | 'number' | 'boolean' | 'array' | 'object' | 'null' | 'undefined';
  readonly $not?: V | null | this;
}

/** `V` are the values, `O` what they are ordered against. */
interface OrderedOperators<V, O, Group> extends CommonOperators<V, Group> {
  readonly $lt?: O;
  readonly $lte?: O;
  readonly $gt?: O;
  readonly $gte?: O;
}

interface TextOperators<V, Group> extends OrderedOperators<V, string, Group> {
  readonly $ini?: readonly string[];
  readonly $nini?: readonly string[];
  readonly $regex?: string;
  readonly $regexi?: string;
  readonly $veq?: string;
  readonly $vne?: string;
  readonly $vlt?: string;
  readonly $vlte?: string;
  readonly $vgt?: string;
  readonly $vgte?: string;
}

interface ListOperators<V, Group> {
  readonly $in?: readonly V[];
  readonly $nin?: readonly V[];
  readonly $ini?: readonly string[];
  readonly $nini?: readonly string[];
  readonly $inGroup?: Group;
  readonly $notInGroup?: Group;
  readonly $all?: readonly (V | TextOperators<V, Group>)[];
  readonly $alli?: readonly string[];
  readonly $size?: number | OrderedOperators<number, number, Group>;
  readonly $elemMatch?: TextOperators<V, Group>;
  readonly $exists?: boolean;
  readonly $not?: readonly V[] | null | ListOperators<V, Group>;
}
