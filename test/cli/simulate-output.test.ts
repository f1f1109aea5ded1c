import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cdnow, hasCdnow } from '../cdnow.ts';
import { covey, definitionsOf, fileWith, root } from './helpers.ts';

const definitions = fileWith(
  'segments.json',
  JSON.stringify(
    definitionsOf({
      metrics: {
        visits: { count: 'visit', within: '7d' },
        orders: { count: 'order' },
        ever: { count: '*' },
      },
      segments: {
        fresh: { name: 'Fresh, of late', when: { 'metric.visits': { $gte: 1 } } },
        buyer: { when: { 'metric.orders': { $gte: 1 } } },
        everyone: { when: { 'metric.ever': { $gte: 1 } } },
        german: { when: { 'geo.country': 'DE' } },
      },
    }),
  ),
);
// One visitor more each week for four weeks; the first and the third buy.
const log = fileWith(
  'log.csv',
  [
    'visitor,time,event',
    'd,2026-03-22,visit',
    'a,2026-03-01,visit',
    'b,2026-03-08,visit',
    'c,2026-03-15,visit',
    'a,2026-03-02,order',
    'c,2026-03-16,order',
    '',
  ].join('\n'),
);

async function run(...options: readonly string[]) {
  const outcome = await covey([
    'simulate',
    '--definitions',
    definitions,
    '--events',
    log,
    '--at',
    '2026-03-23',
    ...options,
  ]);
  return { ...outcome, lines: outcome.out.trimEnd().split('\n') };
}

