import type { Json } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import { factIs, factIsSet } from '../attributes.ts';
import type { At, Context } from '../context.ts';
import {
  type EventLeaf,
  type EventTest,
  PAGE,
  aggregate,
  eventCount,
  metricIs,
  visitorScope,
} from '../events.ts';
import { type Target, eventName, metricTarget, parseTarget, targetOf, testOf } from '../fields.ts';
import type { MetricTarget } from '../types.ts';
import { and, leaf, negated, not } from '../tree.ts';
import {
  ACTION_FIELDS,
  LENGTHS,
  NUMBERS,
  OF_ORDERS,
  PAGES,
  PERSONAL,
  REFERRER_TYPES,
  VISIT_COUNTS,
  VISIT_FIELDS,
  WITHOUT_EQUAL,
} from './fields.ts';
import type { Written } from './parsing.ts';
import {
  type Asked,
  asksIfAny,
  lengthAsked,
  numberAsked,
  textAsked,
  wrongOperator,
} from './values.ts';

/** The visit that goes on. */
export const VISIT = 'session';

/** What a condition asks: of the visit, or of an action (an order) in it, which there must be or must not. */
export type Asks =
  | { readonly of: 'visit'; readonly answer: Answer }
  | { readonly of: 'action' | 'order'; readonly test: EventTest; readonly negated: boolean };

type Read = (ctx: Context, at: At, written: Written) => Asks | null;

const ofVisit = (answer: Answer | null, isNegated = false): Asks | null => {
  const found = isNegated ? negated(answer) : answer;
  return found === null ? null : { of: 'visit', answer: found };
};

/** One condition of a segment. */
export const conditionAsks: Read = (ctx, at, written) => {
  const { name } = written;
  if (Object.hasOwn(ctx.map.fields ?? {}, name)) return mappedField(ctx, at, written);
  const metric = metricTarget(ctx, name, VISIT_METRICS);
  if (metric !== undefined) return metricAsks(ctx, at, written, metric);
  if (Object.hasOwn(SPECIAL, name)) return SPECIAL[name]?.(ctx, at, written) ?? null;
  const page = Object.hasOwn(PAGES, name) ? PAGES[name] : undefined;
  if (page !== undefined) return pageAsks(ctx, at, written, page);
  if (Object.hasOwn(ACTION_FIELDS, name)) return actionAsks(ctx, at, written);
  if (Object.hasOwn(VISIT_FIELDS, name))
    return factAsks(ctx, at, written, VISIT_FIELDS[name] ?? '');
  if (PERSONAL.has(name))
    return ctx.refuse(
      'unsupported',
      at,
      `"${name}" tells who someone is, or where exactly. Definitions are public, and need no names.`,
    );
  const why = Object.hasOwn(WITHOUT_EQUAL, name) ? WITHOUT_EQUAL[name] : undefined;
  return ctx.refuse(
    'unmapped-name',
    at,
    why === undefined
      ? `"${name}" is no dimension that is known. Map it: "fields": { "${name}": "event.…" }, or to a fact.`
      : `"${name}" ${why}`,
  );
};

const VISIT_METRICS: { readonly [name: string]: MetricTarget } = Object.fromEntries(
  Object.entries(VISIT_COUNTS).map(([name, count]) => [name, { count }]),
);

/** A number of events of the visit, or a sum. */
const metricAsks = (ctx: Context, at: At, written: Written, target: MetricTarget): Asks | null => {
  const asked = numberAsked(ctx, at, written);
  if (asked === null) return null;
  const scope = visitorScope(ctx);
  if ('count' in target) {
    const names = [target.count].flat();
    const test: EventTest = names.includes('*') ? true : leaf<EventLeaf>({ names });
    return ofVisit(eventCount(ctx, scope, at, test, asked.operand, VISIT), asked.negated);
  }
  const [, event = '', property = ''] = /^([^.]+)\.(.+)$/.exec(target.sum) ?? [];
  const test: EventTest = event === '*' ? true : leaf<EventLeaf>({ names: [event] });
  const what = { kind: 'sum', property } as const;
  return ofVisit(aggregate(ctx, scope, at, what, test, asked.operand, VISIT), asked.negated);
};

