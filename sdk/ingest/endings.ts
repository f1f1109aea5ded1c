import type { Engine } from '../../shared/engine/index.ts';

/** How far ahead endings are looked for, in changes by time alone. */
const MAX_STEPS = 200;

/**
 * When the visitor leaves segments by time alone, milliseconds since the epoch, or how far that was looked for; 0: they
 * do not.
 */
export type Endings = { readonly [segment: string]: number };

/** Endings as they stand in the local record. */
export interface Noted {
  readonly shown: Endings;
  /** The visitor's course as all of these were found; undefined where they are not certain, or not all. */
  readonly course?: number | undefined;
}

/** Found by looking ahead, which may take milliseconds: not for a page that is left. */
export function findEndings(
  engine: Engine,
  course: number,
  now: number,
  ids: readonly string[],
): Noted {
  const ends = new Map(ids.map((id) => [id, 0]));
  const noted = (isAll: boolean) => ({
    shown: Object.fromEntries(ends),
    course: isAll ? course : undefined,
  });
  if (ids.length === 0 || engine.nextChange() === null) return noted(true);
  const ahead = engine.lookAhead();
  ahead.advanceTo(now);
  let last = 0;
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = ahead.nextTimer();
    if (next === null) break;
    ahead.advanceTo((last = next));
    for (const id of ids) if (!ends.get(id) && !ahead.has(id)) ends.set(id, next);
  }
  // What more steps would find is not known: it is certain as far as was looked.
  if (ahead.nextTimer() === null) return noted(true);
  for (const id of ids) if (!ends.get(id)) ends.set(id, last);
  return noted(false);
}

/** What can be said of them at no cost: until time alone changes something, none ends. */
export function sureEndings(engine: Engine, ids: readonly string[]): Noted {
  const end = engine.nextChange() ?? 0;
  return { shown: Object.fromEntries(ids.map((id) => [id, end])) };
}
