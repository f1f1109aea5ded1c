import type { Definitions } from '../../shared/definitions/types.ts';
import {
  parseKeys,
  verifyDefinitions,
  type Trust,
  type VerifySubtle,
} from '../../shared/signing/index.ts';
import {
  contextUrl,
  definitionsUrl,
  MAX_ENVELOPE_BYTES,
  parseContext,
  type Context,
} from '../../shared/wire/index.ts';
import { requestBytes } from './request.ts';

/** Definitions are asked for again after this time at the earliest, by whatever page. */
const FRESH_MS = 5 * 60_000;
/** After a failure, after this. */
const RETRY_MS = 30_000;
const MAX_CONTEXT_BYTES = 4096;

export interface LoaderOptions {
  readonly site: string;
  /** Pinned keys: `kid:x`, separated by white space. */
  readonly keys: string;
  /** Origin of the Worker. */
  readonly edge: string;
  readonly minVersion?: number | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly subtle: VerifySubtle;
  readonly now: () => number;
  /** What `save` was given last, on this page or an earlier one. */
  readonly load: () => Promise<unknown>;
  readonly save: (kept: Kept) => void;
  readonly onProblem: (code: string) => void;
}

/** What stands in the store. */
export interface Kept {
  /** The envelope's bytes as signed. */
  readonly envelope: Uint8Array;
  readonly trust: Trust;
  /** When the edge was last asked, milliseconds since the epoch. */
  readonly checked: number;
}

export interface Loaded {
  readonly definitions: Definitions;
  readonly version: number;
  readonly hash: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

export interface Loader {
  /** The last good definitions, verified anew, or null. */
  stored(): Promise<Loaded | null>;
  /** Asks the edge where that is due; null: nothing new, or nothing good. */
  refresh(): Promise<Loaded | null>;
  /** When `refresh` is next due. */
  due(): number;
  context(): Promise<Context | null>;
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
  let due = 0;

  const verify = async (envelope: Uint8Array): Promise<Loaded | null> => {
    const verified = await verifyDefinitions(envelope, {
      keys,
      site,
      now: now(),
      seen: trust,
      minVersion: options.minVersion,
      subtle: options.subtle,
    });
    if (!verified.ok) {
      // Also the answer to a memory that makes no sense: it must not stand in the way for ever.
      if (verified.code === 'unsupported') trust = null;
      onProblem(`definitions-${verified.code}`);
      return null;
    }
    const { definitions, version, hash } = verified;
    trust = verified.trust;
    return { definitions, version, hash, expires: Date.parse(definitions.expires) };
  };
  const request = (url: string, cache: RequestCache, maxBytes: number, signal: AbortSignal) =>
    requestBytes(options.fetch, url, { cache, maxBytes, signal });

  return {
    due: () => due,
    async stored() {
      const kept = await options.load();
      if (!isKept(kept)) return null;
      trust = kept.trust;
      const loaded = await verify(kept.envelope);
      // A time ahead of the clock is not one to wait for.
      if (loaded && kept.checked <= now()) due = kept.checked + FRESH_MS;
      return loaded;
    },
    async refresh() {
      const checked = now();
      if (checked < due) return null;
      due = checked + RETRY_MS;
      const { signal } = asking;
      // The browser revalidates what it has: an unchanged document costs an empty answer.
      const envelope = await request(
        definitionsUrl(edge, site),
        'no-cache',
        MAX_ENVELOPE_BYTES,
        signal,
      );
      if (signal.aborted) {
        due = 0;
        return null;
      }
      if (!envelope) {
        onProblem('definitions-unreachable');
        return null;
      }
      const loaded = await verify(envelope);
      if (!loaded || !trust || stopped) return null;
      due = checked + FRESH_MS;
      options.save({ envelope, trust, checked });
      return loaded;
    },
    async context() {
      const { signal } = asking;
      const body = await request(contextUrl(edge), 'no-store', MAX_CONTEXT_BYTES, signal);
      let context: Context | null = null;
      try {
        context = body && parseContext(JSON.parse(new TextDecoder().decode(body)));
      } catch {
        // Not JSON: the same as no answer.
      }
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
