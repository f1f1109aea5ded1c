import type { ActiveClient } from '../active.ts';

/** Calls that wait for the active client's code, at most. */
export const MAX_WAITING = 500;

type Call = (active: ActiveClient) => void;

/** Where this page stands. */
export type Phase =
  /** Nothing is granted, or what is has not begun yet. */
  | { readonly name: 'off' }
  /** After an erasure: until something is recorded again. */
  | { readonly name: 'suspended' }
  /** The code is on its way; calls wait for it. */
  | { readonly name: 'starting'; readonly calls: Call[] }
  | { readonly name: 'active'; readonly client: ActiveClient };

export const OFF: Phase = { name: 'off' };
export const SUSPENDED: Phase = { name: 'suspended' };

export const activeIn = (phase: Phase): ActiveClient | null =>
  phase.name === 'active' ? phase.client : null;
/** Something stands on the visitor's answer. */
export const isOn = ({ name }: Phase): boolean => name === 'starting' || name === 'active';
