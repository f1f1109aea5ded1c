import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputOf } from '../../cli/input.ts';
import { remarksOn, simulate } from '../../cli/simulate/index.ts';
import type { SimulateOptions } from '../../cli/simulate/index.ts';
import { createThreadPool } from '../../cli/simulate/thread-pool.ts';
import { zoneOffsets } from '../../shared/logs/index.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

const HOUR_MS = 3_600_000;
const start = Date.UTC(2026, 2, 27);
const zone = 'Europe/Berlin';
const offsetAt = zoneOffsets(zone)!;

const definitions = definitionsOf({
  metrics: {
    often: { count: 'a', within: '2d' },
    sum: { sum: 'b.n' },
    said: { last: 'a.text' },
    kinds: { distinct: '*.kind' },
    left: { sequence: [{ event: 'a' }, { not: 'b', for: '5h' }], within: '3d' },
    lacking: { count: 'nowhere' },
  },
  segments: {
    often: { when: { 'metric.often': { $gte: 2 } } },
    rich: { when: { 'metric.sum': { $gte: 6 } }, keep: '6h' },
    quoted: { when: { 'metric.said': 'say "yes",\nor no' } },
    many: { when: { 'metric.kinds': { $gte: 2 } } },
    left: { when: { 'metric.left': { $gte: 1 } } },
    returner: { when: { 'visitor.sessions': { $gte: 3 } } },
    lacking: { when: { 'metric.lacking': 0 } },
    german: { when: { 'geo.country': 'DE' } },
  },
});

interface Row {
  readonly visitor: string;
  readonly hour: number;
  readonly event: string;
  readonly n: string;
  readonly text: string;
  readonly kind: string;
  readonly other: number;
  readonly event_id: string;
  readonly time: 'utc' | 'local' | 'digits' | 'none';
}

const row: fc.Arbitrary<Row> = fc.record({
  visitor: fc.oneof(
    { weight: 5, arbitrary: fc.nat({ max: 60 }).map((number) => `v${number}`) },
    { weight: 1, arbitrary: fc.constantFrom('ü "5"', '=1+1', 'two\nlines', '') },
  ),
  // Some of them lie years apart from the others.
  hour: fc.oneof(
    { weight: 12, arbitrary: fc.nat({ max: 90 }) },
    { weight: 1, arbitrary: fc.constantFrom(-11_000, 20) },
  ),
  event: fc.constantFrom('a', 'b', 'a', 'b', 'c', 'Nowhere'),
  n: fc.constantFrom('1', '2', '1.234', '', '€5'),
  text: fc.constantFrom('', 'plain', 'say "yes",\nor no', '007', 'Müller'),
  kind: fc.constantFrom('x', 'y', ''),
  other: fc.nat(),
  event_id: fc.oneof(
    { weight: 6, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.constant('again') },
  ),
  time: fc.constantFrom('utc', 'utc', 'utc', 'local', 'digits'),
});
const bad = row.map((one): Row => ({ ...one, time: 'none' }));
const logs = (share: number) =>
  fc.array(fc.oneof({ weight: 100, arbitrary: row }, { weight: share, arbitrary: bad }), {
    minLength: 120,
    maxLength: 400,
    size: 'max',
  });

function timeOf({ hour, time }: Row): string {
  const instant = start + hour * HOUR_MS;
  if (time === 'digits') return String(instant);
  if (time === 'none') return 'yesterday';
  const text = new Date(instant).toISOString();
  return time === 'utc' ? text : text.slice(0, 16);
}
const fieldsOf = (one: Row) => ({ ...one, time: timeOf(one) });
const NAMES = ['visitor', 'time', 'event', 'n', 'text', 'kind', 'other', 'event_id'] as const;
const cellOf = (value: string | number) =>
  /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);

const asCsv = (log: readonly Row[]) =>
  [NAMES.join(','), ...log.map((one) => NAMES.map((name) => cellOf(fieldsOf(one)[name])).join(','))]
    .map((line) => `${line}\n`)
    .join('');
