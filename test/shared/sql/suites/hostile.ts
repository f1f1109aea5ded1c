import { describe, expect, it } from 'vitest';
import { compileSql } from '../../../../shared/sql/index.ts';
import { databaseOf } from '../ask.ts';
import type { SqlEngine } from '../engine.ts';

const NASTY = [
  `'; DROP TABLE events; --`,
  `"; DROP TABLE events; --`,
  `a'b"c`,
  'nul\0inside',
  'new\nline',
  'escape \u001b[2J and \u009b',
  'marks \u061c\u200e\u200f\u202e',
  `a backslash before a quote \\' b`,
  '-- comment',
  '/* comment',
  '$1 ? :name {{x}}',
  '\\',
  '日本語 🦆',
  'told',
  'visit',
  'seen',
  'events',
  'select',
  '',
];

/** Names and values of any text, and what has no form. */
export const hostileSuite = (engine: SqlEngine): void => {
  const database = databaseOf(engine);

  describe('names and values of definitions stay names and values', () => {
    it.each(NASTY.map((name) => [JSON.stringify(name), name] as const))('%s', async (_, nasty) => {
      const definitions = {
        metrics: {
          [`m${nasty}`]: { count: nasty || 'x', where: { [nasty || 'p']: nasty } },
          told: { last: `x.${nasty || 'p'}` },
          seen: { sequence: [{ event: nasty || 'x' }, { event: 'after' }] },
          events: { interest: `x.${nasty || 'p'}`, halfLife: '1d', value: nasty },
        },
        savedGroups: { [nasty]: [nasty] },
        segments: {
          [`s${nasty}`]: { when: { [`metric.m${nasty}`]: { $gte: 1 } }, keep: '1d' },
          again: { when: { [`segment.s${nasty}`]: true } },
          listed: { when: { 'metric.told': { $inGroup: nasty } } },
        },
      };
      const props = { [nasty || 'p']: nasty };
      const log = [
        [
          `visitor ${nasty}`,
          [
            { name: nasty || 'x', time: 1000, props },
            { name: 'x', time: 2000, props },
            { name: 'after', time: 3000 },
          ],
        ],
      ] as const;
      const { of, unsupported, columns } = await database.ask(definitions, log, 4000);
      expect(unsupported).toEqual([]);
      expect([...of.keys()]).toEqual([engine.holds(`visitor ${nasty}`)]);
      const row = of.get(engine.holds(`visitor ${nasty}`))!;
      expect(Object.keys(row)).toEqual(columns);
      expect(row).toMatchObject({
        [`metric.m${nasty}`]: nasty === '' ? 2 : 1,
        'metric.told': engine.holds(nasty),
        'metric.seen': 1,
        'metric.events': expect.closeTo(nasty === '' ? 2 : 1, 3),
        [`segment.s${nasty}`]: true,
        'segment.again': true,
        'segment.listed': true,
      });
    });

    it('ids that differ in capitals alone stay apart', async () => {
      const definitions = {
        metrics: { a: { count: 'x' }, A: { count: 'y' } },
        segments: {
          s: { when: { 'metric.a': 1 }, keep: '1d' },
          S: { when: { 'metric.A': 1 }, keep: '1d' },
          t: { when: { 'segment.s': true, 'segment.S': false } },
          T: { when: { 'metric.a': { $gte: 1 }, 'metric.A': 0 } },
        },
      };
      const { of } = await database.ask(definitions, [['v', [{ name: 'x', time: 0 }]]], 10);
      expect(of.get('v')).toMatchObject({
        'metric.a': 1,
        'metric.A': 0,
        'segment.s': true,
        'segment.S': false,
        'segment.t': true,
        'segment.T': true,
      });
    });

    it('a table of any name is read', async () => {
      const table = `my "events"; --`;
      await database.opened().table(table);
      const segments = { s: { when: { 'metric.n': 1 } } };
      const compiled = compileSql({ metrics: { n: { count: 'x' } }, segments } as never, {
        at: 0,
        table,
        dialect: engine.dialect,
      });
      const rows = await database.opened().run(compiled);
      expect(rows.map(([visitor, n, member]) => [visitor, Number(n), member])).toEqual([
        ['v', 1, true],
      ]);
    });
  });

  describe('what has no SQL form is named, and everything else is there', () => {
    it('with the construct, and for all who read it', () => {
      const { unsupported, columns } = compileSql(
        {
          metrics: {
            plain: { count: 'x' },
            looking: { count: 'x', where: { path: { $regex: '^(?!/private)' } } },
            twice: { count: 'x', where: { path: { $regexi: '(a)\\1' } } },
            taste: { interest: 'x.topic', halfLife: '7d' },
            odd: { formula: { add: ['metric.looking', 1] } },
          },
          segments: {
            fine: { when: { 'metric.plain': 1 } },
            public: { when: { 'metric.looking': { $gte: 1 } } },
            reads: { when: { 'segment.public': true } },
            keen: { when: { 'metric.taste': { $gte: 2 } } },
            kept: { when: { 'metric.taste': { $gte: 2 } }, keep: '3d' },
          },
        } as never,
        { at: 0, dialect: engine.dialect },
      );
      expect(columns).toEqual([
        'visitor',
        'metric.plain',
        'metric.taste',
        'segment.fine',
        'segment.keen',
      ]);
      expect(unsupported.map(({ id, construct }) => [id, construct])).toEqual([
        ['metric.looking', '$regex'],
        ['metric.twice', '$regex'],
        ['metric.odd', '$regex'],
        ['segment.public', '$regex'],
        ['segment.reads', '$regex'],
        ['segment.kept', 'interest'],
      ]);
      for (const { why } of unsupported) expect(why).not.toBe('');
    });

    it('segments that read each other are named, and do not go round for ever', () => {
      const { unsupported } = compileSql(
        {
          metrics: { m: { count: 'enter:c' }, f: { formula: { add: ['metric.f', 1] } } },
          segments: {
            a: { when: { 'segment.b': true }, keep: '1d' },
            b: { when: { 'segment.a': true } },
            c: { when: { 'metric.m': 1 }, excludeEver: { 'metric.m': 2 } },
            d: { when: { 'metric.f': 1 } },
          },
        } as never,
        { at: 0, dialect: engine.dialect },
      );
      expect(unsupported.map(({ id }) => id).toSorted()).toEqual([
        'metric.f',
        'metric.m',
        'segment.a',
        'segment.b',
        'segment.c',
        'segment.d',
      ]);
    });
  });
};
