import type { Condition, Json } from '../../definitions/types.ts';
import type { AnswerLeaf } from '../answers.ts';
import type { At, Context, TraitType } from '../context.ts';
import type { EventLeaf, EventTest } from '../events.ts';
import { type Target, eventName, targetOf, testOf, textFor } from '../fields.ts';
import { isSafeName } from '../names.ts';
import { dayOf, durationOf } from '../periods.ts';
import type { Reader } from '../reading.ts';
import { type Tree, allOf, and, leaf, not, someOf } from '../tree.ts';
import { ALL_EVENTS, CODES, EVENTS, EVENT_FIELDS, PERSONAL, USER_FIELDS } from './fields.ts';
import { type Near, type Question, readQuestion } from './operators.ts';

/** Members that say how a filter is shown, not what it asks. */
export const SHOWN: readonly string[] = [
  'dataset',
  'datasetId',
  'defaultType',
  'profileType',
  'propertyType',
  'search',
  'label',
  'isHidden',
  'propertyObjectKey',
  'id',
  'hash',
  'name',
  'renamed',
  '_idx',
  'projectId',
];

/** A filter on a property of an event or of the visitor, as a test of an event. */
export const propertyFilter = (
  ctx: Context,
  filter: Reader,
  of: 'event' | 'user',
): EventTest | null => {
  const name = filter.string('value') ?? filter.string('propertyName') ?? '';
  const at = { path: filter.path, construct: name === '' ? 'filter' : name };
  if (!isPlain(ctx, filter, at)) return null;
  const items = filter.objects('listItemFilters');
  if (items) return listFilter(ctx, filter, at, items);
  const question = readQuestion(ctx, filter, at);
  filter.done('filter', ['resourceType', 'property', ...SHOWN]);
  if (question === null) return null;
  if (name === '')
    return ctx.refuse('invalid', at, 'A filter needs the name of a property in "value".');
  const test = of === 'event' ? ofEvent(ctx, at, question) : ofUser(ctx, at, question);
  if (test === null) return null;
  ctx.mapped(filter.path);
  return question.negated ? not(test) : test;
};

/** What no filter here can be about: groups of visitors, and properties computed by a formula. */
const isPlain = (ctx: Context, filter: Reader, at: At): boolean => {
  const isOfVisitors = ofVisitors(ctx, filter, at);
  const computed = filter.get('customProperty') ?? filter.get('customPropertyId');
  if (computed !== undefined)
    ctx.refuse(
      'unsupported',
      { ...at, construct: 'customProperty' },
      'A property computed by a formula. Send its value with the event, or declare it as a trait.',
    );
  return isOfVisitors && computed === undefined;
};

/** Whether a part is about visitors; else it is refused. */
export const ofVisitors = (ctx: Context, part: Reader, at: At): boolean => {
  const group = part.get('dataGroupId') ?? part.get('data_group_id');
  if (group === undefined) return true;
  ctx.refuse(
    'unsupported',
    { ...at, construct: 'dataGroupId' },
    'Groups such as companies: Covey knows visitors only.',
  );
  return false;
};

const ofEvent = (ctx: Context, at: At, question: Question): EventTest | null => {
  const target =
    targetOf(ctx, at, at.construct, EVENT_FIELDS, traitType(question)) ??
    (isSafeName(at.construct)
      ? ({ kind: 'property', property: at.construct, ofItems: false } as const)
      : undefined);
  if (target === undefined) return unmapped(ctx, at);
  noteFact(ctx, at, target);
  return ofTarget(ctx, at, target, question);
};

const ofUser = (ctx: Context, at: At, question: Question): EventTest | null => {
  const type = traitType(question);
  const known = targetOf(ctx, at, at.construct, USER_FIELDS, type);
  if (known === null) return null;
  if (known === undefined && at.construct === '$created') return created(ctx, at, question);
  if (known === undefined && at.construct === '$last_seen') return lastSeen(ctx, at, question);
  if (known === undefined && PERSONAL.has(at.construct))
    return ctx.refuse(
      'unsupported',
      at,
      `"${at.construct}" tells who someone is. Definitions are public, and need no names. Declare what matters of it as a trait, and map it: "fields": { "${at.construct}": "trait.…" }.`,
    );
  const trait = known === undefined ? ctx.trait(at.construct.replace(/^\$/, ''), type, at) : null;
  const target = known ?? (trait === null ? null : ({ kind: 'fact', fact: trait } as const));
  if (target === null) return null;
  if (question.kind === 'near') return nearNow(ctx, at, target, question);
  return ofTarget(ctx, at, target, question);
};

const ofTarget = (ctx: Context, at: At, target: Target, question: Question): EventTest | null => {
  const operand = operandOf(ctx, at, target, question);
  return operand === null ? null : testOf(ctx, at, target, operand);
};

const traitType = (question: Question): TraitType | undefined => {
  if (question.kind === 'operand') return question.type;
  if (question.kind === 'in-list') return 'string[]';
  return question.kind === 'days' || question.kind === 'near' ? 'date' : 'string';
};

