import type { Condition, Json, SegmentDefinition } from '../../definitions/types.ts';
import type { Context } from '../context.ts';
import { asText, type JsonObject, isObject, own, plainJson, textOf } from '../json.ts';
import { labels } from '../names.ts';
import { type Reader, read } from '../reading.ts';
import { importSegments, type Tool } from '../segments.ts';
import type { ImportOptions, ImportResult } from '../types.ts';
import { type Source, readCondition } from './conditions.ts';
import { groupsBeside, noGroups, parsed, readGroups } from './groups.ts';

/**
 * A GrowthBook targeting condition, alone or as `{ condition, savedGroups?, name? }`; also a rule of
 * the REST API, whose condition is a text, with `savedGroupTargeting`; or saved groups as that API gives
 * them, one or a page, each of which becomes a segment. Never throws.
 */
export const importGrowthbook = (json: unknown, options: ImportOptions = {}): ImportResult =>
  importSegments(json, options, {
    list: ['savedGroups'],
    isList: isPageOfGroups,
    more: (page) => own(page, 'hasMore') === true,
    name: (one) => {
      const named = groupIn(one) ?? one;
      return textOf(own(named, 'name') ?? own(named, 'groupName'));
    },
    general: [
      [
        'history',
        'attributes',
        'Attributes are facts of the visitor here. Those that become traits are told by covey.identify.',
      ],
    ],
    convert,
  });

const convert: Tool['convert'] = (ctx, json, path, source) => {
  const group = groupIn(json);
  if (group !== undefined)
    return groupSegment(ctx, group, group === json ? path : join(path, 'savedGroup'), source);
  if (isOtherAnswer(json))
    return ctx.refuse(
      'unsupported',
      { path, construct: Object.keys(json).toSorted().join(', ').slice(0, 80) },
      'An answer of the REST API or the SDK as a whole. Pass the condition of one of its rules, or saved groups.',
    );
  if (!isRule(json))
    return segmentOf(readCondition(ctx, json, path, { groups: noGroups(), within: [] }), {});
  const rule = read(ctx, json, path);
  const name = rule.string('name');
  const description = rule.string('description');
  // In a rule as it is stored, "savedGroups" says which groups are asked for, as "savedGroupTargeting" does.
  const isStored = areTargets(rule.get('savedGroups'));
  const groups = readGroups(
    ctx,
    isStored ? undefined : rule.get('savedGroups'),
    rule.pathOf('savedGroups'),
  );
  const asked: Source = { groups, within: [] };
  const condition = conditionOf(ctx, rule, asked);
  const targets = [
    ...(isStored ? (rule.objects('savedGroups') ?? []) : []),
    ...(rule.objects('savedGroupTargeting') ?? []),
  ];
  const targeting = targets.map((target) => targetingOf(ctx, target, asked));
  refuseOthers(ctx, rule);
  inForce(ctx, rule);
  rule.done('rule', DESCRIBES);
  groups.unasked();
  const parts = [condition, ...targeting].filter((part) => part !== null);
  if (parts.length === 0) return null;
  // Groups alone say nothing of who is in.
  if (rule.get('condition') === undefined && targets.length === 0)
    return ctx.refuse(
      'invalid',
      { path: rule.pathOf('savedGroups'), construct: 'savedGroups' },
      'Nothing is asked here: a rule has a condition, or asks for saved groups.',
    );
  const keys = parts.flatMap((part) => Object.keys(part));
  const when: Condition =
    new Set(keys).size === keys.length ? Object.assign({}, ...parts) : { $and: parts };
  return segmentOf(when, labels(name, description));
};

/** What a rule gives to whom it holds for, and how it is kept. */
const DESCRIBES: readonly string[] = (
  'id value type force variationId controlValue variationValue rollout hashAttribute fallbackAttribute hashVersion ' +
  'seed sparse config key trackingKey experimentType hypothesis status variations values weights meta phase tracks ' +
  'disableStickyBucketing bucketVersion minBucketVersion scheduleType pendingRamp datasource exposureQueryId segment ' +
  'skipPartialData customFields templateId'
).split(' ');

const PAGE_MEMBERS: ReadonlySet<string> = new Set([
  'savedGroups',
  'limit',
  'offset',
  'count',
  'total',
  'hasMore',
  'nextOffset',
]);

