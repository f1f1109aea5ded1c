// What another tool keeps in a database gives what its files give, whatever the database.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOG_SOURCES } from '../../shared/log-sources/index.ts';
import type { LogSource, Row } from '../../shared/log-sources/index.ts';
import type { DialectName } from '../../shared/sql/index.ts';
import { samplesOf } from '../shared/log-sources/samples.ts';
import { tablesOf } from '../shared/log-sources/views-suite.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

/** A database in which tests can keep rows. */
export interface Keeper {
  /** As a user that may read, and do nothing else. */
  readonly args: readonly string[];
  /** A table with a column for each member of the rows. Gives the rows as they stand there. */
  readonly store: (table: string, rows: readonly Row[]) => Promise<readonly Row[]>;
}

const definitions = () =>
  fileWith(
    'segments.json',
    JSON.stringify(
      definitionsOf({
        currency: 'EUR',
        metrics: {
          any: { count: '*' },
          orders: { count: 'purchase' },
          spent: { sum: 'purchase.value' },
          // Written otherwise there: a name that is meant.
          seen: { count: 'pageView' },
        },
        segments: {
          busy: { when: { 'metric.any': { $gte: 2 } } },
          buyer: { when: { 'metric.orders': { $gte: 1 } } },
          rich: { when: { 'metric.spent': { $gte: 50 } } },
          again: { when: { 'visitor.sessions': { $gte: 2 } } },
          viewer: { when: { 'metric.seen': { $gte: 1 } } },
        },
      }),
    ),
  );

interface Answer {
  readonly [key: string]: unknown;
  readonly source: { readonly taken: number; readonly notTaken: object; readonly table?: string };
}

/** A row tells one event, or why it is none: then both count the same. */
const TELLS_ONE = [
  'ga4-bigquery',
  'ga4-json',
  'mixpanel-export',
  'posthog-events',
  'segment',
  'rudderstack',
  'plausible',
];

export const exportInDatabaseSuite = (
  where: string,
  engine: DialectName,
  keeper: () => Keeper,
): void => {
  // What is a table only in DuckDB is read there from files.
  const sources = LOG_SOURCES.filter(
    ({ engines }) => engines.length > 1 && engines.includes(engine),
  );

  const simulated = (source: string, table: string) =>
    covey([
      'simulate',
      '--definitions',
      definitions(),
      '--source',
      source,
      ...keeper().args,
      '--table',
      table,
      '--yes',
    ]);

  describe(`what other tools keep in ${where}`, () => {
    it.each(sources.map((source) => [source.name, source] as const))(
      'gives what its files give: %s',
      async (name, source) => {
        const { table, files } = await kept(source, keeper(), engine);
        const asked = ['simulate', '--definitions', definitions(), '--source', name, '--json'];
        const answerOf = async (...more: readonly string[]): Promise<Answer> => {
          const { code, out, err } = await covey([...asked, ...more]);
          expect([code, err.replace(/^(warning|note) .*$|^.* events? in .*$/gm, '')]).toEqual([
            0,
            expect.not.stringContaining('covey:'),
          ]);
          return JSON.parse(out) as Answer;
        };
        const file = await answerOf('--events', files, '--skip-bad');
        const there = await answerOf(...keeper().args, '--table', table, '--yes');
        const { source: ofFiles, ...read } = file;
        const { source: ofTable, ...found } = there;
        expect(found).toEqual(read);
        expect(ofTable.table).toBe(table);
        if (TELLS_ONE.includes(name))
          expect([ofTable.taken, ofTable.notTaken]).toEqual([ofFiles.taken, ofFiles.notTaken]);
      },
    );

    it('is analysed as its files are', async () => {
      const source = LOG_SOURCES.find(({ name }) => name === 'segment');
      if (!source) throw new Error('segment');
      const { table, files } = await kept(source, keeper(), engine);
      const asked = ['analyse', '--definitions', definitions(), '--source', 'segment', '--json'];
      const [file, there] = await Promise.all([
        covey([...asked, '--events', files, '--skip-bad']),
        covey([...asked, ...keeper().args, '--table', table, '--yes']),
      ]);
      const { source: ofFiles, ...read } = JSON.parse(file.out) as Answer;
      const { source: ofTable, ...found } = JSON.parse(there.out) as Answer;
      expect(found).toEqual(read);
      expect([ofTable.table, ofTable.taken, ofTable.notTaken]).toEqual([
        table,
        ofFiles.taken,
        ofFiles.notTaken,
      ]);
    });

    it('says what was taken of it, and what is counted of files only', async () => {
      const source = LOG_SOURCES.find(({ name }) => name === 'segment');
      if (!source) throw new Error('segment');
      const { table } = await kept(source, keeper(), engine);
      const { code, out } = await simulated('segment', table);
      expect([code, out]).toEqual([0, expect.stringContaining(`told by ${table}`)]);
      expect(out).toMatch(/^not taken: no event: traits, groups and the like +\d+$/m);
      expect(out).toContain('are counted of files only.');
    });

    it('is refused where nothing of it is an event, with the reasons', async () => {
      await keeper().store('refused', [
        { type: 'identify', anonymousId: 'a', timestamp: '2026-11-02T10:00:00Z' },
      ]);
      const { code, err } = await simulated('segment', 'refused');
      expect([code, err]).toEqual([
        1,
        expect.stringContaining('refused holds no events: of its only row none is taken.'),
      ]);
      expect(err).toContain('1: no event: traits, groups and the like');
    });

    it('says which table is meant, and what is none', async () => {
      await keeper().store('exported', [{ anonymousId: 'a', type: 'track' }]);
      const ask = (...more: readonly string[]) =>
        covey([
          'simulate',
          '--definitions',
          definitions(),
          '--source',
          'segment',
          ...keeper().args,
          ...more,
        ]);
      const { code, err } = await ask('--table', 'exporte');
      expect([code, err]).toEqual([1, expect.stringMatching(/no table exporte .*"\S*exported"/)]);
      const usage = [
        await ask('--table', 'export/*.parquet'),
        await ask('--columns', 'visitor=id'),
        await ask('--id', 'id'),
      ];
      expect(usage.map((one) => [one.code, one.err.split('\n')[0]])).toEqual([
        [2, 'covey: --table export/*.parquet names files, and --url a database.'],
        [2, 'covey: --source segment knows its columns.'],
        [2, 'covey: --source segment knows its columns.'],
      ]);
    });
  });
};

/** Samples in a table, or several, and the same rows in files. */
async function kept(source: LogSource, { store }: Keeper, engine: DialectName) {
  // Rows of one form: a tool's other forms are tables of their own.
  const samples = samplesOf(source.name);
  const [rows = []] = source.tables ? [samples] : tablesOf(samples);
  const folder = temporaryFolder();
  const write = (table: string, stored: readonly Row[]) =>
    writeFileSync(
      join(folder, `${table}.ndjson`),
      stored.map((row) => JSON.stringify(row)).join('\n'),
    );
  if (!source.tables) {
    write('exported', await store('exported', rows));
    return { table: 'exported', files: join(folder, 'exported.ndjson') };
  }
  for (const table of source.tables(engine))
    write(
      table,
      await store(
        `exported_${table}`,
        rows.filter((row) => source.tableOf?.(row) === table),
      ),
    );
  return { table: 'exported_*', files: folder };
}
