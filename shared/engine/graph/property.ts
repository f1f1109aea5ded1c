import { numberIn } from '../../conditions/index.ts';
import { hourAt, weekdayAt } from '../values/calendar.ts';
import { type Scalar, CompileError, at, inMillionths, isScalar, own } from '../values/values.ts';
import { NO_ITEMS, itemsOf } from './items.ts';
import type { IngestedEvent, VisitorState } from './visitor-state.ts';

/** A condition on items. */
interface ItemTest {
  readonly ofItem: boolean;
  readonly test: (event: IngestedEvent) => boolean;
}

/** One property of an event, or of the item looked at. */
export interface Property {
  readonly name: string;
  /** It stands in the event itself, by its name: who asks for numbers alone may look there. */
  readonly isPlain: boolean;
  readonly get: (event: IngestedEvent) => unknown;
  /** Read item by item. */
  readonly ofItem: boolean;
  /** Paths to store. */
  readonly paths: readonly string[];
  /**
   * Shows each value that it has, of the items that meet the condition where it is about items.
   * A list stands for its elements; only texts, finite numbers, true and false are values.
   */
  eachValue(event: IngestedEvent, where: ItemTest | null, take: (value: Scalar) => void): void;
  /** Shows each number that it has, in millionths. A text that is none without doubt is put down as unread. */
  eachNumber(
    visitor: VisitorState,
    event: IngestedEvent,
    where: ItemTest | null,
    take: (millionths: number) => void,
  ): void;
}

class ReadProperty implements Property {
  readonly name: string;
  readonly isPlain: boolean;
  readonly get: (event: IngestedEvent) => unknown;
  readonly paths: readonly string[];
  readonly ofItem: boolean;

  constructor(
    name: string,
    get: Property['get'],
    paths: readonly string[],
    ofItem: boolean,
    isPlain: boolean,
  ) {
    this.name = name;
    this.isPlain = isPlain;
    this.get = get;
    this.paths = paths;
    this.ofItem = ofItem;
  }

  eachValue(event: IngestedEvent, where: ItemTest | null, take: (value: Scalar) => void): void {
    for (const item of this.ofItem ? itemsOf(event) : NO_ITEMS) {
      event.item = item;
      if (this.ofItem && where?.ofItem && !where.test(event)) continue;
      const value = this.get(event);
      for (const one of Array.isArray(value) ? (value as unknown[]) : [value])
        if (typeof one === 'number' ? Number.isFinite(one) : isScalar(one)) take(one as Scalar);
    }
  }

  eachNumber(
    visitor: VisitorState,
    event: IngestedEvent,
    where: ItemTest | null,
    take: (millionths: number) => void,
  ): void {
    this.eachValue(event, where, (one) => {
      const amount = typeof one === 'string' ? numberIn(one) : one;
      if (typeof amount !== 'number') return;
      const millionths = inMillionths(amount);
      if (!Number.isNaN(millionths)) return take(millionths);
      if (typeof one !== 'string' || !Number.isNaN(amount) || !one.trim()) return;
      const path = `${event.name}.${this.name}`;
      const known = visitor.unread.get(path);
      // Several metrics may ask of one event.
      if (known?.stamp === event.stamp) return;
      visitor.unread.set(path, {
        events: (known?.events ?? 0) + 1,
        text: one,
        stamp: event.stamp,
      });
    });
  }
}

export const parseProperty = (name: unknown): Property => {
  if (typeof name !== 'string' || name.split('.').includes(''))
    throw new CompileError(`no property ${JSON.stringify(name)}`);
  const path = name.split('.');
  const [first, ...inside] = path as [string, ...string[]];
  const read = (get: Property['get'], paths = [name], ofItem = false, isPlain = false): Property =>
    new ReadProperty(name, get, paths, ofItem, isPlain);
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
  return inside.length > 0
    ? read(({ props }) => at(props, path))
    : read(({ props }) => own(props, first), [name], false, true);
};
