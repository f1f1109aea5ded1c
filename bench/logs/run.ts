// npm run bench:logs [-- --events 1000000,10000000 --rounds N --longest N --engine-at FOLDER]: one log by every engine
// that can answer for it, each in a process of its own, one after the other in each round. Prints the least time of the
// rounds, processor time, the greatest memory, and how much quicker than the page's engine in one process; then a log with
// one very long visitor, and five questions beside the SQL that one writes by hand. --engine-at names another checkout of
// Covey, whose `bench/simulate.ts` is run on the same log and stands as 1.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { table } from '../../cli/table.ts';
import { count } from '../../shared/counting/index.ts';
import { isInstalled } from './clickhouse.ts';
import { toExport, toParquet } from './duckdb.ts';
import type { Asked, Compared, Sizes, Times } from './measured.ts';
import { byThreads, hasThreads } from './threads.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000,3000000,10000000' },
    rounds: { type: 'string', default: '2' },
    longest: { type: 'string', default: '100000' },
    'engine-at': { type: 'string' },
  },
});
const lengths = values.events.split(',').map(Number);
const rounds = Number(values.rounds);
const longest = Number(values.longest);
if (![...lengths, rounds].every((one) => Number.isSafeInteger(one) && one > 0))
  throw new Error('--events takes whole numbers with commas between, --rounds a whole number');

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const ofSubject = (name: string, folder: string, ...more: readonly string[]): unknown =>
  JSON.parse(run([here('subject.ts'), name, folder, ...more]));

/** What is measured, or why it is not. */
interface Subject {
  readonly title: string;
  readonly ask: ((folder: string) => Asked) | string;
}

const engineAt = values['engine-at'];
const noClickHouse = 'ClickHouse is not installed: npm run test:engines does that';
const database = (title: string, name: string, missing: string | null = null): Subject => ({
  title,
  ask: missing ?? ((folder) => ofSubject(name, folder) as Asked),
});
const subjects: readonly Subject[] = [
  ...(engineAt === undefined
    ? []
    : [{ title: `engine of ${engineAt}, CSV`, ask: earlier(engineAt) }]),
  { title: 'engine, one process, CSV', ask: (folder) => ofSubject('engine', folder) as Asked },
  {
    title: 'engine, threads, Parquet',
    ask: hasThreads()
      ? (folder) => byThreads(folder, (file) => readFileSync(file, 'utf8'))
      : 'covey simulate has no --threads',
  },
  database('DuckDB, Parquet', 'duckdb-parquet'),
  database('DuckDB, table', 'duckdb-table'),
  database('ClickHouse, Parquet', 'clickhouse-parquet', isInstalled() ? null : noClickHouse),
  database('ClickHouse, table', 'clickhouse-table', isInstalled() ? null : noClickHouse),
];

console.log(
  `Node ${process.version}, ${availableParallelism()} cores of ${cpus()[0]?.model ?? 'an unknown processor'}`,
);
for (const { title, ask } of subjects)
  if (typeof ask === 'string') console.log(`not run: ${title}: ${ask}`);
for (const events of lengths) await compare(events, 0);
if (longest > 0) await compare(lengths[0] ?? 1e6, longest);

