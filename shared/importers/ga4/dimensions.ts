import type { Json } from '../../definitions/types.ts';
import { conditionOf } from '../answers.ts';
import type { At, Context } from '../context.ts';
import { type EventLeaf, type EventTest, holds } from '../events.ts';
import { type Target, targetOf, testOf, textFor } from '../fields.ts';
import { asNumber, type Reader } from '../reading.ts';
import { type TextTest, literal } from '../text.ts';
import { and, leaf, or } from '../tree.ts';

import {
  BEFORE,
  GA4_FIELDS,
  GA4_NUMBERS,
  GA4_WITHOUT_EQUAL,
  SOURCE_MEDIUM,
  isPrediction,
} from './fields.ts';

/** The one filter of a `dimensionOrMetricFilter`. */
export type Ga4Filter = TextTest | { readonly kind: 'number'; readonly operand: Json };

const MATCHES: { readonly [type: string]: TextTest['kind'] } = {
  EXACT: 'equals',
  BEGINS_WITH: 'starts',
  ENDS_WITH: 'ends',
  CONTAINS: 'contains',
  FULL_REGEXP: 'regex',
};
const OPERATIONS: { readonly [type: string]: string } = {
  EQUAL: '$eq',
  LESS_THAN: '$lt',
  GREATER_THAN: '$gt',
};
const MATCH_NUMBERS = ['', 'EXACT', 'BEGINS_WITH', 'ENDS_WITH', 'CONTAINS', 'FULL_REGEXP'];
const OPERATION_NUMBERS = ['', 'EQUAL', 'LESS_THAN', '', 'GREATER_THAN'];

/** An enumeration's value by name; its JSON form may also be the number. */
export const enumName = (value: Json | undefined, names: readonly string[]): string => {
  if (typeof value === 'number') return names[value] ?? String(value);
  return typeof value === 'string' ? value : '';
};

/** `stringFilter`, `inListFilter`, `numericFilter` or `betweenFilter`. */
export const readFilter = (ctx: Context, filter: Reader, at: At): Ga4Filter | null => {
  const text = filter.object('stringFilter');
  const list = filter.object('inListFilter');
  const number = filter.object('numericFilter');
  const between = filter.object('betweenFilter');
  const given = [text, list, number, between].filter((one) => one !== undefined);
  if (given.length !== 1)
    return ctx.refuse(
      'invalid',
      at,
      'A filter needs one of stringFilter, inListFilter, numericFilter and betweenFilter.',
    );
  if (text) {
    const kind = MATCHES[enumName(text.get('matchType'), MATCH_NUMBERS)];
    const value = text.get('value') ?? '';
    const caseSensitive = text.boolean('caseSensitive') ?? false;
    text.done('stringFilter');
    if (kind === undefined || typeof value !== 'string')
      return ctx.refuse('invalid', at, 'A stringFilter needs a matchType and a text as its value.');
    return { kind, values: [value], caseSensitive, areTexts: true };
  }
  if (list) {
    const values = list.get('values');
    const caseSensitive = list.boolean('caseSensitive') ?? false;
    list.done('inListFilter');
    const texts = Array.isArray(values) ? values.filter((v) => typeof v === 'string') : [];
    if (!Array.isArray(values) || texts.length !== values.length || texts.length === 0)
      return ctx.refuse('invalid', at, 'An inListFilter needs a list of texts as its values.');
    return { kind: 'equals', values: texts, caseSensitive, areTexts: true };
  }
  if (number) {
    const operator = OPERATIONS[enumName(number.get('operation'), OPERATION_NUMBERS)];
    const value = numericValue(ctx, number.object('value'));
    number.done('numericFilter');
    if (operator === undefined || value === undefined)
      return ctx.refuse('invalid', at, 'A numericFilter needs an operation and a value.');
    return { kind: 'number', operand: { [operator]: value } };
  }
  if (between) {
    const from = numericValue(ctx, between.object('fromValue'));
    const to = numericValue(ctx, between.object('toValue'));
    between.done('betweenFilter');
    if (from === undefined || to === undefined)
      return ctx.refuse('invalid', at, 'A betweenFilter needs a fromValue and a toValue.');
    return { kind: 'number', operand: { $gte: from, $lte: to } };
  }
  return null;
};

