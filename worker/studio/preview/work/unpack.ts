import { Refused } from './refused.ts';

export interface Piece {
  readonly text: string;
  /** Bytes of the file that were read so far. */
  readonly bytes: number;
}

/** A log as text, whatever it is packed in; of Parquet, a line of JSON for each row. */
export interface Content {
  readonly form: 'text' | 'parquet';
  readonly pieces: AsyncGenerator<Piece>;
}

/** Forms that are not read, by their first bytes, and what unpacks them. */
const PACKED: readonly (readonly [name: string, tool: string, bytes: readonly number[]])[] = [
  ['a ZIP archive', 'unzip', [0x50, 0x4b, 0x03, 0x04]],
  ['packed by bzip2', 'bunzip2', [0x42, 0x5a, 0x68]],
  ['packed by xz', 'unxz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['packed by zstd', 'unzstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['packed by lz4', 'unlz4', [0x04, 0x22, 0x4d, 0x18]],
];
const GZIP = [0x1f, 0x8b];
const PARQUET = [0x50, 0x41, 0x52, 0x31];

const starts = (head: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, at) => head[at] === byte);

/** Looks at the first bytes. @throws Refused for what is not read, here and in the pieces. */
export async function contentOf(file: File): Promise<Content> {
  const head = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  if (starts(head, PARQUET)) {
    // Loaded for who has such a file alone.
    const { linesOfParquet } = await import('./parquet.ts');
    return { form: 'parquet', pieces: linesOfParquet(file) };
  }
  const isPacked = starts(head, GZIP);
  if (!isPacked) refusePacked(head, file.name);
  return { form: 'text', pieces: textOf(file, isPacked) };
}

function refusePacked(head: Uint8Array, name: string): void {
  const [form, tool] = PACKED.find(([, , bytes]) => starts(head, bytes)) ?? [];
  if (form !== undefined)
    throw new Refused(`${name} is ${form}, which is not read.`, [
      `Unpack it with ${tool}, or drop it packed by gzip.`,
      ...(tool === 'unzip'
        ? ['A workbook of a spreadsheet is one, too: save its sheet as CSV.']
        : []),
    ]);
}

async function* textOf(file: File, isPacked: boolean): AsyncGenerator<Piece> {
  let bytes = 0;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.length;
      controller.enqueue(chunk);
    },
  });
  const raw = file.stream().pipeThrough(counted);
  const reader = (isPacked ? raw.pipeThrough(new DecompressionStream('gzip')) : raw).getReader();
  let decoder: TextDecoder | null = null;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      if (!decoder) {
        if (starts(value, PARQUET) || starts(value, GZIP))
          throw new Refused(`${file.name} is packed twice.`, [
            'Unpack it once before you drop it.',
          ]);
        if (isPacked) refusePacked(value, file.name);
        decoder = new TextDecoder(encodingOf(value));
      }
      yield { text: decoder.decode(value, { stream: true }), bytes };
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(
      `${file.name} cannot be read: ${isPacked ? 'it ends early, or is no gzip.' : String(error)}`,
      [
        isPacked
          ? 'Pack it anew, or drop it as it was before.'
          : 'Drop it anew: it may have been changed or moved.',
      ],
    );
  } finally {
    await reader.cancel().catch(() => {});
  }
  if (decoder) yield { text: decoder.decode(), bytes };
}

/** Spreadsheets write two bytes for a letter, and say so. */
const encodingOf = (head: Uint8Array): string =>
  starts(head, [0xff, 0xfe]) ? 'utf-16le' : starts(head, [0xfe, 0xff]) ? 'utf-16be' : 'utf-8';
