import type { Definitions } from '../definitions/types.ts';
import list from './ready-segments.json' with { type: 'json' };

/** What is added to a document for it: metrics, segments and what these need. */
export type ReadyDefinitions = Partial<
  Pick<Definitions, 'traits' | 'savedGroups' | 'metrics' | 'groups' | 'surveys'>
> &
  Pick<Definitions, 'segments'>;

/** A segment to start from, or some that belong together. Its thresholds are starting values for the owner to tune. */
export interface ReadySegment {
  /** Its place in the list; a range where it is several, as "11–18". */
  readonly number: string;
  readonly name: string;
  readonly says: string;
  /** What an owner will want to set for the site. */
  readonly tune: readonly string[];
  readonly note?: string;
  readonly definitions: ReadyDefinitions;
}

/** In the order of docs/ready-segments.md. Written by `node scripts/generate-docs.ts` from the examples that test them. */
export const READY_SEGMENTS = list as unknown as readonly ReadySegment[];
