/** Wider numbers are not read here. */
export const MOST_BITS = 24;

/**
 * Small numbers, as runs of one number or packed bit by bit in eights:
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/. @throws Error where they end early
 */
export function readHybrid(
  bytes: Uint8Array,
  begin: number,
  width: number,
  into: Uint32Array,
  count: number,
): void {
  const mask = 2 ** width - 1;
  let at = begin;
  let done = 0;
  while (done < count) {
    if (at >= bytes.length) throw new Error('packed numbers end early');
    let [head, shift, byte] = [0, 0, 0];
    do {
      byte = bytes[at] ?? 0;
      at += 1;
      head |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127 && shift < 32);
    const numbers = (head >>> 1) * (head & 1 ? 8 : 1);
    const end = Math.min(count, done + numbers);
    if ((head & 1) === 0) {
      let value = 0;
      for (let place = 0; place < width; place += 8) {
        value |= (bytes[at] ?? 0) << place;
        at += 1;
      }
      into.fill(value & mask, done, end);
    } else {
      const last = at + (head >>> 1) * width;
      let [held, bits] = [0, 0];
      for (let number = done; number < end; number += 1) {
        while (bits < width) {
          held |= (bytes[at] ?? 0) << bits;
          at += 1;
          bits += 8;
        }
        into[number] = held & mask;
        held >>>= width;
        bits -= width;
      }
      at = last;
    }
    done = end;
  }
}
