import { decodeBase64url } from '../wire/base64url.ts';
import { utf8 } from '../wire/utf8.ts';
import { hasExactly, parseStrictJson } from './json.ts';

/** JOSE name of the one algorithm (RFC 9864 §2.2). It follows from the key; the header only repeats it. */
export const ALGORITHM = 'Ed25519';

/** `typ` of the protected header: a signature made for another purpose cannot pass for this one. */
export const TYPE = 'covey-definitions+json';

/** Signatures an envelope may carry. */
export const MAX_SIGNATURES = 8;

export interface EnvelopeSignature {
  readonly kid: string;
  /** What was signed: `protected.payload` (RFC 7515 §5.1). */
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

export interface Envelope {
  /** The exact bytes that were signed over; nobody has vouched for them yet. */
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly signatures: readonly EnvelopeSignature[];
}

/**
 * A JWS in general JSON serialisation (RFC 7515 §7.2.1), in the one narrow form that Covey writes:
 * `payload` and 1 to 8 `signatures` of `protected` and `signature`, nothing more; the protected header
 * exactly `alg`, `kid` (a thumbprint, each once) and `typ`. Null for anything else.
 */
export function openEnvelope(bytes: Uint8Array): Envelope | null {
  const envelope = parseStrictJson(bytes);
  if (!hasExactly(envelope, ['payload', 'signatures'])) return null;
  const { payload: text, signatures: entries } = envelope;
  const payload = decode(text);
  if (!payload || !Array.isArray(entries) || entries.length < 1) return null;
  if (entries.length > MAX_SIGNATURES) return null;
  const signatures: EnvelopeSignature[] = [];
  for (const entry of entries as unknown[]) {
    if (!hasExactly(entry, ['protected', 'signature'])) return null;
    const head = decode(entry['protected']);
    const header = head && parseStrictJson(head);
    const signature = decode(entry['signature']);
    if (
      !hasExactly(header, ['alg', 'kid', 'typ']) ||
      header['alg'] !== ALGORITHM ||
      header['typ'] !== TYPE ||
      decode(header['kid'])?.length !== 32 ||
      signature?.length !== 64
    ) {
      return null;
    }
    const kid = String(header['kid']);
    if (signatures.some((other) => other.kid === kid)) return null;
    const signed = utf8(`${String(entry['protected'])}.${String(text)}`);
    signatures.push({ kid, signed, signature });
  }
  return { payload, signatures };
}

function decode(text: unknown): Uint8Array<ArrayBuffer> | null {
  return typeof text === 'string' ? decodeBase64url(text) : null;
}
