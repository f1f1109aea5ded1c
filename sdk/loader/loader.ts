import { beyondLimits } from '../../shared/definitions/beyond.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  parseKeys,
  verifyDefinitions,
  type Refused,
  type Trust,
  type Verified,
  type VerifySubtle,
} from '../../shared/signing/index.ts';
import {
  contextUrl,
  definitionsUrl,
  keySetUrl,
  MAX_ENVELOPE_BYTES,
  partsOf,
  type Context,
} from '../../shared/wire/index.ts';
import type { withExperiences } from '../experiences.ts';
import type { ProblemCode } from '../problems.ts';
import type { placeIn } from './place.ts';
import { requestBytes } from './request.ts';

/** Definitions are asked for again after this time at the earliest, by whatever page. */
const FRESH_MS = 5 * 60_000;
/** Where the edge did not answer, after this. */
const RETRY_MS = 30_000;
/** Key sets that are caught up on in one go. */
const MAX_STEPS = 16;
const MAX_CONTEXT_BYTES = 4096;

export interface LoaderOptions {
  readonly site: string;
  /** Pinned keys: `kid:x`, separated by white space. */
  readonly keys: string;
  /** Origin of the Worker. */
  readonly edge: string;
  /** NaN, which is told to the developer, guards nothing; what is stored goes on to guard against older ones. */
  readonly minVersion?: number | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly subtle: VerifySubtle;
  readonly now: () => number;
  /** What `save` was given last, on this page or an earlier one. */
  readonly load: () => Promise<unknown>;
  readonly save: (kept: Kept) => void;
  readonly onProblem: (code: ProblemCode, detail?: unknown) => void;
}

/** What stands in the store. */
export interface Kept {
  /** The envelope's bytes as signed. */
  readonly envelope: Uint8Array;
  readonly trust: Trust;
  /** When the edge was last asked, milliseconds since the epoch. */
  readonly checked: number;
  /** What the definitions need beside the engine, so that the next page loads it at once. */
  readonly parts?: readonly string[];
}

