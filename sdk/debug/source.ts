import type { PageHost } from '../host.ts';
import type { Problems } from '../problems.ts';
import type { ActiveClient } from '../active.ts';
import type { Settings } from '../settings.ts';

/** What the room is given: what tells a developer's slips apart. */
export interface DebugSource {
  readonly options: Settings & { readonly host: PageHost };
  readonly problems: Problems;
  /**
   * What was called before the words came, by what was passed: an id; choices; a type and who listens; `''` and an
   * answer; a name and its properties, in a list. Nothing: segments may have become known. Whoever puts its own
   * `push` in place hears of what follows.
   */
  readonly calls: unknown[][];
  /** Aborted when the copy ends. */
  readonly ended: AbortSignal;
  /** Undefined while nothing is granted. */
  readonly active: () => ActiveClient | undefined;
}
