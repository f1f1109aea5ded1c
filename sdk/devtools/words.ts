import type { Json } from '../../shared/definitions/types.ts';
import type { Membership } from '../../shared/engine/types.ts';

/** 24 Nov 2026, 10:00:05. */
export const moment = (time: number): string =>
  new Date(time).toLocaleString([], { dateStyle: 'medium', timeStyle: 'medium' });

export const clock = (time: number): string => new Date(time).toLocaleTimeString();

/** A value as JSON; whole numbers with their digits in groups. */
export const shownValue = (value: Json | undefined): string =>
  typeof value === 'number' ? value.toLocaleString() : (JSON.stringify(value) ?? 'absent');

export const memberWord = (member: Membership): string =>
  member === null ? 'not known' : member ? 'in' : 'not in';

/** "enters fan, leaves new"; empty where nothing changed. */
export const changed = (entered: readonly string[], left: readonly string[]): string =>
  [
    entered.length > 0 && `enters ${entered.join(', ')}`,
    left.length > 0 && `leaves ${left.join(', ')}`,
  ]
    .filter(Boolean)
    .join('; ');
