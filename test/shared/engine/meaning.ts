// The meaning of the language: slow, obvious, over the whole log. Every answer is worked out anew
// from all that ever happened; nothing is folded, indexed or remembered, except what membership
// itself remembers. It shares with the engine only durations and the test of one operand.
import { compileTest, isOrdering } from '../../../shared/conditions/index.ts';
import { parseDuration } from '../../../shared/definitions/durations.ts';
import type { Json } from '../../../shared/definitions/types.ts';
import type { HostFacts, Membership } from '../../../shared/engine/index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
export type Any = { readonly [key: string]: any };

/** An event as it was taken in. Transitions stand in the log too, without a position. */
export interface Logged {
  readonly name: string;
  readonly time: number;
  readonly props: Any;
  readonly session: number;
  /** Among the events proper, from 1 on. */
  readonly position: number;
  readonly isTransition: boolean;
}

/** A value, or what is certain of it. */
export type Known =
  | { readonly is: 'value'; readonly value: Json | undefined }
  | {
      readonly is: 'between';
      readonly low: number;
      readonly high: number;
      readonly present: boolean;
    };
const value = (of: Json | undefined): Known => ({ is: 'value', value: of });
const atLeast = (low: number, present = true): Known => ({
  is: 'between',
  low,
  high: Infinity,
  present,
});
const unknown: Known = { is: 'between', low: -Infinity, high: Infinity, present: false };

/** A metric's value in the form of `metricValues()`. */
export const asJson = (known: Known): Json =>
  known.is === 'value'
    ? known.value === Infinity
      ? 'never'
      : (known.value ?? null)
    : known.low > -Infinity
      ? { atLeast: known.low }
      : known.high < Infinity
        ? { atMost: known.high }
        : { unknown: true };

const ms = (text: unknown): number => parseDuration(text) ?? NaN;
const own = (of: unknown, key: string): any =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, key) ? (of as Any)[key] : undefined;
const path = (of: unknown, name: string): any =>
  name.split('.').reduce((inner: unknown, step) => own(inner, step), of);

// --- Time -----------------------------------------------------------------------------------

export type OffsetAt = (time: number) => number;
const local = (offsetAt: OffsetAt, time: number): Date => new Date(time + offsetAt(time) * 60_000);
const periodOf = (offsetAt: OffsetAt, unit: string, time: number): number => {
  const date = local(offsetAt, time);
  const day = Math.floor(date.getTime() / DAY);
  if (unit === 'day') return day;
  // Days since a Monday.
  if (unit === 'week') return Math.floor((day - 4) / 7);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};
const hourOf = (offsetAt: OffsetAt, time: number): number => local(offsetAt, time).getUTCHours();
const weekdayOf = (offsetAt: OffsetAt, time: number): number =>
  local(offsetAt, time).getUTCDay() || 7;

// --- Three values -----------------------------------------------------------------------------

export const and = (answers: readonly Membership[]): Membership =>
  answers.includes(false) ? false : answers.includes(null) ? null : true;
export const or = (answers: readonly Membership[]): Membership =>
  answers.includes(true) ? true : answers.includes(null) ? null : false;
export const not = (answer: Membership): Membership => (answer === null ? null : !answer);

type Leaf = (fact: string, operand: any) => Membership;
export const condition = (of: Any, leaf: Leaf): Membership =>
  and(
    Object.entries(of).map(([key, operand]) => {
      const each = (): Membership[] => operand.map((one: Any) => condition(one, leaf));
      if (key === '$and') return and(each());
      if (key === '$or') return operand.length === 0 ? true : or(each());
      if (key === '$nor') return not(operand.length === 0 ? true : or(each()));
      if (key === '$not') return not(condition(operand, leaf));
      return leaf(key, operand);
    }),
  );

/** Operand by operand, operator by operator. */
const operators = (operand: any): [string, any][] =>
  typeof operand === 'object' &&
  operand !== null &&
  !Array.isArray(operand) &&
  Object.keys(operand).some((key) => key.startsWith('$'))
    ? Object.entries(operand)
    : [['$is', operand]];

const inMs = (operand: any): any =>
  typeof operand === 'string'
    ? ms(operand)
    : Array.isArray(operand)
      ? operand.map(inMs)
      : typeof operand === 'object' && operand !== null
        ? Object.fromEntries(Object.entries(operand).map(([key, one]) => [key, inMs(one)]))
        : operand;

