import type { Host } from '../host.ts';
import type { ProblemCode } from '../problems.ts';
import type { ActiveOptions } from './contract.ts';

/** What all that is wired shares. */
export interface ActiveContext extends ActiveOptions {
  readonly host: Host;
  /** It has ended, and what comes late is nothing. */
  stopped: boolean;
  /** The page is left: nothing begins until it is shown again. */
  isLeft: boolean;
  /** Nobody looks at it. */
  isHidden(): boolean;
  report(code: ProblemCode, detail?: unknown): void;
  /** Runs beside the page: what fails there is counted and goes no further. */
  background(work: Promise<unknown>): void;
  /** What a broken page keeps from being answered is `otherwise`. */
  safely<T>(work: () => T, otherwise: T): T;
}

export function createContext(options: ActiveOptions): ActiveContext {
  const { window } = options.host;
  const context: ActiveContext = {
    ...options,
    host: {
      fetch: (...request) => window.fetch(...request),
      crypto: window.crypto,
      ...options.host,
    },
    stopped: false,
    isLeft: options.left,
    isHidden: () => window.document.visibilityState === 'hidden',
    report(code, detail) {
      if (!context.stopped) options.problems.add(code, detail);
    },
    background: (work) => void work.catch((error: unknown) => context.report('internal', error)),
    safely(work, otherwise) {
      try {
        return work();
      } catch (error) {
        context.report('internal', error);
        return otherwise;
      }
    },
  };
  return context;
}
