import type { Answer } from '../answers.ts';
import type { At, Context } from '../context.ts';
import { type JsonObject, isObject } from '../json.ts';
import type { Reader } from '../reading.ts';
import { negated, someOf } from '../tree.ts';
import { readBehavior } from './behaviors.ts';
import { cohortOf } from './cohorts.ts';
import { behaviorAnswer } from './compared.ts';
import { SHOWN, asAnswer, joinOf, joined, ofVisitors, propertyFilter } from './filters.ts';
import { readQuestion } from './operators.ts';
import { UNREAD } from './selectors.ts';

/** Reads a cohort that another carries in it. */
type ReadCohort = (json: JsonObject, path: string) => Answer | null;

/** What the cohort builder shows: groups of filters. */
export const groupsAnswer = (
  ctx: Context,
  groups: readonly Reader[],
  at: At,
  readCohort: ReadCohort,
): Answer | null => {
  // The first has none before it to be joined to.
  const [first, ...operators] = groups.map((group) => joinOf(group, 'groupingOperator'));
  if (first === null) return null;
  if (new Set(operators).size > 1)
    return ctx.refuse(
      'ambiguous',
      { ...at, construct: 'groupingOperator' },
      'Groups joined by "and" and by "or": which binds first is not documented.',
    );
  return joined(
    operators.length === 0 ? 'and' : (operators[0] ?? null),
    groups.map((group) => groupAnswer(ctx, group, readCohort)),
  );
};

const groupAnswer = (ctx: Context, group: Reader, readCohort: ReadCohort): Answer | null => {
  const at = { path: group.path, construct: 'cohort_group' };
  const filters = group.objects('filters') ?? [];
  const behavioral = group.objects('behavioralFilters') ?? [];
  const operator = joinOf(group, 'filtersOperator');
  const behavioralOperator = joinOf(group, 'behavioralFiltersOperator');
  const type = group.oneOf('type', ['cohort_group'] as const);
  group.get('groupingOperator');
  group.done('cohort_group', SHOWN);
  if (type === null || operator === null || behavioralOperator === null) return null;
  if (filters.length + behavioral.length === 0)
    return ctx.refuse('invalid', at, 'A group without filters.');
  if (
    filters.length > 0 &&
    behavioral.length > 0 &&
    (operator === 'or' || behavioralOperator === 'or')
  )
    return ctx.refuse(
      'ambiguous',
      at,
      'A group with filters on properties and on behavior, one of them joined by "or": how they are joined is not documented.',
    );
  return joined('and', [
    ...(filters.length > 0
      ? [
          joined(
            operator,
            filters.map((filter) => filterAnswer(ctx, filter, readCohort)),
          ),
        ]
      : []),
    ...(behavioral.length > 0
      ? [
          joined(
            behavioralOperator,
            behavioral.map((filter) => filterAnswer(ctx, filter, readCohort)),
          ),
        ]
      : []),
  ]);
};

const filterAnswer = (ctx: Context, filter: Reader, readCohort: ReadCohort): Answer | null => {
  const at = { path: filter.path, construct: filter.string('value') ?? 'filter' };
  if (at.construct === '$cohorts') return cohortsFilter(ctx, filter, at, readCohort);
  if (at.construct === '$all_users') {
    const operator = filter.oneOf('filterOperator', ['contains', 'does not contain'] as const);
    filter.done('filter', ['resourceType', 'filterType', ...SHOWN]);
    if (operator === null) return null;
    const everyone = cohortOf(ctx, at, at.construct);
    return operator === 'does not contain' ? negated(everyone) : everyone;
  }
  const custom = filter.get('customProperty');
  const inner =
    isObject(custom) && isObject(custom['behavior'])
      ? filter.object('customProperty')?.object('behavior')
      : undefined;
  const behavior = filter.object('behavior') ?? inner;
  if (behavior) {
    // The name of what is compared, as the builder shows it.
    if (filter.get('value') !== undefined) ctx.notCarried('value');
    if (!ofVisitors(ctx, filter, at)) return null;
    const found = readBehavior(ctx, behavior);
    const question = readQuestion(ctx, filter, at);
    filter.done('filter', ['resourceType', 'customPropertyId', ...SHOWN]);
    if (found === null) return ctx.refuse('unsupported', at, UNREAD);
    if (question === null) return null;
    const answer = behaviorAnswer(ctx, { ...at, path: behavior.path }, found, question);
    if (answer !== null) ctx.mapped(filter.path);
    return answer;
  }
  const resource = filter.string('resourceType');
  if (resource !== 'people' && resource !== 'user')
    return ctx.refuse(
      'unsupported',
      { ...at, construct: resource ?? at.construct },
      'A property of an event, without an event.',
    );
  const test = propertyFilter(ctx, filter, 'user');
  return test === null ? null : asAnswer(test);
};

/** In any of these cohorts, or in none. */
const cohortsFilter = (
  ctx: Context,
  filter: Reader,
  at: At,
  readCohort: ReadCohort,
): Answer | null => {
  if (!ofVisitors(ctx, filter, at)) return null;
  const operator = filter.string('filterOperator') ?? 'contains';
  const entries = filter.objects('filterValue') ?? [];
  filter.done('filter', ['resourceType', 'filterType', ...SHOWN]);
  if (entries.length === 0) return ctx.refuse('invalid', at, 'A filter on cohorts needs cohorts.');
  const parts = entries.map((entry) => {
    const cohort = entry.object('cohort');
    const id = cohort?.get('id');
    const isNegated = cohort?.boolean('negated') ?? false;
    const raw = cohort?.get('raw_cohort');
    const isOfVisitors = !cohort || ofVisitors(ctx, cohort, { ...at, path: cohort.path });
    cohort?.done('cohort', ['name', 'groups']);
    entry.done('filterValue');
    if (!cohort) return ctx.refuse('invalid', at, 'A filter on cohorts needs cohorts.');
    if (!isOfVisitors) return null;
    const answer = isObject(raw)
      ? readCohort(raw, cohort.pathOf('raw_cohort'))
      : cohortOf(ctx, { ...at, path: cohort.path }, id);
    return isNegated ? negated(answer) : answer;
  });
  const answer = someOf(parts);
  if (operator !== 'contains' && operator !== 'does not contain')
    return ctx.refuse(
      'unsupported',
      { ...at, construct: operator },
      `Cohorts compared by "${operator}".`,
    );
  return operator === 'contains' ? answer : negated(answer);
};