const holds = (known: Known, operand: any): Membership =>
  and(
    operators(operand).map(([operator, expected]) => {
      if (operator === '$not') return not(holds(known, expected));
      const plain = operator === '$is' ? expected : { [operator]: expected };
      if (known.is === 'value') {
        const test = compileTest(plain, { missing: 'false' });
        // Never is later than any time, and otherwise absent.
        if (known.value === Infinity) return test(isOrdering(operator) ? Infinity : null);
        return test(known.value ?? null);
      }
      if (operator === '$exists') return known.present ? Boolean(expected) : null;
      // Certain where all that it may be agrees.
      const { low, high } = known;
      const both = (one: number): Membership =>
        operator === '$gte'
          ? low >= one
            ? true
            : high < one
              ? false
              : null
          : operator === '$gt'
            ? low > one
              ? true
              : high <= one
                ? false
                : null
            : operator === '$lt'
              ? high < one
                ? true
                : low >= one
                  ? false
                  : null
              : operator === '$lte'
                ? high <= one
                  ? true
                  : low > one
                    ? false
                    : null
                : null;
      const outside = (one: unknown): boolean =>
        typeof one === 'number' && (one < low || one > high);
      if (operator === '$is' || operator === '$eq') return outside(expected) ? false : null;
      if (operator === '$ne') return outside(expected) ? true : null;
      if (operator === '$in') return expected.every(outside) ? false : null;
      if (operator === '$nin') return expected.every(outside) ? true : null;
      return typeof expected === 'number' ? both(expected) : null;
    }),
  );

// --- Events -----------------------------------------------------------------------------------

const itemsOf = (event: Logged): readonly unknown[] =>
  Array.isArray(event.props['items']) && event.props['items'].length > 0
    ? event.props['items']
    : [undefined];
/** A property of the event or, by `items.x` and `item_x`, of one of its items. */
const property = (event: Logged, item: unknown, name: string, offsetAt: OffsetAt): any => {
  if (name === 'time.hour') return hourOf(offsetAt, event.time);
  if (name === 'time.weekday') return weekdayOf(offsetAt, event.time);
  if (name.startsWith('items.')) return path(item, name.slice('items.'.length));
  if (name.startsWith('item_')) return path(event.props, name) ?? path(item, name);
  return path(event.props, name);
};
const isOfItem = (name: string): boolean => name.startsWith('items.') || name.startsWith('item_');

const rowMeets = (
  event: Logged,
  item: unknown,
  where: Any | undefined,
  offsetAt: OffsetAt,
): boolean =>
  where === undefined ||
  condition(where, (name, operand) =>
    holds(value(property(event, item, name, offsetAt) ?? null), operand),
  ) === true;
const isNamed = (event: Logged, selector: unknown): boolean => {
  const names = Array.isArray(selector) ? selector : [selector];
  return names.includes(event.name) || (names.includes('*') && !event.isTransition);
};
const matches = (
  event: Logged,
  selector: unknown,
  where: Any | undefined,
  offsetAt: OffsetAt,
): boolean =>
  isNamed(event, selector) && itemsOf(event).some((item) => rowMeets(event, item, where, offsetAt));

// --- Metrics ----------------------------------------------------------------------------------

/** All that a metric's value hangs on. */
export interface World {
  readonly now: number;
  readonly offsetAt: OffsetAt;
  readonly log: readonly Logged[];
}

const inWindow = (event: Logged, within: any, world: World): boolean => {
  const { now, offsetAt, log } = world;
  if (within === undefined) return true;
  if (typeof within === 'string' && ms(within) > 0) return now < event.time + ms(within);
  const proper = log.filter((one) => !one.isTransition);
  if (within === 'session') return event.session === proper.at(-1)?.session;
  const unit = ({ today: 'day', week: 'week', month: 'month' } as Any)[within];
  if (unit) return periodOf(offsetAt, unit, event.time) === periodOf(offsetAt, unit, now);
  if (within.first) return event.time < (proper[0]?.time ?? 0) + ms(within.first);
  return event.time >= Date.parse(within.from) && event.time < Date.parse(within.to);
};

