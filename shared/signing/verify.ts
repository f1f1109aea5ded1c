import type { Definitions, KeySet, PublicKey } from '../definitions/types.ts';
import { MAX_ENVELOPE_BYTES } from '../wire/definitions.ts';
import type { VerifySubtle } from './crypto.ts';
import { type Envelope, MAX_SIGNATURES, openEnvelope } from './envelope.ts';
import { hasExactly, isObject, parseStrictJson } from './json.ts';
import { readPublicKey } from './keys.ts';
import { sumOf } from './sum.ts';

const DAY_MS = 86_400_000;

/** What a verifier remembers of the last document it accepted. Plain JSON: store it, hand it back. */
export interface Trust {
  /** The keys delegated to; null: no document listed any. */
  readonly keys: KeySet | null;
  /** Every `kid` that a key set listed, or found pinned and replaced. */
  readonly known: readonly string[];
  readonly version: number;
  readonly hash: string;
}

export interface VerifyOptions {
  /** Pinned keys, from the tag or the configuration. */
  readonly keys: readonly PublicKey[];
  readonly site: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** `trust` of the last accepted document. */
  readonly seen?: Trust | null | undefined;
  /** Lowest version a first-time visitor accepts (`data-min-version`). */
  readonly minVersion?: number | undefined;
  /**
   * The document is but a step to a newer key set (`key-set-gap`): it may have expired and be below
   * `minVersion`, and a pinned key that it does not list may still be one of a later list.
   */
  readonly step?: boolean | undefined;
  readonly subtle: VerifySubtle;
  /** Largest envelope, bytes; 512 KiB. */
  readonly maxBytes?: number | undefined;
}

/** Why a document was refused; `refusals.ts` has the words. */
export type RefusalCode =
  | 'too-large'
  | 'envelope'
  | 'key'
  | 'untrusted'
  | 'signature'
  | 'threshold'
  | 'payload'
  | 'site'
  | 'issued'
  | 'expired'
  | 'key-set'
  | 'key-set-gap'
  | 'rollback'
  | 'conflict'
  | 'format'
  | 'unsupported';

export interface Refused {
  readonly ok: false;
  readonly code: RefusalCode;
}

export interface Verified {
  readonly ok: true;
  readonly definitions: Definitions;
  /** The exact bytes that were signed. */
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly version: number;
  /** SHA-256 of the payload, base64url. */
  readonly hash: string;
  /** Version of the key set; 0: the document lists no keys. */
  readonly keySet: number;
  /** The trusted keys that signed, each found right; other names in the envelope prove nothing. */
  readonly signers: readonly string[];
  /** To be stored, and passed as `seen` the next time. */
  readonly trust: Trust;
}

/**
 * Whether an envelope's definitions may be used. Nothing of the payload is read before a trusted
 * key has vouched for its bytes; the checks and their order are those of the threat model. Never throws.
 *
 * Who may sign: the pinned keys, until a document lists keys; from then on the listed ones, and a key
 * that was pinned since and that no list has spoken about, which is how a site starts again that lost
 * all its keys. A key that a list left out stays out, though an old tag may still pin it. A new list
 * must be satisfied by its own document too, as in TUF's root rotation: no set takes over that cannot sign.
 * Its version is the one after the last seen (TUF 5.3.4): a stolen key cannot push it out of the others' reach.
 * Only a key that the tag pins anew may go further, for visitors whom nobody can show the sets in between.
 */
export async function verifyDefinitions(
  bytes: Uint8Array,
  options: VerifyOptions,
): Promise<Verified | Refused> {
  try {
    const result = await verify(bytes, options);
    return typeof result === 'string' ? { ok: false, code: result } : result;
  } catch {
    return { ok: false, code: 'unsupported' };
  }
}

