// npm run bench [-- --quick]: Covey beside its peers, in one process, on one deterministic workload.
// Prints nanoseconds per event, ratios, state size, allocation, has() and compile time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpus } from 'node:os';
import { compile, createEngine, type Engine } from '../shared/engine/index.ts';
import type { Json } from '../shared/definitions/types.ts';
import type { CoveyEvent } from '../shared/engine/types.ts';
import { type Attributes, peers } from './peers.ts';
import { rescan } from './rescan.ts';
import { events, start, take, traits, workload } from './workload.ts';

if (globalThis.gc === undefined) {
  // Allocation is measured between forced collections.
  const { status } = spawnSync(process.execPath, ['--expose-gc', ...process.argv.slice(1)], {
    stdio: 'inherit',
  });
  process.exit(status ?? 1);
}
const collect = globalThis.gc;
const quick = process.argv.includes('--quick');
const host = { offsetAt: () => 0 };
const size = 200;

/** Median of a few timings of `run`, in nanoseconds per item. */
function timed(items: number, runs: number, run: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const before = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - before) / items;
  });
  return times.sort((a, b) => a - b)[runs >> 1] as number;
}

function show(ns: number): string {
  if (ns < 1_000) return `${ns.toFixed(0)} ns`;
  return ns < 1_000_000 ? `${(ns / 1_000).toFixed(2)} µs` : `${(ns / 1_000_000).toFixed(2)} ms`;
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  console.log(
    `\n${title}\n${line(head)}\n|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
  );
  for (const row of rows) console.log(line(row));
}

/** Ready-made attributes for the peers: "at least 3" as 3, *never* as a very long time. */
function attributesOf(engine: Engine): Attributes {
  const plain = (value: Json): Json => {
    if (value === 'never') return Number.MAX_SAFE_INTEGER;
    const bound = value !== null && typeof value === 'object' && 'atLeast' in value;
    return bound ? (value.atLeast as Json) : value;
  };
  const values = Object.entries(engine.metricValues());
  return {
    trait: traits,
    metric: Object.fromEntries(values.map(([id, value]) => [id, plain(value)])),
  };
}

const definitions = workload(size);
const plan = compile(definitions);
if (plan.disabled.size > 0) throw new Error(`the workload does not compile: ${[...plan.disabled]}`);
console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}`);
console.log(`${size} mixed segments: trait equality, ever, count, sum, sequence, recency`);

// The compiler of the runtime has done its work before anything is timed, here and for each peer below.
const warm = createEngine(plan, host, { now: start });
warm.setFacts({ trait: traits });
for (const event of take(events(2), 200_000)) warm.apply(event);

const histories = quick ? [1_000, 10_000] : [1_000, 10_000, 100_000, 1_000_000];
const batch = 10_000;
const flat: string[][] = [];
let perEvent = 0;
let last: Engine | undefined;

for (const history of histories) {
  const source = events(1);
  const engine = createEngine(plan, host, { now: start });
  engine.setFacts({ trait: traits });
  for (let done = 0; done < history; done += batch) {
    for (const event of take(source, Math.min(batch, history - done))) engine.apply(event);
  }
  const runs = quick ? 5 : 15;
  const batches: CoveyEvent[][] = Array.from({ length: runs }, () => take(source, batch));
  let next = 0;
  const cost = timed(batch, runs, () => {
    for (const event of batches[next] ?? []) engine.apply(event);
    next += 1;
  });
  const more = take(source, batch);
  collect();
  const heapBefore = process.memoryUsage().heapUsed;
  for (const event of more) engine.apply(event);
  const allocated = (process.memoryUsage().heapUsed - heapBefore) / batch;
  const state = JSON.stringify(engine.state());
  const restore = timed(1, 21, () => {
    createEngine(plan, host, { now: engine.lastStored()?.time ?? start, state: JSON.parse(state) });
  });
  flat.push([
    history.toLocaleString('en'),
    show(cost),
    `${(state.length / 1_000).toFixed(1)} kB`,
    `${allocated.toFixed(0)} B`,
    show(restore),
  ]);
  perEvent = cost;
  last = engine;
}
table(
  'Cost of one event, by length of history',
  ['history', 'per event', 'state (JSON)', 'allocated per event', 'start from state'],
  flat,
);

if (last === undefined) throw new Error('no history was run');
const engine = last;
const attributes = attributesOf(engine);
const holding = engine.plan.segments.filter((id) => engine.has(id)).length;

const side: string[][] = [
  ['Covey, incremental, behaviour included', show(perEvent), '1', String(holding)],
];
for (const peer of peers(definitions)) {
  const found = await peer.evaluate(attributes);
  if (found !== holding) throw new Error(`${peer.name} finds ${found} segments, Covey ${holding}`);
  const rounds = quick ? 50 : 500;
  for (let round = 0; round < rounds; round += 1) await peer.evaluate(attributes);
  const before = process.hrtime.bigint();
  for (let round = 0; round < rounds; round += 1) await peer.evaluate(attributes);
  const cost = Number(process.hrtime.bigint() - before) / rounds;
  side.push([
    `${peer.name}, behaviour given`,
    show(cost),
    `${(cost / perEvent).toFixed(0)}×`,
    String(found),
  ]);
}
for (const history of quick ? [1_000] : [1_000, 10_000]) {
  const log = take(events(1), history);
  const now = log.at(-1)?.time ?? start;
  const fresh = createEngine(plan, host, { now: start });
  fresh.setFacts({ trait: traits });
  for (const event of log) fresh.apply(event);
  const truth = plan.segments.filter((id) => fresh.has(id)).length;
  const scan = rescan(definitions);
  const found = scan(log, traits, now);
  if (found !== truth) throw new Error(`the re-scan finds ${found} segments, Covey ${truth}`);
  const cost = timed(1, 5, () => void scan(log, traits, now));
  side.push([
    `re-scan of ${history.toLocaleString('en')} events`,
    show(cost),
    `${(cost / perEvent).toFixed(0)}×`,
    String(found),
  ]);
}
table(
  'All 200 segments after one event, side by side',
  ['', 'per event', 'ratio', 'segments true'],
  side,
);

const ids = [...plan.segments];
const calls = 5_000_000;
let hits = 0;
const hasCost = timed(calls, 5, () => {
  for (let i = 0; i < calls; i += 1) if (engine.has(ids[i % size] as string)) hits += 1;
});
collect();
const heap = process.memoryUsage().heapUsed;
for (let i = 0; i < calls; i += 1) if (engine.has(ids[i % size] as string)) hits += 1;
const hasAllocated = Math.max(0, process.memoryUsage().heapUsed - heap) / calls;
const large = workload(500);
const compileCost = timed(1, 21, () => void compile(large));
table(
  'Other costs',
  ['', 'cost'],
  [
    ['has(id)', `${hasCost.toFixed(1)} ns, ${hasAllocated.toFixed(2)} B allocated`],
    ['compile 500 segments', show(compileCost)],
  ],
);
const digest = createHash('sha256').update(JSON.stringify(definitions)).digest('hex').slice(0, 12);
console.log(
  `\nworkload ${digest}, ${hits > 0 ? 'has() answered true at times' : 'no segment held'}`,
);
