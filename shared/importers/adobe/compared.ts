import type { Json } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import type { At, Context } from '../context.ts';
import {
  type EventLeaf,
  type EventTest,
  PAGE,
  type Scope,
  aggregate,
  anyEvent,
  eventCount,
  isPageProperty,
} from '../events.ts';
import { metricTarget, targetOf, textFor } from '../fields.ts';
import type { Reader } from '../reading.ts';
import { anySession } from '../sessions.ts';
import { leaf, negated } from '../tree.ts';
import type { MetricTarget } from '../types.ts';
import { type Comparison, readComparison } from './comparisons.ts';
import { countTest, dimensionTest, metricTest, readAllocation } from './dimensions.ts';
import { ADOBE_FIELDS, ADOBE_METRICS, VISIT_METRICS } from './fields.ts';
import type { Hits } from './hits.ts';

/** A comparison read: of a dimension, of a metric, of a number of different values, or whether a metric is there. */
interface Compared {
  readonly comparison: Comparison;
  readonly of: 'dimension' | 'metric' | 'distinct';
  readonly name: string;
  /** The `attr` node of a dimension. */
  readonly attribute?: Reader;
}

const readCompared = (ctx: Context, node: Reader, at: At): Compared | null => {
  const done = (): void => node.done(at.construct, ['description']);
  const [, isNot, isEvent] = /^(not-)?(event-)?exists$/.exec(at.construct) ?? [];
  if (isEvent !== undefined) {
    const name = eventIn(ctx, node.object('evt'), at);
    done();
    const asks = { kind: 'operand', operand: { $gt: 0 }, type: 'number' } as const;
    return name === null
      ? null
      : { comparison: { negated: isNot !== undefined, asks }, of: 'metric', name };
  }
  const comparison = readComparison(ctx, at.construct, node, at);
  if (comparison === undefined)
    return ctx.refuse(
      'unsupported',
      { ...at, construct: at.construct || 'func' },
      `"${at.construct}" is no function that is known.`,
    );
  const value = node.object('val');
  done();
  if (comparison === null || value === null) return null;
  if (value === undefined) return ctx.refuse('invalid', at, `"${at.construct}" needs a "val".`);
  const func = value.string('func');
  if (func === 'attr') {
    const name = value.string('name') ?? '';
    return { comparison, of: 'dimension', name, attribute: value };
  }
  if (func === 'total-distinct') {
    const field = value.object('field');
    value.done('total-distinct', ['description']);
    const name = field?.string('name');
    if (field?.oneOf('func', ['attr']) === null) return null;
    if (!field || name === undefined)
      return ctx.refuse('invalid', at, 'A "total-distinct" needs a field with a name.');
    return { comparison, of: 'distinct', name, attribute: field };
  }
  if (func !== 'total' && func !== 'event')
    return ctx.refuse(
      'unsupported',
      { path: value.path, construct: func ?? 'val' },
      `A comparison with "${func ?? ''}".`,
    );
  const name = func === 'event' ? eventIn(ctx, value, at) : eventIn(ctx, value.object('evt'), at);
  if (func === 'total') value.done('total', ['description']);
  return name === null ? null : { comparison, of: 'metric', name };
};

const eventIn = (ctx: Context, event: Reader | null | undefined, at: At): string | null => {
  const name = event?.string('name');
  const func = event?.oneOf('func', ['event']);
  event?.done('event', ['description']);
  if (func === null) return null;
  return name ?? ctx.refuse('invalid', at, `"${at.construct}" needs an event with a name.`);
};

const metricOf = (ctx: Context, at: At): MetricTarget | null =>
  metricTarget(ctx, at.construct, ADOBE_METRICS) ??
  ctx.refuse(
    'unmapped-name',
    at,
    `What "${at.construct}" counts is the site's own affair. Map it: "metrics": { "${at.construct}": { "count": "event" } }, or { "sum": "event.property" }.`,
  );

const notNumber = (ctx: Context, at: At): null =>
  ctx.refuse('invalid', at, `"${at.construct}" is a number: compare it with "num".`);

const ENTRY = 'variables/entrypage';

const isEntry = ({ map }: Context, { name, of }: Compared): boolean =>
  of === 'dimension' && name === ENTRY && !Object.hasOwn(map.fields ?? {}, name);

/** The first page of a visit, which all of its hits have. */
const entryPage = (
  ctx: Context,
  session: Scope,
  at: At,
  { comparison: { asks, negated: isNegated }, attribute }: Compared,
): Answer | null => {
  attribute?.done('attr', ['description', 'allocation-model']);
  const first = { kind: 'first', property: 'page_title' } as const;
  const target = { kind: 'property', property: first.property, ofItems: false } as const;
  const operand = asks.kind === 'operand' ? asks.operand : textFor(ctx, at, target, asks);
  if (operand === null) return null;
  const answer = aggregate(ctx, session, at, first, leaf<EventLeaf>({ names: [PAGE] }), operand);
  return isNegated ? negated(answer) : answer;
};

/** A comparison inside a hit container. */
export const comparisonHits = (ctx: Context, node: Reader, from: At): Hits | null => {
  const compared = readCompared(ctx, node, from);
  if (compared === null) return null;
  const at = { path: node.path, construct: compared.name };
  if (isEntry(ctx, compared)) {
    ctx.mapped(node.path);
    return { test: true, visit: (session) => entryPage(ctx, session, at, compared) };
  }
  const test = comparisonTest(ctx, node, at, compared);
  return test === null ? null : { test };
};

