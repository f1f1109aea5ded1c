// Logs as others write them: read as they are meant, or refused with the option that helps.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { dateFormat, parseInstant, zoneOffsets } from '../../shared/logs/index.ts';
import { readTime } from '../../shared/logs/index.ts';
import type { TimeForms } from '../../shared/logs/index.ts';
import { duckdb } from '../shared/sql/duckdb.ts';
import { select } from '../shared/sql/engine.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

const definitions = fileWith(
  'segments.json',
  JSON.stringify(
    definitionsOf({
      metrics: {
        orders: { count: 'purchase' },
        spend: { sum: 'purchase.value' },
        mean: { mean: 'purchase.value' },
        big: { count: 'purchase', where: { order: '9007199254740993' } },
      },
      segments: {
        buyer: { when: { 'metric.orders': { $gte: 1 } } },
        again: { when: { 'metric.orders': { $gte: 2 } } },
        mean: { when: { 'metric.mean': { $gt: 0 } } },
        rich: { when: { 'metric.spend': { $gte: 30 } } },
        exact: { when: { 'metric.big': { $gte: 1 } } },
      },
    }),
  ),
);

interface Answer {
  readonly code: number | null;
  readonly err: string;
  readonly at?: string;
  readonly events?: number;
  readonly visitors?: number;
  readonly members: { readonly [id: string]: number | null };
}

async function simulated(log: string, ...more: readonly string[]): Promise<Answer> {
  const { code, out, err } = await covey([
    'simulate',
    '--definitions',
    definitions,
    '--events',
    log,
    '--json',
    ...more,
  ]);
  const result = (code === 0 ? JSON.parse(out) : { segments: {} }) as Omit<Answer, 'members'> & {
    readonly segments: { readonly [id: string]: { readonly members: number | null } };
  };
  const members = Object.entries(result.segments).map(([id, size]) => [id, size.members]);
  return { ...result, code, err, members: Object.fromEntries(members) };
}
const logOf = (...lines: readonly string[]) => fileWith('log.csv', `${lines.join('\n')}\n`);

const ROWS = [
  'visitor,time,event,value,order',
  'a,2026-03-01T10:00:00Z,purchase,10,9007199254740993',
  'a,2026-03-02T10:00:00Z,purchase,20,9007199254740994',
  'b,2026-03-02T10:00:00Z,visit,,',
];
const EXPECTED = { buyer: 1, again: 1, mean: 1, rich: 1, exact: 1 };

