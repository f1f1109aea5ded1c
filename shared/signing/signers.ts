import type { PublicKey } from '../definitions/types.ts';
import type { VerifySubtle } from './crypto.ts';
import { openEnvelope } from './envelope.ts';
import { readPublicKey } from './keys.ts';

/**
 * The names in an envelope under which no signature by one of these keys stands. A verifier that keeps
 * envelopes for others to read refuses them: a name beside a good signature would pass for a signer.
 */
export async function unverifiedSigners(
  bytes: Uint8Array,
  keys: readonly PublicKey[],
  subtle: VerifySubtle,
): Promise<readonly string[]> {
  const unverified: string[] = [];
  for (const { kid, signed, signature } of openEnvelope(bytes)?.signatures ?? []) {
    const key = keys.find((one) => one.kid === kid);
    const raw = key && (await readPublicKey(key, subtle));
    const imported = raw && (await subtle.importKey('raw', raw, 'Ed25519', false, ['verify']));
    const fits = imported && (await subtle.verify('Ed25519', imported, signature, signed));
    if (!fits) unverified.push(kid);
  }
  return unverified;
}
