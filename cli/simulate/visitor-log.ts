import type { CoveyEvent } from '../../shared/engine/types.ts';
import type { CodedRows } from '../../shared/logs/index.ts';
import { createBlockStore } from './block-store.ts';
import { createBlockWriter } from './block-writer.ts';
import { PARTS } from './event-block.ts';
import type { EventBlock } from './event-block.ts';

/** Events of all visitors, put together by visitor and in the order of time, whatever the order they came in. */
export interface VisitorLog {
  /** `isShared`: the object of the properties is that of other events, too. */
  add(visitor: string, event: CoveyEvent, isShared?: boolean): void;
  addRows(rows: CodedRows): void;
  /** A stretch that somebody else has sorted into parts; it stands behind what was added before. */
  addBlock(block: EventBlock): void;
  /** The parts one after the other, as bytes. After this nothing may be added. */
  parts(): Generator<Uint8Array<ArrayBuffer>>;
  /** Removes what was put on disk. */
  dispose(): void;
}

/** Rows that wait to be sorted into a block, and blocks that stay in memory, bytes. */
const BLOCK_BYTES = 1 << 23;
const MEMORY_BYTES = 1 << 26;

/**
 * Events are kept as bytes, out of the garbage collector's sight, in parts that each have all
 * events of their visitors. Memory stays bounded for any order of the log: a block that fills up, the blocks that
 * fit, and one whole part.
 */
export function createVisitorLog(memoryBytes = MEMORY_BYTES): VisitorLog {
  const store = createBlockStore(memoryBytes);
  const writer = createBlockWriter();
  const blockBytes = Math.min(BLOCK_BYTES, memoryBytes);
  const settle = () => store.add(writer.take());
  const settleFull = () => {
    if (writer.size() > blockBytes) settle();
  };
  const parts = function* (): Generator<Uint8Array<ArrayBuffer>> {
    settle();
    for (let part = 0; part < PARTS; part += 1) yield store.part(part);
  };
  return {
    add(visitor, event, isShared) {
      writer.add(visitor, event, isShared);
      settleFull();
    },
    addRows(rows) {
      writer.addRows(rows);
      settleFull();
    },
    addBlock(block) {
      settle();
      store.add(block);
    },
    parts,
    dispose: store.dispose,
  };
}
