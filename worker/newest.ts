import type { Env } from './env.ts';
import { siteObject } from './objects.ts';

/** How long an isolate goes by what it read: by so much a publish reaches pages later, elsewhere than where it came in. */
export const REMEMBERED_MS = 5000;
/** Of all sites together. */
const MOST_BYTES = 16 * 1024 * 1024;

export interface Newest {
  readonly version: number;
  readonly hash: string;
  readonly envelope: ArrayBuffer;
}

interface Remembered {
  readonly newest: Newest;
  readonly readAt: number;
}

/** Of this isolate, in the order in which they were read. */
const remembered = new Map<string, Remembered>();
let bytes = 0;
let publications = 0;

/**
 * A site's newest document, as it stood at most five seconds ago. Null: nothing is published, which is not remembered.
 * The site's object is asked for a document that is held already by its hash alone.
 */
export async function newestOf(env: Env, site: string, now: number): Promise<Newest | null> {
  const held = remembered.get(site);
  if (held && now >= held.readAt && now - held.readAt < REMEMBERED_MS) return held.newest;
  const before = publications;
  const served = await siteObject(env, site).serve(null, held ? `"${held.newest.hash}"` : null);
  const envelope =
    served?.envelope ?? (held?.newest.hash === served?.hash && held?.newest.envelope);
  if (!served || !envelope) {
    forget(site);
    return null;
  }
  const newest = { version: served.version, hash: served.hash, envelope };
  // What was read before a publication may be older than it.
  if (before === publications) remember(site, { newest, readAt: now });
  return newest;
}

/** After a publication: whoever published is served the new document at once. */
export function forgetNewest(site: string): void {
  publications += 1;
  forget(site);
}

function remember(site: string, one: Remembered): void {
  forget(site);
  bytes += one.newest.envelope.byteLength;
  remembered.set(site, one);
  for (const [oldest] of remembered) {
    if (bytes <= MOST_BYTES) break;
    forget(oldest);
  }
}

function forget(site: string): void {
  bytes -= remembered.get(site)?.newest.envelope.byteLength ?? 0;
  remembered.delete(site);
}