async function compare(events: number, ofOne: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'covey-bench-'));
  try {
    const csv = join(folder, 'log.csv');
    run([
      here('../simulate-log.ts'),
      '--events',
      String(events),
      '--longest',
      String(ofOne),
      '--whole',
      '--out',
      csv,
    ]);
    await toParquet(csv, join(folder, 'table.parquet'));
    await toExport(csv, join(folder, 'log.parquet'));
    const size = `${count(Math.round(statSync(csv).size / 1e6))} MB of CSV`;
    console.log(
      `\n${count(events)} events, ${size}${ofOne > 0 ? `, ${count(ofOne)} of them one visitor's` : ''}\n`,
    );
    const asked = new Map<Subject, Asked[]>();
    for (let round = 0; round < rounds; round += 1)
      for (const subject of subjects)
        if (typeof subject.ask !== 'string')
          asked.set(subject, [...(asked.get(subject) ?? []), subject.ask(folder)]);
    const best = [...asked].map(([{ title }, all]) => ({ title, ...bestOf(all) }));
    console.log(rowsOf(best));
    console.log(differences(best));
    if (ofOne === 0)
      byHand(ofSubject('questions', folder, String(Math.max(3, rounds))) as readonly Compared[]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The run that took the least time. */
function bestOf(all: readonly Asked[]): Asked {
  return all.reduce((best, one) => (one.seconds < best.seconds ? one : best));
}

function rowsOf(all: readonly ({ readonly title: string } & Asked)[]): string {
  const titles = ['Time', 'Processor', 'Peak memory', 'Times as quick'];
  const first = all[0]?.seconds ?? NaN;
  return table(
    [{ title: '20 segments' }, ...titles.map((title) => ({ title, numeric: true }))],
    all.map(({ title, seconds, cpu, peakBytes }) => [
      title,
      `${seconds.toFixed(1)} s`,
      Number.isNaN(cpu) ? '' : `${cpu.toFixed(1)} s`,
      `${count(Math.round(peakBytes / 1e6))} MB`,
      (first / seconds).toFixed(1),
    ]),
  );
}

/** Whether all found the same sizes. */
function differences(all: readonly { readonly title: string; readonly sizes: Sizes }[]): string {
  const known = all.filter(({ sizes }) => Object.keys(sizes).length > 0);
  const [first, ...others] = known;
  if (first === undefined) return '';
  const lines = others.flatMap(({ title, sizes }) =>
    Object.keys(first.sizes)
      .filter((id) => sizes[id] !== first.sizes[id])
      .map(
        (id) =>
          `${title}: ${id} has ${sizes[id] ?? 'no'} members, of ${first.title} ${first.sizes[id] ?? 'no'}`,
      ),
  );
  if (lines.length === 0) return 'All found the same members.';
  process.exitCode = 1;
  return lines.join('\n');
}

function byHand(all: readonly Compared[]): void {
  const least = ({ seconds }: Times): number => Math.min(...seconds);
  const total = (way: 'hand' | 'compiled'): number =>
    all.reduce((sum, one) => sum + least(one[way]), 0);
  const row = (
    name: string,
    hand: number,
    compiled: number,
    members: string,
  ): readonly string[] => [
    name,
    `${(hand * 1000).toFixed(0)} ms`,
    `${(compiled * 1000).toFixed(0)} ms`,
    (compiled / hand).toFixed(2),
    members,
  ];
  const titles = ['By hand', 'Compiled', 'Times as long', 'Members'];
  console.log(
    `\n${table(
      [{ title: 'DuckDB, table' }, ...titles.map((title) => ({ title, numeric: true }))],
      [
        ...all.map((one) =>
          row(one.name, least(one.hand), least(one.compiled), count(one.members)),
        ),
        row('all five', total('hand'), total('compiled'), ''),
      ],
    )}`,
  );
  for (const { name, different } of all)
    if (different !== 0) {
      process.exitCode = 1;
      console.log(`${name}: ${different} rows differ`);
    }
  if (all.every(({ different }) => different === 0))
    console.log('Every visitor has the same answer both ways.');
}

/** The engine of another checkout, which says only how long it took: with overlaps and sizes over time by the week. */
function earlier(checkout: string): (folder: string) => Asked {
  const program = resolve(checkout, 'bench/simulate.ts');
  if (!existsSync(program)) throw new Error(`${program} is not there`);
  return (folder) => {
    const took = JSON.parse(run([program, '--file', join(folder, 'log.csv')])) as Omit<
      Asked,
      'sizes'
    >;
    return { ...took, cpu: NaN, sizes: {} };
  };
}

/** What another process of this Node prints. */
function run(args: readonly string[]): string {
  const { status, stdout } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return stdout;
}
