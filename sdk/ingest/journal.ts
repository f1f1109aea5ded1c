import type { Reading } from './reading.ts';
import { only, plainProps, wanted } from './props.ts';
import type { Operation, Reads } from './snapshot.ts';

/**
 * Of events that wait for their turn, and of all else, what a page that is left hands over. Of the rest it says how many
 * they are. As many stay of what pages left where it cannot be taken in.
 */
export const MAX_HANDED = 1000;

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

/** What definitions read, by themselves or by what the page before knew of them. */
export type Read = Pick<Reading, 'reads' | 'keeping'>;

/** Operations with no more than definitions read. */
export const reduced = (
  operations: readonly Operation[],
  { reads, keeping }: Read,
): Operation[] => {
  const traits = new Set(
    reads.facts.map((fact) => /^(?:trait|until|since|anniversary)\.(.+)/.exec(fact)?.[1]),
  );
  return operations.map((operation): Operation => {
    const { event, traits: _t, given, geo, arrival: _a, ...bare } = operation;
    const rest = {
      ...bare,
      // Also by a page that is left before what looks into it has come.
      ...(given && {
        given: only(given, (id) => traits.has(id)) as typeof given,
      }),
      ...(keeping
        ? keeping.operation(operation)
        : geo && { geo: only(geo, (part) => reads.facts.includes(`geo.${part}`)) }),
    };
    if (!event) return rest;
    const { name } = event;
    const paths = Object.hasOwn(reads.paths, name) ? reads.paths[name] : reads.paths['*'];
    // What nothing reads is an event all the same: sessions are made of them.
    if (!paths) return { ...rest, event: { name: '', props: {} } };
    return { ...rest, event: { name, props: plainProps([event.props], wanted(paths), () => {}) } };
  });
};

/**
 * What a page leaves to whichever comes next, reduced to what definitions read. What waits beyond the limit is
 * dropped where the page is left, once another page takes these in, which counts it; a page that is only
 * hidden goes on with it by itself.
 */
export function journalled(
  pending: readonly Operation[],
  waiting: readonly Operation[],
  read: Read,
  leaving: boolean,
): readonly Operation[] {
  let events = 0;
  let others = 0;
  const handed = waiting.filter(({ event }) => (event ? events++ : others++) < MAX_HANDED);
  const operations = reduced([...pending, ...handed], read);
  const cut = waiting.length - handed.length;
  const last = waiting.at(-1);
  if (leaving && cut > 0 && last)
    operations.push({ sequence: last.sequence, time: last.time, cut });
  return operations;
}
