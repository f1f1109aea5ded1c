import type { Json } from '../../definitions/types.ts';
import type { At, Context } from '../context.ts';
import type { EventLeaf, EventTest } from '../events.ts';
import { eventName, metricTarget, sumOfOneEvent } from '../fields.ts';
import { asNumber, type Reader } from '../reading.ts';
import {
  type Tree,
  allOf,
  and,
  isUnderNot,
  leaf,
  leavesOf,
  not,
  resolve,
  someOf,
} from '../tree.ts';
import { type Ga4Filter, dimensionTest, readFilter } from './dimensions.ts';
import { GA4_METRICS, GA4_SECONDS } from './fields.ts';

/** A filter, read: a test of an event, or a number to compare. */
export interface Ga4Clause {
  readonly at: At;
  /** What the result carries, once this clause is in it. */
  readonly paths: readonly string[];
  readonly what:
    | { readonly kind: 'event'; readonly test: EventTest }
    | { readonly kind: 'count'; readonly test: EventTest; readonly operand: Json }
    | {
        readonly kind: 'sum';
        readonly test: EventTest;
        readonly property: string;
        readonly operand: Json;
      }
    | { readonly kind: 'sessions'; readonly operand: Json; readonly areEngaged: boolean };
  /** `inAnyNDayPeriod`. */
  readonly days?: number | undefined;
  /** `atAnyPointInTime`. */
  readonly ever: boolean;
  /** An `eventFilter`, as against a field. */
  readonly isEvent?: boolean;
}
export type Ga4Expression = Tree<Ga4Clause>;

const event = (names: readonly string[]): EventTest => leaf<EventLeaf>({ names });

/** An `AudienceFilterExpression`. */
export const readExpression = (ctx: Context, expression: Reader): Ga4Expression | null => {
  const andGroup = expression.object('andGroup');
  const orGroup = expression.object('orGroup');
  const notExpression = expression.object('notExpression');
  const field = expression.object('dimensionOrMetricFilter');
  const eventFilter = expression.object('eventFilter');
  expression.echo('expr');
  expression.done('AudienceFilterExpression');
  const given = [andGroup, orGroup, notExpression, field, eventFilter].filter(
    (e) => e !== undefined,
  );
  if (given.length !== 1)
    return ctx.refuse(
      'invalid',
      { path: expression.path, construct: 'AudienceFilterExpression' },
      'An expression needs one of andGroup, orGroup, notExpression, dimensionOrMetricFilter and eventFilter.',
    );
  const group = andGroup ?? orGroup;
  if (group) {
    const parts = group.objects('filterExpressions') ?? [];
    group.done('AudienceFilterExpressionList');
    if (parts.length === 0)
      return ctx.refuse(
        'invalid',
        { path: group.path, construct: 'filterExpressions' },
        'An empty group.',
      );
    const read = parts.map((part) => readExpression(ctx, part));
    return andGroup ? allOf(read) : someOf(read);
  }
  if (notExpression) {
    const inner = notExpression.object('dimensionOrMetricFilter');
    notExpression.echo('expr');
    notExpression.done('notExpression');
    return inner
      ? negate(ctx, readField(ctx, inner))
      : ctx.refuse(
          'invalid',
          { path: notExpression.path, construct: 'notExpression' },
          'A notExpression holds a dimensionOrMetricFilter, and nothing else.',
        );
  }
  if (eventFilter) return readEventFilter(ctx, eventFilter);
  return field ? leafOf(readField(ctx, field)) : null;
};

const leafOf = (clause: Ga4Clause | null): Ga4Expression | null =>
  clause === null ? null : leaf(clause);

/** `not` stands around one filter: the event does not meet it, or the number does not. */
const negate = (ctx: Context, clause: Ga4Clause | null): Ga4Expression | null => {
  if (clause === null) return null;
  const { at, what } = clause;
  if (what.kind !== 'event') return not(leaf(clause));
  if (!isFact(what.test))
    ctx.differs(
      'per-event-not',
      at,
      'As in Google Analytics, "not" is asked of each event: who has one event that matches and one that does not meets both. For visitors without any such event write { "$not": … } around the metric.',
    );
  return leaf({ ...clause, what: { kind: 'event', test: not(what.test) } });
};

export const isFact = (test: EventTest): boolean => leavesOf(test).every((l) => 'fact' in l);

