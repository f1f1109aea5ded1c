import { MAX_RETENTION_MS } from '../../shared/definitions/durations.ts';
import type { IngestOptions } from './ingest.ts';
import { MAX_HANDED } from './journal.ts';
import { isObject, pagesIn, READS, type Operation, type Reads } from './snapshot.ts';

/**
 * Where what pages left cannot be taken in (a part is missing, or no definitions are to be acted on), it has an end all
 * the same: what happened goes when definitions would keep it no longer, and beyond the limit the oldest goes.
 * Objections stay: they are the visitor's own. What a clock that was set back says is still to come came now.
 */
export function letGo({
  journal,
  now,
  onProblem,
}: Pick<IngestOptions, 'journal' | 'now' | 'onProblem'>): void {
  const handed = (journal.read() ?? {}) as {
    readonly [READS]?: Partial<Reads>;
    readonly [page: string]: unknown;
  };
  const at = now();
  const pages = pagesIn(handed).map((page) => {
    const list = [handed[page]].flat().filter(isObject) as Partial<Operation>[];
    return [page, list.map((each) => ({ ...each, time: Math.min(each.time ?? 0, at) }))] as const;
  });
  const times = pages.flatMap(([, list]) => list.map(({ time }) => time));
  const first = times.toSorted((a, b) => b - a)[MAX_HANDED - 1] ?? 0;
  const due = at - (handed[READS]?.keptMs ?? MAX_RETENTION_MS);
  for (const [page, list] of pages) {
    const left = list.filter(
      ({ time, traits, given, objection }) =>
        objection ?? (time >= first && (traits ?? given ?? time > due)),
    );
    for (let gone = list.length - left.length; gone > 0; gone--) onProblem('events-dropped');
    if (left.length === 0) journal.remove([page]);
    else if (JSON.stringify(left) !== JSON.stringify(handed[page]))
      journal.add(page, left as Operation[]);
  }
}