/** Whether every event that the window can hold came after `unknownTo`. */
const isCovered = (within: any, unknownTo: number, world: World): boolean => {
  const { now, offsetAt, log } = world;
  if (within === undefined) return false;
  if (typeof within === 'string' && ms(within) > 0) return now >= unknownTo + ms(within);
  const proper = log.filter((one) => !one.isTransition);
  if (within === 'session') {
    const number = proper.at(-1)?.session;
    return (proper.find((one) => one.session === number)?.time ?? 0) > unknownTo;
  }
  const unit = ({ today: 'day', week: 'week', month: 'month' } as Any)[within];
  if (unit) return periodOf(offsetAt, unit, now) > periodOf(offsetAt, unit, unknownTo);
  if (within.first) return (proper[0]?.time ?? 0) > unknownTo;
  return Date.parse(within.from) > unknownTo;
};

const eventOf = (selector: string): string => selector.slice(0, selector.indexOf('.'));
const propertyOf = (selector: string): string => selector.slice(selector.indexOf('.') + 1);

/** Values of the selected property in one event: of each item that meets the condition, where it is an item's. */
const valuesIn = (
  event: Logged,
  selector: string,
  where: Any | undefined,
  offsetAt: OffsetAt,
): any[] => {
  const name = propertyOf(selector);
  const rows = isOfItem(name)
    ? itemsOf(event).filter((item) => rowMeets(event, item, where, offsetAt))
    : [undefined];
  return rows
    .flatMap((item) => property(event, item, name, offsetAt))
    .filter(
      (one) =>
        typeof one === 'string' ||
        typeof one === 'boolean' ||
        (typeof one === 'number' && Number.isFinite(one)),
    );
};

const total = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + Math.round(one * 1e6), 0);

/** The value of a metric; events up to `unknownTo` may be missing, and are not looked at. */
export const metricValue = (definition: Any, world: World, unknownTo: number | null): Known => {
  const { now, offsetAt } = world;
  const { where, within } = definition;
  const complete = unknownTo === null || isCovered(within, unknownTo, world);
  const seen = world.log.filter((event) => unknownTo === null || event.time > unknownTo);
  if (definition['sequence']) {
    const count = countSequences(definition, seen, world);
    const startsWithNot = 'not' in definition['sequence'][0];
    if (unknownTo !== null && startsWithNot) return unknown;
    return complete ? value(count) : atLeast(count);
  }
  const KINDS = ['count', 'sum', 'distinct', 'first', 'last', 'since'];
  const kind = KINDS.find((one) => definition[one] !== undefined) as string;
  const selector = definition[kind];
  const counted = kind === 'count' || kind === 'since';
  const matching = seen.filter(
    (event) =>
      matches(event, counted ? selector : eventOf(selector), where, offsetAt) &&
      inWindow(event, within, world),
  );
  const values = counted
    ? []
    : matching.flatMap((event) => valuesIn(event, selector, where, offsetAt));
  const numbers = values.filter((one) => typeof one === 'number');
  switch (kind) {
    case 'count':
      return complete ? value(matching.length) : atLeast(matching.length);
    case 'sum':
      return complete ? value(total(numbers) / 1e6) : unknown;
    case 'distinct': {
      const count = new Set(values).size;
      return complete ? value(count) : atLeast(count);
    }
    case 'first':
      return complete ? value(values[0]) : unknown;
    case 'last':
      return complete || values.length > 0 ? value(values.at(-1)) : unknown;
    default: {
      const isFirst = definition['of'] === 'first';
      const match = isFirst ? matching[0] : matching.at(-1);
      const since = match ? now - match.time : Infinity;
      if (complete || (match && !isFirst)) return value(since);
      // Whatever is missing happened at the latest then, if at all.
      return match ? atLeast(since) : atLeast(now - (unknownTo as number), false);
    }
  }
};

// --- Sequences ----------------------------------------------------------------------------------

interface Found {
  /** When, and with which event (Infinity: by time alone), the sequence was complete. */
  readonly time: number;
  readonly index: number;
}

/** How many sequences can be found one after the other, each taking the earliest end that there is. */
const countSequences = (definition: Any, log: readonly Logged[], world: World): number => {
  let count = 0;
  let after: Found = { time: -Infinity, index: -1 };
  for (;;) {
    const ends = findSequences(definition, log, world, after);
    if (ends.length === 0) return count;
    after = ends.reduce((a, b) =>
      b.time < a.time || (b.time === a.time && b.index < a.index) ? b : a,
    );
    count++;
  }
};

