import { existsSync, statSync } from 'node:fs';
import {
  importPrivateKey,
  openProtectedKey,
  readProtectedKey,
  readPublicKey,
} from '../shared/signing/index.ts';
import type { PrivateKey, ProtectedKey, Signer } from '../shared/signing/index.ts';
import type { PublicKey } from '../shared/definitions/types.ts';
import { Failure } from './failure.ts';
import { readText } from './input.ts';
import { writeNew } from './output.ts';
import { passphraseOf } from './passphrase.ts';

const NAME_ONE = 'Name the file that "covey keygen" wrote; "covey keygen" makes a new one.';

/** Creates a key file that its owner alone can read; never overwrites one. */
export function writeKeyFile(path: string, key: PrivateKey | ProtectedKey): void {
  writeNew(path, `${JSON.stringify(key, null, 2)}\n`, '--out', 0o600);
}

/** The public part of a key file; of a protected one as it stands there, which its passphrase alone can prove. */
export async function readPublicPart(path: string): Promise<PublicKey> {
  const { value, isProtected } = readValue(path);
  if (!isProtected) return (await importPlain(path, value)).publicKey;
  const { kid, x } = value;
  if (await readPublicKey({ kid, x }, crypto.subtle)) return { kid, x };
  throw new Failure('key', `${path}: the public part was altered.`, [
    'Take the copy that was saved when the key was made.',
  ]);
}

/**
 * Reads a key file, and asks for its passphrase where it has one. One without is refused where others could read it, too.
 */
export async function readKeyFile(
  path: string,
): Promise<{ readonly signer: Signer; readonly publicKey: PublicKey }> {
  const { value, isProtected } = readValue(path);
  if (!isProtected) return importPlain(path, value);
  const opened = await openProtectedKey(value, await passphraseOf(path), crypto);
  if (opened.ok) return opened;
  throw new Failure('key', `${path}: ${opened.message}`);
}

/** The key of a file without a passphrase. */
export async function readPlainKey(path: string): Promise<PrivateKey> {
  const { value, isProtected } = readValue(path);
  if (isProtected)
    throw new Failure('key', `${path} has a passphrase already.`, [
      'Name a file that "covey keygen" wrote without --passphrase.',
    ]);
  await importPlain(path, value);
  return value as PrivateKey;
}

function readValue(
  path: string,
):
  | { readonly isProtected: true; readonly value: ProtectedKey }
  | { readonly isProtected: false; readonly value: unknown } {
  if (!existsSync(path)) {
    throw new Failure('file', `There is no key file ${path}.`, [
      `Check its name: the command runs in ${process.cwd()}.`,
      'Where there is no key yet, "covey keygen" makes one.',
    ]);
  }
  const text = readText(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Failure('key', `${path} is not a key file: it is no JSON.`, [NAME_ONE]);
  }
  const read = readProtectedKey(value);
  if (!read) return { isProtected: false, value };
  if (read.ok) return { isProtected: true, value: read.key };
  throw new Failure('key', `${path}: ${read.message}`, [NAME_ONE]);
}

async function importPlain(path: string, value: unknown) {
  const imported = await importPrivateKey(value, crypto.subtle);
  if (!imported.ok) throw new Failure('key', `${path}: ${imported.message}`, [NAME_ONE]);
  // Windows keeps no such bits: there, folders are private to the user.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new Failure('key', `${path} can be read by others, so it is not used.`, [
      `Make it private ("chmod 600 ${path}"); if others may have seen it, make a new key.`,
    ]);
  }
  return imported;
}
