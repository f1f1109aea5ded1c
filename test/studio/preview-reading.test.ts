import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../../worker/studio/preview/work/look.ts';
import { type Asked, readLog } from '../../worker/studio/preview/work/read-log.ts';
import { Refused } from '../../worker/studio/preview/work/refused.ts';

const UTC: Asked = { columns: {}, zone: 'UTC' };
const NOW = Date.UTC(2026, 5, 1);
type Bytes = string | Uint8Array<ArrayBuffer>;
const fileOf = (content: Bytes, name = 'log') => new File([content], name);
const read = (content: Bytes, asked = UTC) => readLog(fileOf(content), asked, NOW, () => {});

/** What a log says, whatever form it has. */
async function told(content: Bytes, asked = UTC) {
  const { log, ...taken } = await read(content, asked);
  const events = log.ids.flatMap((visitor, at) =>
    Array.from({ length: (log.starts[at + 1] ?? 0) - (log.starts[at] ?? 0) }, (_, place) => {
      const one = (log.starts[at] ?? 0) + place;
      const [from, to] = [log.propertyStarts[one] ?? 0, log.propertyStarts[one + 1] ?? 0];
      const props = Array.from(log.propertyColumns.subarray(from, to), (column, index) => [
        log.columns[column],
        log.values[column]?.[log.propertyValues[from + index] ?? 0],
      ]);
      return [
        visitor,
        log.eventNames[log.names[one] ?? 0],
        log.times[one],
        Object.fromEntries(props),
      ];
    }),
  );
  return { ...taken, events: events.toSorted() };
}
const refusal = async (content: Bytes, asked = UTC) => {
  try {
    await read(content, asked);
  } catch (error) {
    if (error instanceof Refused) return [error.message, ...error.hints].join(' ');
    throw error;
  }
  return 'read';
};

const csv = `visitor,time,event,value,items
a,2026-03-01T10:00:00Z,purchase,49.90,"[{""id"":""x""}]"
b,2026-03-01T09:00:00Z,page_view,,
a,2026-02-28T10:00:00Z,page_view,,
`;
const events = [
  ['a', 'page_view', Date.UTC(2026, 1, 28, 10), {}],
  ['a', 'purchase', Date.UTC(2026, 2, 1, 10), { value: 49.9, items: [{ id: 'x' }] }],
  ['b', 'page_view', Date.UTC(2026, 2, 1, 9), {}],
];