/** One of `int64Value` and `doubleValue`; nothing where there are both, or more digits than a number holds. */
const numericValue = (ctx: Context, value: Reader | null | undefined): number | undefined => {
  if (!value) return;
  const whole = value.get('int64Value');
  const double = value.get('doubleValue');
  value.echo('oneValue');
  value.done('NumericValue');
  const at = { path: value.path, construct: 'NumericValue' };
  if (whole !== undefined && double !== undefined)
    return void ctx.refuse('invalid', at, 'A number is an int64Value or a doubleValue, not both.');
  if (whole === undefined) return asNumber(double);
  const number = asNumber(whole);
  if (number === undefined || Number.isSafeInteger(number)) return number;
  return void ctx.refuse('unsupported', at, `${String(whole)} is no whole number below 2⁵³.`);
};

/** A dimension's filter as a test of an event, or of the visitor now. */
export const dimensionTest = (ctx: Context, at: At, filter: Ga4Filter): EventTest | null => {
  const name = at.construct;
  const type = filter.kind === 'number' ? 'number' : 'string';
  if (!isMapped(ctx, name)) {
    if (name === 'newVsReturning') return newOrReturning(ctx, at, filter);
    const touch = SOURCE_MEDIUM[name];
    if (touch !== undefined) return sourceMedium(ctx, at, touch, filter);
    const before = BEFORE[name];
    if (before !== undefined) return partOfAddress(ctx, at, before, filter);
    if (name === 'landingPagePlusQueryString' && !withoutQuery(ctx, at, filter)) return null;
  }
  const target = targetOf(ctx, at, name, GA4_FIELDS, type) ?? custom(ctx, at, type);
  if (target === null) return null;
  if (target === undefined) return withoutEqual(ctx, at);
  noteTarget(ctx, at, target);
  const operand = ga4Operand(ctx, at, target, filter);
  return operand === null ? null : testOf(ctx, at, target, operand);
};

const isMapped = ({ map }: Context, name: string): boolean => Object.hasOwn(map.fields ?? {}, name);

const ga4Operand = (ctx: Context, at: At, target: Target, filter: Ga4Filter): Json | null => {
  const name = at.construct;
  if (isMapped(ctx, name))
    return filter.kind === 'number' ? filter.operand : textFor(ctx, at, target, filter);
  const isDate = name === 'firstSessionDate';
  if (filter.kind === 'number') {
    if (name.startsWith('dayOfWeek')) return weekdays(ctx, at, filter.operand);
    return isDate ? dates(filter.operand) : filter.operand;
  }
  if (isDate) return textFor(ctx, at, target, { ...filter, values: filter.values.map(date) });
  if (name.startsWith('dayOfWeek') || GA4_NUMBERS.has(name)) return numbers(ctx, at, filter);
  if (name === 'countryId')
    return textFor(ctx, at, target, { ...filter, values: filter.values.map(upper) }, true);
  const operand = textFor(ctx, at, target, filter);
  return filter.kind === 'equals' && filter.values.includes(NOT_SET) ? orAbsent(operand) : operand;
};

/** What Google Analytics calls a value that is not there. */
const NOT_SET = '(not set)';

const orAbsent = (operand: Json | null): Json | null => {
  if (typeof operand !== 'object' || operand === null) return operand && { $in: [operand, null] };
  return Object.fromEntries(
    Object.entries(operand).map(([operator, values]) => [
      operator,
      Array.isArray(values) ? [...(values as readonly Json[]), null] : (values as Json),
    ]),
  );
};

