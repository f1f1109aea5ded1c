import { readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codedColumn } from '../../../shared/parquet/coded-column.ts';
import type { ColumnBytes } from '../../../shared/parquet/pages.ts';
import { instantsAsNumbers, openParquet } from '../../../shared/parquet/index.ts';
import type { RowRange } from '../../../shared/parquet/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'covey-coded-'));
afterAll(() => rmSync(folder, { recursive: true }));

let connection: Awaited<ReturnType<DuckDBInstance['connect']>>;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => connection.closeSync());

let files = 0;
async function written(select: string, options: string): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, `${(files += 1)}.parquet`);
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet${options})`);
  return new Uint8Array(readFileSync(path));
}
const opened = (bytes: Uint8Array<ArrayBuffer>) =>
  openParquet({
    byteLength: bytes.length,
    slice: (start, end) => bytes.slice(start, end).buffer,
  });

const COLUMNS = ['few', 'many', 'none', 'real', 'short', 'whole', 'long', 'letters', 'no'];
const ROWS = `SELECT
    CASE WHEN n % 7 = 0 THEN NULL ELSE 'kind ' || (n % 5) END AS few,
    'a text of its own, ' || n AS many,
    NULL::VARCHAR AS none,
    CASE WHEN n % 3 = 0 THEN n / 8 END AS real,
    (n % 100)::FLOAT / 3 AS short,
    (n % 1000)::INTEGER - 500 AS whole,
    9007199254740993 + n % 50 AS long,
    CASE n % 4 WHEN 0 THEN 'Müller' WHEN 1 THEN '' WHEN 2 THEN '東京 🗼' ELSE 'x' END AS letters,
    'the same' AS no,
    TIMESTAMPTZ '1960-01-01 00:00:00.123456Z' + INTERVAL (n * 7919) MINUTE AS us,
    CASE WHEN n % 9 > 0 THEN TIMESTAMPTZ '2026-03-01 10:00:00Z' + INTERVAL (n % 20) HOUR END AS seldom
  FROM range(5000) t(n)`;

/** What rows say, by the reader of all that there is. */
async function plainly(bytes: Uint8Array<ArrayBuffer>, time: string, range: RowRange) {
  const parquet = await opened(bytes);
  const values = await parquet.columns(COLUMNS, range);
  const instants = await parquet.columns([time], range, instantsAsNumbers);
  const rows = Array.from({ length: range.to - range.from }, (_, row) => row);
  return {
    columns: COLUMNS.map((name) => rows.map((row) => values.get(name)?.[row] ?? null)),
    instants: rows.map((row) => instants.get(time)?.[row] ?? NaN),
  };
}

async function coded(bytes: Uint8Array<ArrayBuffer>, time: string, range: RowRange) {
  const found = await (await opened(bytes)).coded(COLUMNS, time, range);
  return (
    found && {
      columns: COLUMNS.map((name) => {
        const { codes = new Uint32Array(), values = [] } = found.columns.get(name) ?? {};
        return Array.from(codes, (code) => values[code]);
      }),
      instants: [...found.instants],
    }
  );
}

describe('columns whose rows name values by their places', () => {
  it.each(['snappy', 'zstd', 'gzip', 'brotli', 'lz4_raw', 'uncompressed'])(
    'say what their rows say, packed by %s, in any range',
    async (codec) => {
      for (const groups of [2048, 122_880]) {
        const bytes = await written(ROWS, `, COMPRESSION ${codec}, ROW_GROUP_SIZE ${groups}`);
        for (const time of ['us', 'seldom'])
          for (const [from, to] of [
            [0, 2048],
            [100, 101],
            [2047, 2048],
            [2048, 3000],
            [4200, 5000],
          ] as const) {
            const found = await coded(bytes, time, { from, to });
            expect(found).not.toBeNull();
            expect(found).toEqual(await plainly(bytes, time, { from, to }));
          }
      }
    },
  );

  it('are not read where a value is no text, no number, or more than one', async () => {
    const bytes = await written(
      `SELECT [n] AS list, {a: n} AS struct, n % 2 = 0 AS truth, n::DECIMAL(9, 2) AS exact, DATE '2026-01-01' AS day,
        TIMESTAMP '2026-01-01' AS local, 'x' AS text, TIMESTAMPTZ '2026-01-01 00:00:00Z' AS time, n::UTINYINT AS small
      FROM range(10) t(n)`,
      '',
    );
    const parquet = await opened(bytes);
    const range = { from: 0, to: 10 };
    for (const name of [
      'list',
      'struct',
      'truth',
      'exact',
      'day',
      'local',
      'time',
      'small',
      'nowhere',
    ])
      expect([name, await parquet.coded([name], 'time', range)]).toEqual([name, null]);
    for (const name of ['text', 'local', 'day', 'nowhere'])
      expect([name, await parquet.coded(['text'], name, range)]).toEqual([name, null]);
    expect(await parquet.coded(['text'], 'time', range)).not.toBeNull();
  });

  it('are read, left alone, or refused, whatever bytes are wrong', async () => {
    const bytes = await written(`${ROWS} LIMIT 300`, ', COMPRESSION uncompressed');
    const range = { from: 10, to: 290 };
    let [read, left] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), {
          minLength: 1,
          maxLength: 4,
        }),
        async (changes) => {
          const wrong = bytes.slice();
          for (const [at, byte] of changes) wrong[at] = byte;
          const parquet = await opened(wrong).catch(() => null);
          const found = await parquet?.coded(COLUMNS, 'us', range);
          if (!found) left += 1;
          else {
            read += 1;
            expect(found.instants).toHaveLength(280);
            for (const { codes, values } of found.columns.values())
              expect(codes.every((code) => code < values.length)).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(read).toBeGreaterThan(0);
    expect(left).toBeGreaterThan(0);
  });
});

/** A number in Thrift's compact protocol, with the field it stands in. */
const field = (step: number, number: number): readonly number[] => [step * 16 + 5, number * 2];

describe('a page of the second version', () => {
  // By hand: three rows of four have a value, which are the first, the second and the first of a dictionary.
  const texts = [1, 0, 0, 0, 97, 1, 0, 0, 0, 98];
  // Packed by Snappy, which may as well say: so many bytes, as they are.
  const dictionary = [texts.length, (texts.length - 1) * 4, ...texts];
  const levels = [3, 0b1101];
  const places = [1, 3, 0b010];
  const length = levels.length + places.length;
  const struct = (step: number, ...fields: readonly (readonly number[])[]) => [
    step * 16 + 12,
    ...fields.flat(),
    0,
  ];
  const isNotPacked = [16 + 2];
  const named = [
    ...[field(1, 2), field(1, texts.length), field(1, dictionary.length)].flat(),
    ...struct(4, field(1, 2), field(1, 0)),
    0,
    ...dictionary,
  ];
  const counts = [field(1, 4), field(1, 1), field(1, 4)];
  const rows = [
    ...[field(1, 3), field(1, length), field(1, length)].flat(),
    ...struct(5, ...counts, field(1, 8), field(1, levels.length), field(1, 0), isNotPacked),
    0,
    ...levels,
    ...places,
  ];
  const bytes = Uint8Array.from([...named, ...rows]);
  const column = { bytes, codec: 'SNAPPY', compressors: {}, isOptional: true, rows: 4 } as const;

  it('is read', () => {
    const { codes, values } = codedColumn(column, 'text', { from: 0, to: 4 });
    expect(Array.from(codes, (code) => values[code])).toEqual(['a', null, 'b', 'a']);
    const some = codedColumn(column, 'text', { from: 2, to: 3 });
    expect(Array.from(some.codes, (code) => some.values[code])).toEqual(['b']);
  });

  it('that ends early, or names what is not there, is refused', () => {
    const refused = (changed: Partial<ColumnBytes>) =>
      expect(() =>
        codedColumn({ ...column, ...changed }, 'text', { from: 0, to: changed.rows ?? 4 }),
      );
    refused({ rows: 5 }).toThrow('a column ends early');
    refused({ rows: 3 }).toThrow('a page is too long');
    for (const end of [5, 15, bytes.length - 1])
      refused({ bytes: bytes.slice(0, end) }).toThrow('early');
    refused({ bytes: Uint8Array.from(rows) }).toThrow('a value is named that is not there');
  });
});
