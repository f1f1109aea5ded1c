import type {
  Metrics,
  SavedGroupLists,
  SegmentFacts,
  SessionFacts,
  Traits,
  TypedCondition,
} from './typed-conditions.ts';
import type {
  CountMetric,
  Definitions,
  DistinctMetric,
  EventSelector,
  FirstMetric,
  FormulaMetric,
  GroupDefinition,
  InterestMetric,
  LastMetric,
  MaxMetric,
  MeanMetric,
  MedianMetric,
  MinMetric,
  PeriodsMetric,
  SegmentDefinition,
  SequenceMetric,
  SessionsMetric,
  SinceMetric,
  SumMetric,
  TopMetric,
} from './types.ts';

type SharedParts = 'traits' | 'savedGroups' | 'metrics' | 'segments' | 'groups';

/** A segment whose conditions read known facts only. */
type TypedSegment<F> = Omit<SegmentDefinition, 'when' | 'exclude' | 'excludeEver'> & {
  readonly when: TypedCondition<F>;
  readonly exclude?: TypedCondition<F>;
  readonly excludeEver?: TypedCondition<F>;
};

interface MetricByAggregator {
  count: CountMetric;
  sum: SumMetric;
  mean: MeanMetric;
  min: MinMetric;
  max: MaxMetric;
  median: MedianMetric;
  distinct: DistinctMetric;
  first: FirstMetric;
  last: LastMetric;
  top: TopMetric;
  since: SinceMetric;
  periods: PeriodsMetric;
  sequence: SequenceMetric;
  sessions: SessionsMetric;
  interest: InterestMetric;
  formula: FormulaMetric;
}

/** The metric, with what is wrong in it typed `never` or as the known names. */
type CheckedMetrics<M, Fact extends string, SegmentId extends string, Group extends string> = {
  readonly [id in keyof M]: {
    readonly [key in keyof M[id]]: key extends keyof MetricByAggregator[keyof M[id] &
      keyof MetricByAggregator]
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
> = K extends 'count' | 'since' | 'periods'
  ? CheckedEvents<M[K], SegmentId>
  : K extends 'formula'
    ? CheckedFormula<M[K], Fact>
    : K extends 'sessions'
      ? CheckedCondition<
          M[K],
          SessionFacts<M extends { readonly each: infer Each } ? Each : object, Group>
        >
      : K extends 'each'
        ? CheckedMetrics<M[K], keyof SessionFacts<M[K], Group> & string, SegmentId, Group>
        : M[K];

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
      ? F[key]
      : never;
};

/**
 * Definitions, authored in TypeScript: the type system knows every trait, metric and segment, and
 * refuses an unknown fact, an unknown segment, and an operand that does not fit its fact. Returns
 * its argument; the ids stay literal types (see `SegmentIds`). `checkDefinitions` checks the rest.
 *
 * @example
 * export default defineSegments({
 *   covey: 1, site: 'hazel.example', version: 1,
 *   issued: '2026-11-24T00:00:00Z', expires: '2027-01-24T00:00:00Z',
 *   metrics: { orders: { count: 'purchase', within: '90d' } },
 *   segments: { regular: { when: { 'metric.orders': { $gte: 3 } } } },
 * });
 */
export const defineSegments = <
  const SegmentId extends string,
  const GroupId extends string = never,
  const T extends Traits = Record<never, never>,
  const M extends Metrics = Record<never, never>,
  const S extends SavedGroupLists = Record<never, never>,
>(
  definitions: Omit<Definitions, SharedParts> & {
    readonly traits?: T;
    readonly savedGroups?: S;
    readonly metrics?: M &
      CheckedMetrics<
        M,
        keyof SegmentFacts<T, M, SegmentId, keyof S & string>,
        SegmentId,
        keyof S & string
      >;
    readonly segments: {
      readonly [id in SegmentId]: TypedSegment<SegmentFacts<T, M, SegmentId, keyof S & string>>;
    };
    readonly groups?: {
      readonly [id in GroupId]: Omit<GroupDefinition, 'segments'> & {
        readonly segments: readonly NoInfer<SegmentId>[];
      };
    };
  },
): TypedDefinitions<T, M, SegmentId, GroupId> =>
  definitions as unknown as TypedDefinitions<T, M, SegmentId, GroupId>;

/** Definitions whose ids are known to the type system. */
export type TypedDefinitions<
  T extends Traits,
  M extends Metrics,
  SegmentId extends string,
  GroupId extends string,
> = Omit<Definitions, SharedParts> & {
  readonly savedGroups?: SavedGroupLists;
  readonly traits: T;
  readonly metrics: M;
  readonly segments: { readonly [id in SegmentId]: SegmentDefinition };
  readonly groups: { readonly [id in GroupId]: GroupDefinition };
};

/** The ids of the segments: `SegmentIds<typeof definitions>` is `'champion' | 'abandoner'`. */
export type SegmentIds<D extends { readonly segments: object }> = keyof D['segments'] & string;
