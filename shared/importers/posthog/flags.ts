import type { Answer, AnswerLeaf } from '../answers.ts';
import { BY_CHANCE } from '../attributes.ts';
import type { Context } from '../context.ts';
import { type JsonObject, isObject, own } from '../json.ts';
import { type Reader, asNumber, read } from '../reading.ts';
import type { Others } from '../references.ts';
import { type Tree, allOf, negated, someOf } from '../tree.ts';
import { cohortOf } from './cohorts.ts';
import { propertyTest } from './filters.ts';

/** Whether it is a feature flag, or the filters of one. */
export const isFlag = (json: JsonObject): boolean => {
  const filters = own(json, 'filters');
  return isObject(filters)
    ? Array.isArray(own(filters, 'groups'))
    : Array.isArray(own(json, 'groups')) && own(json, 'filters') === undefined && !isCohort(json);
};

const isCohort = (json: JsonObject): boolean =>
  ['is_static', 'is_calculating', 'properties'].some((key) => Object.hasOwn(json, key));

/** What describes a flag, and what it gives to whom it is on for. */
const DESCRIBES: readonly string[] = (
  'id created_at created_by updated_at last_modified_by last_called_at is_simple_flag rollout_percentage version ' +
  'ensure_experience_continuity experiment_set surveys features rollback_conditions performed_rollback can_edit ' +
  'tags evaluation_tags usage_dashboard analytics_dashboards has_enriched_analytics user_access_level ' +
  'creation_context is_remote_configuration has_encrypted_payloads status evaluation_runtime bucketing_identifier ' +
  '_create_in_folder _should_create_usage_dashboard team_id is_used_in_replay_settings'
).split(' ');

/** The conditions of a flag: any of its groups. */
export const flagAnswer = (
  ctx: Context,
  json: JsonObject,
  path: string,
  others: Others,
): Answer | null => {
  const flag = read(ctx, json, path);
  const inner = flag.object('filters');
  const isActive = flag.boolean('active') ?? true;
  const isDeleted = flag.boolean('deleted') ?? false;
  const filters = inner === undefined ? flag : inner;
  for (const said of ['name', 'key']) flag.get(said);
  if (!filters) return null;
  const groups = filters.objects('groups') ?? [];
  const byGroup = filters.get('aggregation_group_type_index');
  const more = ['super_groups', 'holdout_groups', 'holdout'].filter((key) =>
    isSomething(filters.get(key)),
  );
  filters.done('filters', [
    'multivariate',
    'payloads',
    'early_exit',
    ...(inner === undefined ? DESCRIBES : []),
  ]);
  if (inner !== undefined) flag.done('flag', DESCRIBES);
  if (!isActive || isDeleted)
    ctx.differs(
      'not-in-force',
      {
        path: flag.pathOf(isDeleted ? 'deleted' : 'active'),
        construct: isDeleted ? 'deleted' : 'active',
      },
      'This flag is switched off there and holds for nobody.',
    );
  if (byGroup !== undefined) return ofCompanies(ctx, filters, 'aggregation_group_type_index');
  for (const key of more)
    ctx.refuse(
      'unsupported',
      { path: filters.pathOf(key), construct: key },
      'Who is held out, or let in early, is drawn or said elsewhere. Import the groups without it.',
    );
  if (groups.length === 0)
    return ctx.refuse(
      'invalid',
      { path: filters.pathOf('groups'), construct: 'groups' },
      'A flag without groups is on for nobody.',
    );
  return someOf(groups.map((group) => groupAnswer(ctx, group, others)));
};

const isSomething = (value: unknown): boolean =>
  value !== undefined && JSON.stringify(value) !== '[]' && value !== false;

const ofCompanies = (ctx: Context, node: Reader, key: string): null =>
  ctx.refuse(
    'unsupported',
    { path: node.pathOf(key), construct: key },
    'Groups such as companies: Covey knows visitors only.',
  );

/** All properties of a group, for all who meet them. */
const groupAnswer = (ctx: Context, group: Reader, others: Others): Answer | null => {
  const properties = group.objects('properties') ?? [];
  const share = group.get('rollout_percentage');
  const byGroup = group.get('aggregation_group_type_index');
  group.done('group', ['variant', 'description', 'sort_key', 'users_affected']);
  if (byGroup !== undefined) return ofCompanies(ctx, group, 'aggregation_group_type_index');
  const met = allOf(properties.map((property) => propertyAnswer(ctx, property, others)));
  const percent = share === undefined ? 100 : asNumber(share);
  if (percent === 0) {
    ctx.differs(
      'ignored-by-source',
      { path: group.path, construct: 'rollout_percentage' },
      'A group for 0 % is for nobody.',
    );
    return false;
  }
  return percent === 100
    ? met
    : ctx.refuse('unsupported', { path: group.path, construct: 'rollout_percentage' }, BY_CHANCE);
};

const propertyAnswer = (ctx: Context, property: Reader, others: Others): Answer | null => {
  const type = property.string('type') ?? 'person';
  const isNegated = property.boolean('negation') ?? false;
  const answer =
    type === 'cohort'
      ? cohortOf(ctx, property, others)
      : type === 'person'
        ? (propertyTest(ctx, property, {
            of: 'person',
            caseSensitive: false,
          }) as Tree<AnswerLeaf> | null)
        : ctx.refuse(
            'unsupported',
            { path: property.pathOf('type'), construct: type },
            `A condition on "${type}". Properties of persons and cohorts are known.`,
          );
  return isNegated ? negated(answer) : answer;
};
