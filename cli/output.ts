import { randomUUID } from 'node:crypto';
import {
  linkSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Failure, reasonOf } from './failure.ts';

/** Where a symbolic link leads, be there anything or not; else the path itself. */
export function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    try {
      return resolve(dirname(path), readlinkSync(path));
    } catch {
      return path;
    }
  }
}

export const statsOf = (path: string): Stats | undefined =>
  statSync(path, { throwIfNoEntry: false });

/** Whether something else than this content is there. What is no file, such as a pipe, holds nothing. */
export function isOther(path: string, content: string): boolean {
  try {
    const there = statsOf(path);
    return there?.isFile() ? readFileSync(path, 'utf8') !== content : !!there?.isDirectory();
  } catch (error) {
    // What may not be read is there.
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

/** A name for the time until a file is whole. None comes again: one of a process that was killed may be left. */
export const partOf = (path: string): string => `${path}.${randomUUID().slice(0, 8)}.part`;

/** Creates a file that must not be there yet, as a whole or not at all; `other` is how to name another. */
export function writeNew(path: string, content: string, other: string, mode = 0o666): void {
  const part = partOf(path);
  try {
    if (lstatSync(path, { throwIfNoEntry: false })) throw taken(path, other);
    writeFileSync(part, content, { flag: 'wx', mode });
    appear(part, path);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw (error as NodeJS.ErrnoException).code === 'EEXIST'
      ? taken(path, other)
      : notWritten(path, error);
  } finally {
    rmSync(part, { force: true });
  }
}

/** Gives a file its name, unless something has that. */
function appear(part: string, path: string): void {
  try {
    linkSync(part, path);
  } catch (error) {
    // A file system without links, such as that of a memory stick.
    if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    renameSync(part, path);
  }
}
const NO_LINKS: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

const taken = (path: string, other: string): Failure =>
  new Failure('taken', `${path} is there already, and is not overwritten.`, [
    `Name another file (${other}), or move this one away.`,
  ]);

const WAYS_OUT: { readonly [code: string]: string } = {
  ENOENT: 'Its folder is not there: make it first, or name another file.',
  EACCES:
    'This user may not write there: name another file, or run the command as the owner of the folder.',
  EROFS: 'Nothing can be written there: name a file in another folder.',
  EISDIR: 'That is a folder: name a file in it.',
  ENOSPC: 'The disk is full: make room, or name a file on another one.',
  EFBIG: 'A file may not be so large there: name a file on another disk.',
};

/** Says why a file cannot be written, and how to go on. */
export function notWritten(path: string, error: unknown): Failure {
  const way = WAYS_OUT[(error as NodeJS.ErrnoException).code ?? ''];
  return new Failure('file', `${path} cannot be written: ${reasonOf(error)}`, [
    way ?? 'Name a file in another folder.',
  ]);
}
