import type { Definitions, PublicKey } from '../shared/definitions/types.ts';
import {
  openEnvelope,
  parseKeys,
  readPublicKey,
  refusalMessage,
  sumOf,
  verifyDefinitions,
} from '../shared/signing/index.ts';
import { parseError } from '../shared/wire/index.ts';
import { DATED } from './answers.ts';
import { fetchPublic, parseJson } from './edge.ts';
import { Failure } from './failure.ts';

/** A signed document, opened. Who signed it is not known before `checkSigned`. */
export interface SignedDocument {
  readonly envelope: Uint8Array<ArrayBuffer>;
  /** The bytes that were signed. */
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly definitions: Definitions;
  /** SHA-256 of the signed bytes, base64url. */
  readonly hash: string;
}

/** Opens an envelope; null when the bytes are none, or hold no definitions. */
export async function openDocument(
  envelope: Uint8Array<ArrayBuffer>,
): Promise<SignedDocument | null> {
  const payload = openEnvelope(envelope)?.payload;
  if (!payload) return null;
  const hash = await sumOf(payload, crypto.subtle);
  try {
    const definitions: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(payload),
    );
    return DATED.read(definitions)
      ? { envelope, payload, definitions: definitions as Definitions, hash }
      : null;
  } catch {
    return null;
  }
}

/**
 * What is published at an address for a site; `otherwise` is what to do where nothing is.
 * @throws Failure when there is nothing, no envelope, or that of another site.
 */
export async function fetchDocument(
  url: string,
  site: string,
  otherwise = 'Check --edge and --site; "covey publish" puts definitions there.',
): Promise<SignedDocument> {
  const { status, bytes } = await fetchPublic(url);
  if (status !== 200) {
    const message = parseError(parseJson(bytes))?.message;
    throw new Failure('refused', message ?? `${url} answered ${status}.`, [otherwise]);
  }
  const document = await openDocument(bytes);
  if (!document)
    throw new Failure(
      'unreachable',
      `What stands at ${url} is not a signed envelope of definitions.`,
      ['Check the address: --edge is the origin of the Worker.'],
    );
  if (document.definitions.site === site) return document;
  throw new Failure('unreachable', `The Worker sent definitions of another site than ${site}.`, [
    'Pages refuse them, and nothing was written. Do not use this Worker before it is known why.',
  ]);
}

/** Names of the keys that are said to have signed an envelope. */
export const signersOf = (envelope: Uint8Array): readonly string[] =>
  openEnvelope(envelope)?.signatures.map(({ kid }) => kid) ?? [];

/** Public keys as they are given on the command line. @throws Failure for what is none. */
export async function readKeys(given: readonly string[]): Promise<readonly PublicKey[]> {
  const keys = parseKeys(given.join(' '));
  for (const key of keys) {
    if (!(await readPublicKey(key, crypto.subtle))) {
      throw new Failure('key', `${key.kid}:${key.x} is not a public key.`, [
        'Write it as "covey keygen" printed it, or as "covey keygen --public FILE" does: kid, a colon, x.',
      ]);
    }
  }
  return keys;
}

/**
 * Which of the keys signed a document, each found right; on the document's own day, so that one that
 * has run out can still be read. @throws Failure when a page that trusted these keys would refuse it.
 */
export async function checkSigned(
  { envelope, definitions }: SignedDocument,
  keys: readonly PublicKey[],
  site: string,
): Promise<readonly string[]> {
  const verified = await verifyDefinitions(envelope, {
    keys,
    site,
    now: Date.parse(definitions.issued),
    subtle: crypto.subtle,
  });
  if (verified.ok) return verified.signers;
  throw new Failure(
    'key',
    `A page with these keys refuses the document. ${refusalMessage(verified.code)}`,
    [
      `It is signed by ${signersOf(envelope).join(', ')}.`,
      "Check --public-key, and whether this is the site's own Worker.",
    ],
  );
}
