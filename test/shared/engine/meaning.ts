// The meaning of the language: slow, obvious, over the whole log. Every answer is worked out anew
// from all that ever happened; nothing is folded, indexed or remembered, except what membership
// itself remembers. It shares with the engine only durations and the test of one operand.
/* oxlint-disable typescript/no-explicit-any -- definitions are read as they are written, unchecked */
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

const holds = (known: Known, operand: any, isMeasured: boolean): Membership =>
  and(
    operators(operand).map(([operator, expected]) => {
      if (operator === '$not') return not(holds(known, expected, isMeasured));
      const plain = operator === '$is' ? expected : { [operator]: expected };
      if (known.is === 'value') {
        const test = compileTest(plain, {
          missing: 'false',
          numbers: isMeasured ? 'read' : 'coerce',
        });
        // Never is later than any time, and otherwise absent.
        if (known.value === Infinity) return test(isOrdering(operator) ? Infinity : null);
        return test(known.value ?? null);
      }
      if (known === unknown) return null;
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
  if (name === 'session.number') return event.session;
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
    holds(value(property(event, item, name, offsetAt) ?? null), operand, true),
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
  /** Facts of the visit that nothing read until so many events had happened, in such a session. */
  readonly unread?: ReadonlyMap<string, { readonly events: number; readonly session: number }>;
}

/** Facts of the visit that are remembered only where something reads them. */
export const REMEMBERED = [
  'session.pages',
  'session.events',
  'session.engaged',
  'session.landing',
  'visitor.away',
  'visitor.daysActive',
];

const isProper = (event: Logged): boolean => !event.isTransition;
/** The session under way; 0 before any. */
export const sessionNow = (log: readonly Logged[]): number => log.findLast(isProper)?.session ?? 0;
const UNITS: Any = { today: 'day', week: 'week', month: 'month' };

const inWindow = (event: Logged, within: any, world: World): boolean => {
  const { time, session, position } = event;
  const { now, offsetAt, log } = world;
  if (within === undefined) return true;
  if (within === 'session') return session > 0 && session === sessionNow(log);
  if (within.sessions) return session > 0 && session > sessionNow(log) - within.sessions;
  if (UNITS[within])
    return periodOf(offsetAt, UNITS[within], time) === periodOf(offsetAt, UNITS[within], now);
  if (within.first) return position > 0 && time < log.find(isProper)!.time + ms(within.first);
  if (within.from) return time >= Date.parse(within.from) && time < Date.parse(within.to);
  return now < time + ms(within);
};

/** Whether every event that the window can hold came after `unknownTo`. */
const isCovered = (within: any, unknownTo: number, world: World): boolean => {
  const { now, offsetAt, log } = world;
  if (within === undefined) return false;
  if (within === 'session') {
    const number = sessionNow(log);
    return (log.find((one) => isProper(one) && one.session === number)?.time ?? 0) > unknownTo;
  }
  if (UNITS[within])
    return periodOf(offsetAt, UNITS[within], now) > periodOf(offsetAt, UNITS[within], unknownTo);
  if (within.first) return (log.find(isProper)?.time ?? 0) > unknownTo;
  if (within.from) return Date.parse(within.from) > unknownTo;
  return now >= unknownTo + ms(within);
};

/**
 * Whether the latest sessions all began after `unknownTo`, as far as a device can tell: one did that comes after a
 * session with an event of then, or that was seen to begin, by the time its definition was loaded (in session `since`).
 */
const areCovered = (
  { within, sessions, ...definition }: Any,
  unknownTo: number,
  since: number,
  { log, offsetAt }: World,
): boolean => {
  const kind = EVENT_KINDS.find((one) => definition[one] !== undefined);
  const of = VALUE_KINDS.find((one) => definition[one] !== undefined);
  const selector = sessions ? '*' : kind ? definition[kind] : eventOf(definition[of!]);
  const where = sessions ? undefined : definition['where'];
  const later = log.filter((event) => event.time > unknownTo);
  const first = later.find((event) => matches(event, selector, where, offsetAt))?.session;
  const begins = later.filter(
    ({ session, isTransition }) =>
      !isTransition &&
      session >= since &&
      log.find((one) => isProper(one) && one.session === session)!.time > unknownTo,
  );
  const certain = Math.min(
    first === undefined ? Infinity : first + 1,
    ...begins.map((one) => one.session),
  );
  return sessionNow(log) - within.sessions + 1 >= certain;
};

const eventOf = (selector: string): string => selector.slice(0, selector.indexOf('.'));
const propertyOf = (selector: string): string => selector.slice(selector.indexOf('.') + 1);
const isScalar = (one: unknown): boolean =>
  typeof one === 'string' ||
  typeof one === 'boolean' ||
  (typeof one === 'number' && Number.isFinite(one));

/** Values of a property in one event: of each item that meets the condition, where it is an item's. */
const valuesIn = (
  event: Logged,
  name: string,
  where: Any | undefined,
  offsetAt: OffsetAt,
): any[] => {
  const rows = isOfItem(name)
    ? itemsOf(event).filter((item) => rowMeets(event, item, where, offsetAt))
    : [undefined];
  return rows.flatMap((item) => property(event, item, name, offsetAt)).filter(isScalar);
};

/** The number in a text, where nobody could take it for another. */
export const numberOf = (one: unknown): number => {
  if (typeof one !== 'string') return typeof one === 'number' ? one : NaN;
  const [, sign, digits] = /^ *([+-]?)([\d.,]*\d(?:[eE][+-]?\d+)?) *$/.exec(one) ?? [];
  if (digits === undefined || one.length > 40) return NaN;
  const [mantissa = '', exponent = ''] = digits.split(/(?=[eE])/);
  const parts = mantissa.split(/[.,]/);
  const marks = mantissa.replace(/\d/g, '');
  const isGrouped = (groups: readonly string[]): boolean =>
    /^\d{1,3}$/.test(groups[0]!) && groups.slice(1).every((group) => group.length === 3);
  const made = (whole: string, decimals = ''): number =>
    Number(`${sign}${whole}${decimals && `.${decimals}`}${exponent}`);
  // No mark, or one that can only stand before decimals.
  if (marks.length === 0) return made(parts[0]!);
  if (marks.length === 1) {
    const isEither = exponent === '' && /^[1-9]/.test(mantissa) && isGrouped(parts);
    return isEither ? NaN : made(parts[0]! || '0', parts[1]);
  }
  if (exponent !== '') return NaN;
  // The same mark throughout: groups. Another at the end: decimals.
  if (new Set(marks).size === 1) return isGrouped(parts) ? made(parts.join('')) : NaN;
  const isLast = new Set(marks.slice(0, -1)).size === 1 && marks.at(-1) !== marks[0];
  const groups = parts.slice(0, -1);
  return isLast && isGrouped(groups) ? made(groups.join(''), parts.at(-1)) : NaN;
};

const millionths = (one: number): number => Math.round(one * 1e6);
const countOf = (all: readonly any[], one: any): number =>
  all.filter((other) => other === one).length;

const EVENT_KINDS = ['count', 'since', 'periods'];
const VALUE_KINDS = [
  'sum',
  'mean',
  'min',
  'max',
  'median',
  'percentile',
  'distinct',
  'first',
  'last',
  'top',
  'interest',
];

/**
 * The value of a metric; events up to `unknownTo` may be missing, and are not looked at. `since` is the session in which
 * its definition was loaded.
 */
export const metricValue = (
  definition: Any,
  world: World,
  unknownTo: number | null,
  since = 0,
): Known => {
  const { within } = definition;
  if (within?.sessions === 1)
    return metricValue({ ...definition, within: 'session' }, world, unknownTo);
  if (within?.ago) {
    // As it was then.
    const then = world.now - ms(within.ago);
    const log = world.log.filter((event) => event.time <= then);
    return metricValue(
      { ...definition, within: within.length },
      { ...world, now: then, log },
      unknownTo,
    );
  }
  const seen = world.log.filter((event) => unknownTo === null || event.time > unknownTo);
  const bounds = definition['after'] ?? definition['before'];
  if (bounds === undefined) return windowValue(definition, world, seen, unknownTo, since);
  const ends = sequenceEnds(bounds, seen, world);
  const isOneEvent =
    bounds.sequence.length === 1 &&
    !bounds.sequence[0].anyOrder &&
    (bounds.sequence[0].times ?? 1) === 1;
  const isExact = definition['after'] && isOneEvent && ends.length > 0;
  if (unknownTo !== null && !isExact) return unknown;
  const end = ends.at(-1);
  const start = ends[0]?.first ?? Infinity;
  const inBounds = (event: Logged, i: number): boolean =>
    definition['before']
      ? i < start
      : end === undefined
        ? definition['orEver'] === true
        : i > end.index && event.time >= end.time;
  return windowValue(definition, world, seen.filter(inBounds), null, since);
};

const windowValue = (
  definition: Any,
  world: World,
  seen: readonly Logged[],
  unknownTo: number | null,
  since: number,
): Known => {
  const { now, offsetAt } = world;
  const { where, within, by } = definition;
  const complete =
    unknownTo === null ||
    (within?.sessions
      ? areCovered(definition, unknownTo, since, world)
      : isCovered(within, unknownTo, world));
  const growing = (count: number): Known => (complete ? value(count) : atLeast(count));
  const exact = (of: any): Known => (complete ? value(of) : unknown);
  if (definition['sequence']) {
    if (unknownTo !== null && 'not' in definition['sequence'][0]) return unknown;
    if (by === undefined) return growing(sequenceEnds(definition, seen, world).length);
    const shared = new Set(seen.flatMap((event) => valuesIn(event, by, undefined, offsetAt)));
    return growing(
      [...shared].reduce(
        (count: number, one) => count + sequenceEnds(definition, seen, world, one).length,
        0,
      ),
    );
  }
  if (definition['sessions']) return growing(countSessions(definition, world, seen, unknownTo));
  const kind = [...EVENT_KINDS, ...VALUE_KINDS].find(
    (one) => definition[one] !== undefined,
  ) as string;
  const isOfEvents = EVENT_KINDS.includes(kind);
  const selector = definition[kind];
  const matching = seen.filter(
    (event) =>
      matches(event, isOfEvents ? selector : eventOf(selector), where, offsetAt) &&
      inWindow(event, within, world),
  );
  const name = isOfEvents ? by : propertyOf(selector);
  const sightings = matching.flatMap((event) =>
    name === undefined
      ? []
      : valuesIn(event, name, where, offsetAt).map((one) => ({ one, time: event.time })),
  );
  const values = sightings.map(({ one }) => one);
  const numbers = values
    .map(numberOf)
    .filter((one) => Math.abs(one) < 1e200)
    .map(millionths);
  const total = numbers.reduce((sum, one) => sum + one, 0);
  const sorted = numbers.toSorted((a, b) => a - b);
  switch (kind) {
    case 'count':
      return growing(
        by === undefined
          ? matching.length
          : Math.max(0, ...values.map((one) => countOf(values, one))),
      );
    case 'sum':
      return exact(total / 1e6);
    case 'mean':
      return exact(numbers.length > 0 ? total / numbers.length / 1e6 : undefined);
    case 'median': {
      const { length } = sorted;
      const middle =
        ((sorted[Math.ceil(length / 2) - 1] ?? 0) + (sorted[Math.floor(length / 2)] ?? 0)) / 2;
      return exact(length > 0 ? middle / 1e6 : undefined);
    }
    case 'percentile': {
      // Ranks from 0; between two of them the value lies in proportion.
      const rank = ((sorted.length - 1) * definition['p']) / 100;
      const [below, above] = [Math.floor(rank), Math.ceil(rank)];
      const part = (rank - below) * (sorted[above]! - sorted[below]!);
      return exact(sorted.length > 0 ? Math.round(sorted[below]! + part) / 1e6 : undefined);
    }
    case 'min':
      if (complete || sorted.length === 0)
        return exact(sorted[0] === undefined ? undefined : sorted[0] / 1e6);
      return { is: 'between', low: -Infinity, high: sorted[0]! / 1e6, present: true };
    case 'max':
      if (complete || sorted.length === 0)
        return exact(sorted.length > 0 ? sorted.at(-1)! / 1e6 : undefined);
      return atLeast(sorted.at(-1)! / 1e6);
    case 'distinct':
      return growing(new Set(values).size);
    case 'top': {
      const most = Math.max(0, ...values.map((one) => countOf(values, one)));
      return exact(values.findLast((one) => countOf(values, one) === most));
    }
    case 'first':
      return exact(values[0]);
    case 'last':
      return complete || values.length > 0 ? value(values.at(-1)) : unknown;
    case 'periods':
      return growing(countPeriods(definition, matching, world));
    case 'interest': {
      const scoreOf = (one: any): number =>
        sightings
          .filter((sighting) => sighting.one === one)
          .reduce((score, { time }) => score + 2 ** ((time - now) / ms(definition['halfLife'])), 0);
      const scores =
        definition['value'] === undefined ? values.map(scoreOf) : [scoreOf(definition['value'])];
      return growing(Math.round(Math.max(0, ...scores) * 1e9) / 1e9);
    }
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

const countPeriods = (definition: Any, matching: readonly Logged[], world: World): number => {
  const { unit, atLeast: times = 1, streak } = definition;
  const periods = matching.map((event) => periodOf(world.offsetAt, unit, event.time));
  const full = new Set(periods.filter((one) => countOf(periods, one) >= times));
  if (streak === undefined) return full.size;
  const runTo = (period: number): number => (full.has(period) ? 1 + runTo(period - 1) : 0);
  if (streak === 'longest') return Math.max(0, ...[...full].map(runTo));
  const present = periodOf(world.offsetAt, unit, world.now);
  return full.has(present) ? runTo(present) : runTo(present - 1);
};

/** Sessions that started in the window, each judged as of its last event. */
const countSessions = (
  definition: Any,
  world: World,
  seen: readonly Logged[],
  unknownTo: number | null,
): number => {
  const { sessions, each = {}, where, within } = definition;
  const proper = world.log.filter(isProper);
  return [...new Set(proper.map((event) => event.session))].filter((number) => {
    const ofSession = proper.filter((event) => event.session === number);
    const start = ofSession[0]!.time;
    if ((unknownTo !== null && start <= unknownTo) || !inWindow(ofSession[0]!, within, world))
      return false;
    const last = world.log.indexOf(ofSession.at(-1)!);
    const then: World = {
      ...world,
      now: ofSession.at(-1)!.time,
      log: world.log.slice(0, last + 1),
    };
    const own: World = {
      ...then,
      log: then.log.filter((event) => event.session === number && seen.includes(event)),
    };
    const know = (fact: string): Known => {
      if (!fact.startsWith('metric.')) return factValue(fact, {}, { ...then, unread: new Map() });
      const one = each[fact.slice('metric.'.length)];
      if (one.formula !== undefined) return formulaValue(one.formula, know, each);
      const both = one.where && where ? { $and: [one.where, where] } : (one.where ?? where);
      return metricValue({ ...one, where: both }, own, null);
    };
    return segmentCondition(sessions, each, know) === true;
  }).length;
};

/** Arithmetic. Absent where an operand is absent or the result is no number; else unknown where one is. */
export const formulaValue = (formula: any, know: (fact: string) => Known, metrics: Any): Known => {
  type Number = number | null | 'unknown';
  const ofFact = (fact: string): Number => {
    const found = know(fact);
    if (found.is !== 'value') return 'unknown';
    if (typeof found.value === 'boolean') return Number(found.value);
    const asNumber =
      typeof found.value === 'string' && !fact.startsWith('metric.') ? NaN : numberOf(found.value);
    if (!Number.isFinite(asNumber)) return null;
    if (isDuration(fact, metrics)) return Math.floor(asNumber / DAY);
    const isScore = metrics[fact.slice('metric.'.length)]?.interest !== undefined;
    return isScore ? Math.round(asNumber * 100) / 100 : asNumber;
  };
  const all = (operands: Number[], make: (numbers: number[]) => number): Number => {
    if (operands.includes(null)) return null;
    if (operands.includes('unknown')) return 'unknown';
    const made = make(operands as number[]);
    return Number.isFinite(made) ? made : null;
  };
  const compute = (part: any): Number => {
    if (typeof part === 'number') return part;
    if (typeof part === 'string') return ofFact(part);
    const [[name, operand]] = Object.entries(part) as [[string, any]];
    if (name === 'logistic') {
      const terms = Object.entries(operand.weights).map(([fact, weight]): Number => {
        const one = ofFact(fact);
        return one === 'unknown' ? one : (weight as number) * (one ?? 0);
      });
      return all(
        terms,
        (of) => 1 / (1 + Math.exp(-of.reduce((sum, one) => sum + one, operand.bias))),
      );
    }
    const operands = [operand].flat().map(compute);
    return all(operands, (of) =>
      name === 'add'
        ? of.reduce((sum, one) => sum + one, 0)
        : name === 'multiply'
          ? of.reduce((product, one) => product * one, 1)
          : name === 'subtract'
            ? of[0]! - of[1]!
            : name === 'divide'
              ? of[0]! / of[1]!
              : name === 'min'
                ? Math.min(...of)
                : name === 'max'
                  ? Math.max(...of)
                  : Math.log1p(of[0]!),
    );
  };
  const made = compute(formula);
  return made === 'unknown' ? unknown : value(made);
};

// --- Sequences ----------------------------------------------------------------------------------

interface Found {
  /** When, and with which event (-1: by time alone), the sequence was complete. */
  readonly time: number;
  readonly index: number;
  /** The event it started with. */
  readonly first: number;
}

/** Sequences that follow one another, each the earliest to end that there is. Of several with one end, the latest start. */
const sequenceEnds = (
  definition: Any,
  log: readonly Logged[],
  world: World,
  shared?: unknown,
): readonly Found[] => {
  const found: Found[] = [];
  for (;;) {
    const after = found.at(-1) ?? { time: -Infinity, index: -1, first: -1 };
    const ends = findSequences(definition, log, world, after, shared);
    if (ends.length === 0) return found;
    const earlier = (a: Found, b: Found): boolean =>
      a.time !== b.time
        ? a.time < b.time
        : a.index !== b.index
          ? a.index < b.index
          : a.first > b.first;
    found.push(ends.reduce((best, one) => (earlier(one, best) ? one : best)));
  }
};

/** The ends of all occurrences that start after another has ended. */
const findSequences = (
  definition: Any,
  log: readonly Logged[],
  world: World,
  after: Found,
  shared: unknown,
): Found[] => {
  const { now, offsetAt } = world;
  const { sequence, span, scope, where: everyStep, within, by } = definition;
  const is = (event: Logged, selector: unknown, where: Any | undefined): boolean => {
    const both = where && everyStep ? { $and: [where, everyStep] } : (where ?? everyStep);
    if (by === undefined) return matches(event, selector, both, offsetAt);
    const has = (of: unknown): boolean => [of].flat().includes(shared);
    if (!isOfItem(by))
      return (
        has(property(event, undefined, by, offsetAt)) && matches(event, selector, both, offsetAt)
      );
    return (
      isNamed(event, selector) &&
      itemsOf(event).some(
        (item) => has(property(event, item, by, offsetAt)) && rowMeets(event, item, both, offsetAt),
      )
    );
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

  // What can follow hangs on how far it has come, on the first event and on the last: once looked at, it is not again.
  const seen = new Set<string>();
  const go = (at: number, used: number[], met: number, nots: Any[]): void => {
    const step = sequence[at];
    const here = `${at} ${used[0]} ${met}`;
    if (seen.has(here)) return;
    seen.add(here);
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
      if (!broken && end + rest <= now)
        ends.push({ time: end + rest, index: rest > 0 ? -1 : met, first: used[0]! });
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
  const days = (of: readonly Logged[]): number =>
    new Set(of.map((event) => periodOf(offsetAt, 'day', event.time))).size;
  const unread = world.unread?.get(fact);
  if (unread && fact === 'visitor.daysActive')
    return atLeast(Math.max(1, days(proper.slice(unread.events))));
  if (unread?.session === number) return unknown;
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
          .map(numberOf)
          .filter((one) => one > 0)
          .reduce((sum, one) => sum + one, 0),
      );
    case 'visitor.firstSeen':
      return value(proper[0] ? local(offsetAt, proper[0].time).toISOString().slice(0, 10) : null);
    case 'visitor.age':
      return value(proper[0] ? now - proper[0].time : null);
    case 'visitor.sessions':
      return value(number);
    case 'visitor.daysActive':
      return value(days(proper));
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
  if (namespace === 'anniversary') {
    const trait = facts.trait === undefined ? unknown : value(own(facts.trait, name) ?? null);
    if (trait.is !== 'value') return unknown;
    const date = dateOf(trait.value);
    if (Number.isNaN(date)) return value(null);
    const born = String(trait.value).includes('T') ? local(offsetAt, date) : new Date(date);
    const today = Math.floor(local(offsetAt, now).getTime() / DAY);
    const isLeap = (year: number): boolean => new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29;
    const [month, dayOfMonth] = [born.getUTCMonth(), born.getUTCDate()];
    // Day by day, until it is the day.
    for (let days = 0; ; days++) {
      const day = new Date((today + days) * DAY);
      const isLast = month === 1 && dayOfMonth === 29 && !isLeap(day.getUTCFullYear());
      if (day.getUTCMonth() === month && day.getUTCDate() === (isLast ? 28 : dayOfMonth))
        return value(days);
    }
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
    holds(
      know(fact),
      isDuration(fact, metrics) ? inMs(operand) : operand,
      fact.startsWith('metric.'),
    ),
  );

export const known = value;
export const nothingKnown = unknown;

/** Event names, each with the property paths, that a metric reads. */
/** Whether a fact is read in some definition. */
export const reads = (definition: Any, fact: string): boolean =>
  JSON.stringify(definition).includes(JSON.stringify(fact));

export const readsOf = (metric: Any): [string, string[]][] => {
  const paths = (name: string): string[] =>
    name.startsWith('time.') || name === 'session.number'
      ? []
      : name.startsWith('item_')
        ? [name, `items.${name}`]
        : [name];
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
  const inSequence = (of: Any, where: string[]): [string, string[]][] => {
    const steps = of['sequence'].flatMap((step: Any) => step['anyOrder'] ?? [step]);
    const isNext = of['sequence'].some((step: Any) => step['after'] === 'next');
    const by = of['by'] === undefined ? [] : paths(of['by']);
    return [
      ...steps.flatMap((step: Any) =>
        each(step['event'] ?? step['not'], [...inWhere(step['where']), ...where, ...by]),
      ),
      ...(isNext ? each('*', []) : []),
    ];
  };
  if (metric['formula'] !== undefined) return [];
  const where = inWhere(metric['where']);
  const bounds = metric['after'] ?? metric['before'];
  const bounding = bounds ? inSequence(bounds, []) : [];
  if (metric['sequence']) return [...inSequence(metric, where), ...bounding];
  if (metric['sessions'])
    return [
      ['*', []],
      ...(reads(metric, 'session.landing')
        ? ([['page_view', ['page_path', 'page_location']]] as [string, string[]][])
        : []),
      ...(reads(metric, 'session.engaged')
        ? ([['user_engagement', ['engagement_time_msec']]] as [string, string[]][])
        : []),
      ...(Object.values(metric['each'] ?? {}) as Any[]).flatMap((one) =>
        readsOf(one).map(([name, read]): [string, string[]] => [name, [...read, ...where]]),
      ),
      ...bounding,
    ];
  const kind = [...EVENT_KINDS, ...VALUE_KINDS].find((one) => metric[one] !== undefined) as string;
  const selector = metric[kind];
  if (!EVENT_KINDS.includes(kind))
    return [...each(eventOf(selector), [...paths(propertyOf(selector)), ...where]), ...bounding];
  const by = metric['by'] === undefined ? [] : paths(metric['by']);
  return [...each(selector, [...where, ...by]), ...bounding];
};