/** `customEvent:plan` is a parameter, `customUser:plan` a user property, `customItem:colour` a parameter of items. */
const custom = (ctx: Context, at: At, type: 'string' | 'number'): Target | null | undefined => {
  const [, of, name = ''] = /^custom(Event|User|Item):(.+)$/.exec(at.construct) ?? [];
  if (of === undefined) return;
  if (of === 'User') {
    const fact = ctx.trait(name, type, at);
    return fact === null ? null : { kind: 'fact', fact };
  }
  return targetOf(
    ctx,
    at,
    at.construct,
    { [at.construct]: `event.${of === 'Item' ? 'items.' : ''}${name}` },
    type,
  );
};

const withoutEqual = (ctx: Context, at: At): null => {
  const name = at.construct;
  const reason = Object.hasOwn(GA4_WITHOUT_EQUAL, name) ? GA4_WITHOUT_EQUAL[name] : undefined;
  if (reason !== undefined) return ctx.refuse('unsupported', at, reason);
  if (isPrediction(name))
    return ctx.refuse(
      'unsupported',
      at,
      'A prediction by a model of Google over all visitors. A formula metric can hold a logistic score with weights of your own.',
    );
  return ctx.refuse(
    'unmapped-name',
    at,
    `"${name}" has no equal that is known. Map it to a fact or a property: "fields": { "${name}": "event.…" }, or a metric: "metrics": { "${name}": { "count": "…" } }.`,
  );
};

/** What a fact or a property of pages means, beside what the dimension meant. */
export const noteTarget = (ctx: Context, at: At, target: Target): void => {
  if (target.kind === 'fact' && !/^(trait|session|visitor)\./.test(target.fact))
    ctx.differs(
      'current-value',
      at,
      `"${at.construct}" is read from ${target.fact}, which has the value of now, not that of the event.`,
    );
  if (target.kind === 'property' && target.property.startsWith('page_'))
    ctx.differs(
      'page-view',
      at,
      `"${at.construct}" is read from page_view where no event is named.`,
      'info',
    );
};

const newOrReturning = (ctx: Context, at: At, filter: Ga4Filter): EventTest | null => {
  const [value, other] = filter.kind === 'equals' ? filter.values : [];
  const operand = { new: { $eq: 1 }, returning: { $gt: 1 } }[String(value).toLowerCase()];
  return operand === undefined || other !== undefined
    ? ctx.refuse('unsupported', at, 'newVsReturning is compared with "new" or "returning" only.')
    : leaf<EventLeaf>({ fact: { 'session.number': operand } });
};

/** Two facts in one text, as `google / cpc`. */
const sourceMedium = (ctx: Context, at: At, touch: string, filter: Ga4Filter): EventTest | null => {
  const pairs =
    filter.kind === 'equals' ? filter.values.map((value) => /^(.+) \/ (.+)$/.exec(value)) : [null];
  const of = (field: string, value: string): EventTest | null => {
    const target: Target = { kind: 'fact', fact: `${touch}.${field}` };
    noteTarget(ctx, at, target);
    const operand = textFor(ctx, at, target, { ...(filter as TextTest), values: [value] });
    const orNot = value === NOT_SET ? orAbsent(operand) : operand;
    return orNot === null ? null : testOf(ctx, at, target, orNot);
  };
  const parts = pairs.map((pair) => {
    const [, source, medium] = pair ?? [];
    if (source === undefined || medium === undefined) return null;
    const [one, other] = [of('source', source), of('medium', medium)];
    return one === null || other === null ? null : and([one, other]);
  });
  const found = parts.filter((part) => part !== null);
  return found.length < parts.length
    ? ctx.refuse(
        'unsupported',
        at,
        `"${at.construct}" is compared with whole values such as "google / cpc". Ask for source and medium apart otherwise.`,
      )
    : // Together they are one fact, however many pairs are listed.
      leaf<EventLeaf>({ fact: conditionOf(or(found), (l) => ('fact' in l ? l.fact : {})) });
};