async function verify(bytes: Uint8Array, options: VerifyOptions): Promise<Verified | RefusalCode> {
  const { keys: pins, site, now, seen, subtle, minVersion = 0, step } = options;
  if (bytes.length > (options.maxBytes ?? MAX_ENVELOPE_BYTES)) return 'too-large';
  const envelope = openEnvelope(bytes);
  if (!envelope) return 'envelope';

  const { keys: delegated = null, known = [] } = seen ?? {};
  const authority: KeySet = delegated
    ? {
        ...delegated,
        keys: [...delegated.keys, ...pins.filter(({ kid }) => !known.includes(kid))],
      }
    : { version: 0, keys: pins };
  const signers = await checkSignatures(envelope, authority, subtle);
  if (typeof signers === 'string') return signers;

  const hash = await sumOf(envelope.payload, subtle);
  const document = parseStrictJson(envelope.payload, hash === seen?.hash);
  if (!isObject(document)) return 'payload';
  if (document['site'] !== site) return 'site';
  if (!(instant(document['issued']) <= now + DAY_MS)) return 'issued';
  if (!(instant(document['expires']) > (step ? 0 : now))) return 'expired';

  const listed = document['keys'] ?? null;
  if (listed !== null && !isKeySet(listed)) return 'key-set';
  const keySet = listed?.version ?? 0;
  const version = document['version'];
  if (!isCount(version)) return 'payload';
  if ((version < minVersion && !step) || keySet < authority.version) return 'rollback';
  const replaces = listed && keySet > authority.version;
  if (replaces) {
    const tagVouches =
      delegated && pins.some(({ kid }) => signers.has(kid) && !known.includes(kid));
    if (seen && keySet > authority.version + 1 && !tagVouches) return 'key-set-gap';
    const ready = await checkSignatures(envelope, listed, subtle);
    if (typeof ready === 'string') return ready;
    for (const kid of ready) signers.add(kid);
  } else {
    if (JSON.stringify(listed) !== JSON.stringify(delegated)) return 'key-set';
    if (seen && version < seen.version) return 'rollback';
    if (seen && version === seen.version && hash !== seen.hash) return 'conflict';
  }
  if (document['covey'] !== 1) return 'format';
  const kids = [...(step ? [] : pins), ...(listed?.keys ?? [])].map(({ kid }) => kid);
  return {
    ok: true,
    definitions: document as unknown as Definitions,
    payload: envelope.payload,
    version,
    hash,
    keySet,
    signers: [...signers],
    trust: {
      keys: listed,
      known: replaces ? [...new Set([...known, ...kids])] : known,
      version,
      hash,
    },
  };
}

/** The keys of the set that signed: enough of them, and no signature under their names is wrong. */
async function checkSignatures(
  envelope: Envelope,
  { keys, threshold = 1 }: KeySet,
  subtle: VerifySubtle,
): Promise<RefusalCode | Set<string>> {
  const signers = new Set<string>();
  for (const key of keys) {
    const raw = await readPublicKey(key, subtle);
    if (!raw) return 'key';
    for (const { kid, signed, signature } of envelope.signatures) {
      if (kid !== key.kid) continue;
      const imported = await subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
      if (!(await subtle.verify('Ed25519', imported, signature, signed))) return 'signature';
      signers.add(kid);
    }
  }
  return signers.size < 1 ? 'untrusted' : signers.size < threshold ? 'threshold' : signers;
}

function isKeySet(value: unknown): value is KeySet {
  if (!isObject(value) || !isCount(value['version'])) return false;
  const { keys, threshold = 1 } = value;
  return (
    Array.isArray(keys) &&
    keys.length > 0 &&
    keys.length <= MAX_SIGNATURES &&
    keys.every(
      (key) =>
        hasExactly(key, ['kid', 'x']) &&
        typeof key['kid'] === 'string' &&
        typeof key['x'] === 'string',
    ) &&
    new Set(keys.map((key: PublicKey) => key.kid)).size === keys.length &&
    isCount(threshold) &&
    threshold <= keys.length
  );
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/** Milliseconds since the epoch, or NaN, which no comparison holds for. */
function instant(value: unknown): number {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(value)
    ? Date.parse(value)
    : Number.NaN;
}
