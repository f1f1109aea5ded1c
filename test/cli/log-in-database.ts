// A log in a database gives what the same log in a file gives, whatever the database.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../shared/definitions/types.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

export interface Row {
  readonly visitor: string;
  readonly time: number;
  readonly event: string;
  readonly props: { readonly [name: string]: Json };
  /** Empty where it has none. */
  readonly id: string;
}

/** What a table and its columns are called. */
export interface Names {
  readonly table: string;
  readonly visitor: string;
  readonly time: string;
  readonly seq: string;
  readonly name: string;
  readonly props: string;
  readonly id: string;
}

export const PLAIN: Names = {
  table: 'events',
  visitor: 'visitor',
  time: 'time',
  seq: 'seq',
  name: 'name',
  props: 'props',
  id: 'id',
};

/** Names that are words of SQL, hold quotes, or are those of others. */
export const HOSTILE: Names = {
  table: `select "all" 'of' it; -- \\ ü`,
  visitor: 'user "id"',
  time: 'visitor',
  seq: 'ORDER',
  name: "event's name",
  props: 'props \\ "',
  id: 'count(*)',
};

/** A database that tests can fill. */
export interface Place {
  /** As a user that may read, and do nothing else. */
  readonly args: readonly string[];
  readonly load: (names: Names, rows: readonly Row[]) => Promise<void>;
}

const seed = Number(process.env['COVEY_SEED']);
const HOUR_MS = 3_600_000;
const START = Date.UTC(2024, 2, 28);

const definitions = definitionsOf({
  metrics: {
    count: { count: 'a', within: '2d' },
    sum: { sum: 'b.n' },
    latest: { last: 'b.n' },
    recency: { since: 'a' },
    aThenB: { sequence: [{ event: 'a' }, { event: 'b', after: 'next' }] },
    left: { sequence: [{ event: 'a' }, { not: 'b', for: '5h' }], within: '3d' },
    today: { count: '*', within: 'today' },
    came: { count: 'enter:often' },
    visits: { count: 'session_start' },
    from: { last: 'session_start.source' },
    things: { count: 'a', where: { 'items.item_id': 'x' } },
    bought: { count: 'purchase' },
  },
  segments: {
    often: { name: 'Often "here"', when: { 'metric.count': { $gte: 2 } } },
    even: { when: { 'metric.latest': { $in: [0, 2, 4] } } },
    rich: { when: { 'metric.sum': { $gte: 6 } }, keep: '6h' },
    recent: { when: { 'metric.recency': { $lt: '7h' } } },
    pair: { when: { 'metric.aThenB': { $gte: 1 } } },
    left: { when: { 'metric.left': { $gte: 1 } } },
    today: { when: { 'metric.today': { $gte: 2 } } },
    returner: { when: { 'metric.visits': { $gte: 3 } } },
    mail: { when: { 'metric.from': 'mail' } },
    things: { when: { 'metric.things': { $gte: 1 } } },
    again: { when: { 'metric.came': { $gte: 2 } }, exclude: { 'segment.recent': true } },
    buyer: { when: { 'metric.bought': { $gte: 1 } } },
    german: { when: { 'geo.country': 'DE' } },
    either: { when: { $or: [{ 'segment.rich': true }, { 'geo.country': 'DE' }] } },
  },
});