const mappedField: Read = (ctx, at, written) => {
  const target = targetOf(ctx, at, written.name, {}, 'string');
  if (target === null || target === undefined) return null;
  if (target.kind === 'fact') return factAsks(ctx, at, written, target.fact);
  const asked = propertyAsked(ctx, at, target, written);
  const test = asked && testOf(ctx, at, target, asked.operand);
  return test === null ? null : { of: 'action', test, negated: asked?.negated ?? false };
};

/** A fact, as it is now: of the visit that goes on. */
const factAsks = (ctx: Context, at: At, written: Written, fact: string): Asks | null => {
  const any = asksIfAny(written);
  if (any !== undefined) return ofVisit(factIsSet(fact), any.negated);
  const unit = Object.hasOwn(LENGTHS, at.construct) ? LENGTHS[at.construct] : undefined;
  const isNumber = NUMBERS.has(at.construct) || ctx.typeOf(fact) === 'number';
  const asked =
    unit !== undefined && ctx.typeOf(fact) === 'duration'
      ? lengthAsked(ctx, at, written, unit)
      : isNumber
        ? numberAsked(ctx, at, written)
        : textAsked(ctx, at, { kind: 'fact', fact }, written, false);
  return asked === null ? null : ofVisit(factIs(ctx, at, fact, asked.operand), asked.negated);
};

const propertyAsked = (ctx: Context, at: At, target: Target, written: Written): Asked | null => {
  const any = asksIfAny(written);
  // Some action has none, or has one: no other way round.
  if (any !== undefined) return { operand: { $exists: !any.negated }, negated: false };
  return NUMBERS.has(at.construct) || ['<', '<=', '>', '>='].includes(written.operator)
    ? numberAsked(ctx, at, written)
    : textAsked(ctx, at, target, written, true);
};

/** A property of an action, or of an order. */
const actionAsks: Read = (ctx, at, written) => {
  const field = ACTION_FIELDS[written.name];
  const target = field && parseTarget(field.target);
  if (field === undefined || !target) return null;
  const asked = propertyAsked(ctx, at, target, written);
  if (asked === null) return null;
  const test = testOf(ctx, at, target, asked.operand);
  if (test === null) return null;
  const of = OF_ORDERS.test(written.name) ? 'order' : 'action';
  const named: EventTest = field.of === '*' ? true : leaf<EventLeaf>({ names: [field.of] });
  return { of, test: and([named, test]), negated: asked.negated };
};

/** What the first page of the visit had, or the last so far. */
const pageAsks = (
  ctx: Context,
  at: At,
  written: Written,
  what: { readonly kind: 'first' | 'last'; readonly property: string },
): Asks | null => {
  const target: Target = { kind: 'property', property: what.property, ofItems: false };
  const asked = asksIfAny(written) ?? textAsked(ctx, at, target, written, true);
  if (asked === null) return null;
  const page = leaf<EventLeaf>({ names: [PAGE] });
  const answer = aggregate(ctx, visitorScope(ctx), at, what, page, asked.operand, VISIT);
  return ofVisit(answer, asked.negated);
};

const isIs = ({ operator }: Written): boolean => operator === '==' || operator === '!=';

/** An order at any time makes a customer. */
const hasOrdered = (ctx: Context, at: At): Answer | null =>
  eventCount(ctx, visitorScope(ctx), at, leaf<EventLeaf>({ names: ['purchase'] }), { $gte: 1 });

const visitorType: Read = (ctx, at, written) => {
  const ordered = hasOrdered(ctx, at);
  const first = factIs(ctx, at, 'session.number', { $eq: 1 });
  if (ordered === null || first === null) return null;
  const types: { readonly [type: string]: Answer } = {
    new: and([not(ordered), first]),
    returning: and([not(ordered), not(first)]),
    returningCustomer: ordered,
  };
  const type = Object.hasOwn(types, written.value) ? types[written.value] : undefined;
  if (!isIs(written)) return wrongOperator(ctx, at, written);
  return type === undefined
    ? ctx.refuse('invalid', at, 'A visitor is new, returning or a returningCustomer.')
    : ofVisit(type, written.operator === '!=');
};

