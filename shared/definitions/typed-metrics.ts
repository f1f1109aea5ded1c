/** Metrics and traits as TypeScript sees them: what is wrong in them is typed `never`, or as what is known. */
import type { FieldOperator } from '../conditions/index.ts';
import type { SessionFacts, SessionFormulaFact, Traits } from './typed-conditions.ts';
import type { Kind, KindTaking } from '../metrics/specs.ts';
import type {
  AnyOrderStep,
  EventSelector,
  EventStep,
  MetricOf,
  NotStep,
  SequenceDefinition,
  TraitDefinition,
} from './types.ts';

/** The traits, with keys and values that their type does not take typed `never`. */
export type CheckedTraits<T extends Traits> = {
  readonly [id in keyof T]: {
    readonly [key in keyof T[id]]: key extends 'values'
      ? readonly TraitValue<T[id]['type']>[]
      : key extends keyof TraitDefinition
        ? T[id][key]
        : never;
  };
};
type TraitValue<Type> = Type extends 'number'
  ? number
  : Type extends 'string' | 'string[]'
    ? string
    : never;

type MetricByKind = { readonly [K in Kind]: MetricOf<K> };

/** The metric, with what is wrong in it typed `never` or as the known names. */
export type CheckedMetrics<
  M,
  Fact extends string,
  SegmentId extends string,
  Group extends string,
> = {
  readonly [id in keyof M]: {
    readonly [key in keyof M[id]]: key extends keyof MetricByKind[keyof M[id] & Kind]
      ? CheckedPart<M[id], key, Fact, SegmentId, Group>
      : never;
  };
};

type CheckedPart<
  M,
  K extends keyof M,
  Fact extends string,
  SegmentId extends string,
  Group extends string,
> =
  K extends KindTaking<'events'>
    ? CheckedEvents<M[K], SegmentId>
    : K extends KindTaking<'property'>
      ? M[K] extends `${string}.${string}`
        ? M[K]
        : `${string}.${string}`
      : K extends 'where'
        ? CheckedWhere<M[K]>
        : K extends KindTaking<'steps'>
          ? CheckedSteps<M[K], SegmentId>
          : K extends 'after' | 'before'
            ? CheckedSequence<M[K], SegmentId>
            : K extends KindTaking<'formula'>
              ? CheckedFormula<M[K], Fact>
              : K extends KindTaking<'condition'>
                ? CheckedCondition<
                    M[K],
                    SessionFacts<M extends { readonly each: infer Each } ? Each : object, Group>
                  >
                : K extends 'each'
                  ? CheckedMetrics<M[K], SessionFormulaFact<M[K]>, SegmentId, Group>
                  : M[K];

type CheckedSequence<S, SegmentId extends string> = {
  readonly [key in keyof S]: key extends 'sequence'
    ? CheckedSteps<S[key], SegmentId>
    : key extends keyof SequenceDefinition
      ? S[key]
      : never;
};

type CheckedSteps<S, SegmentId extends string> = {
  readonly [i in keyof S]: CheckedStep<S[i], SegmentId>;
};

type CheckedStep<S, SegmentId extends string> = {
  readonly [key in keyof S]: key extends StepKey<S>
    ? key extends 'event' | 'not'
      ? CheckedEvents<S[key], SegmentId>
      : key extends 'anyOrder'
        ? CheckedSteps<S[key], SegmentId>
        : key extends 'where'
          ? CheckedWhere<S[key]>
          : S[key]
    : never;
};

type StepKey<S> = S extends { readonly event: unknown }
  ? keyof EventStep
  : S extends { readonly not: unknown }
    ? keyof NotStep
    : keyof AnyOrderStep;

/** Any property may be read; operators are the known ones. */
type CheckedWhere<W> = {
  readonly [key in keyof W]: key extends '$and' | '$or' | '$nor'
    ? { readonly [i in keyof W[key]]: CheckedWhere<W[key][i]> }
    : key extends '$not'
      ? CheckedWhere<W[key]>
      : key extends `$${string}`
        ? never
        : CheckedOperand<W[key]>;
};

type CheckedOperand<O> = O extends readonly unknown[]
  ? O
  : O extends object
    ? {
        readonly [key in keyof O]: key extends `$${string}`
          ? key extends FieldOperator
            ? O[key]
            : never
          : O[key];
      }
    : O;

type CheckedEvents<E, SegmentId extends string> = E extends `${'enter' | 'leave'}:${string}`
  ? `enter:${SegmentId}` | `leave:${SegmentId}`
  : E extends readonly unknown[]
    ? { readonly [i in keyof E]: CheckedEvents<E[i], SegmentId> }
    : E & EventSelector;

type CheckedFormula<F, Fact extends string> = F extends string
  ? Fact
  : F extends number
    ? F
    : F extends readonly unknown[]
      ? { readonly [i in keyof F]: CheckedFormula<F[i], Fact> }
      : {
          readonly [key in keyof F]: key extends 'logistic'
            ? CheckedWeights<F[key], Fact>
            : CheckedFormula<F[key], Fact>;
        };

type CheckedWeights<L, Fact extends string> = {
  readonly [key in keyof L]: key extends 'weights'
    ? { readonly [fact in keyof L[key]]: fact extends Fact ? number : never }
    : L[key];
};

type CheckedCondition<C, F> = {
  readonly [key in keyof C]: key extends '$and' | '$or' | '$nor' | '$not'
    ? C[key] extends readonly unknown[]
      ? { readonly [i in keyof C[key]]: CheckedCondition<C[key][i], F> }
      : CheckedCondition<C[key], F>
    : key extends keyof F
      ? // A text would pass for an object of which nothing is required.
        C[key] extends object
        ? Extract<F[key], object>
        : Exclude<F[key], object>
      : never;
};
