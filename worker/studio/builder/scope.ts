import type { Definitions } from '../../../shared/definitions/types.ts';
import type { FactOption } from './facts.ts';

/** What a condition may read where it stands. */
export interface Scope {
  readonly facts: readonly FactOption[];
  /** Any property of an event may be read: its name is typed. */
  readonly isOpen: boolean;
}

/** What every part of the builder is told: the document as it is, however wrong. */
export interface Whole {
  readonly definitions: Definitions;
}
