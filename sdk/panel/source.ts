import type { Covey } from '../api.ts';
import type { Run } from '../active.ts';

/** What the panel is given: the public face, and behind it what only the visitor is shown. */
export interface PanelSource {
  readonly covey: Covey;
  readonly site: string;
  /** Null while nothing is granted. */
  readonly run: () => Run | null;
}
