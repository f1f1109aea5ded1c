// Visitors with more events than SQL counts sequences.
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, expect, it } from 'vitest';
import { MOST_SEQUENCES } from '../../shared/sql/index.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-03-01T00:00:00Z');
const at = (day: number) => new Date(START + day * DAY).toISOString();
/** One visitor has as many as are counted, and on the third day one more. */
const log = fileWith(
  'log.csv',
  [
    'visitor,time,event',
    ...Array.from({ length: MOST_SEQUENCES }, (_, i) => `a,${at(i / MOST_SEQUENCES)},scroll`),
    `b,${at(0)},view`,
    `b,${at(1)},buy`,
    `a,${at(3)},scroll`,
  ].join('\n'),
);
const file = join(temporaryFolder(), 'shop.duckdb');
beforeAll(async () => {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE events AS SELECT visitor, time, 1 AS seq, event AS name, '{}'::JSON AS props FROM read_csv('${log}')`,
  );
  connection.closeSync();
  instance.closeSync();
});

const documentOf = (name: string, metric: object) =>
  fileWith(
    name,
    JSON.stringify(
      definitionsOf({
        metrics: { paths: metric },
        segments: { buyer: { when: { 'metric.paths': { $gte: 1 } } } },
      } as object),
    ),
  );
const sequence = documentOf('sequence.json', { sequence: [{ event: 'view' }, { event: 'buy' }] });
const plain = documentOf('plain.json', { count: 'buy' });

it.each([
  ['a database', ['--url', file]],
  ['DuckDB', ['--events', log, '--engine', 'duckdb']],
])('are told of, where %s is asked about sequences', async (_, where) => {
  const asked = (definitions: string, day: number) =>
    covey(['simulate', '--definitions', definitions, ...where, '--at', at(day)]);
  const said =
    '1 visitor has more than 262,144 events. In SQL no more sequences than that are counted';
  const more = await asked(sequence, 3);
  expect([more.code, more.err]).toEqual([0, expect.stringContaining(said)]);
  for (const { code, err } of [await asked(sequence, 2), await asked(plain, 3)])
    expect([code, err]).toEqual([0, expect.not.stringContaining(said)]);
});

it('are not, where the engine counts', async () => {
  const where = ['--definitions', sequence, '--events', log];
  const { code, err } = await covey(['simulate', ...where, '--at', at(3)]);
  expect([code, err]).toEqual([0, expect.not.stringContaining('more than')]);
});
