// `covey simulate --threads` as a user runs it, of a Parquet file with a column for each property.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shop } from '../shop.ts';
import type { Asked } from './measured.ts';

const program = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
/** Says what a process took, of all its threads. */
const watched = `process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require('node:fs').writeFileSync(process.env.COVEY_BENCH_TOOK, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, peakBytes: maxRSS * 1024 })); });`;

/** Null where there is no such option yet. */
export const hasThreads = (): boolean => {
  const { stdout } = spawnSync(process.execPath, [program, 'simulate', '--help'], {
    encoding: 'utf8',
  });
  return stdout.includes('--threads');
};

export function byThreads(folder: string, read: (file: string) => string): Asked {
  const [definitions, hook, took] = ['shop.json', 'watch.cjs', 'took.json'].map((name) =>
    join(folder, name),
  );
  writeFileSync(definitions ?? '', JSON.stringify(shop));
  writeFileSync(hook ?? '', watched);
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--require',
      hook ?? '',
      program,
      'simulate',
      '--definitions',
      definitions ?? '',
      '--events',
      join(folder, 'log.parquet'),
      '--threads',
      String(availableParallelism()),
      '--json',
    ],
    { encoding: 'utf8', env: { ...process.env, COVEY_BENCH_TOOK: took ?? '' }, maxBuffer: 1 << 26 },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0)
    throw new Error(`covey simulate --threads ended with ${status}: ${stderr.slice(-500)}`);
  const { segments } = JSON.parse(stdout) as { segments: Record<string, { members: number }> };
  const { cpu, peakBytes } = JSON.parse(read(took ?? '')) as { cpu: number; peakBytes: number };
  const sizes = Object.fromEntries(
    Object.entries(segments).map(([id, { members }]) => [id, members]),
  );
  return { seconds, cpu, peakBytes, sizes };
}