const rows = fc.array(
  fc.record({
    visitor: fc.constantFrom('1', '2', '3', '4', 'v"4', "ü, '5"),
    // Some so often that many rows have the same time; some that make a long history; some that lie in the future.
    time: fc
      .oneof(fc.nat({ max: 80 }), fc.constantFrom(20, 20.2, 21, 9600, 2_000_000))
      .map((hours) => START + hours * HOUR_MS),
    event: fc.constantFrom('a', 'b', 'c'),
    props: fc.record(
      {
        n: fc.nat({ max: 5 }),
        source: fc.constantFrom('mail', 'web'),
        items: fc.array(fc.record({ item_id: fc.constantFrom('x', 'y') }), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
    id: fc.constantFrom('', '', 'e1', 'e2', 'e3'),
  }),
  { minLength: 1, maxLength: 60, size: 'max' },
);

const isLong = (log: readonly Row[]): boolean =>
  log.some(({ time }) => time > START + 100 * HOUR_MS);

const asLine = ({ visitor, time, event, props, id }: Row): string =>
  JSON.stringify({ visitor, time, event, properties: props, ...(id !== '' && { id }) });

/** What the owner should know, of a file or a table. */
const remarks = (text: string, { table } = PLAIN): readonly string[] =>
  text
    .split('\n')
    .filter((line) => /warning|repeated/.test(line))
    .map((line) => line.replace(/\S*log\.ndjson(:\d+)?/, table));

const sorted = (file: string): readonly string[] =>
  readFileSync(file, 'utf8').split('\n').toSorted();

export const optionsOf = (names: Names): readonly string[] => [
  '--columns',
  (['visitor', 'time', 'seq', 'name', 'props'] as const)
    .map((name) => `${name}="${names[name].replaceAll('"', '""')}"`)
    .join(','),
];

/** The same output by file and by database, of random logs. */
export const logInDatabaseSuite = (where: string, place: () => Place, numRuns: number): void => {
  const path = () => fileWith('segments.json', JSON.stringify(definitions));

  describe(`a log in ${where} (COVEY_SEED=${seed})`, () => {
    it.each([
      ['by plain names', PLAIN, numRuns],
      ['by names that hold quotes', HOSTILE, 1],
    ] as const)(
      'gives what the log in a file gives, %s',
      async (_, names, runs) => {
        await fc.assert(
          fc.asyncProperty(rows, fc.boolean(), fc.boolean(), async (log, byId, overTime) => {
            const ordered = log.toSorted((a, b) => a.time - b.time);
            await place().load(names, ordered);
            const folder = temporaryFolder();
            const common = [
              'simulate',
              '--definitions',
              path(),
              '--time-zone',
              'Europe/Berlin',
              '--json',
              ...(byId ? ['--id', names.id] : []),
              ...(overTime ? ['--over-time', isLong(ordered) ? '60d' : '2d'] : []),
            ];
            const [fileMembers, thereMembers] = [
              join(folder, 'file.csv'),
              join(folder, 'there.csv'),
            ];
            const lines = ordered
              .map(asLine)
              .join('\n')
              .replaceAll('"id":', `${JSON.stringify(names.id)}:`);
            const file = await covey([
              ...common,
              '--events',
              fileWith('log.ndjson', lines),
              '--members',
              fileMembers,
            ]);
            const table = [...place().args, '--table', names.table, ...optionsOf(names)];
            const there = await covey([...common, ...table]);
            expect(there.err.replace(/^.*events? in .*$/m, '')).not.toContain('covey:');
            expect(JSON.parse(there.out)).toEqual(JSON.parse(file.out));
            const members = await covey([...common, ...table, '--members', thereMembers]);
            expect(JSON.parse(members.out)).toEqual(JSON.parse(file.out));
            expect(sorted(thereMembers)).toEqual(sorted(fileMembers));
            expect(remarks(there.err, names)).toEqual(remarks(file.err, names));
          }),
          { seed, numRuns: runs },
        );
      },
      300_000,
    );

    it('is analysed as the log in a file is, alone and beside another', async () => {
      await fc.assert(
        fc.asyncProperty(rows, rows, fc.boolean(), async (log, other, byId) => {
          const [first, second] = [log, other].map((one) =>
            one.toSorted((a, b) => a.time - b.time),
          );
          const file = (one: readonly Row[] = []) =>
            fileWith('log.ndjson', one.map(asLine).join('\n'));
          const another = { ...PLAIN, table: 'another' };
          const common = ['analyse', '--definitions', path(), '--json'];
          const asked = [...common, ...(byId ? ['--id', 'id'] : [])];
          for (const names of [PLAIN, another])
            await place().load(names, (names === PLAIN ? first : second) ?? []);
          for (const [more, ofFile, ofTable] of [
            [[], [], []],
            [['--with'], [file(second)], ['another']],
          ] as const) {
            const read = await covey([...asked, '--events', file(first), ...more, ...ofFile]);
            const there = await covey([...asked, ...place().args, '--yes', ...more, ...ofTable]);
            expect([there.code, there.err]).toEqual([
              read.code,
              expect.not.stringContaining('covey:'),
            ]);
            expect(JSON.parse(there.out)).toEqual(JSON.parse(read.out));
            if (more.length === 0) expect(remarks(there.err)).toEqual(remarks(read.err));
          }
        }),
        { seed, numRuns: Math.max(1, Math.floor(numRuns / 2)) },
      );
    }, 300_000);

    it('says which table or column is meant', async () => {
      await place().load(PLAIN, [{ visitor: 'a', time: START, event: 'a', props: {}, id: '' }]);
      const ask = (...more: readonly string[]) =>
        covey(['simulate', '--definitions', path(), ...place().args, ...more]);
      const noTable = await ask('--table', 'event');
      expect([noTable.code, noTable.err]).toEqual([
        1,
        expect.stringMatching(/no table event that may be read. Did you mean "\S*events"/),
      ]);
      const noColumn = await ask('--columns', 'visitor=visitors');
      expect([noColumn.code, noColumn.err]).toEqual([
        1,
        expect.stringContaining('no column visitors. Did you mean "visitor"?'),
      ]);
      expect(noColumn.err).toContain('It has visitor, time, seq, name, props');
    });

    it('asks before much is read, and says how much that is', async () => {
      await place().load(PLAIN, [{ visitor: 'a', time: START, event: 'a', props: {}, id: '' }]);
      const ask = (...more: readonly string[]) =>
        covey(['simulate', '--definitions', path(), ...place().args, ...more]);
      const estimate = await ask('--estimate', '--json');
      const {
        rows: found,
        bytes,
        readings,
        most,
      } = JSON.parse(estimate.out).estimate as {
        readonly [name: string]: number;
      };
      expect(found).toBeGreaterThan(0);
      expect(bytes).toBeGreaterThan(0);
      expect(most).toBe((bytes ?? 0) * (readings ?? 0));
      const refused = await ask('--max-bytes', '1B');
      expect([refused.code, refused.out]).toEqual([2, '']);
      expect(refused.err).toContain('more than 1 B, and nobody can be asked.');
      expect((await ask('--max-bytes', '1B', '--yes')).code).toBe(0);
    });

    it('says what another table takes, too, and asks for both together', async () => {
      const one = { visitor: 'a', time: START, event: 'a', props: {}, id: '' };
      for (const table of ['events', 'another']) await place().load({ ...PLAIN, table }, [one]);
      const ask = (...more: readonly string[]) =>
        covey(['analyse', '--definitions', path(), ...place().args, '--with', 'another', ...more]);
      const { estimate } = JSON.parse((await ask('--estimate', '--json')).out) as {
        readonly estimate: {
          readonly most: number;
          readonly with: { readonly most: number };
          readonly together: number;
        };
      };
      expect(estimate.together).toBe(estimate.most + estimate.with.most);
      expect((await ask('--estimate')).out.split('\n')).toEqual([
        expect.stringMatching(/^events: about .* read at most \d times: /),
        expect.stringMatching(/^another: about .* read at most \d times: /),
        expect.stringMatching(/^Together: at most \d.*B\.$/),
        '',
      ]);
      const most = Math.max(estimate.most, estimate.with.most);
      const refused = await ask('--max-bytes', `${most}B`);
      expect([refused.code, refused.out]).toEqual([2, '']);
      expect(refused.err).toContain('Together: at most');
      expect((await ask('--max-bytes', `${estimate.together}B`)).code).toBe(0);
    });

    it('is none where it is empty', async () => {
      await place().load(PLAIN, []);
      const { code, err } = await covey(['simulate', '--definitions', path(), ...place().args]);
      expect([code, err]).toEqual([1, expect.stringContaining('events holds no events')]);
    });
  });
};
