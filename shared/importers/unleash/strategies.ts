import type { Answer } from '../answers.ts';
import { BY_CHANCE, factInList } from '../attributes.ts';
import type { Context } from '../context.ts';
import { type JsonObject, asText } from '../json.ts';
import type { Json } from '../../definitions/types.ts';
import { type Reader, asNumber, read } from '../reading.ts';
import { type Others, otherSegment } from '../references.ts';
import { allOf, someOf } from '../tree.ts';
import { cleaned, constraintAnswer, contextFact } from './constraints.ts';
import { FOR_ALL, SHARES } from './fields.ts';

/** All constraints of a segment. */
export const segmentAnswer = (ctx: Context, json: JsonObject, path: string): Answer | null => {
  const segment = read(ctx, json, path);
  const constraints = constraintsOf(ctx, segment);
  for (const said of ['name', 'description']) segment.get(said);
  segment.done('segment', SEGMENT_DESCRIBES);
  return constraints;
};

const SEGMENT_DESCRIBES: readonly string[] =
  'id project createdBy createdAt usedInFeatures usedInProjects'.split(' ');

const constraintsOf = (ctx: Context, holder: Reader): Answer | null =>
  allOf((holder.objects('constraints') ?? []).map((one) => constraintAnswer(ctx, one)));

/** Any strategy of a feature, or everyone where it has none. */
export const featureAnswer = (
  ctx: Context,
  json: JsonObject,
  path: string,
  others: Others,
): Answer | null => {
  const feature = read(ctx, json, path);
  const strategies = feature.objects('strategies') ?? [];
  const isEnabled = feature.boolean('enabled') ?? true;
  const dependencies = feature.get('dependencies');
  for (const said of ['name', 'description']) feature.get(said);
  feature.done('feature', FEATURE_DESCRIBES);
  if (!isEnabled)
    ctx.differs(
      'not-in-force',
      { path: feature.pathOf('enabled'), construct: 'enabled' },
      'This feature is switched off there and holds for nobody.',
    );
  if (dependencies !== undefined && JSON.stringify(dependencies) !== '[]')
    return ctx.refuse(
      'unsupported',
      { path: feature.pathOf('dependencies'), construct: 'dependencies' },
      'Other features as a condition. Import their strategies, and combine the segments.',
    );
  const meant = strategies.filter((strategy) => {
    const isDisabled = strategy.get('disabled') === true;
    if (isDisabled)
      ctx.differs(
        'ignored-by-source',
        { path: strategy.path, construct: 'strategy' },
        'This strategy is disabled there.',
      );
    return !isDisabled;
  });
  if (strategies.length === 0) return true;
  return meant.length === 0
    ? ctx.refuse(
        'invalid',
        { path, construct: 'strategies' },
        'All strategies are disabled: the feature is on for nobody.',
      )
    : someOf(meant.map((strategy) => strategyAnswer(ctx, strategy, others)));
};

const FEATURE_DESCRIBES: readonly string[] = (
  'project type stale impressionData variants createdAt lastSeenAt archived archivedAt tags ' +
  'favorite environments lifecycle children createdBy collaborators hasStrategies hasEnabledStrategies sortOrder ' +
  'environment featureName variantCount lastSeenAt links'
).split(' ');

/** Constraints and segments of a strategy, and what it asks itself. */
export const strategyAnswer = (ctx: Context, strategy: Reader, others: Others): Answer | null => {
  const name = strategy.string('name') ?? strategy.string('strategyName') ?? '';
  for (const said of ['strategyName', 'title']) strategy.get(said);
  const at = { path: strategy.path, construct: name || 'strategy' };
  const parameters = strategy.object('parameters');
  const constraints = constraintsOf(ctx, strategy);
  const segments = segmentsOf(ctx, strategy, others);
  strategy.done('strategy', STRATEGY_DESCRIBES);
  const own = ownAnswer(ctx, name, at, parameters ?? undefined);
  parameters?.done('parameters', ['stickiness', 'groupId', 'rollout', 'percentage']);
  return own === null ? null : allOf([own, constraints, ...segments]);
};

const STRATEGY_DESCRIBES: readonly string[] =
  'id disabled sortOrder featureName featureId projectId environment milestoneId variants createdAt'.split(
    ' ',
  );

const segmentsOf = (ctx: Context, strategy: Reader, others: Others): readonly (Answer | null)[] => {
  const ids = strategy.get('segments');
  if (ids === undefined) return [];
  const path = strategy.pathOf('segments');
  if (!Array.isArray(ids))
    return [ctx.refuse('invalid', { path, construct: 'segments' }, '"segments" should be a list.')];
  return (ids as readonly Json[]).map((id, i) => {
    const at = { path: `${path}[${i}]`, construct: asText(id) };
    const answer = otherSegment(ctx, at, others, asText(id), (json, there) =>
      segmentAnswer(ctx, json, there),
    );
    if (answer !== null) ctx.mapped(at.path);
    return answer;
  });
};

const ownAnswer = (
  ctx: Context,
  name: string,
  at: { readonly path: string; readonly construct: string },
  parameters: Reader | undefined,
): Answer | null => {
  if (FOR_ALL.has(name)) return true;
  const share = Object.hasOwn(SHARES, name) ? SHARES[name] : undefined;
  if (share !== undefined) {
    const part = parameters?.get(share);
    const percent = asNumber(part);
    if (percent === 0) {
      ctx.differs('ignored-by-source', at, 'A strategy for 0 % is for nobody.');
      return false;
    }
    return percent === 100
      ? true
      : ctx.refuse(
          part === undefined ? 'invalid' : 'unsupported',
          { ...at, construct: share },
          part === undefined ? `"${name}" needs "${share}".` : BY_CHANCE,
        );
  }
  if (name !== 'userWithId')
    return ctx.refuse(
      'unsupported',
      at,
      `The strategy "${name}" asks for what no segment can. Import its constraints.`,
    );
  const list = parameters?.string('userIds');
  const place = { path: parameters?.pathOf('userIds') ?? at.path, construct: 'userId' };
  const ids = cleaned(list?.split(','));
  if (ids === null || ids.length === 0)
    return ctx.refuse('invalid', { ...place, construct: 'userIds' }, '"userIds" lists no one.');
  const fact = contextFact(ctx, place, 'string');
  const answer = fact === null ? null : factInList(ctx, place, fact, ids, 'users');
  if (answer !== null) ctx.mapped(place.path);
  return answer;
};
