import type { Json, Window } from '../../definitions/types.ts';
import type { Context } from '../context.ts';
import type { EventTest } from '../events.ts';
import { isObject } from '../json.ts';
import { type Reader, read } from '../reading.ts';
import { and, negated, or } from '../tree.ts';
import { anyFilter, eventTest, joinOf, joined } from './filters.ts';
import { countWindow, dateRange } from './windows.ts';

/** What a visitor did, before it is compared. */
export type Behavior =
  | {
      readonly kind: 'did';
      readonly test: EventTest;
      readonly operator: string;
      readonly property: string | undefined;
      readonly unit: string | undefined;
      readonly within: Window | undefined;
    }
  | { readonly kind: 'funnel'; readonly node: Reader; readonly within: Window | undefined };

/** Behaviors that are one event. */
const EVENT_TYPES: readonly string[] = ['event', 'simple', 'custom-event'];

/** The `behavior` of a filter in `groups`. */
export const readBehavior = (ctx: Context, node: Reader): Behavior | null => {
  const at = { path: node.path, construct: 'behavior' };
  const within = dateRange(ctx, node);
  if (within === null) return null;
  const type = node.string('type') ?? 'event';
  if (type === 'funnel') return { kind: 'funnel', node, within: within.window };
  if (!EVENT_TYPES.includes(type))
    return ctx.refuse(
      'unsupported',
      { path: node.pathOf('type'), construct: type },
      `A behavior that is a "${type}". Events and funnels are known.`,
    );
  const event = node.object('event');
  const named = event?.string('value') ?? event?.string('name');
  event?.done('event', ['label', 'type', 'id', 'resourceType', 'dataset', 'custom']);
  const filters = (node.objects('filters') ?? []).map((filter) => anyFilter(ctx, filter));
  const property = node.object('property');
  const behavior = {
    kind: 'did' as const,
    operator: node.string('aggregationOperator') ?? 'total',
    property: property?.string('value') ?? property?.string('name'),
    unit: property?.string('unit') ?? property?.string('timeUnit'),
    within: within.window,
  };
  property?.done('property', ['type', 'resourceType', 'defaultType', 'dataset', 'label']);
  const behaviorType = node.string('behaviorType') ?? '$frequency';
  if (behaviorType !== '$frequency' && behavior.property === undefined)
    return ctx.refuse(
      'unsupported',
      { path: node.pathOf('behaviorType'), construct: behaviorType },
      `A behavior that is a "${behaviorType}". Numbers of events ("$frequency") and aggregates of a property are known.`,
    );
  if (behaviorType !== '$frequency') ctx.notCarried('behaviorType');
  const combined = joined(joinOf(node, 'filtersOperator'), filters);
  node.done('behavior', ['resourceType', 'dataset', 'label']);
  const test = eventTest(ctx, at, named);
  return test === null || combined === null ? null : { ...behavior, test: and([test, combined]) };
};

/** An entry of `behaviors`, to which a selector refers. */
export const readCount = (ctx: Context, node: Reader): Behavior | null => {
  const at = { path: node.path, construct: 'behaviors' };
  const count = node.object('count');
  const within = countWindow(ctx, node);
  const one = (count ?? node).get('event_selector');
  const several = (count ?? node).get('event_selectors');
  const type = count?.string('type') ?? 'absolute';
  const operator = count?.string('aggregationOperator') ?? 'total';
  const given = count?.get('property');
  count?.done('count');
  node.done('behaviors', ['name']);
  if (within === null) return null;
  if (type !== 'absolute')
    return ctx.refuse(
      'unsupported',
      { ...at, construct: type },
      `Events counted by "${type}". A periods metric counts days with events: write it by hand.`,
    );
  const selectors = (Array.isArray(several) ? several : [one]) as readonly Json[];
  const path = `${node.path}.${count ? 'count.' : ''}`;
  const tests = selectors.map((selector, i) =>
    isObject(selector)
      ? selectorTest(
          ctx,
          read(
            ctx,
            selector,
            `${path}${Array.isArray(several) ? `event_selectors[${i}]` : 'event_selector'}`,
          ),
        )
      : ctx.refuse('invalid', at, 'A behavior needs an event_selector.'),
  );
  if (tests.includes(null)) return null;
  const property = isObject(given) ? (given['value'] ?? given['name']) : given;
  return {
    kind: 'did',
    test: or(tests.filter((test) => test !== null)),
    operator,
    property: typeof property === 'string' ? property : undefined,
    unit: undefined,
    within: within.window,
  };
};

const selectorTest = (ctx: Context, selector: Reader): EventTest | null => {
  const at = { path: selector.path, construct: 'event_selector' };
  const name = selector.string('event');
  const expression = selector.get('selector');
  selector.done('event_selector', ['label']);
  const test = eventTest(ctx, at, name);
  if (expression === undefined || expression === '') return test;
  if (!isObject(expression))
    return ctx.refuse(
      'unsupported',
      { path: selector.pathOf('selector'), construct: 'selector' },
      'A selector written as text. Save the cohort again in the cohort builder, which writes it as a tree.',
    );
  const inner = expressionTest(ctx, read(ctx, expression, selector.pathOf('selector')));
  return test === null || inner === null ? null : and([test, inner]);
};

/** A tree of filters on one event. */
const expressionTest = (ctx: Context, node: Reader): EventTest | null => {
  const children = node.objects('children');
  if (children) {
    const isNot = node.get('operator') === 'not';
    const operator = isNot ? 'and' : joinOf(node, 'operator');
    node.done('selector');
    const parts = children.map((child) => expressionTest(ctx, child));
    const found = joined(operator, parts);
    return isNot ? negated(found) : found;
  }
  return anyFilter(ctx, node);
};
