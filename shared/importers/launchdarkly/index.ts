import type { Json } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import { BY_CHANCE, factInList, ofAttributes, segmentOf } from '../attributes.ts';
import type { At, Context } from '../context.ts';
import { type JsonObject, own, textOf } from '../json.ts';
import { labels } from '../names.ts';
import { type Reader, asNumber, read } from '../reading.ts';
import { type Others, otherSegment, othersIn } from '../references.ts';
import { importSegments, type Tool } from '../segments.ts';
import { allOf, and, not, or, someOf } from '../tree.ts';
import type { ImportOptions, ImportResult } from '../types.ts';
import { clauseAnswer, factOf } from './clauses.ts';

const LISTS = ['items', 'segments'] as const;

/**
 * A LaunchDarkly segment as the REST API gives it, a page of them (`{ "items": […] }`), or the
 * `segments` of what an SDK is given. Never throws.
 */
export const importLaunchDarkly = (json: unknown, options: ImportOptions = {}): ImportResult =>
  importSegments(json, options, {
    list: LISTS,
    name: (segment) => textOf(own(segment, 'name')) ?? textOf(own(segment, 'key')),
    more: (page) => {
      const total = own(page, 'totalCount');
      const items = own(page, 'items');
      return typeof total === 'number' && Array.isArray(items) && total > items.length;
    },
    general: ofAttributes('LaunchDarkly', 'attributes', 'contexts'),
    convert,
  });

const convert: Tool['convert'] = (ctx, json, path, source) => {
  const others = othersIn(source, LISTS, (one) => [own(one, 'key')], json);
  const answer = segmentAnswer(ctx, json, path, others);
  const said = labels(textOf(own(json, 'name')), textOf(own(json, 'description')));
  return segmentOf(ctx, { path, construct: 'segment' }, answer, said);
};

/** What describes a segment. */
const DESCRIBES: readonly string[] = (
  'key tags creationDate lastModifiedDate version salt generation flags ' +
  '_id _links _access _flags _maintainerId _external _externalLink _importInProgress _unboundedMetadata ' +
  'unboundedContextKind environmentId projectKey'
).split(' ');

/** Included, or not excluded and met by a rule. */
const segmentAnswer = (
  ctx: Context,
  json: JsonObject,
  path: string,
  others: Others,
): Answer | null => {
  const segment = read(ctx, json, path);
  const at = { path, construct: 'segment' };
  for (const said of ['name', 'description']) segment.get(said);
  const included = listed(ctx, segment, 'included');
  const excluded = listed(ctx, segment, 'excluded');
  const rules = segment.objects('rules') ?? [];
  const isUnbounded = segment.boolean('unbounded') ?? false;
  const isDeleted = segment.boolean('deleted') ?? false;
  segment.done('segment', DESCRIBES);
  if (isUnbounded)
    return ctx.refuse(
      'unsupported',
      { path: segment.pathOf('unbounded'), construct: 'unbounded' },
      'A big segment: who is in is a list that LaunchDarkly keeps elsewhere. Tell it as a trait.',
    );
  if (isDeleted)
    ctx.differs(
      'not-in-force',
      { path: segment.pathOf('deleted'), construct: 'deleted' },
      'This segment is deleted there, and holds for nobody.',
    );
  if (rules.length === 0 && included === false && excluded === false)
    return ctx.refuse('invalid', at, 'Nobody is in: it lists no one and has no rules.');
  const met = rules.map((rule) => ruleAnswer(ctx, rule, others));
  const anyRule = met.length === 0 ? false : someOf(met);
  if (included === null || excluded === null) return null;
  return anyRule === null
    ? included === false
      ? null
      : included
    : or([included, and([not(excluded), anyRule])]);
};

/** Keys, and those of other kinds of context. */
const listed = (ctx: Context, segment: Reader, of: 'included' | 'excluded'): Answer | null => {
  const parts: (Answer | null)[] = [];
  const keys = segment.get(of);
  if (keys !== undefined) parts.push(keysAnswer(ctx, segment.pathOf(of), of, 'user', keys));
  for (const target of segment.objects(`${of}Contexts`) ?? []) {
    const kind = target.string('contextKind') ?? 'user';
    const values = target.get('values');
    target.done(`${of}Contexts`);
    parts.push(keysAnswer(ctx, target.path, of, kind, values));
  }
  return parts.includes(null) ? null : or(parts.filter((part) => part !== null));
};

const keysAnswer = (
  ctx: Context,
  path: string,
  of: string,
  kind: string,
  values: Json | undefined,
): Answer | null => {
  const at: At = { path, construct: kind === 'user' ? 'key' : `${kind}.key` };
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string'))
    return ctx.refuse('invalid', { ...at, construct: of }, `"${of}" should be a list of texts.`);
  if (values.length === 0) return false;
  const fact = factOf(ctx, at, kind, 'string');
  if (fact === null) return null;
  const answer = factInList(ctx, at, fact, values, of);
  if (answer !== null) ctx.mapped(path);
  return answer;
};

const EVERYONE = 100_000;

/** All clauses of a rule. */
const ruleAnswer = (ctx: Context, rule: Reader, others: Others): Answer | null => {
  const clauses = rule.objects('clauses') ?? [];
  const weight = rule.get('weight');
  const bucketBy = rule.get('bucketBy');
  const kind = rule.get('rolloutContextKind');
  rule.done('rule', ['_id', 'id', 'description']);
  // Of everyone it does not matter by what they are drawn.
  if (bucketBy !== undefined) ctx.notCarried('bucketBy');
  if (kind !== undefined) ctx.notCarried('rolloutContextKind');
  const answers = clauses.map((clause) =>
    clauseAnswer(ctx, clause, (key, place) =>
      otherSegment(ctx, place, others, key, (json, path, inner) =>
        segmentAnswer(ctx, json, path, inner),
      ),
    ),
  );
  if (weight !== undefined && asNumber(weight) !== EVERYONE)
    return ctx.refuse('unsupported', { path: rule.path, construct: 'weight' }, BY_CHANCE);
  return allOf(answers);
};
