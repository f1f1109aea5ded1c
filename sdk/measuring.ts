import type { Definitions } from '../shared/definitions/types.ts';
import { createReporter, type Reporter, type ReporterOptions } from './report/index.ts';

/** A report goes out this long after the page opened: at random, so that its time says nothing. */
const AFTER_MS = { from: 5000, to: 60_000 };

interface MeasuringOptions extends ReporterOptions {
  /** Definitions that are to be acted on now. */
  readonly definitions: () => Definitions | null;
  readonly background: (work: Promise<unknown>) => void;
}

/** When reports are prepared and sent, while measurement is granted. */
export function createMeasuring(options: MeasuringOptions) {
  const { random, background } = options;
  let reporter: Reporter | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** This page's report, if it is due: as the page is left, or at its own time. */
  const send = () => {
    clearTimeout(timer);
    timer = undefined;
    if (options.definitions() && reporter?.due()) reporter.send();
  };
  const prepare = () => {
    const definitions = options.definitions();
    if (!definitions || !reporter) return;
    background(reporter.prepare(definitions));
    const byte = new Uint8Array(1);
    random(byte);
    const share = (byte[0] ?? 0) / 255;
    timer ??= setTimeout(send, AFTER_MS.from + share * (AFTER_MS.to - AFTER_MS.from));
  };
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
    reporter?.stop();
    reporter = null;
  };
  return {
    prepare,
    send,
    stop,
    on: () => reporter !== null,
    start() {
      reporter = createReporter(options);
      prepare();
    },
    /** The page is left: it must not hold the lock while it sleeps. */
    leave() {
      send();
      reporter?.leave();
    },
    /** The page is in view again; another period may have begun. */
    wake() {
      if (reporter?.expired()) prepare();
      else reporter?.back();
    },
    facts: () => reporter?.facts() ?? null,
  };
}
