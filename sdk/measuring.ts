import type { Definitions } from '../shared/definitions/types.ts';
import { createReporter, type Reporter, type ReporterOptions } from './report/index.ts';

interface MeasuringOptions extends ReporterOptions {
  /** Definitions that are to be acted on now. */
  readonly definitions: () => Definitions | null;
  readonly background: (work: Promise<unknown>) => void;
}

/** When reports are prepared and sent, while measurement is granted: by its own clock, never by the page's. */
export function createMeasuring(options: MeasuringOptions) {
  const { background } = options;
  let reporter: Reporter | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const step = async () => {
    clearTimeout(timer);
    const current = reporter;
    if (!options.definitions() || !current) return;
    const wait = await current.step();
    if (wait === null || reporter !== current) return;
    clearTimeout(timer);
    timer = setTimeout(() => background(step()), wait);
  };
  const prepare = () => {
    const definitions = options.definitions();
    if (definitions && reporter) background(reporter.prepare(definitions).then(step));
  };
  return {
    prepare,
    on: () => reporter !== null,
    start() {
      reporter = createReporter(options);
      prepare();
    },
    /** What is true is another now because the visitor says so: an answer that waits is drawn anew. */
    again() {
      const { kept } = options;
      if (reporter) background(kept((stored) => ({ ...stored, pending: undefined })).then(prepare));
    },
    /** The page is in view again; another period may have begun. */
    wake() {
      if (reporter?.expired()) prepare();
    },
    facts: () => reporter?.facts() ?? null,
    stop() {
      clearTimeout(timer);
      reporter?.stop();
      reporter = null;
    },
  };
}