describe('a log', () => {
  it('may be separated by semicolons, tabs or bars', async () => {
    for (const [separator, word] of [
      [';', 'a semicolon'],
      ['\t', 'a tab'],
      ['|', 'a bar'],
    ] as const) {
      const { members, err } = await simulated(
        logOf(...ROWS.map((row) => row.replaceAll(',', separator))),
      );
      expect(members).toEqual(EXPECTED);
      expect(err).toContain(word);
    }
  });

  it('may be packed by gzip or zstd, or be of two bytes a letter', async () => {
    const text = Buffer.from(`${ROWS.join('\n')}\n`);
    const folder = temporaryFolder();
    for (const [name, bytes] of [
      ['log.csv.gz', gzipSync(text)],
      ['log.csv.zst', zstdCompressSync(text)],
      ['twice.gz', gzipSync(gzipSync(text))],
      ['utf16.txt', Buffer.from(`\uFEFF${text.toString()}`, 'utf16le')],
    ] as const) {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      expect([name, (await simulated(path)).members]).toEqual([name, EXPECTED]);
    }
    const cut = join(folder, 'cut.gz');
    writeFileSync(cut, gzipSync(text).subarray(0, 30));
    expect((await simulated(cut)).err).toContain('cannot be read');
  });

  it('is named where it is packed in another way', async () => {
    const path = join(temporaryFolder(), 'log.zip');
    writeFileSync(path, Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0]));
    const { code, err } = await simulated(path);
    expect(code).toBe(1);
    expect(err).toContain('ZIP');
    expect(err).toContain('unzip -p');
    expect(err).toContain('save its sheet as CSV');
  });

  it('is named where it is one list, or not UTF-8', async () => {
    const list = await simulated(fileWith('log.json', '[ {"visitor":1} ]'));
    expect(list.code).toBe(1);
    expect(list.err).toContain('jq -c');
    const path = join(temporaryFolder(), 'log.csv');
    writeFileSync(
      path,
      Buffer.from(`${ROWS.join('\n')}\nM\u00fcller,2026-03-01,visit,,\n`, 'latin1'),
    );
    expect((await simulated(path)).err).toContain('not all UTF-8');
    writeFileSync(path, `${ROWS.join('\n')}\nM\u00fcller,2026-03-01,visit,,\n`);
    const good = await simulated(path);
    expect(good.err).not.toContain('UTF-8');
    expect(good.err).toContain('1 time names no zone');
  });

  it('may be Parquet, with numbers and times of its own types', async () => {
    const database = await duckdb.open();
    const path = join(temporaryFolder(), "it's.parquet");
    const file = `'${path.replaceAll("'", "''")}'`;
    await database.run(
      select(`COPY (SELECT * FROM (VALUES
        ('a', TIMESTAMPTZ '2026-03-01 10:00:00+00', 'purchase', 10.5::DECIMAL(9,2), 9007199254740993),
        ('a', TIMESTAMPTZ '2026-03-02 10:00:00+00', 'purchase', 20, 9007199254740994),
        ('b', TIMESTAMPTZ '2026-03-02 10:00:00+00', 'visit', NULL, NULL)
      ) AS log(visitor, time, event, value, "order")) TO ${file} (FORMAT parquet)`),
    );
    database.close();
    const found = await simulated(path);
    expect(found.members).toEqual(EXPECTED);
    expect(found.at).toBe('2026-03-02T10:00:00.001Z');
  });

  it('says of a Parquet file that it cannot be read, why, and how to mend it', async () => {
    const path = fileWith('log.parquet', 'PAR1 and what follows');
    const { code, err } = await simulated(path);
    expect(code).toBe(1);
    expect(err).toMatch(/log\.parquet cannot be read: .*footer/);
    expect(err).toContain('write it anew');
    expect(err).not.toContain('    at ');
  });

  it('has its columns under other names, and near ones are offered', async () => {
    const rows = ['user_ID;Timestamp;event_name;value;order', ...ROWS.slice(1)].map((row) =>
      row.replaceAll(',', ';'),
    );
    const wrong = await simulated(logOf(...rows));
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('--visitor user_ID --time Timestamp --event event_name');
    const named = ['--visitor', 'user_ID', '--time', 'Timestamp', '--event', 'event_name'];
    expect((await simulated(logOf(...rows), ...named)).members).toEqual(EXPECTED);
    const typo = await simulated(logOf(...rows), '--visitor', 'userId', ...named.slice(2));
    expect(typo.err).toContain('no column userId');
    expect(typo.err).toContain('--visitor user_ID');
    const ndjson = fileWith(
      'log.ndjson',
      '{"user_id":"a","timestamp":1772359200000,"event":"purchase","value":1,"order":1}\n',
    );
    const row = await simulated(ndjson);
    expect(row.err).toContain(
      'log.ndjson:1: the visitor is missing. Perhaps --visitor user_id --time timestamp?',
    );
    const as = ['--visitor', 'user_id', '--time', 'timestamp'];
    expect((await simulated(ndjson, ...as)).members).toMatchObject({ buyer: 1 });
  });

  it('has spaces around its cells, which are none of theirs', async () => {
    const spaced = ROWS.map((row) => row.split(',').join(' , '));
    expect((await simulated(logOf(...spaced))).members).toEqual(EXPECTED);
    const ndjson =
      '{"visitor":" a ","time":" 2026-03-01","event":" purchase ","value":30,"order":1}';
    expect((await simulated(fileWith('l', ndjson))).members).toMatchObject({ buyer: 1, rich: 1 });
  });

  it('keeps whole numbers above 2^53 as text, for visitors and properties, in both forms', async () => {
    const line = (visitor: string) =>
      `{"visitor":${visitor},"time":"2026-03-01","event":"purchase","value":1,"order":9007199254740993}`;
    const ndjson = fileWith('log', `${line('9007199254740993')}\n${line('9007199254740992')}\n`);
    expect(await simulated(ndjson)).toMatchObject({ visitors: 2, members: { exact: 2 } });
    const list = logOf(
      'visitor,time,event,value,order',
      'a,2026-03-01,purchase,1,"[9007199254740993]"',
    );
    expect((await simulated(list)).members).toMatchObject({ exact: 1 });
  });

  it('counts a purchase once by its transaction_id, and names amounts that are no numbers', async () => {
    const log = logOf(
      'visitor,time,event,value,order,transaction_id',
      'a,2026-03-01T10:00:00Z,purchase,20,1,T1',
      'a,2026-03-01T10:00:09Z,purchase,20,1,T1',
      'b,2026-03-01T10:00:00Z,purchase,"1,234.50",1,T2',
      'c,2026-03-01T10:00:00Z,purchase,1.234 EUR,1,T3',
    );
    const { members, err } = await simulated(log);
    expect(members).toMatchObject({ buyer: 3, again: 0, rich: 1 });
    expect(err).toContain(
      '"purchase.value": in 1 event a text is no number without doubt (such as "1.234 EUR")',
    );
  });

  it('leaves out what may be one and a bit or more than a thousand, in CSV as in NDJSON and on the page', async () => {
    const amounts = ['1.234', '-12.345', '"1,234"', '29.50', '1.5', '0.125', '1.25e1'];
    const csv = logOf(
      'visitor,time,event,value,order',
      ...amounts.map((amount, at) => `v${at},2026-03-01,purchase,${amount},1`),
      'w,2026-03-01,purchase,"[1.234]",1',
      'x,2026-03-01,purchase,40.5,1',
    );
    const row = (visitor: string, value: unknown) =>
      JSON.stringify({ visitor, time: '2026-03-01', event: 'purchase', value, order: 1 });
    const ndjson = fileWith(
      'log.ndjson',
      [
        ...amounts.map((amount, at) => row(`v${at}`, amount.replaceAll('"', ''))),
        row('w', [1.234]),
        row('x', 40.5),
      ].join('\n'),
    );
    for (const log of [csv, ndjson]) {
      const { members, err } = await simulated(log);
      expect(members).toMatchObject({ buyer: 9, rich: 1 });
      expect(err).toContain(
        '"purchase.value": in 3 events a text is no number without doubt (such as "1',
      );
    }
  });

  it('counts a repeated row once, by its id', async () => {
    const rows = (id: string) => [
      `visitor,time,event,value,order,${id}`,
      'a,2026-03-01T10:00:00Z,purchase,20,1,x',
      'a,2026-03-01T10:00:09Z,purchase,20,1,x',
      // Another visitor's, and rows without an id, are other events.
      'b,2026-03-01T10:00:00Z,purchase,20,1,x',
      'c,2026-03-01T10:00:00Z,purchase,20,1,',
      'c,2026-03-01T10:00:00Z,purchase,20,1,',
    ];
    const once = { buyer: 3, again: 1, rich: 1 };
    for (const engine of ['covey', 'duckdb']) {
      const how = ['--engine', engine];
      const known = await simulated(logOf(...rows('event_id')), ...how);
      expect(known).toMatchObject({ events: 4, members: once });
      expect(known.err).toContain('note  1 row repeated');
      const kinds = Array.from(
        { length: 3 },
        (_, at) => `a,2026-03-0${at + 1},purchase,20,${at},7`,
      );
      const few = await simulated(logOf(rows('event_id')[0] ?? '', ...kinds), ...how);
      expect(few.events).toBe(1);
      expect(few.err).toContain('warning  2 rows repeated, by id: counted once. They are most');
      expect(await simulated(logOf(...rows('id')), ...how)).toMatchObject({
        events: 5,
        members: { again: 2 },
      });
      expect((await simulated(logOf(...rows('id')), ...how, '--id', 'id')).members).toMatchObject(
        once,
      );
    }
    expect((await simulated(logOf(...rows('id')), '--id', 'ident')).err).toContain(
      'no column ident',
    );
  });

  it('may hold rows in the future, which neither count nor move the instant', async () => {
    const rows = [...ROWS, 'z,2062-01-01T00:00:00Z,purchase,99,1'];
    for (const engine of ['covey', 'duckdb']) {
      const found = await simulated(logOf(...rows), '--engine', engine);
      expect(found).toMatchObject({ at: '2026-03-02T10:00:00.001Z', visitors: 2, events: 3 });
      expect(found.members).toEqual(EXPECTED);
      expect(found.err).toContain('1 row in the future, left out:');
      expect(found.err).toContain('log.csv:5, 2062-01-01');
    }
    const asked = await simulated(logOf(...rows), '--at', '2063-01-01');
    expect(asked).toMatchObject({ visitors: 3, members: { buyer: 2 } });
    const all = await simulated(logOf(ROWS[0] ?? '', rows[4] ?? ''));
    expect(all).toMatchObject({ visitors: 1, at: '2062-01-01T00:00:00.001Z' });
  });

  it('may end with a row far behind all others, which is pointed out', async () => {
    const many = Array.from(
      { length: 30 },
      (_, day) => `v${day},2020-01-${String(day + 1).padStart(2, '0')}T00:00:00Z,visit,,`,
    );
    const log = logOf(ROWS[0] ?? '', ...many, 'z,2025-01-01T00:00:00Z,purchase,1,1');
    expect((await simulated(log)).err).toContain('log.csv:32: the last row, 2025-01-01');
    expect((await simulated(logOf(ROWS[0] ?? '', ...many))).err).not.toContain('last row');
  });
});

