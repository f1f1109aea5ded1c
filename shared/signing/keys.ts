import type { PublicKey } from '../definitions/types.ts';
import { decodeBase64url } from '../wire/base64url.ts';
import { utf8 } from '../wire/utf8.ts';
import type { VerifySubtle } from './crypto.ts';
import { sumOf } from './sum.ts';

/** Prime of the field of edwards25519: 2²⁵⁵ − 19 (RFC 8032 §5.1). */
const P = 2n ** 255n - 19n;

/**
 * Whether 32 bytes are a public key that must never be trusted: a non-canonical encoding
 * (RFC 8032 §5.1.3: y not below p, or a sign where x is 0), or a point of small order, under which
 * some hosts' WebCrypto (Node 20's is one) accepts forged signatures.
 *
 * The eight small-order points: y² is 0 or 1 for orders 1, 2 and 4. A point of order 8 doubles to
 * one of y = 0, so x² = −y²; with the curve −x² + y² = 1 + dx²y², d = −121665/121666, that is
 * 121665y⁴ − 243332y² + 121666 ≡ 0.
 */
export function isWeakKey(key: Uint8Array): boolean {
  const y = BigInt.asUintN(
    255,
    key.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
  );
  const square = (y * y) % P;
  return (
    y >= P || square < 2n || (121665n * square * square - 243332n * square + 121666n) % P === 0n
  );
}

/** `kid` of a public key: SHA-256 of its canonical JWK, base64url (RFC 7638 §3, RFC 8037 appendix A.3). */
export async function thumbprint(x: string, subtle: Pick<VerifySubtle, 'digest'>): Promise<string> {
  const jwk = utf8(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`);
  return sumOf(jwk, subtle);
}

/**
 * The 32 bytes of a public key; null when it is not one, is weak, or its `kid` is not its own
 * thumbprint.
 */
export async function readPublicKey(
  key: PublicKey,
  subtle: Pick<VerifySubtle, 'digest'>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = decodeBase64url(key.x);
  return bytes?.length === 32 && !isWeakKey(bytes) && key.kid === (await thumbprint(key.x, subtle))
    ? bytes
    : null;
}

/**
 * The keys of a `data-key` attribute: `kid:x`, one or more, separated by white space. What is not of
 * that form is kept, and refused by `readPublicKey`: a misspelt key must not pass in silence.
 */
export function parseKeys(text: string): PublicKey[] {
  return (text.match(/\S+/g) ?? []).map((entry) => {
    const [kid = '', ...x] = entry.split(':');
    return { kid, x: x.join(':') };
  });
}

/** The form that `parseKeys` reads. */
export function formatKeys(keys: readonly PublicKey[]): string {
  return keys.map(({ kid, x }) => `${kid}:${x}`).join(' ');
}