export interface Loaded {
  /** Draws variants for who has become eligible; where there are experiences, once these are written out. */
  readonly draw?: ReturnType<typeof withExperiences>['draw'];
  readonly definitions: Definitions;
  readonly version: number;
  readonly hash: string;
  /** The keys whose signatures were checked and found right. */
  readonly signers: readonly string[];
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

export interface Loader {
  /** The last good definitions, verified anew, or null. They may have run out: then they only say how long things are kept. */
  stored(): Promise<Loaded | null>;
  /** Asks the edge where that is due; null: nothing new, or nothing good. */
  refresh(): Promise<Loaded | null>;
  /** When `refresh` is next due. */
  due(): number;
  /** The newest definitions that were found are the owner's, and have run out. */
  ranOut(): boolean;
  /** Asks the edge where the request comes from. `read` finds it in the answer. */
  context(read: typeof placeIn): Promise<Context | null>;
  /** Aborts what is on its way; it may be asked for again at once. */
  leave(): void;
  /** Aborts what is on its way, for good. */
  stop(): void;
}

export function createLoader(options: LoaderOptions): Loader {
  const { edge, site, now, onProblem } = options;
  const keys = parseKeys(options.keys);
  let asking = new AbortController();
  let stopped = false;
  let trust: Trust | null = null;
  /** What `trust` is of. */
  let held: { readonly envelope: Uint8Array; readonly definitions: Definitions } | null = null;
  let due = 0;
  let ranOut = false;
  let conditional = true;

  const check = (envelope: Uint8Array, step = false, at = now()) =>
    verifyDefinitions(envelope, {
      keys,
      site,
      now: at,
      seen: trust,
      minVersion: options.minVersion,
      step,
      subtle: options.subtle,
    });
  /** `known`: hash of a document that was found to be within the limits before. */
  const accept = (
    envelope: Uint8Array,
    verified: Verified | Refused,
    known?: string,
  ): Loaded | null => {
    if (!verified.ok) {
      const { code } = verified;
      // Also the answer to a memory that makes no sense: it must not stand in the way for ever.
      if (code === 'unsupported') trust = null;
      ranOut ||= code === 'expired';
      onProblem(`definitions-${code}`);
      return null;
    }
    const { definitions, version, hash, signers } = verified;
    const beyond =
      hash === known ? null : beyondLimits(definitions as never, verified.payload.length);
    if (beyond) {
      onProblem('definitions-limits', beyond);
      return null;
    }
    trust = verified.trust;
    held = { envelope, definitions };
    ranOut = false;
    return { definitions, version, hash, signers, expires: Date.parse(definitions.expires) };
  };
  // The browser's cache holds nothing of it: a validator that an edge chose would be an identifier.
  const request = (url: string, maxBytes: number, signal: AbortSignal, hash?: string) =>
    requestBytes(options.fetch, url, { maxBytes, hash, signal });
  /**
   * The key sets published since, one by one: each must be vouched for by the one before (TUF 5.3). As `catchUp` of
   * `shared/signing` has it for the edge; with what is at hand here it takes fewer bytes.
   */
  const catchUp = async (signal: AbortSignal) => {
    for (let steps = 0; trust && steps < MAX_STEPS; steps++) {
      const next: number = (trust.keys?.version ?? 0) + 1;
      const envelope = await request(keySetUrl(edge, site, next), MAX_ENVELOPE_BYTES, signal);
      const verified = envelope && envelope !== 'same' && (await check(envelope, true));
      if (!verified || !verified.ok || verified.keySet !== next) return;
      trust = verified.trust;
    }
  };
  const verify = async (envelope: Uint8Array, signal: AbortSignal): Promise<Loaded | null> => {
    let verified = await check(envelope);
    if (trust && !verified.ok && /^(?:untrusted|threshold|key-set-gap)$/.test(verified.code)) {
      const before = trust;
      await catchUp(signal);
      verified = await check(envelope);
      if (!verified.ok) trust = before;
      // Left in the middle of it: nothing is known about the document yet.
      if (!verified.ok && signal.aborted) {
        due = 0;
        return null;
      }
    }
    return accept(envelope, verified);
  };

  return {
    due: () => due,
    ranOut: () => ranOut,
    async stored() {
      const kept = await options.load();
      if (!isKept(kept)) return null;
      trust = kept.trust;
      // As of the last time that the edge vouched for them.
      const at = Math.min(kept.checked, now());
      const { envelope } = kept;
      const loaded = accept(envelope, await check(envelope, false, at), kept.trust.hash);
      if (loaded && loaded.expires <= now()) {
        ranOut = true;
        onProblem('definitions-expired');
        return loaded;
      }
      // A time ahead of the clock is not one to wait for.
      if (loaded && kept.checked <= now()) due = kept.checked + FRESH_MS;
      return loaded;
    },
    async refresh() {
      const checked = now();
      if (checked < due) return null;
      due = checked + RETRY_MS;
      const { signal } = asking;
      // Made from the signed bytes alone: whoever holds these definitions sends the same.
      const hash = conditional && held ? trust?.hash : undefined;
      const answer = await request(definitionsUrl(edge, site), MAX_ENVELOPE_BYTES, signal, hash);
      if (signal.aborted) {
        due = 0;
        return null;
      }
      // What stands in between may know no conditional requests: the next try is a plain one.
      conditional = answer !== null || !hash;
      if (!answer) {
        onProblem('definitions-unreachable');
        return null;
      }
      due = checked + FRESH_MS;
      const loaded = answer === 'same' ? null : await verify(answer, signal);
      if (stopped) return null;
      if ((loaded || (answer === 'same' && !ranOut)) && held && trust)
        options.save({
          envelope: held.envelope,
          trust,
          checked,
          parts: partsOf(held.definitions),
        });
      return loaded;
    },
    async context(read) {
      const { signal } = asking;
      const body = await request(contextUrl(edge), MAX_CONTEXT_BYTES, signal);
      const context = body && body !== 'same' ? read(body) : null;
      if (!context && !signal.aborted) onProblem('context-unreachable');
      return context;
    },
    leave() {
      asking.abort();
      asking = new AbortController();
    },
    stop() {
      stopped = true;
      asking.abort();
    },
  };
}

function isKept(value: unknown): value is Kept {
  const { envelope, trust, checked } = (value ?? {}) as Partial<Kept>;
  return (
    envelope instanceof Uint8Array &&
    typeof checked === 'number' &&
    typeof trust === 'object' &&
    trust !== null
  );
}
