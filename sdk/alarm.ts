/** Longest delay that `setTimeout` keeps; a longer one would end at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;
const MIN_DELAY_MS = 20;
/** What is past and stays so must not keep the page busy. */
const OVERDUE_DELAY_MS = 1000;

/** One timer for whatever comes next; it may ring early, and is then set again. */
export function createAlarm(now: () => number, ring: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let set = Infinity;
  const clear = () => {
    clearTimeout(timer);
    set = Infinity;
  };
  return {
    clear,
    /** Rings at that instant, milliseconds since the epoch; Infinity: never. */
    at(time: number) {
      if (time === set) return;
      clear();
      if (time === Infinity) return;
      set = time;
      const left = time - now();
      const delay = left > 0 ? Math.max(left, MIN_DELAY_MS) : OVERDUE_DELAY_MS;
      timer = setTimeout(
        () => {
          set = Infinity;
          ring();
        },
        Math.min(delay, MAX_DELAY_MS),
      );
    },
  };
}
