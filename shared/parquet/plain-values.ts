/** What stands in a column: instants are whole numbers of some unit. */
export type InstantKind = 'ms' | 'us' | 'ns';
export type PlainKind = 'text' | 'double' | 'float' | 'int32' | 'int64';
export type ValueKind = PlainKind | InstantKind;

/** Values that stand one after the other: https://parquet.apache.org/docs/file-format/data-pages/encodings/#PLAIN. */
export function plainValues(bytes: Uint8Array, kind: PlainKind, count: number): ArrayLike<unknown> {
  if (kind === 'text') return texts(bytes, count);
  const { buffer, byteOffset } = aligned(bytes, WIDTHS[kind], count);
  if (kind === 'float') return new Float32Array(buffer, byteOffset, count);
  if (kind === 'double') return new Float64Array(buffer, byteOffset, count);
  if (kind === 'int32') return new Int32Array(buffer, byteOffset, count);
  return new BigInt64Array(buffer, byteOffset, count);
}
const WIDTHS = { int32: 4, float: 4, int64: 8, double: 8 } as const;

/** The same of instants, as milliseconds since the epoch. */
export function plainInstants(bytes: Uint8Array, kind: InstantKind, count: number): Float64Array {
  const { buffer, byteOffset } = aligned(bytes, 8, count);
  const instants = new Float64Array(count);
  if (kind === 'ns') {
    const values = new BigInt64Array(buffer, byteOffset, count);
    for (let at = 0; at < count; at += 1) instants[at] = Number((values[at] ?? 0n) / 1_000_000n);
    return instants;
  }
  // Halves of a number, the lower first.
  const low = new Uint32Array(buffer, byteOffset, 2 * count);
  const high = new Int32Array(buffer, byteOffset, 2 * count);
  const unit = kind === 'ms' ? 1 : 1000;
  for (let at = 0; at < count; at += 1) {
    const number = (high[2 * at + 1] ?? 0) * 2 ** 32 + (low[2 * at] ?? 0);
    instants[at] = Math.floor(number / unit);
  }
  return instants;
}

/** Numbers are looked at where their place is a multiple of their size. */
function aligned(bytes: Uint8Array, width: number, count: number): Uint8Array {
  if (bytes.length < count * width) throw new Error('values end early');
  return bytes.byteOffset % width === 0 ? bytes : bytes.slice();
}

const decoder = new TextDecoder();

/** Each behind its length, of four bytes. */
function texts(bytes: Uint8Array, count: number): readonly string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const all = isAscii(bytes) ? decoder.decode(bytes) : null;
  const found: string[] = [];
  let at = 0;
  for (let place = 0; place < count; place += 1) {
    const begin = at + 4;
    at = begin + view.getUint32(at, true);
    if (at > bytes.length) throw new Error('texts end early');
    found.push(all === null ? decoder.decode(bytes.subarray(begin, at)) : all.slice(begin, at));
  }
  return found;
}

/** Then each byte is a letter: one text of all is taken apart, which costs a fraction. */
function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) if ((bytes[at] ?? 0) > 127) return false;
  return true;
}
