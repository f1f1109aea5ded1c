import type { Definitions } from '../../shared/definitions/types.ts';
import {
  catchUp,
  mayHaveMissed,
  parseKeys,
  refusalMessage,
  type RefusalCode,
  type Trust,
  verifyDefinitions,
} from '../../shared/signing/index.ts';
import { definitionsUrl, keySetUrl, MAX_ENVELOPE_BYTES } from '../../shared/wire/index.ts';
import { joined } from './unread.ts';

/** A document that the owner's key has vouched for. There is no other way to make one than to verify it. */
export interface VerifiedDefinitions {
  readonly site: string;
  readonly version: number;
  /** SHA-256 of the signed bytes, base64url. */
  readonly hash: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

const documents = new WeakMap<VerifiedDefinitions, Definitions>();
/** What was signed; undefined for what merely looks like it. */
export const documentOf = (verified: VerifiedDefinitions): Definitions | undefined =>
  documents.get(verified);

export interface OpenOptions {
  /** Host name that the definitions are for. */
  readonly site: string;
  /** The owner's public keys, as in the tag: `kid:x`, separated by spaces. */
  readonly keys: string;
  /** Lowest version that is accepted. */
  readonly minVersion?: number;
  /** Milliseconds since the epoch; now by default. */
  readonly now?: number;
}

export type Opened =
  | { readonly ok: true; readonly definitions: VerifiedDefinitions }
  | { readonly ok: false; readonly code: RefusalCode };

/** Verifies a signed envelope, as a page does. */
export async function openDefinitions(
  envelope: Uint8Array | string,
  options: OpenOptions,
): Promise<Opened> {
  const opened = await open(envelope, options, null);
  return opened.ok ? { ok: true, definitions: opened.definitions } : opened;
}

async function open(
  envelope: Uint8Array | string,
  { site, keys, minVersion, now = Date.now() }: OpenOptions,
  seen: Trust | null,
  step = false,
) {
  const bytes = typeof envelope === 'string' ? new TextEncoder().encode(envelope) : envelope;
  const pinned = parseKeys(keys);
  if (!pinned) return { ok: false, code: 'key' } as const;
  // A least version that is no number lets nothing pass.
  if (Number.isNaN(minVersion)) return { ok: false, code: 'rollback' } as const;
  const { subtle } = crypto;
  const verified = await verifyDefinitions(bytes, {
    keys: pinned,
    site,
    now,
    seen,
    minVersion,
    step,
    subtle,
  });
  if (!verified.ok) return verified;
  const { definitions: document, version, hash, trust, keySet } = verified;
  const definitions = Object.freeze({
    site,
    version,
    hash,
    expires: Date.parse(document.expires),
  });
  documents.set(definitions, document);
  return { ok: true, definitions, trust, keySet } as const;
}

export interface FollowOptions extends Omit<OpenOptions, 'now'> {
  /** Origin of Covey's Worker. */
  readonly edge: string;
  /** How the Worker is asked; `fetch` by default. A service binding's, where both are in one account. */
  readonly fetch?: (url: string) => Promise<Response>;
  /** A document is asked for anew after so long, milliseconds; a minute by default. */
  readonly everyMs?: number;
  /** A request waits for the first one so long at most; 300 ms by default. */
  readonly waitMs?: number;
}

/** The newest definitions that are known here; null before there are some. `ctx` lets a look for newer ones go on. */
export type DefinitionsSource = (ctx?: WaitsUntil) => Promise<VerifiedDefinitions | null>;

/** As far as it is asked of a Worker's `ctx`. */
export interface WaitsUntil {
  waitUntil(promise: Promise<unknown>): void;
}

/** A failure is asked about again after this long. */
const AGAIN_MS = 10_000;
const TIMEOUT_MS = 10_000;
/** What was not confirmed for so many intervals is no longer gone by: it may have been taken back, or said to stop. */
const INTERVALS = 5;
const LEAST_HELD_MS = 30_000;

/** Follows a site's definitions, for as long as the isolate lives: none that is older than what it has seen. */
export function followDefinitions(options: FollowOptions): DefinitionsSource {
  const { edge, site, everyMs = 60_000, waitMs = 300 } = options;
  const ask =
    options.fetch ?? ((url: string) => fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }));
  const url = definitionsUrl(edge, site);
  let current: VerifiedDefinitions | null = null;
  let trust: Trust | null = null;
  let dueAt = 0;
  let confirmedAt = 0;
  const heldMs = Math.max(INTERVALS * everyMs, LEAST_HELD_MS);

  /** As a page does: after the key sets that were published since the last look, where the document does not follow at once. */
  const opening = async (bytes: Uint8Array, seen: Trust | null) => {
    const opened = await open(bytes, options, seen);
    if (opened.ok || !seen || !mayHaveMissed(opened)) return opened;
    const later = await catchUp(
      seen,
      (keySet) => envelopeIn(ask(keySetUrl(edge, site, keySet))).catch(() => null),
      (step, known) => open(step, options, known, true),
    );
    return open(bytes, options, later);
  };
  const look = async (): Promise<void> => {
    const askedAt = Date.now();
    let next = AGAIN_MS;
    try {
      const bytes = await within(TIMEOUT_MS, envelopeIn(ask(url)));
      let seen: Trust | null;
      let opened: Awaited<ReturnType<typeof opening>>;
      do {
        seen = trust;
        opened = await within(TIMEOUT_MS, opening(bytes, seen));
        // Another look may have found something newer meanwhile.
      } while (seen !== trust);
      if (!opened.ok) throw new Error(refusalMessage(opened.code));
      next = everyMs;
      trust = opened.trust;
      confirmedAt = askedAt;
      if (opened.definitions.hash !== current?.hash) current = opened.definitions;
    } catch (error) {
      // What is known goes on for a while.
      console.error(
        `No definitions from ${url}: ${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      dueAt = Date.now() + next;
    }
  };
  const held = (): VerifiedDefinitions | null => {
    const now = Date.now();
    // In either direction: a clock may be set back.
    const isConfirmed = Math.abs(now - confirmedAt) <= heldMs;
    return current && now < current.expires && isConfirmed ? current : null;
  };
  const isDue = (now: number): boolean => now >= dueAt || dueAt - now > Math.max(everyMs, AGAIN_MS);
  return async (ctx) => {
    const now = Date.now();
    if (!isDue(now)) return held();
    // A request cannot wait for what another has asked: while there is nothing, each asks for itself.
    if (held()) dueAt = now + AGAIN_MS;
    const looking = look();
    ctx?.waitUntil(looking);
    if (ctx && held()) return held();
    const isOver = await within(
      waitMs,
      looking.then(() => true),
    ).catch(() => false);
    // It goes on; the next ones need not wait as long again.
    if (!isOver) dueAt = Math.max(dueAt, Date.now() + AGAIN_MS);
    return held();
  };
}

/** What a promise comes to; rejects where that takes longer. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timeout')), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The body of an answer, as far as it may be an envelope. @throws where there is none, or a longer one. */
async function envelopeIn(asked: Promise<Response>): Promise<Uint8Array> {
  const { ok, status, body } = await asked;
  if (!ok) throw new Error(`answered ${status}`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_ENVELOPE_BYTES) throw new Error(refusalMessage('too-large'));
    chunks.push(chunk);
  }
  return joined(chunks);
}
