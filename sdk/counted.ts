/**
 * Of one origin, whatever sites are on it: until when no report is due. It stays when everything else is
 * erased, in local storage and in a database of this name, so that the loss of one is made good by the
 * other. It says that a report left in a period, and not which: the same for all who reported in it.
 */
export const COUNTED = 'covey-counted';

/** Nothing is kept for longer than this: thirteen months of 30.4 days. */
const KEPT_MS = 395 * 864e5;

/** End of the last period that was answered, milliseconds since the epoch; 0: none is known of. */
export function countedUntil(storage: () => Storage): number {
  try {
    return Number(storage().getItem(COUNTED)) || 0;
  } catch {
    return 0;
  }
}

/** Removes it when it has had its time. */
export function forgetCounted(host: {
  readonly localStorage: () => Storage;
  readonly indexedDB: () => IDBFactory | undefined;
  readonly now: () => number;
}): void {
  const until = countedUntil(host.localStorage);
  if (!until || until + KEPT_MS > host.now()) return;
  host.localStorage().removeItem(COUNTED);
  host.indexedDB()?.deleteDatabase(COUNTED);
}
