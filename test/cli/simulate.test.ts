import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

const definitions = fileWith(
  'segments.json',
  JSON.stringify(
    definitionsOf({
      metrics: {
        orders: { count: 'purchase', within: '30d' },
        spend: { sum: 'purchase.value', within: '30d' },
        recency: { since: 'purchase' },
        colours: { distinct: 'view_item.colour' },
        dropped: { sequence: [{ event: 'begin_checkout' }, { not: 'purchase', for: '1h' }] },
      },
      segments: {
        buyer: { name: 'Buyers', when: { 'metric.orders': { $gte: 1 } } },
        frequent: { name: 'Frequent buyers', when: { 'metric.orders': { $gte: 2 } } },
        rich: { when: { 'metric.spend': { $gte: 100 } } },
        recent: { when: { 'metric.recency': { $lt: '10d' } } },
        quiet: { when: { 'metric.recency': { $gte: '10d' } } },
        colourful: { when: { 'metric.colours': { $gte: 2 } } },
        abandoner: { when: { 'metric.dropped': { $gte: 1 } } },
        german: { when: { 'geo.country': 'DE' } },
      },
    }),
  ),
);

// a: two orders of 60 in the window. b: one of 100, 12 days before the end. c: an old order, 40 days
// before, and a checkout left. d: views only, in two colours. Rows in no order at all.
const rows = [
  'b,2026-03-19T12:00:00Z,purchase,100,',
  'a,2026-03-25T12:00:00Z,purchase,60,',
  'd,2026-03-30T12:00:00Z,view_item,,red',
  'c,2026-02-19T12:00:00Z,purchase,500,',
  'a,2026-03-10T12:00:00Z,purchase,60.0,',
  'd,2026-03-31T12:00:00Z,view_item,,blue',
  'c,2026-03-20T12:00:00Z,begin_checkout,,',
  'd,2026-03-30T12:00:00Z,view_item,,red',
];
const csv = (lines: readonly string[] = rows) =>
  ['visitor,time,event,value,colour', ...lines, ''].join('\n');
const expected = {
  buyer: 2,
  frequent: 1,
  rich: 2,
  recent: 1,
  // d never ordered: never is longer than any time.
  quiet: 3,
  colourful: 1,
  abandoner: 1,
  // The log says nothing of countries: nobody is known to be in, nobody to be out.
  german: null,
};

interface Sizes {
  readonly at: string;
  readonly visitors: number;
  readonly events: number;
  readonly badRows?: number;
  readonly segments: {
    readonly [id: string]: { readonly members: number | null; readonly unknown: number };
  };
}

async function sizes(log: string, more: readonly string[] = [], input?: string): Promise<Sizes> {
  const { code, out, err } = await covey(
    ['simulate', '--definitions', definitions, '--events', log, '--json', ...more],
    input === undefined ? {} : { input },
  );
  expect(err).not.toContain('covey:');
  expect(code).toBe(0);
  return JSON.parse(out) as Sizes;
}
const members = ({ segments }: Sizes) =>
  Object.fromEntries(Object.entries(segments).map(([id, { members: count }]) => [id, count]));

