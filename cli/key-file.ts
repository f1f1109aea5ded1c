import { existsSync, statSync } from 'node:fs';
import { importPrivateKey } from '../shared/signing/index.ts';
import type { PrivateKey, Signer } from '../shared/signing/index.ts';
import type { PublicKey } from '../shared/definitions/types.ts';
import { Failure } from './failure.ts';
import { readText } from './input.ts';
import { writeNew } from './output.ts';

const NAME_ONE = 'Name the file that "covey keygen" wrote; "covey keygen" makes a new one.';

/** Creates a key file that its owner alone can read; never overwrites one. */
export function writeKeyFile(path: string, key: PrivateKey): void {
  writeNew(path, `${JSON.stringify(key, null, 2)}\n`, '--out', 0o600);
}

/** Reads a key file, unless others could read it too. */
export async function readKeyFile(
  path: string,
): Promise<{ readonly signer: Signer; readonly publicKey: PublicKey }> {
  if (!existsSync(path)) {
    throw new Failure(`There is no key file ${path}.`, [
      `Check its name: the command runs in ${process.cwd()}.`,
      'Where there is no key yet, "covey keygen" makes one.',
    ]);
  }
  const text = readText(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Failure(`${path} is not a key file: it is no JSON.`, [NAME_ONE]);
  }
  const imported = await importPrivateKey(value, crypto.subtle);
  if (!imported.ok) throw new Failure(`${path}: ${imported.message}`, [NAME_ONE]);
  // Windows keeps no such bits: there, folders are private to the user.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new Failure(`${path} can be read by others, so it is not used.`, [
      `Make it private ("chmod 600 ${path}"); if others may have seen it, make a new key.`,
    ]);
  }
  return imported;
}
