import { hourAt, weekdayAt } from '../values/calendar.ts';
import { CompileError, at, own } from '../values/values.ts';
import type { IngestedEvent } from './visitor-state.ts';

/** One property of an event, or of the item looked at. */
export interface Property {
  readonly name: string;
  readonly get: (event: IngestedEvent) => unknown;
  /** Read item by item. */
  readonly ofItem: boolean;
  /** Paths to store. */
  readonly paths: readonly string[];
}

export const parseProperty = (name: unknown): Property => {
  if (typeof name !== 'string' || name.split('.').includes(''))
    throw new CompileError(`${JSON.stringify(name)} is no property`);
  const path = name.split('.');
  const [first, ...inside] = path as [string, ...string[]];
  const read = (get: Property['get'], paths = [name], ofItem = false): Property => ({
    name,
    get,
    ofItem,
    paths,
  });
  if (name === 'time.hour') return read(({ host, time }) => hourAt(host, time), []);
  if (name === 'time.weekday') return read(({ host, time }) => weekdayAt(host, time), []);
  if (name === 'session.number') return read(({ session }) => session, []);
  if (first === 'items' && inside.length > 0)
    return read(({ item }) => at(item, inside), [name], true);
  if (name.startsWith('item_'))
    return read(
      ({ props, item }) => at(props, path) ?? at(item, path),
      [name, `items.${name}`],
      true,
    );
  return read(
    inside.length > 0 ? ({ props }) => at(props, path) : ({ props }) => own(props, first),
  );
};

/** Looked at once, by itself. */
export const NO_ITEMS: readonly unknown[] = [undefined];

/** The items of an event; an event without any is looked at once, by itself. */
export const itemsOf = (event: IngestedEvent): readonly unknown[] => {
  const items = event.props?.['items'];
  return Array.isArray(items) && items.length > 0 ? items : NO_ITEMS;
};
