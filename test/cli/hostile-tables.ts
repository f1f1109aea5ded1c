// Tables that are not as they should be end in a right answer, or in an error that says how to mend them; whatever the database.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { covey, definitionsOf, fileWith } from './helpers.ts';

/** A database in which tests can make tables. */
export interface Workshop {
  /** As a user that may read, and do nothing else. */
  readonly args: readonly string[];
  /** Runs statements as the owner of all; whoever reads may read what they make. */
  readonly run: (...statements: readonly string[]) => Promise<void>;
}

interface Types {
  readonly visitor: string;
  readonly time: string;
  readonly seq: string;
  readonly name: string;
  readonly props: string;
}

/** What one engine calls its types, and how it writes what a test needs of it. */
export interface Speech {
  readonly types: Types;
  /** Of columns that may be null. */
  readonly nullable: (type: string) => string;
  /** After the columns of a table. */
  readonly engine?: string;
  /** What a schema is called there. */
  readonly schema?: string;
  /** A time in seconds since the epoch. */
  readonly at: (seconds: number) => string;
  /** Types and values that no event has there, by the column, and what is said of each. */
  readonly wrong: readonly (readonly [
    column: keyof Types,
    type: string,
    value: string,
    mend: string,
  ])[];
  /** Types of a visitor, a value of each, and how it is written out. */
  readonly visitors: readonly (readonly [type: string, value: string, text: string])[];
  /** A time that names no zone, and its type. */
  readonly zoneless?: readonly [type: string, value: string];
  /** Types of columns that hold whole numbers of 64 bits, and texts. */
  readonly wide: { readonly big: string; readonly word: string };
  /** A type of texts that hold JSON. */
  readonly text: string;
  readonly endless?: string;
}

const definitions = () =>
  fileWith(
    'segments.json',
    JSON.stringify(
      definitionsOf({
        metrics: { views: { count: 'view' }, reds: { count: 'view', where: { colour: 'red' } } },
        segments: {
          viewer: { when: { 'metric.views': { $gte: 1 } } },
          red: { when: { 'metric.reds': { $gte: 1 } } },
        },
      }),
    ),
  );

const quoted = (name: string): string => `"${name}"`;
const RED = `'{"colour": "red"}'`;

