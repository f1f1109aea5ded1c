import type { Condition, EventSelector } from '../definitions/types.ts';
import { conditionSql, property } from './conditions.ts';
import { NoSqlForm } from './no-sql-form.ts';
import type { Query } from './query.ts';
import { and, or, text } from './text.ts';
import type { SqlValue } from './values.ts';

/** Names and conditions of events, as expressions over a row of the events seen. */

/** The entering or leaving of a segment. */
export const isTransition = (name: string): boolean => /^(enter|leave):/.test(name);

/** The names that events are selected by. */
const namesOf = (selector: EventSelector): readonly string[] =>
  typeof selector === 'string' ? [selector] : selector;

/** What `*` leaves out. */
const NO_TRANSITION = `substr(name, 1, 6) NOT IN ('enter:', 'leave:')`;

/** Whether an event has one of the names. */
export const namedSql = (selector: EventSelector): string => {
  const names = namesOf(selector);
  if (names.includes('*')) {
    const others = names.filter(isTransition);
    return or([NO_TRANSITION, ...(others.length > 0 ? [namedSql(others)] : [])]);
  }
  const [first = '', ...others] = names;
  return others.length === 0 ? `name = ${text(first)}` : `name IN (${names.map(text).join(', ')})`;
};

/** Of which events something is read. */
interface ReadOf {
  readonly names: readonly string[];
  /** An instant: of no event up to it. */
  readonly after: number;
}

interface MatchOptions {
  /** A property that events share. */
  readonly by?: string | undefined;
  /** Whether an event is in the window. */
  readonly window?: readonly string[];
  /** An instant: no event up to it is looked at. */
  readonly after?: number | undefined;
}

/**
 * Whether an event has the name and it, or one of its items, meets the condition. With `by`, an
 * item must also have the shared value in that property. What is quick to ask is asked first: the name, then whether
 * it is in the window.
 */
export const matchSql = (
  selector: EventSelector,
  where: Condition | undefined,
  query: Query,
  { by, window = [], after = -Infinity }: MatchOptions = {},
): string => {
  const names = namesOf(selector);
  query.reads(names, after);
  const read = { names, after };
  const { row, ofItem } = rowSql(where, query, read);
  const isShared = by !== undefined && isOfItem(by);
  const shared = isShared
    ? `covey_some(covey_list(${propertySql(by, query, read).sql}), one, covey_key(one) = shared)`
    : 'TRUE';
  const holds =
    ofItem || isShared ? `covey_some(${items(query, read)}, ${ITEM}, ${and([shared, row])})` : row;
  return and([namedSql(selector), ...window, holds]);
};

const ITEM = 'item1';

/** The items of an event; an event without any is looked at once, by itself. */
const items = (query: Query, { names, after }: ReadOf): string =>
  `covey_items(${query.property(['items'], names, after)})`;

/** `items.x` and `item_x` are read item by item. */
export const isOfItem = (name: string): boolean =>
  name.startsWith('items.') || name.startsWith('item_');

/** A property of an event with one of the names, or of the item that a lambda over `items` looks at. */
const propertySql = (name: string, query: Query, { names, after }: ReadOf): SqlValue => {
  if (name === 'time.hour') return { sql: query.local('hour', 't'), type: 'number', present: true };
  if (name === 'time.weekday')
    return { sql: query.local('weekday', 't'), type: 'number', present: true };
  if (name === 'session.number')
    return { sql: query.column('session'), type: 'number', present: true };
  const path = name.split('.');
  const item: SqlValue = { sql: ITEM, type: 'json', depth: 1, measured: true };
  if (name.startsWith('items.')) return property(item, path.slice(1));
  const own: SqlValue = { ...item, sql: query.property(path, names, after) };
  if (!name.startsWith('item_')) return own;
  return { ...own, sql: `coalesce(${own.sql}, ${property(item, path).sql})` };
};

/** A condition on the event's own properties: `row`, about one item; `ofItem`, whether it is about items at all. */
const rowSql = (
  where: Condition | undefined,
  query: Query,
  read: ReadOf,
): { readonly row: string; readonly ofItem: boolean } => {
  let ofItem = false;
  if (where === undefined) return { row: 'TRUE', ofItem };
  const row = conditionSql(where, {
    savedGroups: query.savedGroups,
    pattern: query.pattern,
    read(name) {
      ofItem ||= isOfItem(name);
      return propertySql(name, query, read);
    },
  });
  return { row, ofItem };
};

/** The values of a property in one event of these, as a list of JSON: of each item that meets the condition, where it is an item's. */
export const valuesSql = (
  name: string,
  where: Condition | undefined,
  query: Query,
  selector: EventSelector,
  after = -Infinity,
): string => {
  const read = { names: namesOf(selector), after };
  const { sql, type } = propertySql(name, query, read);
  const value = type === 'json' ? sql : `covey_json(${sql})`;
  if (!isOfItem(name)) return `covey_list(${value})`;
  const { row } = rowSql(where, query, read);
  const all = items(query, read);
  const rows = row !== 'TRUE' ? `covey_filter(${all}, ${ITEM}, ${row})` : all;
  return `covey_flat(${rows}, ${ITEM}, covey_list(${value}))`;
};

/** An event's own property as JSON, which may hold a list of values; null of what is an item's, or of what no property holds. */
export const heldSql = (
  name: string,
  query: Query,
  selector: EventSelector,
  after = -Infinity,
): string | null => {
  if (isOfItem(name)) return null;
  const { sql, type } = propertySql(name, query, { names: namesOf(selector), after });
  return type === 'json' ? sql : null;
};

/** `event.property`; the event's name ends at the first dot. */
export const selectorParts = (
  selector: string,
): { readonly event: string; readonly property: string } => {
  const dot = selector.indexOf('.');
  if (dot < 1) throw new NoSqlForm('property', `"${selector}" names no property`);
  return { event: selector.slice(0, dot), property: selector.slice(dot + 1) };
};

/** The values that events of a sequence may share. */
export const sharedValuesSql = (by: string, query: Query): string =>
  valuesSql(by, undefined, query, '*');