/** Saved groups and what the REST API says of the page, and nothing that would ask for them. */
const isPageOfGroups = (json: JsonObject): boolean => {
  const groups = own(json, 'savedGroups');
  return (
    Array.isArray(groups) &&
    !areTargets(groups) &&
    Object.keys(json).every((key) => PAGE_MEMBERS.has(key))
  );
};

/** The saved group that this is, or that is all there is in it. */
const groupIn = (json: JsonObject): JsonObject | undefined => {
  const inner = own(json, 'savedGroup');
  if (isObject(inner) && Object.keys(json).length === 1) return inner;
  const type = own(json, 'type');
  const isList = type === 'list' && Array.isArray(own(json, 'values'));
  const isCondition = type === 'condition' && own(json, 'condition') !== undefined;
  return (isList || isCondition) && typeof own(json, 'id') === 'string' ? json : undefined;
};

/** A whole answer about something else: rules stand deep inside it, and none of it is a condition. */
const isOtherAnswer = (json: JsonObject): boolean => {
  const [only, ...others] = Object.entries(json);
  const isPage = ['limit', 'offset', 'hasMore'].every((key) => Object.hasOwn(json, key));
  const isPayload = isObject(own(json, 'features')) && own(json, 'condition') === undefined;
  const isOne = only !== undefined && others.length === 0 && isObject(only[1]);
  return (
    isPage ||
    (isPayload && Object.values(own(json, 'features') as JsonObject).every(isObject)) ||
    (isOne && Object.hasOwn(only[1] as JsonObject, 'id') && /^[a-z]\w+$/i.test(only[0]))
  );
};

/** A saved group by itself: who it lists, or who meets its condition. */
const groupSegment = (
  ctx: Context,
  json: JsonObject,
  path: string,
  source: Json,
): SegmentDefinition | null => {
  const id = asText(own(json, 'id'));
  const page = isObject(source) && isPageOfGroups(source) ? own(source, 'savedGroups') : undefined;
  const groups = groupsBeside(ctx, { id, json, path }, page);
  const when = readCondition(ctx, { $savedGroup: { id } }, path, { groups, within: [] });
  const text = (key: string): string | undefined => textOf(own(json, key));
  return segmentOf(when, labels(text('name') ?? text('groupName'), text('description')));
};

/** Groups that are asked for, as against the groups themselves. */
const areTargets = (json: Json | undefined): boolean =>
  Array.isArray(json) &&
  json.length > 0 &&
  (json as readonly Json[]).every((one) => isObject(one) && Object.hasOwn(one, 'ids'));

/** Where and when the rule holds there: a segment holds wherever its definitions are. */
const inForce = (ctx: Context, rule: Reader): void => {
  if (rule.boolean('enabled') === false)
    ctx.differs(
      'not-in-force',
      { path: rule.pathOf('enabled'), construct: 'enabled' },
      'This rule is switched off there and holds for nobody.',
    );
  for (const key of ['environments', 'projects'] as const) {
    const places = rule.get(key);
    const everywhere = rule.boolean(key === 'projects' ? 'allProjects' : 'allEnvironments');
    const isSome = places !== undefined && JSON.stringify(places) !== '[]';
    if (everywhere === false || (everywhere === undefined && isSome))
      ctx.differs(
        'not-in-force',
        { path: rule.pathOf(key), construct: key },
        `This rule holds in some ${key} only: ${JSON.stringify(places ?? []).slice(0, 80)}.`,
      );
  }
};

/** An attribute may be called "condition" too: then it is compared with something else. */
const isRule = (json: JsonObject): boolean => {
  const condition = own(json, 'condition');
  const hasParts = ['savedGroups', 'savedGroupTargeting'].some((key) => Object.hasOwn(json, key));
  return (
    hasParts ||
    isObject(condition) ||
    (typeof condition === 'string' && condition.trim().startsWith('{'))
  );
};

const segmentOf = (
  when: Condition | null,
  said: Partial<SegmentDefinition>,
): SegmentDefinition | null => (when === null ? null : { ...said, when });

