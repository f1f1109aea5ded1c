import type { Json } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import { BY_CHANCE, attributeFact, factInList, ofAttributes, segmentOf } from '../attributes.ts';
import type { Context } from '../context.ts';
import { type JsonObject, isObject, own, textOf } from '../json.ts';
import { labels } from '../names.ts';
import { type Reader, asNumber, read } from '../reading.ts';
import { type Others, otherSegment, othersIn } from '../references.ts';
import { importSegments, type Tool } from '../segments.ts';
import { allOf, and, not, or } from '../tree.ts';
import type { ImportOptions, ImportResult } from '../types.ts';
import { conditionAnswer, unitName } from './conditions.ts';
import { OF_USERS } from './fields.ts';

const LISTS = ['data', 'feature_gates'] as const;

/**
 * A segment of Statsig as the Console API gives it, alone, in `data` or a list in `data`; or as its
 * SDKs are given it, in `feature_gates`. Never throws.
 */
export const importStatsig = (json: unknown, options: ImportOptions = {}): ImportResult =>
  importSegments(json, options, {
    list: LISTS,
    name: (one) => {
      const segment = inData(one);
      return textOf(own(segment, 'name')) ?? textOf(own(segment, 'id'));
    },
    more: (page) => {
      const pagination = own(page, 'pagination');
      return isObject(pagination) && (own(pagination, 'nextPage') ?? null) !== null;
    },
    general: ofAttributes('Statsig', 'fields', 'users'),
    convert,
  });

/** The segment in an answer about one. */
const inData = (json: JsonObject): JsonObject => {
  const inner = own(json, 'data');
  return isObject(inner) ? inner : json;
};

const convert: Tool['convert'] = (ctx, json, path, source) => {
  const segment = inData(json);
  if (segment !== json)
    for (const key of Object.keys(json)) if (key !== 'data') ctx.notCarried(key);
  const others = othersIn(source, LISTS, (one) => [own(one, 'id'), own(one, 'name')], segment);
  const said = labels(
    textOf(own(segment, 'name')) ?? textOf(own(segment, 'id')),
    textOf(own(segment, 'description')),
  );
  const place = segment === json ? path : path === '' ? 'data' : `${path}.data`;
  const answer = segmentAnswer(ctx, segment, place, others);
  return segmentOf(ctx, { path: place, construct: 'segment' }, answer, said);
};

/** What describes a segment. */
const DESCRIBES: readonly string[] = (
  'id type entity count tags team teamID targetAppIDs targetApps owner creatorID creatorName creatorEmail ' +
  'createdTime lastModifierID lastModifierName lastModifierEmail lastModifiedTime salt defaultValue holdoutIDs ' +
  'isDeviceBased version status isActive explicitParameters forwardAllExposures idType unitID recordCountByEnvironment'
).split(' ');

/** The first rule whose conditions hold decides. */
const segmentAnswer = (
  ctx: Context,
  json: JsonObject,
  path: string,
  others: Others,
): Answer | null => {
  const segment = read(ctx, json, path);
  const ids = segment.get('ids');
  const given = segment.get('rules');
  const unit = segment.string('unitID') ?? segment.string('idType');
  const isOn = segment.boolean('isEnabled') ?? segment.boolean('enabled') ?? true;
  for (const key of ['isEnabled', 'enabled', 'name', 'description']) segment.get(key);
  const rules = isObject(given)
    ? [read(ctx, given, segment.pathOf('rules'))]
    : (segment.objects('rules') ?? []);
  // What it is called by, where it has no other name.
  if (segment.get('name') === undefined) segment.get('id');
  segment.done('segment', DESCRIBES);
  if (!isOn)
    ctx.differs(
      'not-in-force',
      { path, construct: 'enabled' },
      'This segment is switched off there and holds for nobody.',
    );
  if (ids !== undefined) return listAnswer(ctx, segment.pathOf('ids'), ids, unit);
  if (rules.length === 0)
    return ctx.refuse(
      'unsupported',
      { path, construct: textOf(own(json, 'type')) ?? 'rules' },
      'A segment without rules: its IDs stand in a list elsewhere. Add them as "ids", or tell the list as a trait.',
    );
  let answer: Answer | null = false;
  let isWhole = true;
  for (const rule of rules.toReversed()) {
    const found = ruleAnswer(ctx, rule, others);
    if (found === null) isWhole = false;
    else if (!found.isIn && answer === false)
      ctx.differs(
        'ignored-by-source',
        { path: rule.path, construct: 'passPercentage' },
        'A rule for 0 % keeps out who would be out anyway.',
      );
    else if (answer !== null)
      answer = found.isIn ? or([found.meets, answer]) : and([not(found.meets), answer]);
  }
  // Of the rules that are left, none may let in whom a refused one kept out: `partial` takes them as they are.
  return answer === false && !isWhole ? null : answer;
};

const ruleAnswer = (
  ctx: Context,
  rule: Reader,
  others: Others,
): { readonly meets: Answer; readonly isIn: boolean } | null => {
  const percent = asNumber(rule.get('passPercentage'));
  const conditions = rule.objects('conditions') ?? [];
  const environments = rule.get('environments');
  const value = rule.get('returnValue');
  rule.done('rule', [
    ...'id baseID name groupName salt idType isDeviceBased isExperimentGroup configDelegate'.split(
      ' ',
    ),
    'completedAutomatedRollouts',
    'pendingAutomatedRollouts',
  ]);
  if (Array.isArray(environments) && environments.length > 0)
    ctx.differs(
      'not-in-force',
      { path: rule.pathOf('environments'), construct: 'environments' },
      `This rule holds in some environments only: ${JSON.stringify(environments).slice(0, 80)}.`,
    );
  if (value !== undefined && value !== true) ctx.notCarried('returnValue');
  const meets = allOf(
    conditions.map((condition) =>
      conditionAnswer(ctx, condition, (name, at) =>
        otherSegment(ctx, at, others, name, (json, path, inner) =>
          segmentAnswer(ctx, json, path, inner),
        ),
      ),
    ),
  );
  if (percent !== 100 && percent !== 0)
    return ctx.refuse(
      percent === undefined ? 'invalid' : 'unsupported',
      { path: rule.path, construct: 'passPercentage' },
      percent === undefined ? 'A rule needs a "passPercentage".' : BY_CHANCE,
    );
  return meets === null ? null : { meets, isIn: percent === 100 };
};

const listAnswer = (
  ctx: Context,
  path: string,
  ids: Json,
  unit: string | undefined,
): Answer | null => {
  const at = { path, construct: unitName(unit) };
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string'))
    return ctx.refuse('invalid', { ...at, construct: 'ids' }, '"ids" should be a list of texts.');
  if (ids.length === 0) return false;
  const fact = attributeFact(ctx, at, OF_USERS, 'string');
  const answer = fact === null ? null : factInList(ctx, at, fact, ids, 'ids');
  if (answer !== null) ctx.mapped(path);
  return answer;
};
