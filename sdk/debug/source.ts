import type { Covey } from '../api.ts';
import type { Host } from '../host.ts';
import type { Problems } from '../problems.ts';
import type { Run } from '../run.ts';
import type { Settings } from '../settings.ts';

/** What the room is given: the public face, and behind it what tells a developer's slips apart. */
export interface DebugSource {
  readonly covey: Covey;
  readonly options: Settings & { readonly host: Host };
  readonly problems: Problems;
  /** Null while nothing is granted. */
  readonly run: () => Run | null;
}
