const NEWLINE = 0x0a;
const QUOTE = 0x22;
/** Pieces without an end of a line grow to so many times their size, and are then left as they are. */
const MOST_GROWTH = 4;

/** Whole lines of a text; or where none were found, a part of one. */
export interface Cut {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

/**
 * Cuts text at ends of lines into pieces of about a size. Where quotes may hold ends of lines, it is cut where as many
 * quotes were opened as closed: so it is with all CSV that is well formed, and who reads a piece finds out.
 * The pieces lie in memory that threads share.
 */
export async function* cutText(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
  /** Told how the text begins. */
  mayHoldLines: (start: Uint8Array) => boolean,
): AsyncGenerator<Cut> {
  let held: Uint8Array[] = [];
  let length = 0;
  let wanted = size;
  let hasQuotes: boolean | null = null;
  for await (const chunk of atMost(chunks, size)) {
    held.push(chunk);
    length += chunk.length;
    if (length < wanted) continue;
    const bytes = joined(held, length);
    hasQuotes ??= mayHoldLines(bytes);
    const end = hasQuotes ? endOutsideQuotes(bytes) : bytes.lastIndexOf(NEWLINE) + 1;
    if (end === 0 && length < MOST_GROWTH * size) {
      [held, wanted] = [[bytes], length + size];
      continue;
    }
    const isWhole = end > 0;
    const rest = isWhole ? bytes.slice(end) : new Uint8Array();
    yield { bytes: isWhole ? bytes.subarray(0, end) : bytes, isWhole };
    [held, length, wanted] = [rest.length > 0 ? [rest] : [], rest.length, size];
  }
  if (length > 0) yield { bytes: joined(held, length), isWhole: true };
}

async function* atMost(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(length));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Behind the last line that ends with no quote open; 0 where there is none. */
function endOutsideQuotes(bytes: Uint8Array): number {
  let isOpen = bytes.includes(QUOTE) && quotesIn(bytes) % 2 === 1;
  let at = bytes.length;
  while (at > 0) {
    const line = bytes.lastIndexOf(NEWLINE, at - 1);
    if (line < 0) return 0;
    for (let quote = at - 1; quote > line; quote -= 1) if (bytes[quote] === QUOTE) isOpen = !isOpen;
    if (!isOpen) return line + 1;
    at = line;
  }
  return 0;
}

function quotesIn(bytes: Uint8Array): number {
  let quotes = 0;
  for (const byte of bytes) if (byte === QUOTE) quotes += 1;
  return quotes;
}