/** The ends of all occurrences that start after another has ended. */
const findSequences = (
  definition: Any,
  log: readonly Logged[],
  world: World,
  after: Found,
): Found[] => {
  const { now, offsetAt } = world;
  const { sequence, span, scope, where: everyStep, within } = definition;
  const is = (event: Logged, selector: unknown, where: Any | undefined): boolean => {
    const both = where && everyStep ? { $and: [where, everyStep] } : (where ?? everyStep);
    return matches(event, selector, both, offsetAt);
  };
  const counts = log.map((event) => inWindow(event, within, world));
  const ends: Found[] = [];
  const lastStep = sequence.findLastIndex((step: Any) => !('not' in step));

  /** All ways to meet one step with events after `from`: lists of the indexes used, in order. */
  const ways = (step: Any, from: number): number[][] => {
    const wants: Any[] = (step['anyOrder'] ?? [step]).flatMap((one: Any) =>
      Array.from({ length: one['times'] ?? 1 }, () => one),
    );
    const found: number[][] = [];
    const choose = (left: Any[], used: number[], start: number): void => {
      if (left.length === 0) return void found.push(used);
      for (let i = start; i < log.length; i++) {
        const tried = new Set<Any>();
        for (const want of step['anyOrder'] ? left : left.slice(0, 1)) {
          if (tried.has(want)) continue;
          tried.add(want);
          if (!counts[i] || !is(log[i]!, want['event'], want['where'])) continue;
          choose(left.toSpliced(left.indexOf(want), 1), [...used, i], i + 1);
        }
      }
    };
    choose(wants, [], from + 1);
    return found;
  };

  const go = (at: number, used: number[], met: number, nots: Any[]): void => {
    const step = sequence[at];
    if (at > lastStep) {
      const trailing: Any[] = sequence.slice(at);
      const rest = Math.max(0, ...trailing.map((one) => ms(one['for'])));
      const end = log[met]!.time;
      const broken = log.some(
        (event, i) =>
          i > met &&
          trailing.some(
            (one) => event.time < end + ms(one['for']) && is(event, one['not'], one['where']),
          ),
      );
      if (!broken && end + rest <= now) ends.push({ time: end + rest, index: rest > 0 ? -1 : met });
      return;
    }
    if ('not' in step) return go(at + 1, used, met, [...nots, step]);
    for (const way of ways(step, used.length === 0 ? after.index : met)) {
      const events = way.map((i) => log[i]!);
      const last = way.at(-1)!;
      const first = log[used[0] ?? way[0]!]!;
      if (used.length === 0 && first.time < after.time) continue;
      if (events.some((event) => event.time - first.time >= (span ? ms(span) : Infinity))) continue;
      if (scope === 'session' && events.some((event) => event.session !== first.session)) continue;
      if (used.length > 0) {
        const gaps = events.map((event) => event.time - log[met]!.time);
        if (step['atLeast'] && gaps.some((gap) => gap < ms(step['atLeast']))) continue;
        if (step['atMost'] && gaps.some((gap) => gap >= ms(step['atMost']))) continue;
        if (
          step['after'] === 'next' &&
          way.some((i, k) => log[i]!.position !== log[k === 0 ? met : way[k - 1]!]!.position + 1)
        )
          continue;
      }
      const between = (event: Logged, i: number): boolean =>
        i > (used.length === 0 ? -1 : met) &&
        i < last &&
        !way.includes(i) &&
        nots.some((one) => is(event, one['not'], one['where']));
      if (log.some(between)) continue;
      go(at + 1, [...used, ...way], last, []);
    }
  };
  go(0, [], -1, []);
  return ends;
};

// --- Facts --------------------------------------------------------------------------------------

const dateOf = (told: unknown): number =>
  typeof told === 'string' && /^\d{4}-\d\d-\d\d/.test(told) ? Date.parse(told) : NaN;

