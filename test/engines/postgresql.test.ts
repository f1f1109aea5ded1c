import { expect, it } from 'vitest';
import { compileSql } from '../../shared/sql/index.ts';
import { everySuite } from './every-suite.ts';
import { postgresql } from './postgresql.ts';

everySuite(postgresql);

it.each(['on', 'off'])(
  'reads definitions the same with standard_conforming_strings %s',
  async (setting) => {
    const words = [`a\\' b`, '\\', 'c\\n\\\\d', `\\'`];
    const definitions = {
      metrics: Object.fromEntries(
        words.map((word, i) => [`n${i}`, { count: word, where: { [`p${word}`]: word } }]),
      ),
      segments: { digits: { when: { 'metric.last': { $regex: '^\\d\\.\\\\$' } } } },
    };
    const metrics = { ...definitions.metrics, last: { last: 'x.p' } };
    const database = await postgresql.open();
    try {
      await database.load([
        [
          'v',
          [
            ...words.map((name, i) => ({ name, time: i, props: { [`p${name}`]: name } })),
            { name: 'x', time: 9, props: { p: '1.\\', lone: '\ud83d' } },
          ],
        ],
      ]);
      const compiled = compileSql({ ...definitions, metrics } as never, {
        at: 10,
        dialect: 'postgresql',
      });
      const set = `SET standard_conforming_strings = ${setting}`;
      const [row = []] = await database.run({ ...compiled, prelude: [set, ...compiled.prelude] });
      expect(row.slice(0, 1 + words.length).map(String)).toEqual(['v', ...words.map(() => '1')]);
      expect(row[compiled.columns.indexOf('segment.digits')]).toBe(true);
    } finally {
      await database.close();
    }
  },
);
