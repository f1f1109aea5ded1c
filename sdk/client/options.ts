import type { startActive } from '../active.ts';
import type { DebugSource } from '../debug/source.ts';
import type { Host } from '../host.ts';
import type { PanelSource } from '../panel/source.ts';
import type { LoadPart } from '../parts/index.ts';
import type { Say } from '../problems.ts';
import type { Settings } from '../settings.ts';
import type { takeOver } from '../active.ts';

export interface ClientOptions extends Settings {
  readonly host: Host;
  /** What happens is written at most once in this time, milliseconds; 500 by default. */
  readonly writeEveryMs?: number | undefined;
  /** Code that is needed once something is granted: engine, store, definitions, capture, counts. */
  readonly loadActive: () => Promise<{
    readonly startActive: typeof startActive;
    readonly takeOver: typeof takeOver;
  }>;
  /** Code that only some definitions or pages need. */
  readonly loadPart: LoadPart;
  /** Code of the panel, needed when it is opened. */
  readonly loadPanel: () => Promise<{ readonly openPanel: (source: PanelSource) => void }>;
  /** Sentences for the developer, needed where debug is on. */
  readonly loadDebug: () => Promise<{ readonly startDebug: (source: DebugSource) => Say }>;
}
