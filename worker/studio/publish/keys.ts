/** The keys that sign, while this page is open: in memory alone, and such that they cannot be taken out of the browser again. */
import { signal } from '@preact/signals';
import type { PublicKey } from '../../../shared/definitions/types.ts';
import {
  generateProtectedKey,
  importPrivateKey,
  MIN_PASSPHRASE,
  openProtectedKey,
  type ProtectCrypto,
  type ProtectedKey,
  readProtectedKey,
  type Signer,
} from '../../../shared/signing/index.ts';

export interface HeldKey {
  readonly signer: Signer;
  readonly publicKey: PublicKey;
  /** Where it came from: the file's name. */
  readonly file: string;
}

export const held = signal<readonly HeldKey[]>([]);

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** The largest key file that is read, in characters. */
const LARGEST = 10_000;

const browser = crypto as unknown as ProtectCrypto & {
  readonly subtle: Parameters<typeof importPrivateKey>[1];
};

const NO_ED25519 =
  'This browser cannot sign: it has no Ed25519 (Chrome from 137, Firefox from 129, Safari from 17 have it). Take a newer one, or the command line: covey keygen, covey sign.';

/** What a key file is, before it is opened. */
export async function readKeyFile(
  file: File,
): Promise<
  Result<
    | { readonly isProtected: true; readonly key: ProtectedKey }
    | { readonly isProtected: false; readonly value: unknown }
  >
> {
  const noKey = {
    ok: false,
    message: `${file.name} is not a key file. Choose the file that was saved when the key was made, here or by covey keygen.`,
  } as const;
  if (file.size > LARGEST) return noKey;
  let value: unknown;
  try {
    value = JSON.parse(await file.text());
  } catch {
    return noKey;
  }
  const read = readProtectedKey(value);
  if (read) return read.ok ? { ok: true, value: { isProtected: true, key: read.key } } : read;
  const isPlain = typeof value === 'object' && value !== null && 'kty' in value;
  return isPlain ? { ok: true, value: { isProtected: false, value } } : noKey;
}

/** Opens a key file's content. `passphrase` is used where it has one. */
export async function openKey(
  read: Awaited<ReturnType<typeof readKeyFile>> & { readonly ok: true },
  passphrase: string,
  file: string,
): Promise<Result<HeldKey>> {
  try {
    const opened = read.value.isProtected
      ? await openProtectedKey(read.value.key, passphrase, browser)
      : await importPrivateKey(read.value.value, browser.subtle);
    if (!opened.ok) return { ok: false, message: opened.message };
    return { ok: true, value: { signer: opened.signer, publicKey: opened.publicKey, file } };
  } catch {
    return { ok: false, message: NO_ED25519 };
  }
}

/** Makes a key: its file, which is to be saved before it is used, and the key itself. */
export async function makeKey(
  passphrase: string,
  again: string,
  file: string,
): Promise<Result<{ readonly text: string; readonly key: HeldKey }>> {
  if (passphrase.length < MIN_PASSPHRASE)
    return {
      ok: false,
      message: `The passphrase is too short: ${MIN_PASSPHRASE} characters are the least. Four or five words that have nothing to do with one another are good.`,
    };
  if (passphrase !== again)
    return { ok: false, message: 'The two passphrases are not the same. Type them again.' };
  try {
    const made = await generateProtectedKey(passphrase, browser);
    // Opened from what will be saved: so it is known that the file holds it.
    const opened = await openProtectedKey(made, passphrase, browser);
    if (!opened.ok) return { ok: false, message: opened.message };
    return {
      ok: true,
      value: {
        text: `${JSON.stringify(made, null, 2)}\n`,
        key: { signer: opened.signer, publicKey: opened.publicKey, file },
      },
    };
  } catch {
    return { ok: false, message: NO_ED25519 };
  }
}

/** Takes a key to sign with; one of the same name is not there twice. */
export function hold(key: HeldKey): void {
  held.value = [...held.value.filter(({ signer }) => signer.kid !== key.signer.kid), key];
}

export function forget(): void {
  held.value = [];
}