const referrerType: Read = (ctx, at, written) => {
  if (!isIs(written)) return wrongOperator(ctx, at, written);
  const isCampaign = written.value === 'campaign';
  const channels = Object.hasOwn(REFERRER_TYPES, written.value)
    ? REFERRER_TYPES[written.value]
    : undefined;
  if (channels === undefined && !isCampaign)
    return ctx.refuse(
      'invalid',
      at,
      'A visit is direct, or comes from a search, a website, a social network or a campaign.',
    );
  ctx.differs(
    'renamed',
    at,
    'Types of referrers are channels here, by the rules of Google Analytics 4; a visit by a campaign is one that names it.',
  );
  const campaign = factIsSet('source.session.campaign');
  const channel: Json = { $in: channels ?? [] };
  const answer = isCampaign
    ? campaign
    : and([not(campaign), leaf({ fact: { 'source.session.channel': channel } })]);
  return ofVisit(answer, written.operator === '!=');
};

/** Time since the last order; whoever has none has no time since. */
const sinceOrder: Read = (ctx, at, written) => {
  const ordered = hasOrdered(ctx, at);
  const asked = lengthAsked(ctx, at, written, LENGTHS[written.name] ?? 1000);
  if (ordered === null || asked === null) return null;
  const since = metricIs(ctx.metric('since_order', { since: 'purchase' }), asked.operand);
  return ofVisit(and([ordered, since]), asked.negated);
};

/** The event that tells a goal. */
const goal: Read = (ctx, at, written) => {
  if (!isIs(written) || written.value === '') return wrongOperator(ctx, at, written);
  const wanted = written.value === '0' ? 'purchase' : `goal_${written.value}`;
  const name = eventName(ctx, at, wanted);
  if (name === null) return null;
  ctx.differs(
    'renamed',
    { ...at, construct: wanted },
    `The goal ${written.value} is the event "${name}" here, as the bridge hears it. Map it to another: "events": { "${wanted}": "…" }.`,
    'info',
  );
  const test = leaf<EventLeaf>({ names: [name] });
  return { of: 'order', test, negated: written.operator === '!=' };
};

/** Events have the name of their action here. */
const eventAction: Read = (ctx, at, written) => {
  if (!isIs(written) || written.value === '') return wrongOperator(ctx, at, written);
  const name = eventName(ctx, at, written.value);
  return name === null
    ? null
    : {
        of: 'action',
        test: leaf<EventLeaf>({ names: [name] }),
        negated: written.operator === '!=',
      };
};

/** Of the first page the path is kept. */
const entryPage: Read = (ctx, at, written) => {
  if (asksIfAny(written) !== undefined) return factAsks(ctx, at, written, 'session.landing');
  if (/[?#&=]/.test(written.value))
    return ctx.refuse(
      'unsupported',
      at,
      'Of a landing page the path is kept and not the query. Compare the path.',
    );
  ctx.differs(
    'query',
    at,
    'Of a landing page the path is kept: on another host and with any query it is the same.',
  );
  const isWhole = ['==', '!=', '=^'].includes(written.operator);
  const [, path] = /^(?:https?:\/\/)?[^/]*(\/.*)?$/i.exec(written.value) ?? [];
  const value = isWhole || /^https?:/i.test(written.value) ? (path ?? '/') : written.value;
  return factAsks(ctx, at, { ...written, value }, 'session.landing');
};

const SPECIAL: { readonly [name: string]: Read } = {
  visitorType,
  referrerType,
  daysSinceLastEcommerceOrder: sinceOrder,
  secondsSinceLastEcommerceOrder: sinceOrder,
  visitConvertedGoalId: goal,
  eventAction,
  entryPageUrl: entryPage,
};
