import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { Failure, reasonOf } from './failure.ts';

/** Writes a file as a whole: a reader never sees half of it. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const part = `${path}.${process.pid}.part`;
  try {
    writeFileSync(part, content, { flag: 'wx' });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw notWritten(path, error);
  }
}

/** Creates a file that must not be there yet; `other` is how to name another. */
export function writeNew(path: string, content: string, other: string, mode = 0o666): void {
  try {
    writeFileSync(path, content, { flag: 'wx', mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw new Failure(`${path} is there already, and is not overwritten.`, [
        `Name another file (${other}), or move this one away.`,
      ]);
    }
    throw notWritten(path, error);
  }
}

const WAYS_OUT: { readonly [code: string]: string } = {
  ENOENT: 'Its folder is not there: make it first, or name another file.',
  EACCES:
    'This user may not write there: name another file, or run the command as the owner of the folder.',
  EROFS: 'Nothing can be written there: name a file in another folder.',
  EISDIR: 'That is a folder: name a file in it.',
  ENOSPC: 'The disk is full: make room, or name a file on another one.',
};

function notWritten(path: string, error: unknown): Failure {
  const way = WAYS_OUT[(error as NodeJS.ErrnoException).code ?? ''];
  return new Failure(`${path} cannot be written: ${reasonOf(error)}`, [
    way ?? 'Name a file in another folder.',
  ]);
}
