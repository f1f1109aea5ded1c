import { createReadStream, readFileSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { Failure, reasonOf } from './failure.ts';

/** A file named on the command line; `-` is standard input. */
export interface Input {
  /** For messages. */
  readonly name: string;
  /** Bytes, where known. */
  readonly size: number | undefined;
  /** Where it lies; without one it comes by a pipe. */
  readonly path?: string;
  stream(): Readable;
}

export function inputOf(path: string): Input {
  if (path === '-') return { name: 'stdin', size: undefined, stream: () => process.stdin };
  const stats = attempt(path, () => statSync(path));
  if (stats.isDirectory()) throw new Failure('file', `${path} is a folder. Name a file.`);
  // Pipes and devices say 0.
  const size = stats.isFile() ? stats.size : undefined;
  return {
    name: path,
    size,
    path,
    stream: () => createReadStream(path, { highWaterMark: 1 << 18 }),
  };
}

/** The whole file, or all of standard input. */
export function readBytes(path: string): Uint8Array<ArrayBuffer> {
  const buffer = attempt(path, () => readFileSync(path === '-' ? 0 : path));
  return new Uint8Array(buffer);
}

/** The same as text, without a byte order mark. */
export function readText(path: string): string {
  return decodeText(path, readBytes(path));
}

export function decodeText(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Failure('file', `${name} is not UTF-8 text.`, [
      'Save it as UTF-8, or name another file: a key, a log or an image is none of these documents.',
    ]);
  }
}

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT')
      throw new Failure('file', `There is no file ${path}.`, [
        `Check its name. The command runs in ${process.cwd()}.`,
      ]);
    if (code === 'EACCES')
      throw new Failure('file', `${path} may not be read by this user.`, [
        'Run the command as the owner of the file, or make it readable for this user.',
      ]);
    if (code === 'EISDIR') throw new Failure('file', `${path} is a folder. Name a file.`);
    throw new Failure('file', `${path} cannot be read: ${reasonOf(error)}`, [
      'Check that it is an ordinary file; a copy elsewhere can be named instead.',
    ]);
  }
}