/** An `AudienceEventFilter`: events of one name, whose parameters meet all filters, or their number. */
const readEventFilter = (ctx: Context, filter: Reader): Ga4Expression | null => {
  const at = { path: filter.path, construct: 'eventFilter' };
  const named = filter.string('eventName');
  const parameters = filter.object('eventParameterFilterExpression');
  filter.done('AudienceEventFilter');
  if (named === undefined) return ctx.refuse('invalid', at, 'An eventFilter needs an eventName.');
  const name = eventName(ctx, { ...at, construct: named }, named);
  if (name === null) return null;
  const own = {
    at,
    paths: [filter.path],
    what: { kind: 'event' as const, test: event([name]) },
    isEvent: true,
  };
  if (!parameters) return leaf<Ga4Clause>({ ...own, ever: false });
  const inner = readExpression(ctx, parameters);
  if (inner === null) return null;
  const clauses = leavesOf(inner);
  const nested = clauses.find((clause) => clause.isEvent);
  if (nested !== undefined)
    return ctx.refuse('invalid', nested.at, 'An eventFilter among the parameters of an event.');
  const count = clauses.find(({ what }) => what.kind === 'count' && what.test === true);
  if (count?.what.kind === 'count') {
    for (const other of clauses) {
      if (other !== count)
        ctx.differs(
          'ignored-by-source',
          other.at,
          `Beside eventCount Google Analytics ignores other filters on parameters, so "${other.at.construct}" is left out here too.`,
        );
    }
    const counted = leaf<Ga4Clause>({
      ...count,
      at,
      isEvent: true,
      paths: [...own.paths, ...count.paths],
      what: { ...count.what, test: event([name]) },
    });
    return isUnderNot(inner, (clause) => clause === count) ? not(counted) : counted;
  }
  const [first] = clauses;
  if (clauses.some(({ days, ever }) => days !== first?.days || ever !== first?.ever))
    return ctx.refuse(
      'unsupported',
      at,
      'Filters on parameters of one event have different time windows.',
    );
  const test = resolve<Ga4Clause, EventLeaf>(inner, (clause) => testOfEvent(ctx, clause));
  if (test === null) return null;
  return leaf<Ga4Clause>({
    at,
    isEvent: true,
    paths: [...own.paths, ...clauses.flatMap(({ paths }) => paths)],
    what: { kind: 'event', test: and([event([name]), test]) },
    days: first?.days,
    ever: first?.ever ?? false,
  });
};

/** An `AudienceDimensionOrMetricFilter`. */
const readField = (ctx: Context, field: Reader): Ga4Clause | null => {
  const name = field.string('fieldName');
  const at = { path: field.path, construct: name ?? 'dimensionOrMetricFilter' };
  const ever = field.boolean('atAnyPointInTime') ?? false;
  const days = field.get('inAnyNDayPeriod');
  const filter = readFilter(ctx, field, at);
  field.echo('oneFilter');
  field.done('AudienceDimensionOrMetricFilter');
  if (name === undefined) return ctx.refuse('invalid', at, 'A filter needs a fieldName.');
  if (days !== undefined && days !== 0 && !isDays(asNumber(days)))
    return ctx.refuse(
      'invalid',
      { path: field.pathOf('inAnyNDayPeriod'), construct: 'inAnyNDayPeriod' },
      'inAnyNDayPeriod is a number of days from 1 to 60.',
    );
  if (filter === null) return null;
  const what = readWhat(ctx, at, name, filter);
  if (what === null) return null;
  return { at, paths: [field.path], what, days: days === 0 ? undefined : asNumber(days), ever };
};

const isDays = (days: number | undefined): boolean =>
  days !== undefined && Number.isInteger(days) && days >= 1 && days <= 60;

const readWhat = (
  ctx: Context,
  at: At,
  name: string,
  filter: Ga4Filter,
): Ga4Clause['what'] | null => {
  if (name === 'eventName') return eventNames(ctx, at, filter);
  if (name === 'eventCount' || name === 'sessions' || isEngaged(ctx, name)) {
    if (filter.kind !== 'number')
      return ctx.refuse('invalid', at, `"${name}" is compared with numbers.`);
    return name === 'eventCount'
      ? { kind: 'count', test: true, operand: filter.operand }
      : { kind: 'sessions', operand: filter.operand, areEngaged: name !== 'sessions' };
  }
  const target = metricTarget(ctx, name, GA4_METRICS);
  if (target === undefined) {
    const test = dimensionTest(ctx, at, filter);
    return test === null ? null : { kind: 'event', test };
  }
  if (filter.kind !== 'number')
    return ctx.refuse('invalid', at, `"${name}" is compared with numbers.`);
  if ('count' in target)
    return { kind: 'count', test: event([target.count].flat()), operand: filter.operand };
  const dot = target.sum.indexOf('.');
  const of = target.sum.slice(0, dot);
  return {
    kind: 'sum',
    test: of === '*' ? true : event([of]),
    property: target.sum.slice(dot + 1),
    operand: GA4_SECONDS.has(name) ? inMilliseconds(filter.operand) : filter.operand,
  };
};

const isEngaged = ({ map }: Context, name: string): boolean =>
  name === 'engagedSessions' && !Object.hasOwn(map.metrics ?? {}, name);

const inMilliseconds = (operand: Json): Json =>
  Object.fromEntries(
    Object.entries(operand as { [operator: string]: number }).map(([key, n]) => [key, n * 1000]),
  );

const eventNames = (ctx: Context, at: At, filter: Ga4Filter): Ga4Clause['what'] | null => {
  if (filter.kind !== 'equals')
    return ctx.refuse('unsupported', at, 'Events are selected by their whole names. List them.');
  if (!filter.caseSensitive)
    ctx.differs(
      'case',
      at,
      'Names of events are compared as written, with their capital letters.',
      filter.values.some((value) => /[A-Z]/.test(value)) ? 'warning' : 'info',
    );
  const names = filter.values.map((value) => eventName(ctx, at, value));
  if (names.includes(null)) return null;
  return { kind: 'event', test: event(names.filter((name) => name !== null)) };
};

/** A clause about one event. */
export const testOfEvent = (ctx: Context, { at, what }: Ga4Clause): EventTest | null => {
  if (what.kind === 'event') return what.test;
  if (what.kind === 'sum') return sumOfOneEvent(ctx, at, what.test, what.property, what.operand);
  return ctx.refuse(
    'unsupported',
    at,
    `"${at.construct}" counts events, and one event has no such number.`,
  );
};