describe('a log dropped into the studio', () => {
  it('says the same as CSV, as NDJSON, and packed by gzip', async () => {
    const ndjson = events
      .map(([visitor, event, time, properties]) =>
        JSON.stringify({ visitor, event, time, properties }),
      )
      .join('\n');
    expect((await told(csv)).events).toEqual(events);
    expect((await told(ndjson)).events).toEqual(events);
    expect((await told(new Uint8Array(gzipSync(csv)))).events).toEqual(events);
    expect((await told(csv.replaceAll(',', ';').replaceAll('""x"";', '""x"",'))).events).toEqual(
      events,
    );
  });

  it.each(['snappy', 'zstd', 'gzip', 'uncompressed'])(
    'is read as Parquet, packed by %s',
    async (codec) => {
      const folder = mkdtempSync(join(tmpdir(), 'covey-preview-'));
      try {
        const path = join(folder, 'log.parquet');
        const connection = await (await DuckDBInstance.create(':memory:')).connect();
        await connection.run(`COPY (SELECT * FROM (VALUES
        ('a', TIMESTAMPTZ '2026-03-01 10:00:00Z', 'purchase', 49.9::DOUBLE, [{id: 'x'}], 9007199254740993),
        ('b', TIMESTAMPTZ '2026-03-01 09:00:00Z', 'page_view', NULL, NULL, 7)
      ) log(visitor, time, event, value, items, big)) TO '${path}' (FORMAT parquet, COMPRESSION ${codec})`);
        connection.closeSync();
        const bytes = new Uint8Array(readFileSync(path));
        expect((await told(bytes)).events).toEqual([
          [
            'a',
            'purchase',
            Date.UTC(2026, 2, 1, 10),
            { value: 49.9, items: [{ id: 'x' }], big: '9007199254740993' },
          ],
          ['b', 'page_view', Date.UTC(2026, 2, 1, 9), { value: null, items: null, big: 7 }],
        ]);
        expect((await lookAt(fileOf(bytes))).guess).toEqual({
          visitor: 'visitor',
          time: 'time',
          event: 'event',
          id: null,
        });
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  it('has its columns guessed by what others call them, and offers none where none is like it', async () => {
    const { guess, columns } = await lookAt(
      fileOf('user_pseudo_id,event_timestamp,event_name,x\n7,1764000000,buy,1\n'),
    );
    expect(guess).toEqual({
      visitor: 'user_pseudo_id',
      time: 'event_timestamp',
      event: 'event_name',
      id: null,
    });
    expect(columns[1]).toEqual({ name: 'event_timestamp', sample: '1764000000' });
    const json = await lookAt(
      fileOf('{"distinct_id":"a","ts":1,"event":"b","properties":{"$insert_id":"c"}}\n{"dist'),
    );
    expect(json.guess).toEqual({
      visitor: 'distinct_id',
      time: 'ts',
      event: 'event',
      id: '$insert_id',
    });
    expect((await lookAt(fileOf('q,w\n1,2\n'))).guess.visitor).toBeNull();
  });

  it('is read by the columns and the format of times that were chosen', async () => {
    const text = 'who,when,what\na,01.03.2026 10:00,b\n';
    const columns = { visitor: 'who', time: 'when', event: 'what' };
    expect(await refusal(text, { ...UTC, columns })).toContain(
      'Format of times: "DD.MM.YYYY HH:mm"',
    );
    const { events: found } = await told(text, {
      columns,
      zone: 'Europe/Berlin',
      format: 'DD.MM.YYYY HH:mm',
    });
    expect(found).toEqual([['a', 'b', Date.UTC(2026, 2, 1, 9), {}]]);
  });

  it('loses the rows that cannot be read, and names the first of them', async () => {
    const {
      bad,
      badRows,
      later,
      events: found,
    } = await told(
      `${csv}c,yesterday,page_view,,\n"d,2026-03-01T10:00:00Z,x,,\ne,2026-03-01\n,2026-03-01,x,,\n__proto__,2026-03-02,constructor,1,\nf,2031-01-01,x,,\n`,
    );
    expect(bad).toBe(4);
    expect(badRows.map(({ line }) => line)).toEqual([5, 6, 7]);
    expect(later).toBe(1);
    expect(found).toContainEqual(['__proto__', 'constructor', Date.UTC(2026, 2, 2), { value: 1 }]);
  });

  it.each([
    ['', 'is empty'],
    ['visitor,time,event\n', 'holds no events'],
    ['visitor,time,event\na,b,c\n', 'none of its 1 rows can be read. Line 2: "b" is no time'],
    [
      'user_id,time,event\na,1764000000,c\n',
      'no column visitor. The headings are user_id, time, event',
    ],
    ['[{"visitor":"a"}]', 'one list in JSON'],
    ['visitor,time,event,time\n', 'two columns are named "time"'],
  ])('is refused with the way out: %j', async (text, message) => {
    expect(await refusal(text)).toContain(message);
  });

  it.each([
    ['', 'is empty'],
    ['\n', 'is empty'],
    [' [{"visitor":"a"}]', 'one list in JSON'],
  ])('is refused before anybody is asked for its columns: %j', async (text, message) => {
    await expect(lookAt(fileOf(text))).rejects.toThrow(message);
  });

  it('is refused where it is broken or packed by something else', async () => {
    expect(await refusal(new Uint8Array(gzipSync(csv)).slice(0, 60))).toContain(
      'it ends early, or is no gzip',
    );
    expect(await refusal(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0, 0, 0, 0]))).toContain(
      'a ZIP archive, which is not read. Unpack it with unzip, or drop it packed by gzip. A workbook of a spreadsheet is one, too: save its sheet as CSV.',
    );
    expect(await refusal(new Uint8Array([...new TextEncoder().encode('PAR1'), 1, 2, 3]))).toContain(
      'as Parquet',
    );
    expect(await refusal(csv, { ...UTC, zone: 'Mars' })).toContain('no time zone');
  });
});
