// npm run bench [-- --quick | -- check]: Covey beside its peers, in one process, on one deterministic workload.
// Prints nanoseconds per event, ratios, state size, allocation, has() and compile time. The engine is one file, as it
// is in a page, in the command line and in the Worker's studio.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpus } from 'node:os';
import type { Json } from '../shared/definitions/types.ts';
import type { CoveyEvent, Engine, Plan } from '../shared/engine/types.ts';
import { bundled } from './bundled.ts';
import { type HandWritten, handWritten } from './hand-written.ts';
import { type Attributes, peers } from './peers.ts';
import { rescan } from './rescan.ts';
import { median, once, show, table, timed } from './measure.ts';
import { events, start, take, traits, unreadEvents, workload } from './workload.ts';

if (process.argv.includes('check')) process.exit(await import('./check.ts').then(() => 0));
if (globalThis.gc === undefined) {
  // Allocation is measured between forced collections.
  const { status } = spawnSync(process.execPath, ['--expose-gc', ...process.argv.slice(1)], {
    stdio: 'inherit',
  });
  process.exit(status ?? 1);
}
const { compile, createEngine, kinds } = await bundled();
const collect = globalThis.gc;
const quick = process.argv.includes('--quick');
const host = { offsetAt: () => 0 };
const size = 200;

function plain(value: Json): Json {
  if (value === 'never') return Number.MAX_SAFE_INTEGER;
  const bound = value !== null && typeof value === 'object' && 'atLeast' in value;
  return bound ? (value.atLeast as Json) : value;
}

/** Ready-made attributes for the peers: "at least 3" as 3, *never* as a very long time. */
function attributesOf(engine: Engine): Attributes {
  const values = Object.entries(engine.metricValues());
  return {
    trait: traits,
    metric: Object.fromEntries(values.map(([id, value]) => [id, plain(value)])),
  };
}