/** A profile begins with the first event there; a visitor here, with the first on this device. */
const created = (ctx: Context, at: At, question: Question): EventTest | null => {
  ctx.differs(
    'history',
    at,
    `"${at.construct}" is the first visit here: it lies no further back than the publishing.`,
  );
  if (question.kind !== 'near')
    return question.kind === 'days' || question.kind === 'operand'
      ? ofTarget(ctx, at, { kind: 'fact', fact: 'visitor.firstSeen' }, question)
      : noMoment(ctx, at);
  const within =
    question.side === 'last' ? durationOf(ctx, at, question.count, question.unit) : null;
  if (within === null) return question.side === 'last' ? null : noMoment(ctx, at);
  return leaf<EventLeaf>({
    fact: { 'visitor.age': question.isLonger ? { $gte: within } : { $lt: within } },
  });
};

/** How long ago anything happened at all. While a page decides, the visitor is there. */
const lastSeen = (ctx: Context, at: At, question: Question): EventTest | null => {
  if (question.kind !== 'near' || question.side !== 'last') return noMoment(ctx, at);
  const within = durationOf(ctx, at, question.count, question.unit);
  if (within === null) return null;
  ctx.differs(
    'current-value',
    at,
    `"${at.construct}" is the time since the last event. Whoever is on the page has just been seen: of those who stay away only a log can tell. For the time away before this visit compare visitor.away.`,
  );
  const metric = ctx.metric('last_seen', { since: '*' });
  return leaf<EventLeaf>({
    fact: { [`metric.${metric}`]: question.isLonger ? { $gte: within } : { $lt: within } },
  });
};

const noMoment = (ctx: Context, at: At): null =>
  ctx.refuse(
    'unsupported',
    at,
    `"${at.construct}" is compared with this moment ("in the last", "before the last")${at.construct === '$created' ? ' or with days' : ''}.`,
  );

/** Dates of traits can be compared with this moment: `since.trial_start`, `until.trial_end`. */
const nearNow = (ctx: Context, at: At, target: Target, question: Near): EventTest | null => {
  const within = durationOf(ctx, at, question.count, question.unit);
  if (within === null) return null;
  const [, id] = target.kind === 'fact' ? (/^trait\.(.+)$/.exec(target.fact) ?? []) : [];
  if (id === undefined)
    return ctx.refuse(
      'unsupported',
      at,
      `"${at.construct}" is no date of a trait, and cannot be compared with this moment.`,
    );
  const side = question.side === 'last' ? 'since' : 'until';
  const operand = question.isLonger ? { $gte: within } : { $gte: '0s', $lt: within };
  return leaf<EventLeaf>({ fact: { [`${side}.${id}`]: operand } });
};

const operandOf = (ctx: Context, at: At, target: Target, question: Question): Json | null => {
  switch (question.kind) {
    case 'operand':
      return question.operand;
    case 'in-list':
      return { $in: question.values };
    case 'days':
      return daysOperand(ctx, at, question);
    case 'near':
      return ctx.refuse(
        'unsupported',
        at,
        'A date of an event cannot be compared with this moment. Use a time window.',
      );
    default: {
      if (question.kind !== 'equals')
        ctx.differs(
          'case',
          at,
          'Parts of a text are looked for in capital and small letters alike.',
          'info',
        );
      return textFor(ctx, at, target, question, CODES.has(at.construct));
    }
  }
};

/** Dates compare as text, days before the times in them. */
export const daysOperand = (
  ctx: Context,
  at: At,
  { from, to, before }: Extract<Question, { kind: 'days' }>,
): Json | null => {
  const days = { from: dayOf(from), to: dayOf(to), before: dayOf(before) };
  const missing = (['from', 'to', 'before'] as const).some(
    (key) => days[key] === null && { from, to, before }[key] !== undefined,
  );
  if (missing) return ctx.refuse('invalid', at, 'A date is written 2026-11-24.');
  return {
    ...(days.from && { $gte: days.from.day }),
    ...(days.to && { $lt: days.to.next }),
    ...(days.before && { $lt: days.before.day }),
  };
};

const unmapped = (ctx: Context, at: At): null =>
  ctx.refuse(
    'unmapped-name',
    at,
    `"${at.construct}" has no equal that is known. Map it: "fields": { "${at.construct}": "event.…" }.`,
  );

const noteFact = (ctx: Context, at: At, target: Target | null): void => {
  if (target?.kind === 'fact')
    ctx.differs(
      'current-value',
      at,
      `"${at.construct}" is read from ${target.fact}, which has the value of now, not that of the event.`,
    );
};

