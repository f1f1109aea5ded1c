export interface PaceOptions {
  /** The work is begun at most once in this time, milliseconds. */
  readonly everyMs: number;
  /** For short spans, milliseconds. */
  readonly clock: () => number;
  /** True: more of it waits, and is to go on in the next task. */
  readonly work: () => Promise<boolean>;
  readonly onError: (error: unknown) => void;
}

/** When what happened is written. The first after a quiet time at once, in a task of its own; then in turns. */
export interface Pace {
  /** As soon as it is its turn. */
  soon(): void;
  /** Now, whoever's turn it is. */
  now(): void;
  stop(): void;
}

export function createPace({ everyMs, clock, work, onError }: PaceOptions): Pace {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let begun = -Infinity;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const now = () => {
    stop();
    begun = clock();
    const goOn = (more: boolean) => {
      if (!more) return;
      stop();
      timer = setTimeout(now, 0);
    };
    work().then(goOn).catch(onError);
  };
  return {
    soon: () => {
      timer ??= setTimeout(now, Math.max(0, begun + everyMs - clock()));
    },
    now,
    stop,
  };
}