export const hostileTablesSuite = (
  where: string,
  speech: Speech,
  workshop: () => Workshop,
): void => {
  const { types, engine = '', at, nullable } = speech;
  const WHOLE: readonly string[] = [`'a'`, at(60), '1', `'view'`, RED];
  const made = async (
    change: Partial<Types>,
    rows: readonly (readonly string[])[],
    table = 'hostile',
  ) => {
    const columns = Object.entries({ ...types, ...change }).map(([of, type]) => `${of} ${type}`);
    await workshop().run(
      `DROP TABLE IF EXISTS ${table}`,
      `CREATE TABLE ${table}(${columns.join(', ')}) ${engine}`,
      ...rows.map((row) => `INSERT INTO ${table} VALUES (${row.join(', ')})`),
    );
  };
  const ask = async (command: string, ...more: readonly string[]) => {
    const table = more.includes('--table') ? [] : ['--table', 'hostile'];
    const asked = [command, '--definitions', definitions(), ...workshop().args, ...table, '--yes'];
    const { code, out, err } = await covey([...asked, ...more]);
    return { code, out, err, first: err.split('\n')[0] ?? '' };
  };
  const sizes = async (...more: readonly string[]) => {
    const { out, err } = await ask('simulate', '--json', ...more);
    expect(err).not.toContain('covey:');
    const { visitors, segments } = JSON.parse(out) as {
      readonly visitors: number;
      readonly segments: { readonly [id: string]: { readonly members: number } };
    };
    const analysed = await ask('analyse', '--json', ...more);
    expect([analysed.code, analysed.err]).toEqual([0, expect.not.stringContaining('covey:')]);
    expect(JSON.parse(analysed.out)).toMatchObject({ visitors });
    return { visitors, viewer: segments['viewer']?.members, red: segments['red']?.members };
  };
  /** A row, with another cell in one of its columns. */
  const rowWith = (column: keyof Types, cell: string): readonly string[] =>
    WHOLE.map((one, place) => (Object.keys(types)[place] === column ? cell : one));

  describe(`a table that is not as it should be, in ${where}`, () => {
    it.each(['simulate', 'analyse'])(
      'counts rows of nobody, of no time or no name: %s',
      async (command) => {
        for (const [column, cells] of [
          ['visitor', ['NULL', `''`, 'NULL']],
          ['name', [`''`, 'NULL']],
          ['time', ['NULL', 'NULL']],
        ] as const) {
          const change = { [column]: nullable(types[column]) };
          await made(change, [WHOLE, ...cells.map((cell) => rowWith(column, cell))]);
          const { code, first } = await ask(command);
          expect([code, first]).toEqual([
            1,
            expect.stringContaining(
              `: ${cells.length} rows of hostile have no visitor, no time or no name.`,
            ),
          ]);
        }
      },
    );

    it.each(speech.wrong)('has %s as %s', async (column, type, value, mend) => {
      await made({ [column]: type }, [rowWith(column, value)]);
      for (const command of ['simulate', 'analyse']) {
        const { code, err } = await ask(command);
        expect([code, err]).toEqual([1, expect.stringContaining(`: hostile has ${column} as `)]);
        expect(err).toContain(mend);
      }
    });

    it.each(speech.visitors)('has visitors as %s', async (type, value, text) => {
      await made({ visitor: type }, [rowWith('visitor', value)]);
      expect(await sizes()).toEqual({ visitors: 1, viewer: 1, red: 1 });
      const members = fileWith('members.csv', '');
      await ask('simulate', '--members', members);
      expect(readFileSync(members, 'utf8')).toContain(`${text},viewer,in`);
    });

    it('has properties as text: of JSON, of none, and of what is no JSON', async () => {
      await made({ props: nullable(speech.text) }, [
        WHOLE,
        rowWith('props', 'NULL'),
        rowWith('props', `'[1]'`),
        rowWith('props', `'null'`),
      ]);
      expect(await sizes()).toEqual({ visitors: 1, viewer: 1, red: 1 });
      await made({ props: speech.text }, [
        WHOLE,
        rowWith('props', `'{"colour": '`),
        rowWith('props', `'red'`),
      ]);
      for (const command of ['simulate', 'analyse']) {
        const { code, err } = await ask(command);
        expect([code, err]).toEqual([
          1,
          expect.stringContaining(': 2 rows of hostile have properties that are no JSON.'),
        ]);
        expect(err).toContain('A view can take those that are');
      }
    });

    it('has times in the future, and the same row twice', async () => {
      const soon = Math.floor(Date.now() / 1000) + 5 * 86_400;
      const rows = [WHOLE, WHOLE, rowWith('time', at(soon)), rowWith('time', at(61))];
      await made({}, rows);
      const { err } = await ask('simulate');
      expect(err).toContain('1 row in the future, left out');
      expect(await sizes('--id', 'seq')).toEqual({ visitors: 1, viewer: 1, red: 1 });
      expect((await ask('simulate', '--id', 'seq')).err).toContain('2 rows repeated, by id');
    });

    it('has a column for each property, beside JSON or alone', async () => {
      const cells = [...WHOLE, '9007199254740991', `'DE'`];
      const { big, word, table } = { ...speech.wide, table: 'hostile_wide' };
      const columns = Object.entries(types).map(([of, type]) => `${of} ${type}`);
      await workshop().run(
        `DROP TABLE IF EXISTS ${table}`,
        `CREATE TABLE ${table}(${columns.join(', ')}, ${quoted('net, in cents')} ${big}, country ${word}) ${engine}`,
        `INSERT INTO ${table} VALUES (${cells.join(', ')})`,
      );
      const path = fileWith(
        'wide.json',
        JSON.stringify(
          definitionsOf({
            metrics: {
              spend: { sum: 'view.value' },
              german: { count: 'view', where: { 'geo.country': 'DE' } },
              reds: { count: 'view', where: { colour: 'red' } },
              from: { last: 'session_start.source' },
            },
            segments: {
              rich: { when: { 'metric.spend': { $gte: 9_007_199_254_740_991 } } },
              german: { when: { 'metric.german': { $gte: 1 } } },
              red: { when: { 'metric.reds': { $gte: 1 } } },
              other: { when: { 'metric.from': 'DE' } },
            },
          }),
        ),
      );
      const own = 'seq=,props.value="net, in cents",props.geo.country=country,props.source=country';
      const asked = [
        'simulate',
        '--definitions',
        path,
        ...workshop().args,
        '--table',
        table,
        '--csv',
      ];
      const members = async (...more: readonly string[]) => {
        const { out, err } = await covey([...asked, ...more]);
        expect(err).not.toContain('covey:');
        return out.split('\n').slice(1, -1);
      };
      expect(await members('--columns', `${own},props=props`)).toEqual([
        'rich,rich,1,1,0',
        'german,german,1,1,0',
        'red,red,1,1,0',
        'other,other,1,1,0',
      ]);
      // Of what neither says nothing is known.
      const without = await covey([...asked, '--columns', own]);
      expect(without.out).toContain('red,red,unknown,unknown,1');
      expect(without.err).toContain('the log has no column "colour"');
      const analysed = await covey([
        'analyse',
        '--definitions',
        path,
        ...workshop().args,
        '--table',
        table,
        '--columns',
        own,
        '--metric',
        'spend',
        '--json',
      ]);
      expect(JSON.parse(analysed.out)).toMatchObject({ visitors: 1 });
      expect(analysed.out).toContain('9007199254740991');
    });

    it('is a view, or stands in another schema', async () => {
      await made({}, [WHOLE]);
      await workshop().run(
        'DROP VIEW IF EXISTS hostile_view',
        'CREATE VIEW hostile_view AS SELECT * FROM hostile',
        `CREATE ${speech.schema ?? 'SCHEMA'} IF NOT EXISTS elsewhere`,
      );
      await made({}, [WHOLE, rowWith('visitor', `'b'`)], 'elsewhere.hostile');
      const one = { visitors: 1, viewer: 1, red: 1 };
      expect(await sizes('--table', 'hostile_view')).toEqual(one);
      expect(await sizes('--table', 'elsewhere.hostile')).toEqual({
        visitors: 2,
        viewer: 2,
        red: 2,
      });
      await workshop().run('DROP VIEW hostile_view');
    });

    it.runIf(speech.zoneless)('has times without a zone, which are those of UTC', async () => {
      const [type = '', value = ''] = speech.zoneless ?? [];
      await made({ time: type }, [rowWith('time', value)]);
      for (const command of ['simulate', 'analyse']) {
        const { out, err } = await ask(command, '--json');
        expect(JSON.parse(out)).toMatchObject({ at: '2026-03-29T02:30:00.001Z' });
        expect(err).toContain('hostile: times name no zone, and are read as those of UTC.');
      }
    });

    it.runIf(speech.endless)('has a time that never comes', async () => {
      await made({}, [WHOLE, rowWith('time', speech.endless ?? '')]);
      for (const command of ['simulate', 'analyse']) {
        const { code, err } = await ask(command);
        expect([code, err]).toEqual([
          1,
          expect.stringMatching(/1 row of hostile has .* no time|a time there is infinite/),
        ]);
      }
    });
  });
};
