import type { startProgress } from '../progress.ts';
import type { Database } from './database.ts';

/** Signals that end the process, by their numbers: a shell expects 128 and the number. */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
const TICK_MS = 1000;
/** A server that does not hear is not waited for. */
const CANCEL_MS = 3000;

/** Shows how far questions to a database are, and ends them there on a signal. */
export interface Steps {
  /** Runs one of them; `says` what it is for. */
  step<T>(says: string, run: () => Promise<T>): Promise<T>;
  /** Says how far the one that runs is, where it is known here. */
  note(text: string): void;
  stop(): void;
}

export function startSteps(database: Database, total: number, start: typeof startProgress): Steps {
  const progress = start('Asking    ', total);
  let done = 0;
  let current = '';
  let known = '';
  let since = 0;
  let isAsking = false;
  const show = () => {
    const seconds = Math.floor((performance.now() - since) / 1000);
    progress.update(
      done,
      [current, known, ...(seconds > 0 ? [`${seconds} s`] : [])].filter(Boolean).join(', '),
    );
  };
  const timer = setInterval(() => {
    show();
    if (isAsking) return;
    isAsking = true;
    void database
      .doing()
      .then((text) => {
        if (text !== null) known = text;
      })
      // How far it is matters less than that it goes on.
      .catch(() => {})
      .finally(() => (isAsking = false));
  }, TICK_MS);
  timer.unref();
  const release = endingOnSignals(database, () => {
    clearInterval(timer);
    progress.stop();
  });
  return {
    async step(says, run) {
      [current, known, since] = [says, '', performance.now()];
      show();
      const result = await run();
      done += 1;
      return result;
    },
    note(text) {
      known = text;
      show();
    },
    stop() {
      clearInterval(timer);
      progress.stop();
      release();
    },
  };
}

/** On a signal what runs at the server is ended, and then the process; on a second one at once. */
export function endingOnSignals(database: Database, tidy: () => void): () => void {
  let isEnding = false;
  const listeners = Object.entries(SIGNALS).map(([signal, number]) => {
    const end = () => {
      const exit = () => process.exit(128 + number);
      if (isEnding) return exit();
      isEnding = true;
      tidy();
      setTimeout(exit, CANCEL_MS);
      database.cancel().then(exit, exit);
    };
    process.on(signal, end);
    return () => process.removeListener(signal, end);
  });
  return () => listeners.forEach((remove) => remove());
}