describe('a time', () => {
  const berlin = zoneOffsets('Europe/Berlin') ?? (() => 0);
  const iso = (text: string, forms: Partial<TimeForms> = {}) => {
    const read = readTime(text, { offsetAt: berlin, option: (name) => `--${name}`, ...forms });
    return 'time' in read ? new Date(read.time).toISOString() : read.problem;
  };
  const format = (text: string) => ({ format: dateFormat(text) ?? expect.unreachable() });

  it.each([
    ['1772323200', '2026-03-01T00:00:00.000Z'],
    ['1772323200.25', '2026-03-01T00:00:00.250Z'],
    ['1772323200250', '2026-03-01T00:00:00.250Z'],
    ['1772323200250999', '2026-03-01T00:00:00.250Z'],
    ['1772323200250999999', '2026-03-01T00:00:00.250Z'],
    ['2026-03-01T00:00:00Z', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01 00:00:00.123456 UTC', '2026-03-01T00:00:00.123Z'],
    ['2026-03-01 00:00 GMT', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01 01:00:00+0100', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01 01:00:00 +0000', '2026-03-01T01:00:00.000Z'],
    ['2026-03-01T01:00:00+01', '2026-03-01T00:00:00.000Z'],
    ['2026/03/01 01:00', '2026-03-01T00:00:00.000Z'],
    // Without a zone it is the visitors' own.
    ['2026-03-01 01:00:00', '2026-03-01T00:00:00.000Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['20260701', '2026-06-30T22:00:00.000Z'],
  ])('%s is %s', (text, expected) => expect(iso(text)).toBe(expected));

  it.each([
    ['Europe/Berlin', '2026-10-25 02:30', '2026-10-25T00:30:00.000Z'],
    ['Europe/Berlin', '2026-03-29 02:30', '2026-03-29T01:30:00.000Z'],
    ['Europe/Berlin', '2026-03-29 03:30', '2026-03-29T01:30:00.000Z'],
    ['America/New_York', '2026-11-01 01:30', '2026-11-01T05:30:00.000Z'],
    ['America/New_York', '2026-03-08 02:30', '2026-03-08T07:30:00.000Z'],
    ['America/New_York', '2026-03-08 03:30', '2026-03-08T07:30:00.000Z'],
    ['Pacific/Auckland', '2026-04-05 02:30', '2026-04-04T13:30:00.000Z'],
  ])('of %s, %s is the first of two, or counts on where it is left out: %s', (zone, text, time) => {
    const offsetAt = zoneOffsets(zone) ?? expect.unreachable();
    expect(iso(text, { offsetAt })).toBe(time);
  });

  it.each([
    ['DD.MM.YYYY', '01.02.2026', '2026-01-31T23:00:00.000Z'],
    ['MM/DD/YYYY hh:mm A', '2/1/2026 12:30 am', '2026-01-31T23:30:00.000Z'],
    ['MM/DD/YYYY hh:mm A', '2/1/2026 12:30 PM', '2026-02-01T11:30:00.000Z'],
    ['DD MMM YY HH:mm:ss.SSS Z', '1 Feb 26 10:00:00.5 +0100', '2026-02-01T09:00:00.500Z'],
    ['YYYYMMDDHHmmss', '20260201100000', '2026-02-01T09:00:00.000Z'],
    // A format beside ISO 8601.
    ['DD.MM.YYYY', '2026-02-01T00:00:00Z', '2026-02-01T00:00:00.000Z'],
  ])('with --date-format %s, %s is %s', (form, text, expected) => {
    expect(iso(text, format(form))).toBe(expected);
  });

  it.each([
    ['01.02.2026', '--date-format "DD.MM.YYYY" or "MM.DD.YYYY"'],
    ['25/12/2026 10:30', 'is not ISO 8601. Say which: --date-format "DD/MM/YYYY HH:mm".'],
    ['12-25-2026 10:30:00.5 +0100', 'Say which: --date-format "MM-DD-YYYY HH:mm:ss.SSS Z".'],
    ['1/2/26 10:30:00 PM', '--date-format "DD/MM/YY hh:mm:ss A" or'],
    ['01.02.03', '"DD.MM.YY" or "MM.DD.YY" or "YY.MM.DD"'],
    ['31.02.2026', 'is no time'],
    ['13.13.2026', 'is no time'],
    ['2026-13-01', 'is no time'],
    ['2026-00-01', 'is no time'],
    ['20261301', 'is no time'],
    ['0026-03-01', 'is no time'],
    ['2026-03-01T00:00:00+25:00', 'is no time'],
    ['2026-03-01T00:00:00+01:75', 'is no time'],
    ['20260201100000', '--time-unit ms or --date-format YYYYMMDDHHmmss'],
    ['17723232001', '--time-unit'],
    ['2026-02-30', 'is no time'],
    ['1772323200e3', 'is no time'],
    ['-5', 'is no time'],
    ['', 'is missing'],
  ])('%s is refused: %s', (text, why) => expect(iso(text)).toContain(why));

  it.each([
    ['DD.MM.YYYY', '31.02.2026', '"DD.MM.YYYY" says.'],
    ['MM.DD.YYYY', '20.11.2026', '"MM.DD.YYYY" says. It would be one with "DD.MM.YYYY".'],
    ['MM/DD/YYYY', '19/11/2026 10:30 AM', 'with "DD/MM/YYYY hh:mm A".'],
    ['DD MMM YYYY Z', '1 Feb 2026 +25:00', '"DD MMM YYYY Z" says.'],
  ])('with --date-format %s, %s is refused: %s', (form, text, why) => {
    expect(iso(text, format(form))).toContain(why);
    expect(iso(text, format(form))).not.toContain('several ways');
  });

  it('is a number of the unit that is said', () => {
    expect(iso('20260201100000', { unit: 'ms' })).toBe(new Date(20_260_201_100_000).toISOString());
    expect(iso('17723232001', { unit: 's' })).toBe(new Date(17_723_232_001_000).toISOString());
    expect(parseInstant('1772323200', berlin)).toBe(1_772_323_200_000);
  });

  it('has a format with year, month and day', async () => {
    for (const wrong of ['DD.MM', 'YYYY-MM-DD DD', 'x'])
      expect((await simulated(logOf(...ROWS), '--date-format', wrong)).code).toBe(2);
    const dotted = ROWS.map((row) => row.replace(/2026-03-(\d\d)T10:00:00Z/, '$1.03.2026 10:00'));
    const found = await simulated(
      logOf(...dotted),
      '--date-format',
      'DD.MM.YYYY HH:mm',
      '--time-zone',
      'Europe/Berlin',
    );
    expect(found).toMatchObject({ at: '2026-03-02T09:00:00.001Z', members: EXPECTED });
    expect(found.err).not.toContain('no zone');
    const silent = await simulated(logOf(...dotted), '--date-format', 'DD.MM.YYYY HH:mm');
    expect(silent.err).toContain('3 times name no zone');
    expect(silent.err).toContain('--time-zone');
  });
});

describe('properties that are the text of an object', () => {
  const TIME = '2026-03-01T10:00:00Z';
  const asNdjson = async (properties: readonly string[]) =>
    fileWith(
      'log.ndjson',
      properties
        .map((text) =>
          JSON.stringify({
            visitor: 'a',
            time: TIME,
            event: 'purchase',
            colour: '',
            properties: text,
          }),
        )
        .join('\n'),
    );
  const asCsv = async (properties: readonly string[]) =>
    logOf(
      'visitor,time,event,colour,properties',
      ...properties.map((text) => `a,${TIME},purchase,,"${text.replaceAll('"', '""')}"`),
    );
  const asParquet = async (properties: readonly string[]) => {
    const database = await duckdb.open();
    const path = join(temporaryFolder(), 'log.parquet');
    const rows = properties.map(
      (text) => `('a', TIMESTAMPTZ '${TIME}', 'purchase', '', '${text}')`,
    );
    await database.run(
      select(
        `COPY (SELECT * FROM (VALUES ${rows.join(', ')}) AS log(visitor, time, event, colour, properties)) TO '${path}' (FORMAT parquet)`,
      ),
    );
    database.close();
    return path;
  };
  const forms = [
    ['NDJSON', asNdjson],
    ['CSV', asCsv],
    ['Parquet', asParquet],
  ] as const;

  it.each(forms)('are read as the object, in %s', async (_, logOfForm) => {
    const log = await logOfForm([
      '{"value": 20, "transaction_id": "t1", "event_id": "e1"}',
      '{"value": 20, "transaction_id": "t1", "event_id": "e1"}',
      ' {"value": 15}',
      '',
    ]);
    for (const more of [[], ['--engine', 'duckdb']]) {
      const { events, members, err } = await simulated(log, ...more);
      expect([events, members['again'], members['rich']]).toEqual([3, 1, 1]);
      expect(err).toContain('1 row repeated, by id');
    }
  });

  it.each(forms)('hold the id that is named, in %s', async (_, logOfForm) => {
    const log = await logOfForm(['{"value": 20, "n": 1}', '{"value": 20, "n": 1}', '{"n": 2}']);
    const { events, err } = await simulated(log, '--id', 'n');
    expect([events, err]).toEqual([2, expect.stringContaining('1 row repeated, by id')]);
  });

  it.each(forms)(
    'say what the log lacks, beside columns that are empty, in %s',
    async (_, logOfForm) => {
      const other = fileWith(
        'segments.json',
        JSON.stringify(
          definitionsOf({
            metrics: { of: { count: 'purchase', where: { colour: 'red', size: 1, sort: 2 } } },
            segments: { of: { when: { 'metric.of': 1 } } },
          }),
        ),
      );
      const log = await logOfForm(['{"value": 20, "Size": 1}']);
      const { err } = await covey(['simulate', '--definitions', other, '--events', log]);
      expect(err).toContain('the log has no column "size"');
      expect(err).toContain('"Size"');
      expect(err).toContain('"sort"');
      expect(err).not.toContain('"colour"');
    },
  );

  it.each(forms)(
    'and of what is none, the row is refused, or counted, in %s',
    async (_, logOfForm) => {
      const log = await logOfForm(['{"value": ', '{"value": 40}', 'x']);
      const refused = await simulated(log);
      expect([refused.code, refused.err]).toEqual([
        1,
        expect.stringMatching(/:[12]: "properties" begins as an object does, and is no JSON\./),
      ]);
      const { events, members, err } = await simulated(log, '--skip-bad');
      expect([events, members['rich']]).toEqual([2, 1]);
      expect(err).toContain('1 row left out');
    },
  );
});