/** The value of a fact that is neither a metric nor a segment. */
export const factValue = (fact: string, facts: HostFacts, world: World): Known => {
  const { now, offsetAt, log } = world;
  const namespace = fact.slice(0, fact.indexOf('.'));
  const name = fact.slice(fact.indexOf('.') + 1);
  const told = (of: 'trait' | 'geo' | 'device' | 'source' | 'page'): Known =>
    facts[of] === undefined
      ? unknown
      : value(own(facts[of], name) ?? path(facts[of], name) ?? null);
  const proper = log.filter((event) => !event.isTransition);
  const number = proper.at(-1)?.session ?? 0;
  const session = proper.filter((event) => event.session === number);
  const before = proper.filter((event) => event.session !== number);
  const pages = session.filter((event) => event.name === 'page_view');
  switch (fact) {
    case 'session.number':
      return value(number || null);
    case 'session.pages':
      return value(pages.length);
    case 'session.events':
      return value(session.length);
    case 'session.duration':
      return value(session.length === 0 ? 0 : session.at(-1)!.time - session[0]!.time);
    case 'session.landing':
      return value(
        pages.map((event) => event.props['page_path']).find((one) => typeof one === 'string') ??
          null,
      );
    case 'session.engaged':
      return value(
        session
          .filter((event) => event.name === 'user_engagement')
          .map((event) => event.props['engagement_time_msec'])
          .filter((one) => typeof one === 'number' && one > 0)
          .reduce((sum, one) => sum + one, 0),
      );
    case 'visitor.firstSeen':
      return value(proper[0] ? local(offsetAt, proper[0].time).toISOString().slice(0, 10) : null);
    case 'visitor.age':
      return value(proper[0] ? now - proper[0].time : null);
    case 'visitor.sessions':
      return value(number);
    case 'visitor.daysActive':
      return value(new Set(proper.map((event) => periodOf(offsetAt, 'day', event.time))).size);
    case 'visitor.away':
      return value(before.length > 0 ? session[0]!.time - before.at(-1)!.time : null);
    case 'now.hour':
      return value(hourOf(offsetAt, now));
    case 'now.weekday':
      return value(weekdayOf(offsetAt, now));
    case 'now.date':
      return value(local(offsetAt, now).toISOString().slice(0, 10));
    case 'now.month':
      return value(local(offsetAt, now).getUTCMonth() + 1);
  }
  if (namespace === 'until' || namespace === 'since') {
    const trait = facts.trait === undefined ? unknown : value(own(facts.trait, name) ?? null);
    if (trait.is !== 'value') return unknown;
    const date = dateOf(trait.value);
    if (Number.isNaN(date)) return value(null);
    return value(namespace === 'until' ? date - now : now - date);
  }
  return told(namespace as 'trait');
};

const isDuration = (fact: string, metrics: Any): boolean =>
  /^(until|since)\.|^session\.(duration|engaged)$|^visitor\.(age|away)$/.test(fact) ||
  (fact.startsWith('metric.') && metrics[fact.slice('metric.'.length)]?.since !== undefined);

/** A condition over facts. `segment` and `metric` answer for theirs. */
export const segmentCondition = (
  of: Any,
  metrics: Any,
  know: (fact: string) => Known,
): Membership =>
  condition(of, (fact, operand) =>
    holds(know(fact), isDuration(fact, metrics) ? inMs(operand) : operand),
  );

export const known = value;
export const nothingKnown = unknown;

/** Event names, each with the property paths, that a metric reads. */
export const readsOf = (metric: Any): [string, string[]][] => {
  const paths = (name: string): string[] =>
    name.startsWith('time.') ? [] : name.startsWith('item_') ? [name, `items.${name}`] : [name];
  const inWhere = (where: Any | undefined): string[] =>
    Object.entries(where ?? {}).flatMap(([key, operand]) =>
      key === '$not'
        ? inWhere(operand)
        : key.startsWith('$')
          ? operand.flatMap(inWhere)
          : paths(key),
    );
  const each = (selector: any, read: string[]): [string, string[]][] =>
    [selector].flat().map((name: string) => [name, read]);
  if (metric['sequence']) {
    const steps = metric['sequence'].flatMap((step: Any) => step['anyOrder'] ?? [step]);
    return [
      ...steps.flatMap((step: Any) =>
        each(step['event'] ?? step['not'], [
          ...inWhere(step['where']),
          ...inWhere(metric['where']),
        ]),
      ),
      ...(steps.some((step: Any) => step['after'] === 'next') ? each('*', []) : []),
    ];
  }
  const where = inWhere(metric['where']);
  const counted = metric['count'] ?? metric['since'] ?? metric['periods'];
  if (counted !== undefined) return each(counted, where);
  const selector = [
    'sum',
    'distinct',
    'first',
    'last',
    'mean',
    'min',
    'max',
    'median',
    'top',
    'interest',
  ]
    .map((kind) => metric[kind])
    .find((one) => one !== undefined);
  return each(eventOf(selector), [...paths(propertyOf(selector)), ...where]);
};