const comparisonTest = (
  ctx: Context,
  node: Reader,
  at: At,
  { comparison, of, name, attribute }: Compared,
): EventTest | null => {
  const test = ((): EventTest | null => {
    if (of === 'dimension' && attribute) return dimensionTest(ctx, at, attribute, name, comparison);
    if (of === 'distinct')
      return ctx.refuse(
        'unsupported',
        at,
        'One hit has no number of different values. Compare it in a visit or visitor container.',
      );
    if (comparison.asks.kind !== 'operand') return notNumber(ctx, at);
    const target = metricOf(ctx, at);
    const found = target && metricTest(ctx, at, target, comparison.asks.operand);
    return comparison.negated ? negated(found) : found;
  })();
  if (test !== null) ctx.mapped(node.path);
  return test;
};

/** A comparison directly in a visit or visitor container: of its hits together. */
export const comparisonAnswer = (
  ctx: Context,
  scope: Scope,
  node: Reader,
  from: At,
): Answer | null => {
  const compared = readCompared(ctx, node, from);
  if (compared === null) return null;
  const at = { path: node.path, construct: compared.name };
  const inVisit = (session: Scope) => entryPage(ctx, session, at, compared);
  const answer = isEntry(ctx, compared)
    ? scope.kind === 'session'
      ? inVisit(scope)
      : anySession(ctx, scope, at, inVisit)
    : compared.of === 'dimension'
      ? ofDimension(ctx, scope, at, compared, from)
      : ofNumber(ctx, scope, at, compared);
  if (answer !== null) ctx.mapped(node.path);
  return answer;
};

const ofDimension = (
  ctx: Context,
  scope: Scope,
  at: At,
  { comparison, name, attribute }: Compared,
  from: At,
): Answer | null => {
  if (attribute === undefined) return null;
  const never = from.construct === 'not-exists';
  const test = dimensionTest(
    ctx,
    at,
    attribute,
    name,
    never ? { ...comparison, negated: false } : comparison,
  );
  if (test === null) return null;
  if (comparison.negated && !never)
    ctx.differs(
      'per-event-not',
      { ...at, construct: from.construct },
      `As in Adobe Analytics, "${from.construct}" is asked of each hit: one hit that is otherwise is enough. Use "without" to say that no hit is so.`,
    );
  return never ? negated(anyEvent(ctx, scope, at, test)) : anyEvent(ctx, scope, at, test);
};

const ofNumber = (
  ctx: Context,
  scope: Scope,
  at: At,
  { comparison, name, of, attribute }: Compared,
): Answer | null => {
  const { asks } = comparison;
  if (asks.kind !== 'operand' || asks.type !== 'number') return notNumber(ctx, at);
  const answer =
    of === 'distinct'
      ? distinctValues(ctx, scope, at, name, attribute, asks.operand)
      : ofMetric(ctx, scope, at, name, asks.operand);
  return comparison.negated ? negated(answer) : answer;
};

const ofMetric = (
  ctx: Context,
  scope: Scope,
  at: At,
  name: string,
  operand: Json,
): Answer | null => {
  const visits =
    Object.hasOwn(VISIT_METRICS, name) && ctx.map.metrics?.[name] === undefined
      ? VISIT_METRICS[name]
      : undefined;
  if (visits !== undefined) {
    const own = leaf({ own: visits });
    const test = Object.keys(visits).length === 0 ? true : own;
    if (scope.kind === 'visitor')
      return anySession(ctx, scope, at, () => test, {
        operand: operand as { [operator: string]: number },
      });
    return JSON.stringify(operand) === '{"$gt":0}'
      ? test
      : ctx.refuse('unsupported', at, `"${name}" is compared with numbers in a visitor container.`);
  }
  const target = metricOf(ctx, at);
  if (target === null) return null;
  if ('count' in target) return eventCount(ctx, scope, at, countTest(target), operand);
  const dot = target.sum.indexOf('.');
  const event = target.sum.slice(0, dot);
  return aggregate(
    ctx,
    scope,
    at,
    { kind: 'sum', property: target.sum.slice(dot + 1) },
    event === '*' ? true : leaf<EventLeaf>({ names: [event] }),
    operand,
  );
};

const distinctValues = (
  ctx: Context,
  scope: Scope,
  at: At,
  name: string,
  attribute: Reader | undefined,
  operand: Json,
): Answer | null => {
  const target = targetOf(ctx, at, name, ADOBE_FIELDS, 'string');
  attribute?.get('func');
  const isAllocated = attribute === undefined || readAllocation(ctx, at, attribute);
  attribute?.done('attr', ['description']);
  if (target === null || !isAllocated) return null;
  if (target === undefined || target.kind === 'fact')
    return ctx.refuse(
      target === undefined ? 'unmapped-name' : 'unsupported',
      at,
      `Different values of "${name}" can be counted where it is a property of events. Map it: "fields": { "${name}": "event.…" }.`,
    );
  const property = target.ofItems ? `items.${target.property}` : target.property;
  // What describes pages stands in page views; other properties count wherever they stand.
  const test: EventTest = isPageProperty(property) ? leaf<EventLeaf>({ names: [PAGE] }) : true;
  return aggregate(ctx, scope, at, { kind: 'distinct', property }, test, operand);
};
