import type { Json, SegmentDefinition } from '../../definitions/types.ts';
import { type Answer, answerCondition } from '../answers.ts';
import type { At, Context } from '../context.ts';
import { type JsonObject, isObject, own } from '../json.ts';
import { labels } from '../names.ts';
import { type Reader, read } from '../reading.ts';
import { importSegments } from '../segments.ts';
import { leaf, negated, someOf } from '../tree.ts';
import type { ImportOptions, ImportResult } from '../types.ts';
import { readBehavior, readCount } from './behaviors.ts';
import { behaviorAnswer } from './compared.ts';
import { SHOWN, asAnswer, joinOf, joined, ofVisitors, propertyFilter } from './filters.ts';
import { readQuestion } from './operators.ts';

/**
 * A Mixpanel cohort as its API gives it (`/api/app/projects/ID/cohorts/ID`): `selector` with
 * `behaviors`, or `groups`; or a list of cohorts, also in `results`. Never throws.
 */
export const importMixpanel = (json: unknown, options: ImportOptions = {}): ImportResult =>
  importSegments(json, options, {
    list: ['results', 'cohorts'],
    name: (cohort) => textOf(own(cohort, 'name')),
    general: [
      [
        'identity',
        'users',
        'Mixpanel joins devices of one distinct ID. Here a visitor is one browser profile on one device.',
      ],
      [
        'history',
        'all time',
        'Here history begins with the first visit after publishing, and events are kept for 13 months at most.',
      ],
    ],
    convert,
  });

const convert = (ctx: Context, json: JsonObject, path: string): SegmentDefinition | null => {
  const described = read(ctx, json, path);
  const answer = cohortAnswer(ctx, json, path);
  if (answer === null) return null;
  if (answer === false)
    return ctx.refuse('invalid', { path, construct: 'cohort' }, 'Nobody can be in this cohort.');
  return {
    ...labels(described.string('name'), described.string('description')),
    when: answerCondition(answer),
  };
};

/** What is read of a cohort; its other members describe it. */
const READ: readonly string[] = 'name description selector behaviors groups data_group_id'.split(
  ' ',
);

/** A saved cohort, or one that another carries in it. */
const cohortAnswer = (ctx: Context, json: JsonObject, path: string): Answer | null => {
  const at = { path, construct: 'cohort' };
  const cohort = read(ctx, json, path);
  if (cohort.get('data_group_id') !== undefined)
    return ctx.refuse(
      'unsupported',
      { path: cohort.pathOf('data_group_id'), construct: 'data_group_id' },
      'A cohort of groups such as companies: Covey knows visitors only.',
    );
  for (const key of Object.keys(json))
    if (!READ.includes(key) && json[key] !== null) ctx.notCarried(key);
  const selector = cohort.get('selector');
  const groups = cohort.objects('groups') ?? [];
  if (selector !== undefined && selector !== '' && !isObject(selector))
    return ctx.refuse(
      typeof selector === 'string' ? 'unsupported' : 'invalid',
      { path: cohort.pathOf('selector'), construct: 'selector' },
      'A selector that is no tree. Save the cohort again in the cohort builder, which writes it as one.',
    );
  const isTree = isObject(selector) && Object.keys(selector).length > 0;
  if (isTree) {
    if (groups.length > 0)
      ctx.differs(
        'two-forms',
        at,
        'The cohort is there both as "selector" and as "groups". The selector is read, as Mixpanel does.',
        'info',
      );
    const asked = new Set<string>();
    const node = read(ctx, selector, cohort.pathOf('selector'));
    const answer = selectorAnswer(ctx, { cohort, asked }, node);
    unasked(ctx, cohort, asked);
    return answer;
  }
  unasked(ctx, cohort, new Set());
  return groups.length > 0
    ? groupsAnswer(ctx, groups, at)
    : ctx.refuse(
        'unsupported',
        at,
        'A cohort without "selector" and "groups": a list of users, made from a file or a report.',
      );
};

/** The cohort that a selector stands in, and the behaviors that it has named. */
interface Behaviors {
  readonly cohort: Reader;
  readonly asked: Set<string>;
}

/** Behaviors that no condition compares say nothing about who is in. */
const unasked = (ctx: Context, cohort: Reader, asked: ReadonlySet<string>): void => {
  const behaviors = cohort.get('behaviors');
  if (!isObject(behaviors) && !Array.isArray(behaviors)) {
    if (behaviors !== undefined)
      ctx.refuse(
        'invalid',
        { path: cohort.pathOf('behaviors'), construct: 'behaviors' },
        '"behaviors" should be an object or a list.',
      );
    return;
  }
  for (const [key, behavior] of Object.entries(behaviors)) {
    const path = Array.isArray(behaviors)
      ? `${cohort.pathOf('behaviors')}[${key}]`
      : `${cohort.pathOf('behaviors')}.${key}`;
    const name = isObject(behavior) && Array.isArray(behaviors) ? String(behavior['name']) : key;
    if (!asked.has(path))
      ctx.differs(
        'ignored-by-source',
        { path, construct: name },
        'No condition of the cohort compares this behavior.',
        'info',
      );
  }
};

