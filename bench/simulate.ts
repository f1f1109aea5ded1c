// node bench/simulate.ts [EVENTS …]: `covey simulate` over made-up logs of a shop, 1 and 10 million events unless told
// otherwise, each in a process of its own. Prints seconds, events a second and the greatest memory.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inputOf } from '../cli/input.ts';
import { simulate } from '../cli/simulate/index.ts';
import { table } from '../cli/table.ts';
import { count } from '../shared/counting/index.ts';
import { shop as definitions } from './shop.ts';

interface Measured {
  readonly events: number;
  readonly visitors: number;
  readonly seconds: number;
  readonly peakBytes: number;
}

const program = fileURLToPath(import.meta.url);
const [first, ...rest] = process.argv.slice(2);
if (first === '--file')
  process.stdout.write(JSON.stringify(await measure(rest[0] ?? '', Number(rest[1] ?? 1))));
else compare(process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1e6, 1e7]);

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
  return {
    events,
    visitors,
    seconds: (performance.now() - started) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

function compare(lengths: readonly number[]): void {
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}`);
  console.log(
    `${Object.keys(definitions.segments).length} segments, with overlaps and sizes over time\n`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'covey-bench-'));
  try {
    const rows = lengths.map((length) => {
      const file = join(folder, `${length}.csv`);
      const generator = fileURLToPath(new URL('simulate-log.ts', import.meta.url));
      run([generator, '--events', String(length), '--out', file]);
      const { size } = statSync(file);
      const { events, visitors, seconds, peakBytes } = JSON.parse(
        run([program, '--file', file]),
      ) as Measured;
      rmSync(file);
      return [
        count(events),
        count(visitors),
        `${count(Math.round(size / 1e6))} MB`,
        `${seconds.toFixed(1)} s`,
        count(Number((events / seconds).toPrecision(3))),
        `${count(Math.round(peakBytes / 1e6))} MB`,
      ];
    });
    const titles = ['Events', 'Visitors', 'Log', 'Time', 'Events a second', 'Peak memory'];
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

/** What another process of this Node prints. */
function run(args: readonly string[]): string {
  const { status, stdout } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return stdout;
}
