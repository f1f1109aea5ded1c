import type { PublicKey } from '../definitions/types.ts';
import { decodeBase64url, encodeBase64url } from '../wire/base64url.ts';
import { utf8 } from '../wire/utf8.ts';
import type { VerifySubtle } from './crypto.ts';
import { hasExactly, type JsonObject, parseStrictJson } from './json.ts';
import { readPublicKey, thumbprint } from './keys.ts';
import { type ImportedKey, type PrivateKey, signsFor, type SignSubtle } from './sign.ts';

/** Names the form of the file; another form has another number. */
export const PROTECTED_KEY_FORMAT = 'covey-protected-key-1';

/** PBKDF2-HMAC-SHA-256: OWASP, Password Storage Cheat Sheet, "PBKDF2". */
export const PBKDF2_ITERATIONS = 600_000;

/** Characters of a new passphrase: NIST SP 800-63B-4 §3.1.1.2, for one that nothing else stands beside. */
export const MIN_PASSPHRASE = 15;

/** A file may ask for so many, and not freeze who opens it. */
const ITERATIONS = { least: 100_000, most: 10_000_000 };

/**
 * A key file that a passphrase opens. The private key is a JWK inside a JWE in its compact form (RFC 7516 §3.1, RFC 7517
 * §7): PBES2-HS256+A128KW (RFC 7518 §4.8) for the content's key, A256GCM for the content.
 */
export interface ProtectedKey extends PublicKey {
  readonly format: typeof PROTECTED_KEY_FORMAT;
  readonly jwe: string;
}

/** WebCrypto, as far as protecting a key needs it. */
export interface ProtectCrypto {
  readonly subtle: ProtectSubtle;
  getRandomValues(bytes: Uint8Array<ArrayBuffer>): unknown;
}

/** `crypto.subtle`, as far as protecting a key needs it. */
export interface ProtectSubtle extends Pick<VerifySubtle, 'digest' | 'verify'> {
  generateKey: SignSubtle['generateKey'] & GenerateContentKey;
  importKey: SignSubtle['importKey'] & VerifySubtle['importKey'] & ImportPassphrase;
  exportKey: SignSubtle['exportKey'];
  sign: SignSubtle['sign'];
  deriveKey(
    algorithm: {
      name: 'PBKDF2';
      hash: 'SHA-256';
      salt: Uint8Array<ArrayBuffer>;
      iterations: number;
    },
    passphrase: never,
    derived: { name: 'AES-KW'; length: 128 },
    extractable: boolean,
    usages: ('wrapKey' | 'unwrapKey')[],
  ): Promise<unknown>;
  wrapKey(
    format: 'raw' | 'jwk',
    key: never,
    by: never,
    algorithm: 'AES-KW' | Gcm,
  ): Promise<ArrayBuffer>;
  unwrapKey(
    format: 'raw' | 'jwk',
    wrapped: Uint8Array<ArrayBuffer>,
    by: never,
    algorithm: 'AES-KW' | Gcm,
    unwrapped: 'AES-GCM' | 'Ed25519',
    extractable: boolean,
    usages: ('unwrapKey' | 'sign')[],
  ): Promise<unknown>;
}
type GenerateContentKey = (
  algorithm: { name: 'AES-GCM'; length: 256 },
  extractable: boolean,
  usages: ('wrapKey' | 'unwrapKey')[],
) => Promise<unknown>;
type ImportPassphrase = (
  format: 'raw',
  passphrase: Uint8Array<ArrayBuffer>,
  algorithm: 'PBKDF2',
  extractable: boolean,
  usages: 'deriveKey'[],
) => Promise<unknown>;
interface Gcm {
  readonly name: 'AES-GCM';
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly additionalData: Uint8Array<ArrayBuffer>;
}

const ALG = 'PBES2-HS256+A128KW';
const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A new key, under a passphrase. Its private part leaves the host's crypto encrypted alone: no code sees it.
 * @throws when the host's WebCrypto has no Ed25519.
 */
export async function generateProtectedKey(
  passphrase: string,
  crypto: ProtectCrypto,
): Promise<ProtectedKey> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as {
    readonly privateKey: never;
    readonly publicKey: never;
  };
  const { x } = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as { x: string };
  const publicKey = { kid: await thumbprint(x, crypto.subtle), x };
  return protect(publicKey, pair.privateKey, passphrase, crypto);
}

/** A key that is there, under a passphrase. */
export async function protectKey(
  { kty, crv, kid, x, d }: PrivateKey,
  passphrase: string,
  crypto: ProtectCrypto,
): Promise<ProtectedKey> {
  const jwk = { kty, crv, x, d };
  const key = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', true, ['sign']);
  return protect({ kid, x }, key as never, passphrase, crypto);
}

async function protect(
  { kid, x }: PublicKey,
  key: never,
  passphrase: string,
  crypto: ProtectCrypto,
): Promise<ProtectedKey> {
  const random = (length: number) => {
    const bytes = new Uint8Array(length);
    crypto.getRandomValues(bytes);
    return bytes;
  };
  const { subtle } = crypto;
  const [salt, iv] = [random(SALT_BYTES), random(IV_BYTES)];
  const header = encodeBase64url(
    utf8(
      JSON.stringify({
        alg: ALG,
        cty: 'jwk+json',
        enc: 'A256GCM',
        p2c: PBKDF2_ITERATIONS,
        p2s: encodeBase64url(salt),
      }),
    ),
  );
  const wrapping = await derive(passphrase, salt, PBKDF2_ITERATIONS, 'wrapKey', subtle);
  const content = (await subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, [
    'wrapKey',
  ])) as never;
  const wrapped = await subtle.wrapKey('raw', content, wrapping, 'AES-KW');
  const gcm = { name: 'AES-GCM', iv, additionalData: utf8(header) } as const;
  const sealed = new Uint8Array(await subtle.wrapKey('jwk', key, content, gcm));
  const at = sealed.length - TAG_BYTES;
  const parts = [new Uint8Array(wrapped), iv, sealed.subarray(0, at), sealed.subarray(at)];
  const jwe = [header, ...parts.map(encodeBase64url)].join('.');
  return { format: PROTECTED_KEY_FORMAT, kid, x, jwe };
}

