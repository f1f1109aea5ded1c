import type { Json } from '../../shared/definitions/types.ts';
import type { CoveyEvent } from '../../shared/engine/types.ts';

/** Parts by a hash of the visitor: each has all events of its visitors. */
export const PARTS = 256;

/** What events say beside their time: many say the same. */
export type Body = Omit<CoveyEvent, 'time'>;

/**
 * A stretch of a log as bytes, sorted into parts. A part is three numbers (events, bytes of the visitors' names, bytes of
 * the bodies), for each event its time, and the places of its visitor and its body, and both lists as JSON.
 */
export interface EventBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each part begins, and where the last one ends. */
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly events: number;
}

/** Before each part: events, bytes of visitors, bytes of bodies, and none, so that times stand at multiples of 8. */
export const HEAD_BYTES = 16;
export const EVENT_BYTES = 16;

/** A part of a block, as it stands there. */
export interface PartRows {
  readonly times: Float64Array;
  /** Places in `visitors` and in `bodies`, row by row. */
  readonly owners: Uint32Array;
  readonly places: Uint32Array;
  readonly visitors: readonly string[];
  readonly bodies: readonly Body[];
}

/** Reads what a part has of one block after another. Its bytes begin at a multiple of 8 of their buffer. */
export function* partRows(part: Uint8Array): Generator<PartRows> {
  const { buffer } = part;
  for (let at = part.byteOffset; at < part.byteOffset + part.byteLength;) {
    const [events = 0, nameBytes = 0, textBytes = 0] = new Uint32Array(buffer, at, 3);
    const numbers = at + HEAD_BYTES + 8 * events;
    const names = numbers + 8 * events;
    const texts = names + nameBytes;
    const end = texts + textBytes;
    yield {
      times: new Float64Array(buffer, at + HEAD_BYTES, events),
      owners: new Uint32Array(buffer, numbers, events),
      places: new Uint32Array(buffer, numbers + 4 * events, events),
      visitors: listAt(buffer, names, nameBytes) as readonly string[],
      bodies: (listAt(buffer, texts, textBytes) as readonly Written3[]).map(bodyFrom),
    };
    at = end + (-(nameBytes + textBytes) & 7);
  }
}

type Written3 = readonly [name: string, props: { readonly [key: string]: Json }, id?: string];

const bodyFrom = ([name, props, id]: Written3): Body =>
  id === undefined ? { name, props } : { name, props, id };

const listAt = (buffer: ArrayBufferLike, at: number, length: number): unknown =>
  JSON.parse(Buffer.from(buffer, at, length).toString());
