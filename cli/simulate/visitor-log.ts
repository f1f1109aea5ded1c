import type { Json } from '../../shared/definitions/types.ts';
import type { CoveyEvent } from '../../shared/engine/types.ts';
import { openScratchFile } from './scratch-file.ts';
import type { Block, ScratchFile } from './scratch-file.ts';

/** Events of all visitors, put together by visitor and in the order of time, whatever the order they came in. */
export interface VisitorLog {
  add(visitor: string, event: CoveyEvent): void;
  /** Each visitor once, in an order that depends on the log alone. After this nothing may be added. */
  visitors(): Generator<Visitor>;
  /** Removes what was put on disk. */
  dispose(): void;
}

export interface Visitor {
  readonly id: string;
  /** Time of the first event, and how many there are. */
  readonly first: number;
  readonly count: number;
  /** By time; events of the same time as they stood in the log. */
  events(): Generator<CoveyEvent>;
}

/** Parts by a hash of the visitor. Only one of them is taken up at a time. */
const PARTS = 256;

/** What a part holds in memory before that goes to disk, bytes: 64 MiB for all. */
const BLOCK_BYTES = 1 << 18;

/** Before a record's texts: its time as a double, the bytes of the visitor, the bytes of the event. */
const HEAD_BYTES = 16;

const NO_BYTES = Buffer.alloc(0);

interface Part {
  buffer: Buffer;
  length: number;
  readonly blocks: Block[];
}

/**
 * Events are kept as bytes, out of the garbage collector's sight, in parts that each have all
 * events of their visitors. A part that has filled its block appends it to a temporary file.
 * Memory stays bounded for any order of the log: all blocks, or one whole part.
 */
export function createVisitorLog(blockBytes = BLOCK_BYTES): VisitorLog {
  const parts: (Part | undefined)[] = Array.from({ length: PARTS }, () => undefined);
  let scratch: ScratchFile | null = null;

  const spill = (part: Part) => {
    if (part.length === 0) return;
    scratch ??= openScratchFile();
    part.blocks.push(scratch.append(part.buffer.subarray(0, part.length)));
    part.length = 0;
  };

  /** All bytes of a part, in the order in which they came. */
  const bytesOf = ({ buffer, length, blocks }: Part): Buffer => {
    if (blocks.length === 0 || scratch === null) return buffer.subarray(0, length);
    const onDisk = blocks.reduce((sum, block) => sum + block.length, 0);
    const all = Buffer.allocUnsafe(onDisk + length);
    let at = 0;
    for (const block of blocks) {
      scratch.read(block, all.subarray(at, at + block.length));
      at += block.length;
    }
    buffer.copy(all, at, 0, length);
    return all;
  };

  return {
    add(visitor, { time, name, props, id }) {
      const text = JSON.stringify(id === undefined ? [name, props] : [name, props, id]);
      // UTF-8 takes at most three bytes for each unit of a string.
      const room = HEAD_BYTES + 3 * (visitor.length + text.length);
      const place = hash(visitor) % PARTS;
      const part = (parts[place] ??= { buffer: NO_BYTES, length: 0, blocks: [] });
      if (part.length + room > part.buffer.length) {
        spill(part);
        if (part.buffer.length < room) {
          part.buffer = Buffer.allocUnsafeSlow(Math.max(room, blockBytes));
        }
      }
      const { buffer, length } = part;
      const visitorBytes = buffer.write(visitor, length + HEAD_BYTES);
      const eventBytes = buffer.write(text, length + HEAD_BYTES + visitorBytes);
      buffer.writeDoubleLE(time, length);
      buffer.writeUInt32LE(visitorBytes, length + 8);
      buffer.writeUInt32LE(eventBytes, length + 12);
      part.length += HEAD_BYTES + visitorBytes + eventBytes;
      if (part.length > blockBytes) {
        // One outsized event, which must not hold its room for long.
        spill(part);
        part.buffer = NO_BYTES;
      }
    },
    *visitors() {
      for (const [place, part] of parts.entries()) {
        if (part) yield* visitorsOf(bytesOf(part));
        parts[place] = undefined;
      }
    },
    dispose() {
      scratch?.dispose();
      scratch = null;
    },
  };
}

/** The visitors of one part, in the order of their first rows. */
function* visitorsOf(bytes: Buffer): Generator<Visitor> {
  const places = new Map<string, number[]>();
  for (let at = 0; at < bytes.length;) {
    const visitorBytes = bytes.readUInt32LE(at + 8);
    const from = at + HEAD_BYTES;
    const id = bytes.toString('utf8', from, from + visitorBytes);
    const known = places.get(id);
    if (known) known.push(at);
    else places.set(id, [at]);
    at = from + visitorBytes + bytes.readUInt32LE(at + 12);
  }
  const timeAt = (at: number) => bytes.readDoubleLE(at);
  for (const [id, rows] of places) {
    // The sort is stable.
    rows.sort((a, b) => timeAt(a) - timeAt(b));
    yield {
      id,
      first: timeAt(rows[0] ?? 0),
      count: rows.length,
      *events() {
        for (const at of rows) yield eventAt(bytes, at);
      },
    };
  }
}

function eventAt(bytes: Buffer, at: number): CoveyEvent {
  const from = at + HEAD_BYTES + bytes.readUInt32LE(at + 8);
  const text = bytes.toString('utf8', from, from + bytes.readUInt32LE(at + 12));
  const [name, props, id] = JSON.parse(text) as [string, { readonly [key: string]: Json }, string?];
  const time = bytes.readDoubleLE(at);
  return id === undefined ? { name, time, props } : { name, time, props, id };
}

/** FNV-1a, 32 bits, of which the upper ones are mixed best. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value >>> 16) ^ (value & 0xffff);
}