describe('what covey simulate prints', () => {
  it('holds the largest overlaps, with the share of the smaller segment and the lift', async () => {
    const { lines, code } = await run();
    expect(code).toBe(0);
    // At the end c's visit is eight days ago, and d alone is fresh.
    expect(lines).toEqual([
      'Segment   Name            Members    Share  Unknown',
      'fresh     Fresh, of late        1   25.0 %        0',
      'buyer                           2   50.0 %        0',
      'everyone                        4  100.0 %        0',
      'german                    unknown                 4',
      '',
      'Overlap of  and       In both  Of the smaller  Lift',
      'buyer       everyone        2         100.0 %   1.0',
      'fresh       everyone        1         100.0 %   1.0',
      '',
      '4 visitors, 6 events, at 2026-03-23T00:00:00.000Z.',
    ]);
    const one = await run('--overlaps', '1');
    expect(one.lines.slice(6, 8)).toEqual([lines[6], lines[7]]);
    expect(one.lines[8]).toBe('');
    const none = await run('--overlaps', '0');
    expect(none.out).not.toContain('Overlap');
  });

  it('counts what was left out as later in words', async () => {
    expect((await run('--at', '2026-03-17')).lines.at(-1)).toMatch(
      /\. 1 later event was left out\.$/,
    );
    expect((await run('--at', '2026-03-15')).lines.at(-1)).toMatch(
      /\. 2 later events were left out\.$/,
    );
  });

  it('says in its help by which names engines may be called', async () => {
    const help = (await covey(['help', 'simulate'])).out.replaceAll(/\s+/g, ' ');
    expect(help).toMatch(/choices: "covey", "duckdb", "postgres", "postgresql", "clickhouse"/);
  });

  it('says which facts are in no log, and who is unknown for them', async () => {
    const { err } = await run();
    expect(err).toContain('geo.country is in no log: german is unknown for everyone.');
    const asked = definitionsOf({
      metrics: { orders: { count: 'order' } },
      segments: {
        src: { when: { 'source.session.source': 'news' } },
        either: {
          when: {
            $or: [{ 'metric.orders': { $gte: 1 } }, { 'source.session.medium': 'email' }],
          },
        },
      },
    });
    const file = fileWith('sources.json', JSON.stringify(asked));
    const some = await covey(['simulate', '--definitions', file, '--events', log]);
    expect(some.err).toContain(
      'source.session.source, source.session.medium are in no log: src is unknown for everyone; either is unknown for whoever it decides on.',
    );
  });

  it('holds small lines of the sizes over time, when asked', async () => {
    const { lines, code } = await run('--overlaps', '0', '--over-time', '7d');
    expect(code).toBe(0);
    expect(lines.slice(6, -2)).toEqual([
      'Over time     Every 7d, 2026-03-02 to 2026-03-23  Least  Most  Last',
      'all visitors  ▃▅▇█                                    1     4     4',
      'fresh         ████                                    1     1     1',
      'buyer         ▅▅██                                    1     2     2',
      'everyone      ▃▅▇█                                    1     4     4',
      'german        unknown',
    ]);
  });

  it('keeps the small lines within 40 columns, each the last of a few steps', async () => {
    const { lines } = await run('--overlaps', '0', '--over-time', '1h');
    const [, columns] = /^everyone +([▁-█]+) /.exec(lines.at(-4) ?? '') ?? [];
    // 529 steps in 40 columns: two visitors from a third of the time on, four at the very end.
    expect(columns).toMatch(/^▃{12,14}▅{12,14}▇{12,14}█{1,3}$/);
    expect(columns).toHaveLength(40);
  });

  it('is the full numbers in JSON', async () => {
    const { out } = await run('--json', '--over-time', '7d');
    expect(JSON.parse(out)).toEqual({
      at: '2026-03-23T00:00:00.000Z',
      visitors: 4,
      events: 6,
      segments: {
        fresh: { members: 1, unknown: 0 },
        buyer: { members: 2, unknown: 0 },
        everyone: { members: 4, unknown: 0 },
        german: { members: null, unknown: 4 },
      },
      overlaps: [
        { segments: ['buyer', 'everyone'], both: 2, share: 1, lift: 1 },
        { segments: ['fresh', 'everyone'], both: 1, share: 1, lift: 1 },
      ],
      overTime: {
        step: '7d',
        times: ['02', '09', '16', '23'].map((day) => `2026-03-${day}T00:00:00.000Z`),
        visitors: [1, 2, 3, 4],
        segments: {
          fresh: [1, 1, 1, 1],
          buyer: [1, 1, 2, 2],
          everyone: [1, 2, 3, 4],
          german: null,
        },
      },
    });
    expect(JSON.parse((await run('--json', '--overlaps', '1')).out)).toMatchObject({
      overlaps: [{ segments: ['buyer', 'everyone'] }],
    });
  });

  it('is CSV for a spreadsheet: a row for each segment, or for each step', async () => {
    expect((await run('--csv')).lines).toEqual([
      'segment,name,members,share,unknown',
      'fresh,"Fresh, of late",1,0.25,0',
      'buyer,buyer,2,0.5,0',
      'everyone,everyone,4,1,0',
      'german,german,unknown,unknown,4',
    ]);
    expect((await run('--csv', '--over-time', '2w')).lines).toEqual([
      'time,visitors,fresh,buyer,everyone,german',
      '2026-03-09T00:00:00.000Z,2,1,1,2,unknown',
      '2026-03-23T00:00:00.000Z,4,1,2,4,unknown',
    ]);
  });

  it('states how many events it took a second, beside the result', async () => {
    const { err, out } = await run('--json', '--time-zone', 'UTC');
    expect(err).toMatch(/(^|\n)6 events in \d+\.\d s, [\d,]+ a second\.\n$/);
    expect(out).not.toContain('a second');
  });

  it('is nothing where the options make no sense, with exit code 2', async () => {
    const refused = [
      [['--json', '--csv'], 'cannot be used with'],
      [['--over-time', 'weekly'], 'such as 7d or 12h'],
      [['--over-time', '0d'], 'such as 7d or 12h'],
      [['--over-time', '1s'], 'Choose a longer step'],
      [['--overlaps', 'many'], 'whole number'],
    ] as const;
    for (const [options, message] of refused) {
      const { code, out, err } = await run(...options);
      expect(code, options.join(' ')).toBe(2);
      // With --json it is told there, too.
      if (options[0] !== '--json') expect(out).toBe('');
      expect(err).toContain(message);
    }
  });
});

describe('the page about covey simulate', () => {
  it.skipIf(!hasCdnow)('shows sizes over time and JSON as they are', async () => {
    const page = readFileSync(join(root, 'docs/simulate.md'), 'utf8');
    const rfm = join(root, 'docs/examples/rfm.json');
    const shown = async (...options: readonly string[]) =>
      covey(['simulate', '--definitions', rfm, '--events', cdnow, '--over-time', '7d', ...options]);
    const [, overTime = 'none'] = (await shown('--overlaps', '0')).out.split('\n\n');
    expect(page).toContain(overTime);

    const [, example = ''] = /```json\n(\{ "at"[^]*?)\n```/.exec(page) ?? [];
    const whole: unknown = JSON.parse((await shown('--json')).out);
    const abridged: unknown = JSON.parse(example);
    expect(asFarAs(abridged, whole)).toEqual(abridged);
  });
});

/** Of a value, what an abridged one shows too: the first of each list, some fields of each object. */
function asFarAs(abridged: unknown, whole: unknown): unknown {
  if (Array.isArray(abridged) && Array.isArray(whole)) {
    return abridged.map((each, place) => asFarAs(each, whole[place]));
  }
  if (typeof abridged !== 'object' || abridged === null) return whole;
  const fields = whole as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(abridged).map(([name, each]) => [name, asFarAs(each, fields[name])]),
  );
}
