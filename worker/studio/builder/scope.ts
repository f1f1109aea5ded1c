import type { Path } from '../draft/index.ts';
import type { FactOption } from './facts.ts';

/** What a condition may read where it stands. */
export interface Scope {
  readonly facts: readonly FactOption[];
  /** Any property of an event may be read: its name is typed. */
  readonly isOpen: boolean;
  /** Where a figure is put that the condition is to read, and what is there. */
  readonly figures?: {
    readonly path: Path;
    readonly there: object | undefined;
    /** The window that one has to begin with; none in a visit. */
    readonly within?: string;
  };
}
