import type { Answer, AnswerLeaf } from '../answers.ts';
import type { Context } from '../context.ts';
import { type JsonObject, asText } from '../json.ts';
import { type Reader, read } from '../reading.ts';
import { type Others, otherSegment } from '../references.ts';
import { type Tree, allOf, negated, someOf } from '../tree.ts';
import { behaviorAnswer } from './behaviors.ts';
import { propertyTest } from './filters.ts';

/** What describes a cohort. */
const DESCRIBES: readonly string[] = (
  'id deleted created_by created_at last_calculation last_backfill_person_properties_at is_calculating ' +
  'errors_calculating last_error_at last_error_message count pending_version version team team_id experiment_set ' +
  'cohort_type condition_type creation_context _create_in_folder _create_static_person_ids user_access_level search_match_type'
).split(' ');

/** A cohort: a tree of what someone did, is and belongs to. */
export const cohortAnswer = (
  ctx: Context,
  json: JsonObject,
  path: string,
  others: Others,
): Answer | null => {
  const cohort = read(ctx, json, path);
  const at = { path, construct: 'cohort' };
  const isStatic = cohort.boolean('is_static') ?? false;
  const query = cohort.get('query');
  const groups = cohort.get('groups');
  const filters = cohort.object('filters');
  // The filters alone, without what is around them.
  const holder = filters === undefined ? cohort : filters;
  const tree = holder?.object('properties');
  const isFiltered = holder?.get('filterTestAccounts') === true;
  if (filters !== undefined && filters !== null) filters.done('filters');
  if (cohort.get('deleted') === true)
    ctx.differs(
      'not-in-force',
      { path: cohort.pathOf('deleted'), construct: 'deleted' },
      'This cohort is deleted there.',
    );
  for (const said of ['name', 'description']) cohort.get(said);
  cohort.done('cohort', DESCRIBES);
  if (isStatic)
    return ctx.refuse(
      'unsupported',
      { path: cohort.pathOf('is_static'), construct: 'is_static' },
      'A static cohort: a list of persons. A trait can tell who is on yours.',
    );
  if (query !== undefined)
    return ctx.refuse(
      'unsupported',
      { path: cohort.pathOf('query'), construct: 'query' },
      'A cohort made by a query over all events.',
    );
  if (isFiltered)
    ctx.refuse(
      'unsupported',
      { path: holder?.pathOf('filterTestAccounts') ?? path, construct: 'filterTestAccounts' },
      'The filters of test accounts stand in the settings of the project. Add them to the cohort.',
    );
  if (!tree)
    return Array.isArray(groups) && groups.length > 0
      ? ctx.refuse(
          'unsupported',
          { path: cohort.pathOf('groups'), construct: 'groups' },
          'A cohort in the old form. Save it again in PostHog, which writes it as "filters".',
        )
      : ctx.refuse('invalid', at, 'A cohort needs a tree in "filters.properties".');
  if (Array.isArray(groups) && groups.length > 0)
    ctx.differs(
      'two-forms',
      { path: cohort.pathOf('groups'), construct: 'groups' },
      'The cohort is there both as "groups" and as "filters". The filters are read, as PostHog does.',
      'info',
    );
  return treeAnswer(ctx, tree, others);
};

/** A group joined by AND or OR, or one criterion. */
const treeAnswer = (ctx: Context, node: Reader, others: Others): Answer | null => {
  const values = node.get('values');
  if (values === undefined) return criterion(ctx, node, others);
  const type = node.oneOf('type', ['AND', 'OR'] as const);
  const parts = node.objects('values') ?? [];
  node.done('group', ['id', 'sort_key']);
  if (type === null) return null;
  if (type === undefined || parts.length === 0)
    return ctx.refuse(
      'invalid',
      { path: node.path, construct: 'group' },
      'A group has a "type" (AND, OR) and "values".',
    );
  const answers = parts.map((part) => treeAnswer(ctx, part, others));
  return type === 'OR' ? someOf(answers) : allOf(answers);
};

const criterion = (ctx: Context, node: Reader, others: Others): Answer | null => {
  const type = node.string('type') ?? '';
  const isNegated = node.boolean('negation') ?? false;
  const answer = criterionOf(ctx, node, type, others);
  return isNegated ? negated(answer) : answer;
};

const criterionOf = (ctx: Context, node: Reader, type: string, others: Others): Answer | null => {
  if (type === 'behavioral') return behaviorAnswer(ctx, node);
  if (type === 'person')
    return propertyTest(ctx, node, {
      of: 'person',
      caseSensitive: true,
    }) as Tree<AnswerLeaf> | null;
  if (type === 'cohort' || type === 'precalculated-cohort') return cohortOf(ctx, node, others);
  return ctx.refuse(
    'unsupported',
    { path: node.pathOf('type'), construct: type || 'type' },
    `A criterion on "${type}". Behaviour, properties of persons and cohorts are known.`,
  );
};

/** In another cohort, or not. */
export const cohortOf = (ctx: Context, node: Reader, others: Others): Answer | null => {
  const id = asText(node.get('value'));
  const key = node.oneOf('key', ['id'] as const);
  const operator = node.oneOf('operator', ['in', 'not_in', 'exact', 'is_not'] as const);
  const at = { path: node.path, construct: `cohort ${id}` };
  node.done('cohort', ['cohort_name', 'label', 'id', 'property_key']);
  if (key === null || operator === null) return null;
  const answer = otherSegment(ctx, at, others, id, (json, path, inner) =>
    cohortAnswer(ctx, json, path, inner),
  );
  if (answer !== null) ctx.mapped(node.path);
  return operator === 'not_in' || operator === 'is_not' ? negated(answer) : answer;
};
