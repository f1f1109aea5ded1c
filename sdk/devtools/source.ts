import type { DebugSource } from '../debug/source.ts';
import type { createEngine, Engine } from '../../shared/engine/index.ts';
import type { Explanation } from '../../shared/engine/types.ts';
import type { Heard } from '../debug/watch-events.ts';

/** What the room is given. */
export interface DevtoolsSource extends DebugSource {
  /** What happened on this page since the words came, the oldest first. Whoever puts its own `push` in place hears of what follows. */
  readonly heard: Heard[];
  /** The page's own: a plan runs in the engine that made it. */
  readonly createEngine: typeof createEngine;
  readonly explain: (engine: Engine, id: string) => Explanation | null;
  /** It was closed, or the copy has ended. */
  readonly onClosed: () => void;
}
