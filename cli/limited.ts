/** An answer that is longer than what is read of it. */
export class TooLong extends Error {}

/** The bytes of an answer. @throws when they are more than the limit; no more than that is read. */
export async function readLimited(
  { body }: Response,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const piece of body ?? []) {
    length += piece.length;
    if (length > limit) throw new TooLong(`more than ${limit} bytes`);
    pieces.push(new Uint8Array(piece));
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
