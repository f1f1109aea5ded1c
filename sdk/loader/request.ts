/** An answer that takes longer is given up. */
const TIMEOUT_MS = 10_000;

/**
 * The body of a plain GET that says nothing about who asks, and of which the browser keeps nothing.
 * `same`: what has this `hash` is still what would be sent. Null: the edge is away, answered with an
 * error, was slow, or sent more than `maxBytes`.
 */
export async function requestBytes(
  fetch: typeof globalThis.fetch,
  url: string,
  options: {
    readonly maxBytes: number;
    /** Sent as `If-None-Match`. */
    readonly hash?: string | undefined;
    readonly signal: AbortSignal;
  },
): Promise<Uint8Array<ArrayBuffer> | 'same' | null> {
  const { hash, maxBytes } = options;
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, TIMEOUT_MS);
  options.signal.addEventListener('abort', abort);
  try {
    const response = await fetch(url, {
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      signal: controller.signal,
      ...(hash && { headers: { 'if-none-match': `"${hash}"` } }),
    });
    if (hash && response.status === 304) return 'same';
    return response.ok ? await readLimited(response, maxBytes) : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', abort);
    abort();
  }
}

/** Reads piece by piece: a body without end must not fill the memory. */
async function readLimited(
  response: Response,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = response.body?.getReader();
  if (!reader) return null;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes) return null;
    pieces.push(value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
