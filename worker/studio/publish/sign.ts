/** Signs a document, and looks at the result as a page would. */
import type { Definitions, PublicKey } from '../../../shared/definitions/types.ts';
import {
  type RefusalCode,
  refusalMessage,
  signEnvelope,
  sumOf,
  verifyDefinitions,
} from '../../../shared/signing/index.ts';
import type { HeldKey } from './keys.ts';

export type Signed =
  | {
      readonly ok: true;
      readonly envelope: Uint8Array<ArrayBuffer>;
      /** SHA-256 of the signed bytes, base64url. */
      readonly hash: string;
      /** Keys of which some still have to sign; empty where it is signed by enough. */
      readonly missing: readonly PublicKey[];
    }
  | { readonly ok: false; readonly message: string };

const WAYS_OUT: { readonly [code in RefusalCode]?: string } = {
  untrusted:
    'The definitions list who may sign ("keys"), and this key is not among them. Open one that is, or list this one and raise keys.version.',
  'too-large': 'The document is too large to be published: 512 KiB is the limit.',
};

export async function signDocument(
  definitions: Definitions,
  keys: readonly HeldKey[],
  now: number,
): Promise<Signed> {
  const payload = new TextEncoder().encode(JSON.stringify(definitions));
  const signers = keys.map(({ signer }) => signer);
  let envelope: Uint8Array<ArrayBuffer>;
  try {
    envelope = await signEnvelope(payload, signers, crypto.subtle as never);
  } catch {
    return { ok: false, message: 'The browser could not sign with this key. Open its file again.' };
  }
  const listed = definitions.keys?.keys ?? [];
  const verified = await verifyDefinitions(envelope, {
    keys: [...keys.map(({ publicKey }) => publicKey), ...listed],
    site: definitions.site,
    now,
    subtle: crypto.subtle as never,
  });
  if (!verified.ok && verified.code !== 'threshold')
    return {
      ok: false,
      message: `Pages would refuse it, so nothing is signed. ${WAYS_OUT[verified.code] ?? refusalMessage(verified.code)}`,
    };
  const kids = new Set(signers.map(({ kid }) => kid));
  const missing = verified.ok ? [] : listed.filter(({ kid }) => !kids.has(kid));
  return { ok: true, envelope, hash: await sumOf(payload, crypto.subtle), missing };
}
