import type { Example } from '../examples/example.ts';

/** A segment to start from. Its thresholds are starting values for the owner to tune. */
export interface ReadySegment extends Example {
  /** One number, or a range for a group of segments. */
  readonly number: string;
  readonly name: string;
  readonly says: string;
  /** What an owner will want to set for the site. */
  readonly tune: readonly string[];
  readonly note?: string;
}
