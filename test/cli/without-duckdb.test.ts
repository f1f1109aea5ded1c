import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

vi.mock('@duckdb/node-api', () => {
  throw new Error('not installed');
});

it('says how to come by DuckDB where something needs it, and reads all else', async () => {
  const definitions = fileWith(
    'segments.json',
    JSON.stringify(definitionsOf({ segments: { all: { when: { 'visitor.sessions': 1 } } } })),
  );
  const args = (log: string, ...more: string[]) => [
    'simulate',
    '--definitions',
    definitions,
    '--events',
    log,
    ...more,
  ];
  const parquet = join(temporaryFolder(), 'log.parquet');
  writeFileSync(parquet, 'PAR1 and what follows');
  const log = fileWith('log.csv', 'visitor,time,event\n1,2026-03-01,visit\n');
  for (const [command, what] of [
    [args(parquet), 'log.parquet is a Parquet file: reading it needs DuckDB'],
    [args(log, '--engine', 'duckdb'), '--engine duckdb needs DuckDB'],
  ] as const) {
    const { code, err } = await covey(command);
    expect(code).toBe(1);
    expect(err).toContain(what);
    expect(err).toContain('npm install @duckdb/node-api@');
  }
  expect((await covey(args(log))).code).toBe(0);
});
