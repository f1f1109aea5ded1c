import type { Source } from '../capture/index.ts';

/** Of a source, what was kept. */
type Told = Partial<Source>;

/** `source.*`: where the visitor came from at first, lately (a direct visit changes nothing), and this time. */
export interface Touches {
  /** Null: this device was not asked to remember it when it happened. */
  readonly first: Told | null;
  readonly last: Told | null;
  readonly session: Told;
  /** When the session's source was told, milliseconds since the epoch. */
  readonly at?: number;
}

export interface Happening {
  /** Milliseconds since the epoch, like that of the last event, if there was one. */
  readonly time: number;
  readonly last: number | null;
  readonly newSession: boolean;
}

const DIRECT: Source = {
  source: '(direct)',
  medium: '(none)',
  campaign: null,
  term: null,
  content: null,
  channel: 'Direct',
  referrer: null,
};

/**
 * The touches after something happened at `time`. They change with a session and not inside one: with the page that
 * begins it, reached from `found`, or, where a page was left open, with its first event.
 */
export function touch(
  before: Touches | null,
  found: Told | null,
  { time, last, newSession }: Happening,
): Touches | null {
  if (!newSession) return before;
  // The page that began this session has told already; its first event is still to come.
  const told = before !== null && (last === null || (before.at ?? -Infinity) > last);
  if (told && !found) return before;
  const arrival = found ?? DIRECT;
  const unchanged = arrival.channel === 'Direct' && last !== null;
  return {
    first: before?.first ?? (last === null ? arrival : null),
    last: unchanged ? (before?.last ?? null) : arrival,
    session: arrival,
    at: time,
  };
}
