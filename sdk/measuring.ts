import type { Counted } from '../shared/counting/counted.ts';
import { createReporter, type Reporter, type ReporterOptions } from './report/index.ts';
import { type CountedStore, takePeriod } from './take-period.ts';

export interface MeasuringOptions extends Omit<ReporterOptions, 'counted'> {
  readonly counted: CountedStore;
  /** Definitions that are to be acted on now. */
  readonly definitions: () => Counted | null;
  readonly background: (work: Promise<unknown>) => void;
}

export type Measuring = ReturnType<typeof startMeasuring>;

/** When reports are prepared and sent, while measurement is granted: by its own clock, never by the page's. */
export function startMeasuring(options: MeasuringOptions) {
  const { background, counted } = options;
  const reporter: Reporter = createReporter({
    ...options,
    counted: { ...counted, take: (from, to) => takePeriod(counted, from, to) },
  });
  let stopped = false;
  let prepared: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const step = async () => {
    clearTimeout(timer);
    if (!options.definitions() || stopped) return;
    const wait = await reporter.step();
    if (wait === null || stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => background(step()), wait);
  };
  const prepare = () => {
    const definitions = options.definitions();
    if (!definitions || stopped) return;
    prepared = reporter.prepare(definitions);
    background(prepared.then(step));
  };
  prepare();
  return {
    prepare,
    /** What is true is another now because the visitor says so: an answer that waits is drawn anew. */
    again() {
      const { kept } = options;
      background(kept((stored) => ({ ...stored, pending: undefined })).then(prepare));
    },
    /** The page is in view again; another period may have begun. */
    wake() {
      if (reporter.expired()) prepare();
    },
    async facts() {
      await prepared.catch(() => {});
      return reporter.facts();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      reporter.stop();
    },
  };
}
