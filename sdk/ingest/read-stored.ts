import { emptySnapshot, isObject, pagesIn, type Operation, type Snapshot } from './snapshot.ts';

// What is read of what stands in store and local record: nobody vouches for it.

/** The stored snapshot, or null where it is missing or makes no sense. */
export function readSnapshot(value: unknown): Snapshot | null {
  const found = (value ?? {}) as Partial<Snapshot>;
  const sound =
    found.v === 1 &&
    Number.isSafeInteger(found.rev) &&
    typeof found.clock === 'number' &&
    (found.last === null || typeof found.last === 'number') &&
    isObject(found.engine) &&
    isObject(found.traits) &&
    (found.told === undefined || isObject(found.told)) &&
    Array.isArray(found.objections) &&
    Array.isArray(found.done);
  return sound ? { ...emptySnapshot(), ...found } : null;
}

/** Operations that pages left in the local record, by page. What makes no sense is left out. */
export function readHanded(value: unknown): Map<string, Operation[]> {
  const handed = value as { readonly [page: string]: unknown };
  return new Map(
    pagesIn(value).map((page) => {
      const list = handed[page];
      return [page, Array.isArray(list) ? list.filter(isOperation) : []];
    }),
  );
}

export function isOperation(value: unknown): value is Operation {
  if (!isObject(value)) return false;
  const { sequence, time, event, traits, given = {}, cut = 0 } = value as Partial<Operation>;
  return (
    Number.isSafeInteger(sequence) &&
    Number.isFinite(time) &&
    (event === undefined || typeof event?.name === 'string') &&
    (traits === undefined || isObject(traits)) &&
    isObject(given) &&
    Number.isSafeInteger(cut)
  );
}
