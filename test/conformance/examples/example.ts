import type { Definitions, Json } from '../../../shared/definitions/index.ts';
import type { HostFacts, Membership } from '../../../shared/engine/index.ts';

/** The part of a document that says something: what is left out is the same everywhere. */
export type Fragment = Partial<Definitions>;

export interface Told {
  /** What the host tells from now on, by namespace; null: never fetched. */
  readonly facts: { readonly [name in keyof HostFacts]: HostFacts[name] | null };
}
export interface Found {
  /** Values of metrics, as `metricValues()` gives them. */
  readonly metrics?: { readonly [id: string]: Json };
  /** Answers for segments other than the one asked about. */
  readonly members?: { readonly [id: string]: Membership };
  /** The segments that the page is shown. */
  readonly shown?: readonly string[];
}

/**
 * What happens to a visitor, and what must be found. Times are local, one hour east of UTC:
 * `"10:00"` on the same day, `"03-02 10:00:00.001"` in 2026, `"2025-03-02 10:00"`, or `"+7d"` after
 * the entry before; the first day is Monday, 2 March 2026. An entry without a time is of the same
 * moment as the one before. A name is an event with its properties; true, false or null is what the
 * segment must answer.
 */
export type Entry =
  | Membership
  | Told
  | Found
  | readonly [time: string, event: string, props?: { readonly [key: string]: Json }]
  | readonly [time: string, found: Membership | Told | Found];

/** A definition with visitors of whom the answer is known. */
export interface Example {
  readonly definitions: Fragment;
  /** The segment asked about; the last one, unless said. */
  readonly segment?: string;
  readonly visitors: { readonly [who: string]: readonly Entry[] };
  /** Codes of the checker's warnings that the example is meant to bring. */
  readonly warnings?: readonly string[];
}

export const document = (fragment: Fragment): Definitions => ({
  covey: 1,
  site: 'shop.example',
  version: 1,
  issued: '2026-01-01T00:00:00Z',
  expires: '2026-03-31T00:00:00Z',
  // Amounts of several currencies do not add up, and an example need not say so each time.
  currency: 'EUR',
  segments: {},
  ...fragment,
});

export const segmentOf = ({ definitions, segment }: Example): string =>
  segment ?? Object.keys(definitions.segments ?? {}).at(-1) ?? '';

/** The same event at several times. */
export const each = (
  event: string,
  times: readonly string[],
  props?: { readonly [key: string]: Json },
): Entry[] => times.map((time) => (props === undefined ? [time, event] : [time, event, props]));

/** Whether the visitor is a member at some moment looked at. */
export const isIn = (entries: readonly Entry[]): boolean =>
  entries.some((entry) => entry === true || (Array.isArray(entry) && entry[1] === true));
