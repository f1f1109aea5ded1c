/** Gives what wraps work that others call: it does nothing once `signal` is aborted, and what it throws ends in it. */
export const safelyUntil =
  (signal: AbortSignal) =>
  <A extends unknown[]>(work: (...args: A) => void) =>
  (...args: A): void => {
    try {
      if (!signal.aborted) work(...args);
    } catch {
      // What a page hands in, or has made unusable, may throw when it is read. Nobody else must notice.
    }
  };
