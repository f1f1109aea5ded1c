import {
  chmodSync,
  closeSync,
  fstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { Failure } from './failure.ts';
import { followed, notWritten, partOf, statsOf } from './output.ts';

/** A file that is written piece by piece, and there as a whole or not at all. */
export interface GrowingFile {
  write(text: string | Uint8Array): void;
  /** Gives the file its name. */
  finish(): void;
  /** Without `finish` before, nothing is left of it. */
  close(): void;
}

/** Signals that end the process, by their numbers: a shell expects 128 and the number. */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
const STDOUT = 1;

/**
 * Opens a private temporary file beside the one that is named, which it replaces when it is finished. What is no file,
 * such as a pipe, is written to as it is.
 * @throws Failure when it cannot be written, here and later.
 */
export function openGrowingFile(path: string): GrowingFile {
  const attempt = <T>(task: () => T): T => {
    try {
      return task();
    } catch (error) {
      throw notWritten(path, error);
    }
  };
  const stream = attempt(() => streamOf(path));
  if (stream !== null)
    return {
      write: (text) => attempt(() => writeFileSync(stream, text)),
      finish() {},
      close() {
        if (stream !== STDOUT) closeSync(stream);
      },
    };

  const target = followed(path);
  const part = partOf(target);
  // Whoever ends the process once the part is there finds somebody who removes it.
  const release = atTheEnd(() => rmSync(part, { force: true }));
  let file: number;
  try {
    file = openSync(part, 'wx', 0o600);
  } catch (error) {
    release();
    throw notWritten(path, error);
  }
  return {
    write: (text) => attempt(() => writeFileSync(file, text)),
    finish: () =>
      attempt(() => {
        const there = statsOf(target);
        chmodSync(part, there ? there.mode & 0o777 : 0o666 & ~process.umask());
        renameSync(part, target);
      }),
    close() {
      closeSync(file);
      release();
    },
  };
}

/**
 * Writes a file as a whole: a reader never sees half of it. A symbolic link stays one, and a file keeps who may
 * read it.
 * @throws Failure when it cannot be written.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const file = openGrowingFile(path);
  try {
    file.write(content);
    file.finish();
  } finally {
    file.close();
  }
}

/** What is written to as it is: all but a file, and a file that standard output goes to. */
function streamOf(path: string): number | null {
  const there = statsOf(path);
  if (!there) return null;
  if (there.isFile()) return isSame(path, STDOUT) ? STDOUT : null;
  return openSync(path, 'w');
}

/** Tidies up now, or when the process ends before. */
function atTheEnd(tidy: () => void): () => void {
  process.once('exit', tidy);
  const listeners = Object.entries(SIGNALS).map(([signal, number]) => {
    const end = () => {
      // Whoever else listens has more to put in order, and ends the process.
      if (process.listenerCount(signal) === 0) process.exit(128 + number);
    };
    process.once(signal, end);
    return () => process.removeListener(signal, end);
  });
  return () => {
    process.removeListener('exit', tidy);
    listeners.forEach((forget) => forget());
    tidy();
  };
}

/** @throws Failure where an output is one of the files that are read: it would be replaced. */
export function refuseInput(option: string, path: string, inputs: readonly string[]): void {
  const input = inputs.find((one) => isSame(path, one === '-' ? 0 : one));
  if (input === undefined) return;
  const name = input === '-' ? 'standard input' : input;
  throw new Failure('usage', `${option} ${path} is a file that is read (${name}).`, [
    `It would be replaced: name another file for ${option}.`,
  ]);
}

/** Whether both are one file, by whatever name. A terminal or a pipe may well be both. */
function isSame(path: string, other: string | number): boolean {
  const exact = { bigint: true } as const;
  try {
    const one = statSync(path, exact);
    const two = typeof other === 'number' ? fstatSync(other, exact) : statSync(other, exact);
    return one.isFile() && one.dev === two.dev && one.ino === two.ino;
  } catch {
    // What is not there is no file; whoever opens the other says what is wrong with it.
    return false;
  }
}
