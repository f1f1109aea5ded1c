import { isEventRead, operationRead, propertiesRead } from '../facts-read.ts';
import { plainProps, wanted } from './props.ts';
import type { Operation, Reads } from './snapshot.ts';

/** Of events that wait for their turn, and of all else, what a page that is left hands over. Of the rest it says how many they are. */
const MAX_HANDED = 1000;

/** The part of the local record in which pages that are left tell the next one what is not stored yet. */
export interface Journal {
  /** Operations by page, and what definitions read under `reads`. */
  read(): unknown;
  /** Tells the next page what it may hand over before it knows the definitions itself. */
  know(reads: Reads): void;
  /** False where it does not stand there now. */
  add(page: string, operations: readonly Operation[]): boolean;
  remove(pages: readonly string[]): void;
}

/** Operations with no more than definitions read. */
export function reduced(operations: readonly Operation[], reads: Reads): Operation[] {
  const facts = new Set(reads.facts);
  return operations.map((operation): Operation => {
    const { event, ...rest } = operationRead(operation, facts);
    if (!event) return rest;
    const { name } = event;
    const paths = Object.hasOwn(reads.paths, name) ? reads.paths[name] : reads.paths['*'];
    // What nothing reads is an event all the same: sessions are made of them.
    if (!paths && !isEventRead(name, facts)) return { ...rest, event: { name: '', props: {} } };
    const wish = wanted([...(paths ?? []), ...propertiesRead(facts)]);
    return { ...rest, event: { name, props: plainProps([event.props], wish, () => {}) } };
  });
}

/**
 * What a page leaves to whichever comes next, reduced to what definitions read. What waits beyond the limit is
 * dropped where the page is left, once another page takes these in, which counts it; a page that is only
 * hidden goes on with it by itself.
 */
export function journalled(
  pending: readonly Operation[],
  waiting: readonly Operation[],
  reads: Reads,
  leaving: boolean,
): readonly Operation[] {
  let events = 0;
  let others = 0;
  const handed = waiting.filter(({ event }) => (event ? events++ : others++) < MAX_HANDED);
  const operations = reduced([...pending, ...handed], reads);
  const cut = waiting.length - handed.length;
  const last = waiting.at(-1);
  if (leaving && cut > 0 && last)
    operations.push({ sequence: last.sequence, time: last.time, cut });
  return operations;
}