/** What a key file's content is, before anything is opened. */
export function readProtectedKey(
  value: unknown,
):
  | { readonly ok: true; readonly key: ProtectedKey }
  | { readonly ok: false; readonly message: string }
  | null {
  if (!hasFormat(value)) return null;
  const { format } = value;
  if (format !== PROTECTED_KEY_FORMAT)
    return {
      ok: false,
      message: `The key file is of the form "${format}", and this program knows "${PROTECTED_KEY_FORMAT}". Use a newer one.`,
    };
  const isWhole =
    hasExactly(value, ['format', 'kid', 'x', 'jwe']) &&
    ['kid', 'x', 'jwe'].every((name) => typeof value[name] === 'string');
  return isWhole
    ? { ok: true, key: value as unknown as ProtectedKey }
    : { ok: false, message: DAMAGED };
}

function hasFormat(value: unknown): value is JsonObject & { readonly format: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { format } = value as JsonObject;
  return typeof format === 'string' && format.startsWith('covey-protected-key-');
}

export type OpenedKey =
  | (ImportedKey & { readonly ok: true })
  | { readonly ok: false; readonly code: 'passphrase' | 'damaged'; readonly message: string };

const DAMAGED =
  'The key file was altered or is not whole. Take the copy that was saved when the key was made.';
const WRONG =
  'The passphrase does not open this key file. Upper and lower case count, and so do spaces.';

/**
 * Opens a key file with its passphrase, as a key that signs and cannot be taken out of the host's crypto again.
 * Refused: a wrong passphrase; whatever was altered, down to a public part that is not the private one's.
 */
export async function openProtectedKey(
  { kid, x, jwe }: ProtectedKey,
  passphrase: string,
  { subtle }: Pick<ProtectCrypto, 'subtle'>,
): Promise<OpenedKey> {
  const damaged = { ok: false, code: 'damaged', message: DAMAGED } as const;
  const publicKey = { kid, x };
  const raw = await readPublicKey(publicKey, subtle);
  const [header = '', ...texts] = jwe.split('.');
  const [wrapped, iv, body, tag] = texts.map(decodeBase64url);
  const read = headerOf(header);
  if (!raw || !read || texts.length !== 4 || !wrapped || !iv || !body || !tag) return damaged;
  if (wrapped.length !== 40 || iv.length !== IV_BYTES || tag.length !== TAG_BYTES) return damaged;
  const wrapping = await derive(passphrase, read.salt, read.iterations, 'unwrapKey', subtle);
  let content: never;
  try {
    content = (await subtle.unwrapKey('raw', wrapped, wrapping, 'AES-KW', 'AES-GCM', false, [
      'unwrapKey',
    ])) as never;
  } catch {
    return { ok: false, code: 'passphrase', message: WRONG };
  }
  try {
    const sealed = new Uint8Array([...body, ...tag]);
    const gcm = { name: 'AES-GCM', iv, additionalData: utf8(header) } as const;
    const key = await subtle.unwrapKey('jwk', sealed, content, gcm, 'Ed25519', false, ['sign']);
    if (await signsFor(key, raw, subtle)) return { ok: true, signer: { kid, key }, publicKey };
  } catch {
    // Falls through: what fits the tag and is no such key was put there by somebody who knows the passphrase.
  }
  return damaged;
}

function headerOf(
  text: string,
): { readonly salt: Uint8Array<ArrayBuffer>; readonly iterations: number } | null {
  const bytes = decodeBase64url(text);
  const header = bytes && parseStrictJson(bytes);
  if (!hasExactly(header, ['alg', 'cty', 'enc', 'p2c', 'p2s'])) return null;
  const { alg, cty, enc, p2c, p2s } = header;
  const salt = typeof p2s === 'string' ? decodeBase64url(p2s) : null;
  const isKnown = alg === ALG && cty === 'jwk+json' && enc === 'A256GCM';
  const isBounded =
    Number.isSafeInteger(p2c) && Number(p2c) >= ITERATIONS.least && Number(p2c) <= ITERATIONS.most;
  return isKnown && isBounded && salt?.length === SALT_BYTES
    ? { salt, iterations: Number(p2c) }
    : null;
}

/** The key that a passphrase gives (RFC 7518 §4.8.1.1: the salt begins with the algorithm's name and a zero). */
async function derive(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
  usage: 'wrapKey' | 'unwrapKey',
  subtle: ProtectSubtle,
): Promise<never> {
  // The same characters may be typed as other code points on another machine.
  const bytes = utf8(passphrase.normalize('NFC'));
  const secret = await subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveKey']);
  return (await subtle.deriveKey(
    {
      name: 'PBKDF2',
      hash: 'SHA-256',
      salt: new Uint8Array([...utf8(ALG), 0, ...salt]),
      iterations,
    },
    secret as never,
    { name: 'AES-KW', length: 128 },
    false,
    [usage],
  )) as never;
}
