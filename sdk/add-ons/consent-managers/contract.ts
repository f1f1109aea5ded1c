import type { Covey } from '../../api.ts';

/** Listens to one consent manager for Covey. Gives what ends it. */
export type Adapter<Options> = (covey: Covey, options?: Options) => () => void;

/** Everything a manager says of the visitor at one time. A purpose left out, or null, it says nothing of. */
export interface Heard {
  readonly personalisation?: boolean | null;
  readonly measurement?: boolean | null;
  readonly activation?: boolean | null;
  /** There is proof that the visitor gave this answer in the manager, on this page. Otherwise it is a stored one. */
  readonly acted?: boolean;
  /** When a stored answer was given, where that is known: not before and not after, milliseconds since the epoch. */
  readonly given?: readonly [from: number, to: number];
}

/** How a manager is doing, as `diagnostics().consentManagers` has it. */
export interface ManagerState {
  /** `waiting`: nothing heard yet. `silent`: nothing in time. `asking`: it is there, and the visitor has not answered. */
  readonly status: 'waiting' | 'silent' | 'asking' | 'answered';
  readonly personalisation: boolean | null;
  readonly measurement: boolean | null;
  readonly activation: boolean | null;
  /** What the person installing it should know. */
  readonly note?: string;
}

/** What an adapter is given. */
export interface Line {
  /** Takes what the manager says, in whatever order, how often and how late it comes; null: it is there, and has no answer. */
  hear(heard: Heard | null): void;
  /** For the person installing it; stands in `diagnostics()` until something else is heard. */
  note(text: string): void;
  /** What is handed to the manager never throws into it. */
  safely<A extends unknown[]>(work: (...args: A) => void): (...args: A) => void;
  /** Aborted when the adapter ends. */
  readonly signal: AbortSignal;
}
