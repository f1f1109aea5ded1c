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
    throw new Failure(`${path} cannot be written: ${reasonOf(error)}`);
  }
}

/** Creates a file that must not be there yet. */
export function writeNew(path: string, content: string, mode = 0o666): void {
  try {
    writeFileSync(path, content, { flag: 'wx', mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw new Failure(`${path} is there already, and is not overwritten.`, [
        'Name another file with --out, or move this one away.',
      ]);
    }
    throw new Failure(`${path} cannot be written: ${reasonOf(error)}`);
  }
}
