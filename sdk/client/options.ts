import type { PageHost } from '../host.ts';
import type { LoadPart } from '../parts/index.ts';
import type { Settings } from '../settings.ts';

type Engine = typeof import('../active.ts');

export interface ClientOptions extends Settings {
  readonly host: PageHost;
  /** What happens is written at most once in this time, milliseconds; 1,000 by default. */
  readonly writeEveryMs?: number | undefined;
  /** Code that is needed once something is granted: engine, store, definitions, capture, counts. */
  readonly loadActive: () => Promise<
    Pick<Engine, 'startActive' | 'takeOver' | 'showPanel' | 'findWords'>
  >;
  /** Code that only some pages need, found by the engine. */
  readonly loadPart: LoadPart;
}