const asNdjson = (log: readonly Row[]) =>
  log.map((one) => `${JSON.stringify({ ...fieldsOf(one), hour: undefined })}\n`).join('');

async function run(path: string, options: Partial<SimulateOptions> = {}) {
  const seen: unknown[] = [];
  try {
    const result = await simulate({
      definitions,
      input: inputOf(path),
      at: null,
      stepMs: 11 * HOUR_MS,
      offsetAt,
      skipBad: true,
      now: start + 80 * HOUR_MS,
      onVisitor: (...one) => seen.push(one),
      startProgress: () => ({ update() {}, stop() {} }),
      ...options,
    });
    return { result, seen, remarks: remarksOn(result, path, true), error: null };
  } catch (error) {
    return { result: null, seen: [], remarks: [], error: String(error) };
  }
}
const threads = (stretchBytes: number) => ({
  threads: { count: 3, zone, isAsked: true, stretchBytes },
});

describe('a simulation by several threads', () => {
  it('says the same as one process, to the order of visitors, of CSV and of lines of JSON', async () => {
    const path = join(temporaryFolder(), 'log');
    let read = 0;
    await fc.assert(
      fc.asyncProperty(
        logs(3),
        fc.boolean(),
        fc.integer({ min: 200, max: 20_000 }),
        async (log, isCsv, stretchBytes) => {
          writeFileSync(path, isCsv ? asCsv(log) : asNdjson(log));
          const alone = await run(path);
          expect(await run(path, threads(stretchBytes))).toEqual(alone);
          expect(await run(path, { ...threads(stretchBytes), blockBytes: 400 })).toEqual(alone);
          read += alone.result?.bad ?? 0;
        },
      ),
      { numRuns: 5 },
    );
    expect(read).toBeGreaterThan(0);
  });

  it('ends at the first bad row, and says which it is', async () => {
    const path = join(temporaryFolder(), 'log');
    let failed = 0;
    await fc.assert(
      fc.asyncProperty(
        logs(1),
        fc.boolean(),
        fc.integer({ min: 200, max: 5000 }),
        async (log, isCsv, stretchBytes) => {
          writeFileSync(path, isCsv ? asCsv(log) : asNdjson(log));
          const alone = await run(path, { skipBad: false });
          expect(await run(path, { ...threads(stretchBytes), skipBad: false })).toEqual(alone);
          if (alone.error !== null) failed += 1;
        },
      ),
      { numRuns: 4 },
    );
    expect(failed).toBeGreaterThan(0);
  });

  it.each([
    ['quotes that are not closed', (text: string) => text.replace(/^v3/m, '"v3')],
    ['quotes within cells', (text: string) => text.replaceAll('plain', 'pl"ain')],
    ['lines that end with CR alone', (text: string) => text.replaceAll('\n', '\r')],
    [
      'empty lines, and no end of the last',
      (text: string) => `\n\n${text.replaceAll('\n', '\r\n\r\n').trimEnd()}`,
    ],
    ['a mark of the byte order', (text: string) => `\uFEFF${text}`],
    ['another separator', (text: string) => text.replaceAll(',', ';')],
    ['letters that are no UTF-8', (text: string) => Buffer.from(text, 'latin1')],
    ['no column for the visitor', (text: string) => text.replace('visitor', 'who')],
    ['headings alone', (text: string) => text.replace(/\n[^]*/, '\n')],
    ['a line that is too long', (text: string) => text.replace('plain', 'p'.repeat(1_100_000))],
    [
      'quotes that hold too much',
      (text: string) => text.replace('plain', `"${'p\n'.repeat(600_000)}"`),
    ],
  ] as const)('reads a log with %s as one process does', async (_, change) => {
    const [log = []] = fc.sample(logs(2), { seed: 7, numRuns: 1 });
    const path = join(temporaryFolder(), 'log.csv');
    writeFileSync(path, change(asCsv(log)));
    expect(await run(path, threads(3000))).toEqual(await run(path));
  });

  it('says the same of a log in columns, of lines of JSON and of CSV', async () => {
    const folder = temporaryFolder();
    const plain = fc.sample(row, { seed: 11, numRuns: 6000 }).map((one): Row => ({
      ...one,
      visitor: one.visitor === '' ? 'nobody' : one.visitor,
      time: 'utc',
    }));
    const [csv, ndjson, parquet] = ['log.csv', 'log.ndjson', 'log.parquet'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    writeFileSync(csv, asCsv(plain));
    // An empty cell is no property.
    const filled = (one: Row) =>
      Object.fromEntries(Object.entries(fieldsOf(one)).filter(([, value]) => value !== ''));
    writeFileSync(ndjson, plain.map((one) => `${JSON.stringify(filled(one))}\n`).join(''));
    const instance = await DuckDBInstance.create(':memory:');
    const database = await instance.connect();
    // Texts stay texts: `007` is one of them.
    await database.run(
      `COPY (SELECT visitor, time::TIMESTAMPTZ AS time, event, n, text, kind, other, event_id
        FROM read_json('${ndjson}', format = 'newline_delimited', columns = {visitor: 'VARCHAR', time: 'VARCHAR', event: 'VARCHAR', n: 'VARCHAR', text: 'VARCHAR', kind: 'VARCHAR', other: 'BIGINT', event_id: 'VARCHAR'}))
        TO '${parquet}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
    );
    database.closeSync();
    instance.closeSync();
    const said = async (path: string, options = {}) => {
      const found = await run(path, options);
      if (!found.result) throw new Error(found.error);
      return { seen: found.seen, result: found.result };
    };
    const alone = await said(parquet);
    expect(alone.result.segments.find(({ id }) => id === 'quoted')?.members).toBeGreaterThan(0);
    expect(await said(parquet, threads(1))).toEqual(alone);
    expect(await said(ndjson)).toEqual(alone);
    const [one, other] = [alone, await said(csv, threads(20_000))];
    // Numbers are such in CSV, and the line of headings is one, too.
    expect(other.result.segments).toEqual(one.result.segments);
    expect(other.result.overlaps).toEqual(one.result.overlaps);
    expect(other.result.overTime).toEqual(one.result.overTime);
    expect(other.seen).toEqual(one.seen);
  });

  it('is asked for on the command line, and writes the same', async () => {
    const [log = []] = fc.sample(logs(0), { seed: 3, numRuns: 1 });
    const path = fileWith('log.csv', asCsv(log.filter(({ visitor }) => visitor !== '')));
    const written = fileWith('segments.json', JSON.stringify(definitions));
    const args = ['simulate', '--definitions', written, '--events', path, '--json'];
    const options = ['--over-time', '11h', '--skip-bad', '--time-zone', zone];
    const one = await covey([...args, ...options, '--threads', '1']);
    const three = await covey([...args, ...options, '--threads', '3']);
    expect(one.code).toBe(0);
    expect({ ...three, err: '' }).toEqual({ ...one, err: '' });
    for (const count of ['0', '65'])
      expect((await covey([...args, '--threads', count])).err).toContain(
        'A whole number from 1 to 64 is expected.',
      );
  });

  it('says so when a thread ends before its work is done', async () => {
    const setup = {
      is: 'covey simulate',
      definitions,
      name: 'log',
      columns: {},
      unit: undefined,
      format: undefined,
      zone,
      at: null,
      now: Infinity,
      skipBad: false,
    } as const;
    const dying = new URL('data:text/javascript,process.exit(3)');
    const pool = createThreadPool(2, setup, dying);
    const task = { form: 'ndjson', text: new Uint8Array() } as const;
    const answers = [1, 2, 3].map(() => pool.run('stretch', task));
    for (const answer of answers)
      await expect(answer).rejects.toThrow('ended before its work was done');
    await pool.stop();
    const working = createThreadPool(1, setup);
    await expect(working.run('part', new Uint8Array(16))).rejects.toThrow('a part came before');
    expect((await working.run('stretch', task)).lines).toBe(0);
    await working.stop();
  });
});
