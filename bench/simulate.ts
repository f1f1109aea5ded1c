// node bench/simulate.ts [EVENTS …]: `covey simulate` over made-up logs of a shop, 1 and 10 million events unless told
// otherwise, as CSV in one thread and in as many as there are cores, and as Parquet, which DuckDB writes, each in a
// process of its own. Prints seconds, those of the processors, events a second and the greatest memory of the process.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { inputOf } from '../cli/input.ts';
import { simulate } from '../cli/simulate/index.ts';
import { table } from '../cli/table.ts';
import { count } from '../shared/counting/index.ts';
import { shop as definitions } from './shop.ts';

interface Measured {
  readonly events: number;
  readonly visitors: number;
  readonly seconds: number;
  /** Of all processors together. */
  readonly busySeconds: number;
  readonly peakBytes: number;
}

const program = fileURLToPath(import.meta.url);
const [first, ...rest] = process.argv.slice(2);
if (first === '--file')
  process.stdout.write(JSON.stringify(await measure(rest[0] ?? '', Number(rest[1] ?? 1))));
else await compare(process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1e6, 1e7]);

async function measure(file: string, threads: number): Promise<Measured> {
  const started = performance.now();
  const { events, visitors } = await simulate({
    definitions,
    input: inputOf(file),
    at: null,
    stepMs: 7 * 86_400_000,
    offsetAt: () => 0,
    skipBad: false,
    threads: { count: threads, zone: 'UTC', isAsked: true },
    startProgress: () => ({ update() {}, stop() {} }),
  });
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    events,
    visitors,
    seconds: (performance.now() - started) / 1000,
    busySeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakBytes: maxRSS * 1024,
  };
}

async function compare(lengths: readonly number[]): Promise<void> {
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}`);
  console.log(
    `${Object.keys(definitions.segments).length} segments, with overlaps and sizes over time\n`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'covey-bench-'));
  const threads = Math.min(8, availableParallelism());
  try {
    const rows: string[][] = [];
    for (const length of lengths) {
      const csv = join(folder, `${length}.csv`);
      const parquet = join(folder, `${length}.parquet`);
      const generator = fileURLToPath(new URL('simulate-log.ts', import.meta.url));
      run([generator, '--events', String(length), '--out', csv]);
      await writeParquet(csv, parquet);
      rows.push(
        rowOf('CSV', csv, 1),
        rowOf('CSV', csv, threads),
        rowOf('Parquet', parquet, threads),
      );
      rmSync(csv);
      rmSync(parquet);
    }
    const titles = [
      'Events',
      'Visitors',
      'Log',
      '',
      'Threads',
      'Time',
      'Processors',
      'Events a second',
      'Peak memory',
    ];
    console.log(
      table(
        titles.map((title) => ({ title, numeric: true })),
        rows,
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowOf(form: string, file: string, threads: number): string[] {
  const { events, visitors, seconds, busySeconds, peakBytes } = JSON.parse(
    run([program, '--file', file, String(threads)]),
  ) as Measured;
  return [
    count(events),
    count(visitors),
    form,
    `${count(Math.round(statSync(file).size / 1e6))} MB`,
    String(threads),
    `${seconds.toFixed(1)} s`,
    `${busySeconds.toFixed(1)} s`,
    count(Number((events / seconds).toPrecision(3))),
    `${count(Math.round(peakBytes / 1e6))} MB`,
  ];
}

async function writeParquet(csv: string, parquet: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT visitor, time::TIMESTAMPTZ AS time, event, category, value::DOUBLE AS value
      FROM read_csv('${csv}', types = {time: 'VARCHAR', value: 'VARCHAR'})) TO '${parquet}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}

/** What another process of this Node prints. */
function run(args: readonly string[]): string {
  const { status, stdout } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return stdout;
}
