import { endOfTag } from './start-tag.ts';
import { joined, Unread } from './unread.ts';

export interface Marks {
  /** To be put before a start tag that is written into. */
  readonly written: string;
  /** To be put where `inserted` belongs. */
  readonly here: string;
}

export interface RewriteOptions {
  /** Makes the rewriter, which puts these marks into its output. */
  readonly rewriter: (marks: Marks) => HTMLRewriter;
  /** HTML to be inserted where the mark for it is, once; at the end where there is none. */
  readonly inserted: string | null;
}

/**
 * A body through a rewriter that may give up in the middle: HTMLRewriter throws at some valid HTML (`<svg><title>` in a
 * `<select>`), and at 16,000 elements that are open at once, such as rows without end tags. What has not come out by then
 * is handed on as it went in, so that no page is cut off. Marks in the output tell how far that is.
 */
export function rewrite(
  { body, headers }: Response,
  { rewriter, inserted }: RewriteOptions,
): ReadableStream<Uint8Array> {
  const nonce = crypto.randomUUID();
  const marks: Marks = { written: `\0${nonce}w`, here: `\0${nonce}h` };
  const through = new IdentityTransformStream();
  const input = through.writable.getWriter();
  // By the type it knows the encoding. Where it knows none it throws, and the body is still to be handed on.
  const type = headers.get('content-type') ?? '';
  const answer = rewriter(marks).transform(
    new Response(through.readable, { headers: { 'content-type': type } }),
  );
  const origin = (body as ReadableStream<Uint8Array>).getReader();
  const rewritten = (answer.body as ReadableStream<Uint8Array>).getReader();
  const { readable, writable } = new IdentityTransformStream();
  const output = writable.getWriter();
  const unread = new Unread();
  const out = markedOutput(marks, unread, inserted);

  let hasOriginFailed = false;
  let hasGivenUp = false;
  let handOver: () => void = () => {};
  const handedOver = new Promise<void>((resolve) => (handOver = resolve));
  /** Feeds the rewriter and, once that has given up, the page. */
  const feed = async (): Promise<void> => {
    for (;;) {
      const { value, done } = await origin.read().catch((error: unknown) => {
        hasOriginFailed = true;
        throw error;
      });
      if (done) break;
      if (value.length === 0) continue;
      if (hasGivenUp) {
        await handedOver;
        await output.write(value);
      } else {
        unread.add(value);
        // Where it fails, what reads the output is told, too.
        await input.write(value).catch(() => handedOver);
      }
    }
    await input.close().catch(() => handedOver);
  };
  const run = async (): Promise<void> => {
    const feeding = feed();
    feeding.catch((error: unknown) => void input.abort(error).catch(() => {}));
    for (;;) {
      const next = await rewritten.read().catch(() => null);
      hasGivenUp = next === null;
      if (next === null || next.done) break;
      await write(out.take(next.value));
    }
    if (hasOriginFailed) return await feeding;
    await write(hasGivenUp ? unread.all() : out.rest());
    handOver();
    await feeding;
    await write(out.end());
    await output.close();
  };
  const write = async (bytes: Uint8Array): Promise<void> => {
    if (bytes.length > 0) await output.write(bytes);
  };
  run().catch((error: unknown) => {
    // The origin broke off, or the visitor left.
    void origin.cancel(error).catch(() => {});
    void output.abort(error).catch(() => {});
  });
  return readable;
}

/** What comes out of the rewriter, without marks. */
function markedOutput(marks: Marks, unread: Unread, inserted: string | null) {
  const encoder = new TextEncoder();
  const [written, here] = [marks.written, marks.here].map((mark) => encoder.encode(mark)) as [
    Uint8Array,
    Uint8Array,
  ];
  let toInsert = inserted === null ? null : encoder.encode(inserted);
  let held: Uint8Array = new Uint8Array();
  const insertion = (): Uint8Array => {
    const now = toInsert ?? new Uint8Array();
    toInsert = null;
    return now;
  };

  /** What may be handed on; what may be part of a mark, or of a tag behind one, is held. */
  const take = (bytes: Uint8Array, isLast = false): Uint8Array => {
    const all = held.length > 0 ? joined([held, bytes]) : bytes;
    const parts: Uint8Array[] = [];
    let from = 0;
    const plain = (to: number): void => {
      if (to <= from) return;
      parts.push(all.subarray(from, to));
      unread.skip(to - from);
      from = to;
    };
    for (let at = all.indexOf(0); at >= 0; at = all.indexOf(0, at)) {
      const isWritten = begins(all, at, written);
      const isHere = begins(all, at, here);
      if (isWritten === false && isHere === false) {
        at += 1;
        continue;
      }
      plain(at);
      if (isHere) {
        parts.push(insertion());
        from = at += here.length;
        continue;
      }
      const end = isWritten ? endOfTag(all, at + written.length) : -1;
      if (end < 0) {
        if (isLast) break;
        held = all.slice(from);
        return joined(parts);
      }
      parts.push(all.subarray(at + written.length, end));
      unread.skipTag();
      from = at = end;
    }
    plain(all.length);
    held = new Uint8Array();
    return parts.length === 1 ? (parts[0] as Uint8Array) : joined(parts);
  };
  return {
    take: (bytes: Uint8Array) => take(bytes),
    rest: () => take(new Uint8Array(), true),
    end: insertion,
  };
}

/** Whether a mark stands there; null where that is not seen yet. */
function begins(bytes: Uint8Array, at: number, mark: Uint8Array): boolean | null {
  const length = Math.min(mark.length, bytes.length - at);
  for (let index = 0; index < length; index++) if (bytes[at + index] !== mark[index]) return false;
  return length === mark.length ? true : null;
}
