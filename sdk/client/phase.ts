import type { ActiveClient } from '../active.ts';

/** Calls that wait for the active client's code, at most; `identify` waits behind twice as many. */
export const MAX_WAITING = 500;

export type Call = (active: ActiveClient) => void;

/** Where this page stands. */
export interface Phase {
  /** The active client's code is on its way; these wait for it. */
  readonly _calls?: Call[];
  readonly _client?: ActiveClient;
}

/** Nothing is granted, or what is has not begun yet. */
export const OFF: Phase = {};
/** After an erasure: until something is recorded again. */
export const SUSPENDED: Phase = {};
