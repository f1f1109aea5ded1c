import { tmpdir } from 'node:os';
import { expect, it, vi } from 'vitest';
import { covey, definitionsOf, fileWith } from './helpers.ts';

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
  const log = fileWith('log.csv', 'visitor,time,event\n1,2026-03-01,visit\n');
  // The folder where a command runs is looked in, too, and that of these tests has it.
  const elsewhere = vi.spyOn(process, 'cwd').mockReturnValue(tmpdir());
  const { code, err } = await covey(args(log, '--engine', 'duckdb'));
  elsewhere.mockRestore();
  expect(code).toBe(1);
  expect(err).toContain('--engine duckdb needs DuckDB');
  expect(err).toContain('npm install @duckdb/node-api@');
  expect((await covey(args(log))).code).toBe(0);
});