const conditionOf = (ctx: Context, rule: Reader, source: Source): Condition | null => {
  const given = rule.get('condition');
  if (given === undefined) return {};
  const at = { path: rule.pathOf('condition'), construct: 'condition' };
  const condition = parsed(given);
  // A condition that came as text has not been looked at yet.
  const plain = condition === null ? null : plainJson(condition);
  return plain === null || 'issue' in plain
    ? ctx.refuse('invalid', at, 'The condition is no JSON object.')
    : readCondition(ctx, plain.json as JsonObject, at.path, source);
};

const MATCHES: { readonly [type: string]: (parts: readonly Condition[]) => Condition } = {
  all: (parts) => ({ $and: parts }),
  any: (parts) => ({ $or: parts }),
  none: (parts) => ({ $nor: parts }),
};

/** `{ matchType, savedGroups }` of a rule. */
const targetingOf = (ctx: Context, target: Reader, source: Source): Condition | null => {
  const type = target.string('matchType') ?? target.string('match') ?? '';
  const key = target.get('savedGroups') === undefined ? 'ids' : 'savedGroups';
  const ids = target.get(key);
  target.done('savedGroupTargeting');
  const at = { path: target.path, construct: 'savedGroupTargeting' };
  const combine = Object.hasOwn(MATCHES, type) ? MATCHES[type] : undefined;
  if (combine === undefined || !Array.isArray(ids))
    return ctx.refuse(
      'invalid',
      at,
      'A savedGroupTargeting needs a matchType (all, any, none) and ids.',
    );
  const places = (ids as readonly Json[]).map((id, i) => ({
    id,
    place: { path: `${target.pathOf(key)}[${i}]`, construct: asText(id) },
  }));
  const meant = places.filter(({ id, place }) => {
    const isEmpty = isPassedOver(source, id);
    if (isEmpty)
      ctx.differs(
        'ignored-by-source',
        place,
        'GrowthBook passes over a saved group that is empty.',
      );
    return !isEmpty;
  });
  if (meant.length === 0) {
    if (places.length === 0)
      ctx.differs('ignored-by-source', at, 'Without groups it asks for nothing.');
    return {};
  }
  const parts = meant.map(({ id, place }) => {
    const part = readCondition(ctx, { $savedGroup: { id } }, place.path, source);
    if (part !== null) ctx.mapped(place.path);
    return part;
  });
  const kept = parts.filter((part) => part !== null);
  if (kept.length === 0) return null;
  const [only] = kept;
  return kept.length === 1 && only !== undefined && type !== 'none' ? only : combine(kept);
};

/** Groups without values or conditions, unless the empty list is meant. */
const isPassedOver = ({ groups }: Source, id: Json): boolean => {
  const group = groups.get(asText(id));
  if (group?.kind === 'list') return group.values.length === 0 && !group.isMeantEmpty;
  return group !== undefined && Object.keys(group.condition).length === 0;
};

const BY_CHANCE = 'A share of visitors by chance is an experience, no segment.';
const ELSEWHERE =
  'Who is in stands in another object of GrowthBook. Import the conditions of that.';
const SCHEDULE = 'A schedule has no equal: publish and withdraw the segment instead.';

/** Parts of a rule that choose visitors otherwise than by a condition. */
const OTHERS: { readonly [key: string]: string } = {
  coverage: BY_CHANCE,
  percentage: BY_CHANCE,
  namespace: BY_CHANCE,
  filters: BY_CHANCE,
  range: BY_CHANCE,
  ranges: BY_CHANCE,
  hashRange: BY_CHANCE,
  experimentId: ELSEWHERE,
  safeRolloutId: ELSEWHERE,
  contextualBanditId: ELSEWHERE,
  rampScheduleId: SCHEDULE,
  scheduleRules: SCHEDULE,
  prerequisites:
    'Other features as a condition. Import their conditions, and combine the segments.',
  parentConditions:
    'Other features as a condition. Import their conditions, and combine the segments.',
};

const refuseOthers = (ctx: Context, rule: Reader): void => {
  for (const [key, message] of Object.entries(OTHERS)) {
    const value = rule.get(key);
    const isNothing =
      value === undefined ||
      value === 1 ||
      (Array.isArray(value) && value.length === 0) ||
      (key === 'namespace' && isObject(value) && value['enabled'] === false);
    if (!isNothing) ctx.refuse('unsupported', { path: rule.pathOf(key), construct: key }, message);
  }
};

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