/** Items of a list that meet all of these: any item, or every one. */
const listFilter = (
  ctx: Context,
  filter: Reader,
  at: At,
  items: readonly Reader[],
): EventTest | null => {
  const quantifier = filter.oneOf('listQuantifier', ['any', 'all'] as const);
  const shape = [
    filter.oneOf('filterJoinType', ['list'] as const),
    filter.oneOf('filterType', ['list', 'object'] as const),
    filter.oneOf('filterOperator', ['true'] as const),
  ];
  const value = filter.get('filterValue');
  filter.done('filter', ['resourceType', 'property', ...SHOWN]);
  if (quantifier === null || shape.includes(null)) return null;
  if (value !== undefined && value !== true)
    return ctx.refuse(
      'ambiguous',
      { ...at, construct: 'filterValue' },
      'A list compared both as a whole and item by item.',
    );
  const tests = items.map((item) => propertyFilter(ctx, item, 'event'));
  const asked = tests.map((test) => (test === null ? null : ofOneItem(test, quantifier === 'all')));
  const [first] = asked;
  if (first === undefined || asked.includes(null))
    return ctx.refuse(
      'unsupported',
      { ...at, construct: 'listItemFilters' },
      'Conditions on the items of a list are comparisons of their own properties.',
    );
  if (!isSafeName(at.construct)) return unmapped(ctx, at);
  const conditions = asked.filter((condition) => condition !== null);
  const has = (condition: Condition): EventTest =>
    leaf<EventLeaf>({ where: { [at.construct]: { $elemMatch: condition } } });
  ctx.mapped(filter.path);
  if (quantifier === 'all')
    return and([
      leaf<EventLeaf>({ where: { [at.construct]: { $exists: true } } }),
      ...conditions.map((condition) => not(has(condition))),
    ]);
  const together: Condition = Object.assign({}, ...conditions);
  return Object.keys(together).length === conditions.length
    ? has(together)
    : ctx.refuse(
        'too-complex',
        { ...at, construct: 'listItemFilters' },
        'Two conditions on the same property of one item.',
      );
};

/**
 * A comparison (or its contrary) inside `$elemMatch`. Negation stands at the property: an operand of
 * operators alone would be about the item as a value.
 */
const ofOneItem = (test: EventTest, isNegated: boolean): Condition | null => {
  if (typeof test === 'boolean') return null;
  if ('not' in test) return ofOneItem(test.not, !isNegated);
  if (!('leaf' in test) || !('where' in test.leaf)) return null;
  const [[property, operand] = ['', null], another] = Object.entries(test.leaf.where);
  if (another !== undefined || property.startsWith('$')) return null;
  return { [property]: isNegated ? { $not: operand as Json } : (operand as Json) };
};

/** Events of that name; all events. */
export const eventTest = (ctx: Context, at: At, name: string | undefined): EventTest | null => {
  if (name === undefined || name === '')
    return ctx.refuse('invalid', at, 'The name of an event is missing.');
  if (ALL_EVENTS.has(name)) return true;
  const place = { ...at, construct: name };
  const isOwn = name.startsWith('$') && !Object.hasOwn(EVENTS, name);
  if (isOwn && !Object.hasOwn(ctx.map.events ?? {}, name))
    return ctx.refuse(
      'unmapped-name',
      place,
      `"${name}" is an event of the tool's own, or several in one. Map it: "events": { "${name}": "…" }.`,
    );
  const found = eventName(ctx, place, name, EVENTS);
  return found === null ? null : leaf<EventLeaf>({ names: [found] });
};

/** A filter on an event: of its own property, or of the visitor. */
export const anyFilter = (ctx: Context, filter: Reader): EventTest | null => {
  const given = resourceOf(ctx, filter, 'resourceType');
  const resource = given === undefined ? resourceOf(ctx, filter, 'property') : given;
  return resource === null ? null : propertyFilter(ctx, filter, resource ?? 'event');
};

/** Facts of the visitor among tests of events. */
export const asAnswer = (test: EventTest): Tree<AnswerLeaf> => test as Tree<AnswerLeaf>;

/** How conditions are joined, in the words of cohorts (and, or) and of reports (all, any). */
export const joinOf = (part: Reader, key: string): 'and' | 'or' | null => {
  const word = part.oneOf(key, ['and', 'or', 'all', 'any'] as const);
  if (word === null) return null;
  return word === 'or' || word === 'any' ? 'or' : 'and';
};

export const joined = <L>(
  operator: 'and' | 'or' | null,
  parts: readonly (Tree<L> | null)[],
): Tree<L> | null => {
  if (operator === null) return null;
  return operator === 'or' ? someOf(parts) : allOf(parts);
};

/** Whether a filter is on a property of the visitor or of an event; null where it is on something else. */
export const resourceOf = (
  ctx: Context,
  part: Reader,
  key: 'resourceType' | 'property',
): 'user' | 'event' | undefined | null => {
  const resource = part.string(key);
  if (resource === undefined) return;
  if (resource === 'people' || resource === 'user') return 'user';
  if (resource === 'events' || resource === 'event' || resource === 'properties') return 'event';
  return ctx.refuse(
    'unsupported',
    { path: part.pathOf(key), construct: resource },
    `A property of "${resource}". Properties of events and of visitors are known.`,
  );
};
