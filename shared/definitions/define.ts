import type {
  FormulaFact,
  Metrics,
  SavedGroupLists,
  SegmentFacts,
  Traits,
  TypedCondition,
} from './typed-conditions.ts';
import type { CheckedMetrics, CheckedTraits } from './typed-metrics.ts';
import type {
  Definitions,
  ExperienceDefinition,
  GroupDefinition,
  HistogramDefinition,
  SegmentDefinition,
  SurveyDefinition,
} from './types.ts';

type SharedParts =
  | 'traits'
  | 'savedGroups'
  | 'metrics'
  | 'segments'
  | 'groups'
  | 'surveys'
  | 'experiences'
  | 'histograms';

/** A segment whose conditions read known facts only. */
type TypedSegment<F> = Omit<SegmentDefinition, 'when' | 'exclude' | 'excludeEver'> & {
  readonly when: TypedCondition<F>;
  readonly exclude?: TypedCondition<F>;
  readonly excludeEver?: TypedCondition<F>;
};

/** A question whose answer becomes a known trait, to known segments. */
type TypedSurvey<TraitId, SegmentId> = Omit<SurveyDefinition, 'trait' | 'show'> & {
  readonly trait: TraitId;
  readonly show: Omit<SurveyDefinition['show'], 'segments'> & {
    readonly segments: readonly SegmentId[];
  };
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
    readonly traits?: T & CheckedTraits<T>;
    readonly savedGroups?: S;
    readonly metrics?: M &
      CheckedMetrics<M, FormulaFact<T, M, SegmentId>, SegmentId, keyof S & string>;
    readonly segments: {
      readonly [id in SegmentId]: TypedSegment<SegmentFacts<T, M, SegmentId, keyof S & string>>;
    };
    readonly groups?: {
      readonly [id in GroupId]: Omit<GroupDefinition, 'segments'> & {
        readonly segments: readonly NoInfer<SegmentId>[];
      };
    };
    readonly surveys?: {
      readonly [id: string]: TypedSurvey<NoInfer<keyof T & string>, NoInfer<SegmentId>>;
    };
    readonly experiences?: {
      readonly [id: string]: Omit<ExperienceDefinition, 'segments' | 'goal'> & {
        readonly segments?: readonly NoInfer<SegmentId>[];
        readonly goal?: NoInfer<SegmentId>;
      };
    };
    readonly histograms?: {
      readonly [id: string]: Omit<HistogramDefinition, 'metric'> & {
        readonly metric: NoInfer<keyof M & string>;
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
  readonly surveys?: { readonly [id: string]: SurveyDefinition };
  readonly experiences?: NonNullable<Definitions['experiences']>;
  readonly histograms?: NonNullable<Definitions['histograms']>;
};

/** The ids of the segments: `SegmentIds<typeof definitions>` is `'champion' | 'abandoner'`. */
export type SegmentIds<D extends { readonly segments: object }> = keyof D['segments'] & string;