/** A dimension that is a part of the page's address, as it stands in `page_location`. */
const partOfAddress = (
  ctx: Context,
  at: At,
  before: string,
  filter: Ga4Filter,
): EventTest | null => {
  if (filter.kind === 'number' || filter.kind === 'regex')
    return ctx.refuse(
      'unsupported',
      at,
      `"${at.construct}" is part of page_location here. Write the regular expression about pageLocation.`,
    );
  const target: Target = { kind: 'property', property: 'page_location', ofItems: false };
  noteTarget(ctx, at, target);
  const { kind } = filter;
  const isWhole = kind === 'equals' || kind === 'starts';
  const isPath = before.endsWith('+');
  const never = filter.values.find(
    (value) => value.includes('#') || (isPath && isWhole && !value.startsWith('/')),
  );
  if (never !== undefined)
    return ctx.refuse(
      'invalid',
      at,
      `No page has the ${at.construct} "${never}": a path begins with "/" and has no "#".`,
    );
  const values = filter.values.map((value) => {
    // What comes before it must not be taken from the part before.
    const inside = !isPath ? '[^#]*' : value.startsWith('/') ? '(?:\\/[^#]*)?' : '\\/[^#]*';
    const start = `^${before}${isWhole ? '' : inside}`;
    return `${start}${literal(value)}${kind === 'equals' || kind === 'ends' ? '(?:#.*)?$' : ''}`;
  });
  const operand = textFor(ctx, at, target, { ...filter, kind: 'pattern', values });
  return operand === null ? null : testOf(ctx, at, target, operand);
};

const withoutQuery = (ctx: Context, at: At, filter: Ga4Filter): boolean => {
  if (filter.kind === 'number' || filter.values.some((value) => /[?&=]/.test(value))) {
    ctx.refuse(
      'unsupported',
      at,
      'Of a landing page the path is kept and not the query. Ask for landingPage.',
    );
    return false;
  }
  if (filter.kind !== 'starts')
    ctx.differs(
      'query',
      at,
      'Of a landing page the path is kept and not the query: a visit that began there with any query counts, too.',
    );
  return true;
};

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Numbers that the tool writes as text; weeks begin on Sunday there (0) and on Monday here (1). */
const numbers = (ctx: Context, at: At, filter: TextTest): Json | null => {
  const read = (text: string): number | undefined => {
    if (!at.construct.startsWith('dayOfWeek')) return asNumber(text);
    const isName = at.construct === 'dayOfWeekName';
    const day = isName ? DAYS.indexOf(text.toLowerCase()) : (asNumber(text) ?? -1);
    return DAYS[day] === undefined ? undefined : day || 7;
  };
  const found = filter.values.map(read);
  if (filter.kind !== 'equals' || found.includes(undefined))
    return ctx.refuse(
      'unsupported',
      at,
      `"${at.construct}" is a number here. Compare it with whole values.`,
    );
  const [only] = found;
  return found.length === 1 && only !== undefined ? { $eq: only } : { $in: found as number[] };
};

/** Weekdays compared as numbers: those that are so, by their numbers here. */
const weekdays = (ctx: Context, at: At, operand: Json): Json | null => {
  const found = DAYS.flatMap((_, day) => (holds(day, operand) ? [day || 7] : []));
  if (at.construct === 'dayOfWeekName' || found.length === 0)
    return ctx.refuse('invalid', at, `No value of "${at.construct}" is so.`);
  return { $in: found };
};

const upper = (text: string): string => text.toUpperCase();

const date = (text: string): string => text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');

const dates = (operand: Json): Json =>
  Object.fromEntries(
    Object.entries(operand as { [operator: string]: Json }).map(([key, day]) => [
      key,
      date(String(day)),
    ]),
  );
