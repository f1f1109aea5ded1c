import { Readable, pipeline } from 'node:stream';
import * as zlib from 'node:zlib';
import { Failure } from '../failure.ts';

type Chunks = AsyncIterable<Buffer>;

/** A log's text as UTF-8; or Parquet, which is no text. */
export type Unpacked =
  { readonly form: 'text'; readonly chunks: Chunks } | { readonly form: 'parquet' };

const starts = (chunk: Buffer, ...bytes: readonly number[]): boolean =>
  bytes.every((byte, at) => chunk[at] === byte);

/** Forms that Node, or this Node, cannot unpack, by their first bytes, and who can. */
const PACKED: readonly (readonly [name: string, tool: string, bytes: readonly number[]])[] = [
  ['a ZIP archive', 'unzip -p log.zip', [0x50, 0x4b, 0x03, 0x04]],
  ['packed by bzip2', 'bzip2 -dc log.bz2', [0x42, 0x5a, 0x68]],
  ['packed by xz', 'xz -dc log.xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['packed by zstd', 'zstd -dc log.zst', [0x28, 0xb5, 0x2f, 0xfd]],
  ['packed by lz4', 'lz4 -dc log.lz4', [0x04, 0x22, 0x4d, 0x18]],
];

/** Looks at the first bytes. @throws Failure for what cannot be read, with the way out. */
export async function unpacked(
  chunks: AsyncGenerator<Buffer>,
  /** Says of the log what fails on the way. */
  named: (chunks: Chunks) => AsyncGenerator<Buffer>,
): Promise<Unpacked> {
  const [first, all] = await peek(chunks);
  if (starts(first, 0x1f, 0x8b)) return unpacked(named(through(all, zlib.createGunzip())), named);
  // Node unpacks zstd from 22.15 on.
  if (starts(first, 0x28, 0xb5, 0x2f, 0xfd) && 'createZstdDecompress' in zlib)
    return unpacked(named(through(all, zlib.createZstdDecompress())), named);
  if (starts(first, 0x50, 0x41, 0x52, 0x31)) {
    await all.return(undefined);
    return { form: 'parquet' };
  }
  for (const [name, tool, bytes] of PACKED) {
    if (!starts(first, ...bytes)) continue;
    await all.return(undefined);
    throw new Failure('file', `The log is ${name}, which is not read.`, [
      `Unpack it on the way: ${tool} | covey simulate --events - …`,
      ...(tool.startsWith('unzip')
        ? ['A workbook of a spreadsheet is one, too: save its sheet as CSV.']
        : []),
    ]);
  }
  if (starts(first, 0xff, 0xfe)) return { form: 'text', chunks: utf8(all, 'utf-16le') };
  if (starts(first, 0xfe, 0xff)) return { form: 'text', chunks: utf8(all, 'utf-16be') };
  return { form: 'text', chunks: all };
}

/** The first bytes, at least a few, and all chunks again. */
async function peek(chunks: AsyncGenerator<Buffer>): Promise<[Buffer, AsyncGenerator<Buffer>]> {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < 8) {
    const { value, done } = await chunks.next();
    if (done) break;
    first = first.length === 0 ? value : Buffer.concat([first, value]);
  }
  const all = async function* (): AsyncGenerator<Buffer> {
    if (first.length > 0) yield first;
    yield* chunks;
  };
  return [first, all()];
}

async function* through(
  chunks: AsyncGenerator<Buffer>,
  transform: NodeJS.ReadWriteStream,
): AsyncGenerator<Buffer> {
  // Errors of either end the reading below.
  const out = pipeline(Readable.from(chunks), transform, () => {});
  yield* out as unknown as AsyncIterable<Buffer>;
}

/** Text of a spreadsheet that writes two bytes for a letter. */
async function* utf8(chunks: Chunks, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