const definitions = workload(size);
const plan = compile(definitions, kinds);
if (plan.disabled.size > 0) throw new Error(`the workload does not compile: ${[...plan.disabled]}`);
console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}`);
console.log(`${size} mixed segments: trait equality, ever, count, sum, sequence, recency`);

// The compiler of the runtime has done its work before anything is timed, here and for each peer below.
const warm = createEngine(plan, host, { now: start });
warm.setFacts({ trait: traits });
for (const event of take(events(2), 200_000)) warm.apply(event);

const histories = quick ? [1_000, 10_000] : [1_000, 10_000, 100_000, 1_000_000];
// Events are made just before they are applied, as in a page, and making them is not timed.
const batch = 500;
const runs = quick ? 100 : 400;
const warmUp = 40;

/** A visitor who has lived through so many events, and what comes next. */
function visitorOf(
  followed: Plan,
  history: number,
): { engine: Engine; source: Iterator<CoveyEvent> } {
  const source = events(1);
  const engine = createEngine(followed, host, { now: start });
  engine.setFacts({ trait: traits });
  for (let done = 0; done < history; done += batch)
    for (const event of take(source, Math.min(batch, history - done))) engine.apply(event);
  return { engine, source };
}

function applied({ engine, source }: ReturnType<typeof visitorOf>): number {
  const next = take(source, batch);
  return once(batch, () => {
    for (const event of next) engine.apply(event);
  });
}

/** Bytes that one more engine takes. In a function of its own, so that nothing of an earlier call is left. */
function heapOf(make: () => Engine): number {
  const engines: Engine[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 20; i += 1) engines.push(make());
  collect();
  const all = process.memoryUsage().heapUsed - before;
  if (engines.some((one) => one.lastStored())) throw new Error('a restored engine is new');
  return all / engines.length;
}

const flat: string[][] = [];
for (const history of histories) {
  const visitor = visitorOf(plan, history);
  const { engine, source } = visitor;
  const cost = median(Array.from({ length: runs }, () => applied(visitor)));
  const more = take(source, 10_000);
  collect();
  const heapBefore = process.memoryUsage().heapUsed;
  for (const event of more) engine.apply(event);
  const allocated = (process.memoryUsage().heapUsed - heapBefore) / more.length;
  const state = JSON.stringify(engine.state());
  const now = engine.lastStored()?.time ?? start;
  const restored = () => createEngine(plan, host, { now, state: JSON.parse(state) });
  const restore = timed(1, 51, () => void restored());
  const save = timed(1, 51, () => void engine.state());
  const heapOfOne = heapOf(restored);
  flat.push([
    history.toLocaleString('en'),
    show(cost),
    `${allocated.toFixed(0)} B`,
    `${(state.length / 1_000).toFixed(1)} kB`,
    `${(heapOfOne / 1_000).toFixed(0)} kB`,
    show(restore),
    show(save),
  ]);
}
table(
  'Cost of one event, by length of history',
  ['history', 'per event', 'allocated', 'state (JSON)', 'memory', 'start from state', 'state()'],
  flat,
);

/** Covey and two engines written by hand, of which one tells what changes as Covey does: event by event the same. */
function besideHandWritten(count: number): readonly string[] {
  const asked = workload(count);
  const { engine, source } = visitorOf(compile(asked, kinds), 0);
  const engines: readonly HandWritten[] = [
    engine,
    handWritten(asked, traits),
    handWritten(asked, traits, true),
  ];
  const rounds: number[][] = [];
  let changes = 0;
  for (let round = 0; round < warmUp + runs; round += 1) {
    const next = take(source, batch);
    const told = engines.map(() => 0);
    const costs = engines.map(() => 0);
    // Each is first in its turn: whoever is first finds less of its own at hand.
    for (const first of engines.keys()) {
      const place = (first + round) % engines.length;
      const one = engines[place] as HandWritten;
      let sum = 0;
      costs[place] = once(batch, () => {
        for (const event of next) sum += one.apply(event).length;
      });
      told[place] = sum;
    }
    const differing = engine.plan.segments.filter((id) =>
      engines.some((one) => one.has(id) !== engine.has(id)),
    );
    if (differing.length > 0) throw new Error(`the answers of ${differing} differ`);
    if (told[0] !== told[2]) throw new Error(`${told[0]} changes are told, and ${told[2]} by hand`);
    if (round >= warmUp) {
      rounds.push(costs);
      changes += told[0] ?? 0;
    }
  }
  const cost = (place: number) => show(median(rounds.map((costs) => costs[place] as number)));
  const ratio = (place: number) =>
    median(rounds.map((costs) => (costs[0] as number) / (costs[place] as number))).toFixed(2);
  return [
    count.toLocaleString('en'),
    cost(0),
    cost(1),
    ratio(1),
    cost(2),
    ratio(2),
    (changes / (runs * batch)).toFixed(2),
  ];
}

table(
  'Cost of one event, beside an engine written by hand for these six kinds alone: silent, and telling changes as Covey does',
  ['segments', 'Covey', 'by hand', 'ratio', 'by hand, telling', 'ratio', 'answers that change'],
  [50, 200, 1_000, 5_000].map(besideHandWritten),
);

const touching: string[][] = [];
for (const count of [50, 200, 800]) {
  const visitor = visitorOf(compile(workload(count), kinds), 10_000);
  const cost = median(Array.from({ length: runs }, () => applied(visitor)));
  const unread = { ...visitor, source: unreadEvents(visitor.source) };
  const idle = median(Array.from({ length: runs }, () => applied(unread)));
  touching.push([String(count), show(cost), show(idle)]);
}
table(
  'Cost of one event, by number of segments',
  ['segments', 'events that they read', 'events that none reads'],
  touching,
);

const visitor = visitorOf(plan, 10_000);
const { engine } = visitor;
const attributes = attributesOf(engine);
const holding = engine.plan.segments.filter((id) => engine.has(id)).length;

const side: string[][] = [];
const own: number[] = [];
for (const peer of peers(definitions)) {
  const found = await peer.evaluate(attributes);
  if (found !== holding) throw new Error(`${peer.name} finds ${found} segments, Covey ${holding}`);
  for (let round = 0; round < (quick ? 50 : 500); round += 1) await peer.evaluate(attributes);
  // In turn, so that whatever else the machine does slows both.
  const costs: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < (quick ? 50 : 300); round += 1) {
    const before = process.hrtime.bigint();
    await peer.evaluate(attributes);
    await peer.evaluate(attributes);
    const cost = Number(process.hrtime.bigint() - before) / 2;
    const covey = applied(visitor);
    own.push(covey);
    costs.push(cost);
    ratios.push(cost / covey);
  }
  const ratio = `${median(ratios).toFixed(0)}×`;
  side.push([`${peer.name}, behaviour given`, show(median(costs)), ratio, String(found)]);
}
const perEvent = median(own);
side.unshift(['Covey, incremental, behaviour included', show(perEvent), '1', String(holding)]);
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
const compileCost = timed(1, 21, () => void compile(large, kinds));
const firstEvents = take(events(3), 15);
const newVisitors = (first: readonly CoveyEvent[]): number =>
  median(
    Array.from({ length: quick ? 50 : 200 }, () =>
      once(50, () => {
        for (let i = 0; i < 50; i += 1) {
          const one = createEngine(plan, host, { now: start });
          for (const event of first) one.apply(event);
        }
      }),
    ),
  );
table(
  'Other costs',
  ['', 'cost'],
  [
    ['has(id)', `${hasCost.toFixed(1)} ns, ${hasAllocated.toFixed(2)} B allocated`],
    ['compile 500 segments', show(compileCost)],
    ['a new visitor, 200 segments', show(newVisitors([]))],
    ['… and the first 15 events', show(newVisitors(firstEvents))],
  ],
);
const digest = createHash('sha256').update(JSON.stringify(definitions)).digest('hex').slice(0, 12);
console.log(
  `\nworkload ${digest}, ${hits > 0 ? 'has() answered true at times' : 'no segment held'}`,
);
