/** workerd takes no alarm for a later year, and throws. */
const LAST = Date.UTC(2189, 0);

/** Sets the alarm, which the storage has one of. `at`: milliseconds since the epoch. */
export const setAlarm = (storage: DurableObjectStorage, at: number): Promise<void> =>
  storage.setAlarm(Math.min(at, LAST));
