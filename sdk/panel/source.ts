import type { Covey } from '../api.ts';
import type { ActiveClient } from '../active.ts';
import type { LoadPart } from '../parts/index.ts';
import type { SpeechOptions } from '../words/index.ts';

/** What the panel is given: the public face, and behind it what only the visitor is shown. */
export interface PanelSource extends Omit<SpeechOptions, 'report'> {
  readonly covey: Covey;
  readonly site: string;
  /** Undefined while nothing is granted. */
  readonly active: () => ActiveClient | undefined;
  readonly loadPart: LoadPart;
  /** Aborted when the copy ends, and the panel with it. */
  readonly ended: AbortSignal;
}
