import { PARTS } from './event-block.ts';
import type { EventBlock } from './event-block.ts';
import { openScratchFile } from './scratch-file.ts';
import type { ScratchFile } from './scratch-file.ts';

/** Holds the blocks of a log: the first of them in memory, the others in a private temporary file. */
export interface BlockStore {
  add(block: EventBlock): void;
  /** All bytes of a part, in the order in which they came. Gives them once. */
  part(part: number): Uint8Array<ArrayBuffer>;
  dispose(): void;
}

interface Held extends Omit<EventBlock, 'bytes' | 'events'> {
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  /** In the file. */
  readonly position: number;
}

export function createBlockStore(memoryBytes: number): BlockStore {
  let blocks: Held[] = [];
  let scratch: ScratchFile | null = null;
  let inMemory = 0;
  const startOf = ({ starts }: Held, part: number) => starts[part] ?? 0;
  return {
    add({ bytes, starts, events }) {
      if (events === 0) return;
      if (inMemory + bytes.length <= memoryBytes) {
        inMemory += bytes.length;
        blocks.push({ bytes, starts, position: 0 });
        return;
      }
      scratch ??= openScratchFile();
      blocks.push({ bytes: null, starts, position: scratch.append(bytes).position });
    },
    part(part) {
      const lengths = blocks.map((block) => startOf(block, part + 1) - startOf(block, part));
      const all = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
      let at = 0;
      for (const [place, block] of blocks.entries()) {
        const length = lengths[place] ?? 0;
        if (length === 0) continue;
        const into = all.subarray(at, at + length);
        const start = startOf(block, part);
        if (block.bytes) into.set(block.bytes.subarray(start, start + length));
        else scratch?.read({ position: block.position + start, length }, into);
        at += length;
      }
      if (part === PARTS - 1) blocks = [];
      return all;
    },
    dispose() {
      scratch?.dispose();
      scratch = null;
      blocks = [];
    },
  };
}
