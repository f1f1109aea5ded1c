import { count } from '../../shared/counting/index.ts';
import { closeSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure, reasonOf } from '../failure.ts';

/** Where a block stands in the file, in bytes. */
export interface Block {
  readonly position: number;
  readonly length: number;
}

/** A private temporary file that grows at its end. Its failures are `Failure`s that say how to go on. */
export interface ScratchFile {
  append(bytes: Uint8Array): Block;
  /** Fills `into`, which is as long as the block. */
  read(block: Block, into: Uint8Array): void;
  dispose(): void;
}

/**
 * The file loses its name as soon as it is open, so that it is gone with the process, however
 * that ends. Where a system refuses this, it is removed at the end.
 */
export function openScratchFile(): ScratchFile {
  const folder = tmpdir();
  const path = join(folder, `covey-simulate-${randomUUID()}`);
  const failure = (error: unknown) => scratchFailure(folder, size, error);
  let size = 0;
  let file: number;
  try {
    file = openSync(path, 'wx+', 0o600);
  } catch (error) {
    throw failure(error);
  }
  const remove = () => rmSync(path, { force: true });
  try {
    remove();
  } catch {
    process.once('exit', remove);
  }
  return {
    append(bytes) {
      const position = size;
      try {
        writeFileSync(file, bytes);
      } catch (error) {
        throw failure(error);
      }
      size += bytes.length;
      return { position, length: bytes.length };
    },
    read({ position, length }, into) {
      try {
        for (let done = 0; done < length;) {
          const got = readSync(file, into, done, length - done, position + done);
          if (got === 0) throw new Error('it ends early');
          done += got;
        }
      } catch (error) {
        throw failure(error);
      }
    },
    dispose() {
      closeSync(file);
      if (process.listeners('exit').includes(remove)) {
        process.removeListener('exit', remove);
        remove();
      }
    },
  };
}

function scratchFailure(folder: string, size: number, error: unknown): Failure {
  const { code } = error as NodeJS.ErrnoException;
  const hint =
    'A log that does not fit in memory needs once or twice its own size there. TMPDIR names another folder.';
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    const used = count(size / 1e6);
    return new Failure(
      'file',
      `There is no more room for temporary files in ${folder}, after ${used} MB.`,
      [hint],
    );
  }
  return new Failure('file', `The temporary file in ${folder} cannot be used: ${reasonOf(error)}`, [
    hint,
  ]);
}