/** Said of a condition when the behavior that it compares was refused. */
const UNREAD = 'The behavior that this compares could not be read, so all of it is left out.';

/** A tree of behaviors compared, properties of the user and other cohorts. */
const selectorAnswer = (ctx: Context, behaviors: Behaviors, node: Reader): Answer | null => {
  const children = node.objects('children');
  if (children) {
    const isNot = node.get('operator') === 'not';
    const operator = isNot ? 'and' : joinOf(node, 'operator');
    node.done('selector', SHOWN);
    if (operator === null) return null;
    if (children.length === 0)
      return ctx.refuse(
        'invalid',
        { path: node.path, construct: 'children' },
        'An empty list of conditions.',
      );
    const found = joined(
      operator,
      children.map((child) => selectorAnswer(ctx, behaviors, child)),
    );
    return isNot ? negated(found) : found;
  }
  const property = node.string('property') ?? node.string('resourceType');
  switch (property) {
    case 'behaviors':
      return referenced(ctx, behaviors, node);
    case 'cohort': {
      const operator = node.oneOf('operator', ['in', 'not in'] as const);
      const answer = cohortOf(ctx, { path: node.path, construct: 'cohort' }, node.get('value'));
      node.done('selector', SHOWN);
      if (operator === null) return null;
      return operator === 'not in' ? negated(answer) : answer;
    }
    case 'user':
    case 'people': {
      const test = propertyFilter(ctx, node, 'user');
      return test === null ? null : asAnswer(test);
    }
    default:
      return ctx.refuse(
        'unsupported',
        { path: node.path, construct: property ?? 'property' },
        `A condition on "${property ?? ''}". Behaviors, properties of the user and cohorts are known.`,
      );
  }
};

const referenced = (ctx: Context, { cohort, asked }: Behaviors, node: Reader): Answer | null => {
  const key = String(node.get('value'));
  const at = { path: node.path, construct: key };
  const behaviors = cohort.get('behaviors');
  const question = readQuestion(ctx, node, at);
  node.done('selector', SHOWN);
  const [found, index] = Array.isArray(behaviors)
    ? named(behaviors as readonly Json[], key)
    : [isObject(behaviors) ? own(behaviors, key) : undefined, key];
  if (!isObject(found)) return ctx.refuse('invalid', at, `There is no behavior "${key}".`);
  const path = Array.isArray(behaviors)
    ? `${cohort.pathOf('behaviors')}[${index}]`
    : `${cohort.pathOf('behaviors')}.${key}`;
  asked.add(path);
  const reader = read(ctx, found, path);
  const funnel = reader.object('funnel');
  const behavior = funnel ? readBehavior(ctx, funnel) : readCount(ctx, reader);
  if (behavior === null) return ctx.refuse('unsupported', { ...at, path }, UNREAD);
  const answer = question && behaviorAnswer(ctx, at, behavior, question);
  if (answer !== null) for (const there of [path, node.path]) ctx.mapped(there);
  return answer;
};

const named = (behaviors: readonly Json[], name: string): [Json | undefined, string] => {
  const index = behaviors.findIndex((one) => isObject(one) && one['name'] === name);
  return [behaviors[index], String(index)];
};

/** What the cohort builder shows: groups of filters. */
const groupsAnswer = (ctx: Context, groups: readonly Reader[], at: At): Answer | null => {
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
    groups.map((group) => groupAnswer(ctx, group)),
  );
};

const groupAnswer = (ctx: Context, group: Reader): Answer | null => {
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
            filters.map((filter) => filterAnswer(ctx, filter)),
          ),
        ]
      : []),
    ...(behavioral.length > 0
      ? [
          joined(
            behavioralOperator,
            behavioral.map((filter) => filterAnswer(ctx, filter)),
          ),
        ]
      : []),
  ]);
};

const filterAnswer = (ctx: Context, filter: Reader): Answer | null => {
  const at = { path: filter.path, construct: filter.string('value') ?? 'filter' };
  if (at.construct === '$cohorts') return cohortsFilter(ctx, filter, at);
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
const cohortsFilter = (ctx: Context, filter: Reader, at: At): Answer | null => {
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
      ? cohortAnswer(ctx, raw, cohort.pathOf('raw_cohort'))
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

/** Another cohort by its id, which the mapping turns into a segment of these definitions. */
const cohortOf = (ctx: Context, at: At, id: Json | undefined): Answer | null => {
  const key = String(id);
  const segments = ctx.map.segments ?? {};
  const segment = Object.hasOwn(segments, key) ? segments[key] : undefined;
  if (segment === undefined)
    return ctx.refuse(
      'unmapped-name',
      { ...at, construct: `cohort ${key}` },
      `The cohort ${key} stands elsewhere. Import it, and map it: "segments": { "${key}": "its-id-here" }.`,
    );
  ctx.mapped(at.path);
  return leaf({ fact: { [`segment.${segment}`]: true } });
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