describe('covey simulate', () => {
  it('counts the members of each segment just after the last event', async () => {
    const result = await sizes(fileWith('log.csv', csv()));
    expect(result).toMatchObject({ visitors: 4, events: 8, at: '2026-03-31T12:00:00.001Z' });
    expect(members(result)).toEqual(expected);
    expect(result.segments['german']).toEqual({ members: null, unknown: 4 });
  });

  it('gives the same for any order of rows, for NDJSON, for standard input, with CRLF and a byte order mark', async () => {
    const sorted = rows.toSorted();
    const byTime = rows.toSorted((a, b) => (a.slice(2, 22) < b.slice(2, 22) ? -1 : 1));
    const ndjson = rows
      .map((row) => {
        const [visitor, time, event, value, colour] = row.split(',');
        const props = { ...(value && { value: Number(value) }), ...(colour && { colour }) };
        return JSON.stringify(
          visitor === 'a'
            ? { visitor, time, event, properties: props }
            : { visitor, time, event, ...props },
        );
      })
      .join('\n');
    const logs = [
      csv(sorted),
      csv(byTime),
      csv().replaceAll('\n', '\r\n'),
      // Headings from one system, rows from another.
      csv().replaceAll('\n', '\r\n').replace('\r\n', '\n'),
      csv().replaceAll('\n', '\r'),
      `\uFEFF${csv()}`,
      ndjson,
    ];
    for (const log of logs) expect(members(await sizes(fileWith('log', log)))).toEqual(expected);
    expect(members(await sizes('-', [], csv()))).toEqual(expected);
    expect(members(await sizes('-', [], ndjson))).toEqual(expected);
  });

  it('evaluates at another time, and leaves out what came later', async () => {
    const log = fileWith('log.csv', csv());
    const before = await sizes(log, ['--at', '2026-03-19T12:00:00Z']);
    // The order at that very instant counts; d has not come yet.
    expect(before).toMatchObject({ visitors: 3, events: 3, at: '2026-03-19T12:00:00.000Z' });
    expect(members(before)).toMatchObject({ buyer: 3, frequent: 0, rich: 2, recent: 2, quiet: 1 });
    const after = await sizes(log, ['--at', '2026-04-24T12:00:00Z']);
    // Thirty days after its last order, to the millisecond, a is no buyer any more.
    expect(members(after)).toMatchObject({ buyer: 0, recent: 0, quiet: 4 });
    const just = await sizes(log, ['--at', '2026-04-24T11:59:59.999Z']);
    expect(members(just)).toMatchObject({ buyer: 1 });
  });

  it('says how many ids in that file a spreadsheet takes for formulas, and leaves them as they are', async () => {
    const file = join(temporaryFolder(), 'members.csv');
    const told = async (log: readonly string[]) => {
      const path = fileWith('log.csv', csv(log));
      const at = '2026-03-31T12:00:00Z';
      const { code, err } = await covey(
        `simulate --definitions ${definitions} --events ${path} --at ${at} --members ${file}`.split(
          ' ',
        ),
      );
      expect(code).toBe(0);
      return err;
    };
    const ids = ['=cmd|calc', '+1', '-2', '@sum', 'a=b', '1-2'];
    const bought = ids.map((id) => `${id},2026-03-31T00:00:00Z,purchase,1,`);
    const later = '=later,2026-04-30T00:00:00Z,purchase,1,';
    expect(await told([...bought, later])).toContain('takes 4 visitors’ ids for formulas');
    expect(readFileSync(file, 'utf8')).toContain('\n=cmd|calc,buyer,in\n');
    expect(await told(rows)).not.toContain('spreadsheet');
  });

  it('writes who is in which segment', async () => {
    const file = join(temporaryFolder(), 'members.csv');
    await sizes(fileWith('log.csv', csv([...rows, '"x, y",2026-03-31T00:00:00Z,purchase,1,'])), [
      '--members',
      file,
    ]);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe('visitor,segment,answer');
    expect(lines.slice(1).toSorted()).toEqual(
      [
        'a,buyer,in',
        'a,frequent,in',
        'a,recent,in',
        'a,rich,in',
        'b,buyer,in',
        'b,quiet,in',
        'b,rich,in',
        'c,abandoner,in',
        'c,quiet,in',
        'd,colourful,in',
        'd,quiet,in',
        '"x, y",buyer,in',
        '"x, y",recent,in',
        'a,german,unknown',
        'b,german,unknown',
        'c,german,unknown',
        'd,german,unknown',
        '"x, y",german,unknown',
      ].toSorted(),
    );
  });

  it('reads numbers, lists and times of other forms; keeps identifiers as text', async () => {
    const typed = fileWith(
      'typed.json',
      JSON.stringify(
        definitionsOf({
          metrics: {
            text: { count: 'e', where: { code: '007' } },
            number: { count: 'e', where: { size: { $gt: 1.5 } } },
            flag: { count: 'e', where: { flag: true } },
            list: { count: 'e', where: { tags: { $all: ['x', 'y'] } } },
          },
          segments: Object.fromEntries(
            ['text', 'number', 'flag', 'list'].map((id) => [
              id,
              { when: { [`metric.${id}`]: { $gte: 1 } } },
            ]),
          ),
        }),
      ),
    );
    const log = fileWith(
      'log.csv',
      [
        'time,visitor,event,code,size,flag,tags',
        '2026-03-01,1,e,007,2e0,true,"[""x"",""y""]"',
        '1772323200000,2,e,7,1.5,false,"x,y"',
        '2026-03-01 10:00:00+01:00,2,e,,,,',
      ].join('\n'),
    );
    const { out, code } = await covey([
      'simulate',
      '--definitions',
      typed,
      '--events',
      log,
      '--json',
    ]);
    expect(code).toBe(0);
    const result = JSON.parse(out) as Sizes;
    expect(result).toMatchObject({ visitors: 2, at: '2026-03-01T09:00:00.001Z' });
    expect(members(result)).toEqual({ text: 1, number: 1, flag: 1, list: 1 });
  });

  it("takes days and times without a zone in the visitors' time zone", async () => {
    const daily = fileWith(
      'daily.json',
      JSON.stringify(
        definitionsOf({
          metrics: { late: { count: 'visit', where: { 'time.hour': { $gte: 23 } } } },
          segments: { late: { when: { 'metric.late': { $gte: 1 } } } },
        }),
      ),
    );
    // 21:00 UTC is 23:00 in Berlin in summer.
    const log = fileWith(
      'log.csv',
      'visitor,time,event\n1,2026-07-01T21:00:00Z,visit\n1,2026-07-01T22:30:00Z,visit\n2,2026-07-02T00:30,visit\n',
    );
    const run = async (zone: string) => {
      const { out } = await covey([
        'simulate',
        '--definitions',
        daily,
        '--events',
        log,
        '--json',
        '--timezone',
        zone,
      ]);
      return JSON.parse(out) as Sizes;
    };
    expect(await run('UTC')).toMatchObject({
      at: '2026-07-02T00:30:00.001Z',
      segments: { late: { members: 0 } },
    });
    expect(await run('Europe/Berlin')).toMatchObject({
      at: '2026-07-01T22:30:00.001Z',
      segments: { late: { members: 1 } },
    });
  });

  it('prints a table for people', async () => {
    const { code, out } = await covey([
      'simulate',
      '--definitions',
      definitions,
      '--events',
      fileWith('log.csv', csv()),
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/Segment +Name +Members +Share +Unknown\n/);
    expect(out).toMatch(/buyer +Buyers +2 +50\.0 % +0\n/);
    expect(out).toMatch(/german +unknown +4\n/);
    expect(out).toContain('4 visitors, 8 events, at 2026-03-31T12:00:00.001Z.');
  });

  it('stops at a row that cannot be read, and says where and how to mend it', async () => {
    const bad = [
      ['a,yesterday,purchase,1,', 'log.csv:3: "yesterday" is no time'],
      ['a,2026-02-30T00:00:00Z,purchase,1,', 'log.csv:3: "2026-02-30T00:00:00Z" is no time'],
      ['a,01.03.2026,purchase,1,', '--date-format "DD.MM.YYYY" or "MM.DD.YYYY"'],
      ['a,17723232001,purchase,1,', '--time-unit'],
      ['a,,purchase,1,', 'log.csv:3: the time is missing'],
      [',2026-03-01T00:00:00Z,purchase,1,', 'log.csv:3: the visitor is missing'],
      ['a,2026-03-01T00:00:00Z,,1,', 'log.csv:3: the event is missing'],
      ['a,2026-03-01T00:00:00Z,purchase', 'log.csv:3: 3 cells, but 5 headings'],
      ['a,2026-03-01T00:00:00Z,"purchase" x,1,', 'log.csv:3: not CSV'],
    ] as const;
    for (const [row, message] of bad) {
      const log = fileWith('log.csv', csv([rows[0]!, row, rows[1]!]));
      const { code, out, err } = await covey([
        'simulate',
        '--definitions',
        definitions,
        '--events',
        log,
      ]);
      expect(code, row).toBe(1);
      expect(out).toBe('');
      expect(err).toContain(message);
      expect(err).toContain('--skip-bad');
    }
  });

  it('counts one as one', async () => {
    const log = fileWith('log.csv', 'visitor,time,event\na,2026-03-01T10:00:00Z,purchase\n');
    const { out } = await covey(['simulate', '--definitions', definitions, '--events', log]);
    expect(out).toContain('\n1 visitor, 1 event, at ');
  });

  it('says what is wrong with the rows where none can be read', async () => {
    const log = fileWith('log.csv', 'visitor,time,event\na,never,purchase\nb,soon,purchase\n');
    const { code, err } = await covey([
      'simulate',
      '--definitions',
      definitions,
      '--events',
      log,
      '--skip-bad',
    ]);
    expect(code).toBe(1);
    expect(err).toContain('holds no events: all 2 rows cannot be read.');
    expect(err).toContain('log.csv:2: "never" is no time');
  });

  it('leaves out bad rows when told to, and counts them', async () => {
    const log = fileWith(
      'log.csv',
      csv([...rows, 'a,never,purchase,1,', 'x', ...rows.slice(0, 0)]),
    );
    const { code, out, err } = await covey([
      'simulate',
      '--definitions',
      definitions,
      '--events',
      log,
      '--json',
      '--skip-bad',
    ]);
    expect(code).toBe(0);
    const result = JSON.parse(out) as Sizes;
    expect(result.badRows).toBe(2);
    expect(members(result)).toEqual(expected);
    expect(err).toContain('2 rows');
    expect(err).toContain('log.csv:10: "never" is no time');
  });

  it.each([
    ['log.csv', 'line of headings'],
    ['log', 'line of headings'],
    ['log.ndjson', 'an event on each line'],
    ['log.jsonl', 'an event on each line'],
    ['log.parquet', 'export it again'],
  ])('says of an empty %s what belongs there', async (name, hint) => {
    const log = fileWith(name, '');
    const { code, err } = await covey(['simulate', '--definitions', definitions, '--events', log]);
    expect(code).toBe(1);
    expect(err).toContain('is empty');
    expect(err).toContain(hint);
    expect(err.includes('headings')).toBe(hint.includes('headings'));
  });

  it('says what a log lacks', async () => {
    const said = async (content: string) => {
      const log = fileWith('log.csv', content);
      const { code, err } = await covey([
        'simulate',
        '--definitions',
        definitions,
        '--events',
        log,
      ]);
      expect(code).toBe(1);
      return err;
    };
    expect(await said('')).toContain('is empty');
    expect(await said('visitor,time,event\n')).toContain('holds no events');
    expect(await said('user,time,event\n1,2026-01-01,x\n')).toContain('no column visitor');
    expect(await said('visitor,time,event,a,a\n')).toContain('two columns are named "a"');
    expect(await said('{"visitor":1,"time":"2026-01-01","event":"x"\n')).toContain(':1: not JSON');
    expect(await said('{"visitor":1,"time":"2026-01-01","event":"x"}\n[1]\n')).toContain(
      ':2: not an event',
    );
  });

  it('refuses what it is given wrongly, with exit code 2', async () => {
    const log = fileWith('log.csv', csv());
    for (const more of [['--at', 'noon'], ['--timezone', 'Mars/Base'], ['--no-such-option']]) {
      const { code } = await covey([
        'simulate',
        '--definitions',
        definitions,
        '--events',
        log,
        ...more,
      ]);
      expect(code, more.join(' ')).toBe(2);
    }
    const { code, err } = await covey(['simulate', '--definitions', '-', '--events', '-']);
    expect(code).toBe(2);
    expect(err).toContain('cannot both');
  });

  it('refuses definitions with errors, and names the place', async () => {
    const wrong = fileWith('wrong.json', '{\n  "covey": 1,\n  "site": 7\n}\n');
    const { code, err } = await covey([
      'simulate',
      '--definitions',
      wrong,
      '--events',
      fileWith('log.csv', csv()),
    ]);
    expect(code).toBe(1);
    expect(err).toMatch(/wrong\.json:3:\d+ +error/);
  });

  it('takes hostile properties for data', async () => {
    const log = fileWith(
      'log.ndjson',
      '{"visitor":"a","time":"2026-03-01","event":"purchase","value":5,"__proto__":{"value":1e9},"constructor":1}\n',
    );
    expect(members(await sizes(log))).toMatchObject({ buyer: 1, rich: 0 });
  });

  it('leaves nothing behind in the temporary folder', async () => {
    const folder = temporaryFolder();
    const many = Array.from({ length: 50 }, (_, v) => `${v},2026-03-01,purchase,1,`);
    const log = fileWith('log.csv', csv([...many, 'bad']));
    const { code } = await covey(['simulate', '--definitions', definitions, '--events', log], {
      env: { TMPDIR: folder },
    });
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});
