import type { Condition, Json, SegmentDefinition } from '../../definitions/types.ts';
import type { Context } from '../context.ts';
import { type JsonObject, isObject, own, plainJson } from '../json.ts';
import { labels } from '../names.ts';
import { type Reader, read } from '../reading.ts';
import { importSegments } from '../segments.ts';
import type { ImportOptions, ImportResult } from '../types.ts';
import { type Source, readCondition } from './conditions.ts';
import { parsed, readGroups } from './groups.ts';

/**
 * A GrowthBook targeting condition, alone or as `{ condition, savedGroups?, name? }`; also a rule of
 * the REST API, whose condition is a text, with `savedGroupTargeting`. Never throws.
 */
export const importGrowthbook = (json: unknown, options: ImportOptions = {}): ImportResult =>
  importSegments(json, options, {
    list: [],
    name: (rule) => textOf(own(rule, 'name')),
    general: [
      [
        'history',
        'attributes',
        'Attributes are facts of the visitor here. Those that become traits are told by covey.identify.',
      ],
    ],
    convert,
  });

const convert = (ctx: Context, json: JsonObject, path: string): SegmentDefinition | null => {
  if (!isRule(json))
    return segmentOf(readCondition(ctx, json, path, { groups: new Map(), within: [] }), {});
  const rule = read(ctx, json, path);
  const name = rule.string('name');
  const description = rule.string('description');
  const groups = readGroups(ctx, rule.get('savedGroups'), rule.pathOf('savedGroups'));
  const source: Source = { groups, within: [] };
  const condition = conditionOf(ctx, rule, source);
  const targeting = (rule.objects('savedGroupTargeting') ?? []).map((target) =>
    targetingOf(ctx, target, source),
  );
  refuseOthers(ctx, rule);
  rule.done('rule', [
    'id',
    'value',
    'type',
    'enabled',
    'variationId',
    'controlValue',
    'rollout',
    'hashAttribute',
  ]);
  const parts = [condition, ...targeting].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const keys = parts.flatMap((part) => Object.keys(part));
  const when: Condition =
    new Set(keys).size === keys.length ? Object.assign({}, ...parts) : { $and: parts };
  return segmentOf(when, labels(name, description));
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
  const ids = target.get('savedGroups') ?? target.get('ids');
  target.done('savedGroupTargeting');
  const at = { path: target.path, construct: 'savedGroupTargeting' };
  const combine = Object.hasOwn(MATCHES, type) ? MATCHES[type] : undefined;
  if (combine === undefined || !Array.isArray(ids) || ids.length === 0)
    return ctx.refuse(
      'invalid',
      at,
      'A savedGroupTargeting needs a matchType (all, any, none) and ids.',
    );
  const parts = (ids as readonly Json[]).map((id, i) =>
    readCondition(ctx, { $savedGroup: { id } }, `${target.pathOf('savedGroups')}[${i}]`, source),
  );
  const kept = parts.filter((part) => part !== null);
  if (kept.length === 0) return null;
  const [only] = kept;
  return kept.length === 1 && only !== undefined && type !== 'none' ? only : combine(kept);
};

/** Parts of a rule that choose visitors otherwise than by a condition. */
const refuseOthers = (ctx: Context, rule: Reader): void => {
  for (const [key, message] of [
    ['coverage', 'A share of visitors by chance is an experience, no segment.'],
    [
      'prerequisites',
      'Other features as a condition. Import their conditions, and combine the segments.',
    ],
    [
      'parentConditions',
      'Other features as a condition. Import their conditions, and combine the segments.',
    ],
    ['namespace', 'A share of visitors by chance is an experience, no segment.'],
    ['filters', 'A share of visitors by chance is an experience, no segment.'],
    ['scheduleRules', 'A schedule has no equal: publish and withdraw the segment instead.'],
  ] as const) {
    const value = rule.get(key);
    const isNothing =
      value === undefined || value === 1 || (Array.isArray(value) && value.length === 0);
    if (!isNothing) ctx.refuse('unsupported', { path: rule.pathOf(key), construct: key }, message);
  }
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
