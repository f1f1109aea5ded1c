import type { PublicKey } from '../definitions/types.ts';
import { decodeBase64url, encodeBase64url } from '../wire/base64url.ts';
import { utf8 } from '../wire/utf8.ts';
import type { VerifySubtle } from './crypto.ts';
import { ALGORITHM, MAX_SIGNATURES, openEnvelope, TYPE } from './envelope.ts';
import { hasExactly } from './json.ts';
import { readPublicKey, thumbprint } from './keys.ts';

/** A private key as JWK (RFC 8037 §2): the content of a key file. `d` is the secret. */
export interface PrivateKey extends PublicKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly d: string;
}

/** What signs: a key of the host's `subtle`, extractable or not, and its name. */
export interface Signer {
  readonly kid: string;
  readonly key: unknown;
}

/** WebCrypto's `crypto.subtle`, as far as making keys and signatures needs it. */
export interface SignSubtle extends Pick<VerifySubtle, 'digest'> {
  generateKey(
    algorithm: 'Ed25519',
    extractable: boolean,
    usages: ('sign' | 'verify')[],
  ): Promise<unknown>;
  exportKey(format: 'jwk', key: never): Promise<unknown>;
  importKey(
    format: 'jwk',
    keyData: { kty: string; crv: string; x: string; d: string },
    algorithm: 'Ed25519',
    extractable: boolean,
    usages: 'sign'[],
  ): Promise<unknown>;
  sign(algorithm: 'Ed25519', key: never, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}

/** A new key pair. @throws when the host's WebCrypto has no Ed25519. */
export async function generateKey(subtle: SignSubtle): Promise<PrivateKey> {
  const pair = (await subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as {
    readonly privateKey: never;
  };
  const { x, d } = (await subtle.exportKey('jwk', pair.privateKey)) as { x: string; d: string };
  return { kty: 'OKP', crv: 'Ed25519', kid: await thumbprint(x, subtle), x, d };
}

export type ImportedKey =
  | { readonly ok: true; readonly signer: Signer; readonly publicKey: PublicKey }
  | { readonly ok: false; readonly message: string };

/**
 * Reads a private key from the content of a key file. Refused: another kind of key, a `kid` that is
 * not the thumbprint, a weak public key, a `d` that does not belong to `x`.
 */
export async function importPrivateKey(
  value: unknown,
  subtle: SignSubtle & VerifySubtle,
): Promise<ImportedKey> {
  if (!isPrivateKey(value)) {
    return {
      ok: false,
      message:
        'Not a Covey key: a JWK with exactly kty "OKP", crv "Ed25519", kid, x and d is expected.',
    };
  }
  const { kty, crv, kid, x, d } = value;
  const raw = await readPublicKey({ kid, x }, subtle);
  if (!raw) {
    return {
      ok: false,
      message: `The key's x is not a safe Ed25519 key, or its kid is not x's thumbprint.`,
    };
  }
  try {
    const key = await subtle.importKey('jwk', { kty, crv, x, d }, 'Ed25519', false, ['sign']);
    if (await signsFor(key, raw, subtle)) {
      return { ok: true, signer: { kid, key }, publicKey: { kid, x } };
    }
  } catch {
    // Falls through: hosts differ in whether they refuse the pair on import or sign with it.
  }
  return { ok: false, message: 'The private part (d) does not belong to the public part (x).' };
}

/** Whether what a private key signs holds under a public one, given by its 32 bytes. */
export async function signsFor(
  key: unknown,
  raw: Uint8Array<ArrayBuffer>,
  subtle: Pick<SignSubtle, 'sign'> & Pick<VerifySubtle, 'importKey' | 'verify'>,
): Promise<boolean> {
  const probe = utf8('covey');
  const signature = new Uint8Array(await subtle.sign('Ed25519', key as never, probe));
  const publicKey = await subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
  return subtle.verify('Ed25519', publicKey, signature, probe);
}

/**
 * Signs the exact bytes: the envelope as JSON text, one signature per signer. The bytes are to be
 * compact JSON of definitions; whether they are good ones is the checker's affair.
 * @throws RangeError for none or more than 8 signers, or the same one twice.
 */
export function signEnvelope(
  payload: Uint8Array,
  signers: readonly Signer[],
  subtle: Pick<SignSubtle, 'sign'>,
): Promise<Uint8Array<ArrayBuffer>> {
  return write(encodeBase64url(payload), [], signers, subtle);
}

/**
 * Adds signatures to an envelope that others signed before, for keys kept in different places.
 * Null when the bytes are not an envelope.
 * @throws RangeError as `signEnvelope`.
 */
export async function addSignatures(
  envelope: Uint8Array,
  signers: readonly Signer[],
  subtle: Pick<SignSubtle, 'sign'>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const opened = openEnvelope(envelope);
  if (!opened) return null;
  const added = new Set(signers.map(({ kid }) => kid));
  const before = opened.signatures.filter(({ kid }) => !added.has(kid));
  const entries = before.map(({ signed, signature }) => ({
    protected: new TextDecoder().decode(signed).split('.', 1)[0] ?? '',
    signature: encodeBase64url(signature),
  }));
  return write(encodeBase64url(opened.payload), entries, signers, subtle);
}

interface Entry {
  readonly protected: string;
  readonly signature: string;
}

async function write(
  payload: string,
  before: readonly Entry[],
  signers: readonly Signer[],
  subtle: Pick<SignSubtle, 'sign'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const total = before.length + signers.length;
  if (total < 1 || total > MAX_SIGNATURES) {
    throw new RangeError(`An envelope carries 1 to ${MAX_SIGNATURES} signatures, not ${total}.`);
  }
  if (new Set(signers.map(({ kid }) => kid)).size < signers.length) {
    throw new RangeError('A key signs an envelope once.');
  }
  const signatures = [...before];
  for (const { kid, key } of signers) {
    const header = encodeBase64url(utf8(JSON.stringify({ alg: ALGORITHM, kid, typ: TYPE })));
    const signed = utf8(`${header}.${payload}`);
    const signature = new Uint8Array(await subtle.sign('Ed25519', key as never, signed));
    signatures.push({ protected: header, signature: encodeBase64url(signature) });
  }
  return utf8(JSON.stringify({ payload, signatures }));
}

function isPrivateKey(value: unknown): value is PrivateKey {
  return (
    hasExactly(value, ['kty', 'crv', 'kid', 'x', 'd']) &&
    value['kty'] === 'OKP' &&
    value['crv'] === 'Ed25519' &&
    [value['kid'], value['x'], value['d']].every(
      (text) => typeof text === 'string' && decodeBase64url(text)?.length === 32,
    )
  );
}
