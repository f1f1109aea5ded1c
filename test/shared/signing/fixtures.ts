import {
  formatKeys,
  generateKey,
  importPrivateKey,
  type PrivateKey,
  parseKeys,
  signEnvelope,
  type Signer,
  type Trust,
  verifyDefinitions,
  type VerifyOptions,
} from '../../../shared/signing/index.ts';
import type { PublicKey } from '../../../shared/definitions/types.ts';

export const { subtle } = crypto;
export const NOW = Date.UTC(2026, 11, 1);

export interface TestKey {
  readonly private: PrivateKey;
  readonly public: PublicKey;
  readonly signer: Signer;
}

export async function makeKey(): Promise<TestKey> {
  const made = await generateKey(subtle);
  const imported = await importPrivateKey(made, subtle);
  if (!imported.ok) throw new Error(imported.message);
  return { private: made, public: imported.publicKey, signer: imported.signer };
}

export function bytesOf(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

export function base64url(value: unknown): string {
  return Buffer.from(value instanceof Uint8Array ? value : bytesOf(value)).toString('base64url');
}

/** A document that is in order at `NOW`. */
export function document(changes: object = {}): object {
  return {
    covey: 1,
    site: 'hazel.example',
    version: 12,
    issued: '2026-11-24T00:00:00Z',
    expires: '2027-01-24T00:00:00Z',
    segments: { new: { when: { 'visitor.sessions': { $lte: 1 } } } },
    ...changes,
  };
}

export function sign(payload: unknown, ...keys: TestKey[]): Promise<Uint8Array<ArrayBuffer>> {
  return signEnvelope(
    bytesOf(payload),
    keys.map(({ signer }) => signer),
    subtle,
  );
}

/** As a page does: keys from the tag's text. */
export function verify(
  envelope: Uint8Array,
  pinned: readonly TestKey[],
  options: Partial<VerifyOptions> = {},
) {
  return verifyDefinitions(envelope, {
    keys: parseKeys(formatKeys(pinned.map((key) => key.public))),
    site: 'hazel.example',
    now: NOW,
    subtle,
    ...options,
  });
}

export async function codeOf(result: ReturnType<typeof verify>): Promise<string> {
  const settled = await result;
  return settled.ok ? 'accepted' : settled.code;
}

export async function trustOf(result: ReturnType<typeof verify>): Promise<Trust> {
  const settled = await result;
  if (!settled.ok) throw new Error(settled.code);
  return settled.trust;
}
