// npm run bench:edge [-- --seconds 3 --rounds 3 --connections 32 --before DIR --only counts --state DIR]
// Routes of the Worker beside its own health route, in plain workerd on loopback, in turns: requests a second, percentiles,
// CPU of workerd a request, and what a report writes. `--before DIR` measures another checkout's Worker in the same run.
// workerd waits for the disk at each write: `--state /dev/shm` leaves the disk out.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleWorker, LATER_PATH, ROWS_PATH } from '../../scripts/workerd/bundle.ts';
import { freePort, startWorkerd, type Workerd } from '../../scripts/workerd/process.ts';
import { type CountingSite, makeCountingSite } from '../../scripts/workerd/site.ts';
import { recipe } from './definitions.ts';
import { type Asked, load } from './load.ts';
import { median, printTable, quantile } from '../page/statistics.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '32' },
    reports: { type: 'string', default: '2000' },
    before: { type: 'string' },
    state: { type: 'string', default: tmpdir() },
    only: { type: 'string' },
  },
});
const [seconds, rounds, connections] = [values.seconds, values.rounds, values.connections].map(
  Number,
) as [number, number, number];
const TOKEN = 'token-of-the-bench';
const VARIABLES = {
  COVEY_TOKEN: TOKEN,
  COVEY_REPORTS_PER_MINUTE: '100000000',
  COVEY_DEV_CONTEXT: '{"country":"DE"}',
};
const folder = mkdtempSync(join(values.state, 'covey-bench-edge-'));

const workers = [
  ...(values.before === undefined ? [] : [{ name: 'before', checkout: values.before }]),
  { name: values.before === undefined ? '' : 'after', checkout: '.' },
];
try {
  for (const { name, checkout } of workers) {
    const running = await start(join(folder, `speed-${name}`), await bundleWorker(checkout));
    try {
      await speeds(name, running.port, running.workerd, running.site);
    } finally {
      await end(running.workerd);
    }
    const told = await start(join(folder, `rows-${name}`), await bundleWorker(checkout, true));
    try {
      await rows(name, told.workerd, told.site);
    } finally {
      await end(told.workerd);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function start(own: string, code: string) {
  mkdirSync(own, { recursive: true });
  const port = await freePort();
  const workerd = await startWorkerd({
    folder: own,
    code,
    port,
    files: 'test/worker/files',
    variables: VARIABLES,
  });
  return {
    port,
    workerd,
    site: await makeCountingSite(workerd.origin, TOKEN, 'hazel.example', recipe),
  };
}

async function end({ kill, ended }: Workerd): Promise<void> {
  kill('SIGTERM');
  const late = setTimeout(() => kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(late);
}

async function speeds(name: string, port: number, { pid }: Workerd, made: CountingSite) {
  const { site, hash } = made;
  const definitions = `/v1/sites/${site}/definitions`;
  const routes: { readonly [route: string]: Asked } = {
    health: { method: 'GET', path: '/v1/health' },
    'definitions, 200': { method: 'GET', path: definitions },
    'definitions, 304': {
      method: 'GET',
      path: definitions,
      headers: { 'if-none-match': `"${hash}"` },
    },
    counts: {
      method: 'POST',
      path: `/v1/sites/${site}/counts`,
      headers: { 'content-type': 'application/octet-stream', origin: `https://${site}` },
      body: made.report,
    },
    context: { method: 'GET', path: '/v1/context' },
    'file, through the Worker': { method: 'GET', path: '/covey.js' },
  };
  const measured = Object.fromEntries(
    Object.keys(routes)
      .filter((route) => route === 'health' || route.includes(values.only ?? ''))
      .map((route) => [route, [] as Round[]]),
  );
  for (let round = -1; round < rounds; round++) {
    for (const [route, all] of Object.entries(measured)) {
      const before = cpuOf(pid);
      // The first round warms up.
      const answered = await load(
        port,
        routes[route] as Asked,
        round < 0 ? 1 : seconds,
        connections,
      );
      const cpu = cpuOf(pid) - before;
      const [status, ...others] = Object.keys(answered.statuses);
      if (others.length > 0 || Number(status) >= 400)
        throw new Error(`${route}: ${JSON.stringify(answered.statuses)}`);
      if (round >= 0)
        all.push({
          rate: answered.requests / answered.seconds,
          cpuUs: (cpu / answered.requests) * 1e6,
          p50: quantile(answered.latencies, 0.5),
          p99: quantile(answered.latencies, 0.99),
        });
    }
  }
  const of = (route: string, what: keyof Round) =>
    median((measured[route] ?? []).map((each) => each[what]));
  /** Of neighbours in time, so that what else the machine does falls out. */
  const beside = (route: string, what: keyof Round) =>
    median(
      (measured[route] ?? []).map(
        (each, at) => each[what] / (measured['health']?.[at]?.[what] ?? NaN),
      ),
    );
  printTable(
    `The Worker${name && `, ${name}`}: ${connections} connections, ${rounds} rounds of ${seconds} s; medians`,
    ['Route', 'requests/s', '× health', 'p50 ms', 'p99 ms', 'CPU µs', '× health'],
    Object.keys(measured).map((route) => [
      route,
      of(route, 'rate').toFixed(0),
      beside(route, 'rate').toFixed(2),
      of(route, 'p50').toFixed(2),
      of(route, 'p99').toFixed(2),
      of(route, 'cpuUs').toFixed(0),
      beside(route, 'cpuUs').toFixed(2),
    ]),
  );
}

interface Round {
  readonly rate: number;
  readonly cpuUs: number;
  readonly p50: number;
  readonly p99: number;
}

/** Seconds of CPU that a process has taken, in all its threads; Linux alone tells. */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

/** What reports read and write, and what becomes of it 60 days on. */
async function rows(name: string, { origin }: Workerd, made: CountingSite) {
  const told = async () =>
    (await (await fetch(`${origin}${ROWS_PATH}?site=${made.site}`)).json()) as {
      readonly read: number;
      readonly written: number;
      readonly bytes: number;
    };
  const url = `${origin}/v1/sites/${made.site}/counts`;
  const send = async () => {
    const { status } = await fetch(url, { method: 'POST', body: made.report() });
    if (status !== 204) throw new Error(`a report was answered ${status}`);
  };
  // Tables, alarms and the day of the last report are made once.
  for (let at = 0; at < 100; at++) await send();
  const start = await told();
  const table: string[][] = [];
  const reports = Number(values.reports);
  for (const together of [1, connections]) {
    const before = await told();
    for (let at = 0; at < reports; at += together)
      await Promise.all(Array.from({ length: together }, send));
    const after = await told();
    const sent = Math.ceil(reports / together) * together;
    table.push([
      `a report, ${together} at once`,
      ((after.written - before.written) / sent).toFixed(2),
      ((after.read - before.read) / sent).toFixed(2),
    ]);
  }
  const counted = await made.counted();
  const stored = ((await told()).bytes - start.bytes) / (counted - 100);
  const before = await told();
  await fetch(`${origin}${LATER_PATH}?site=${made.site}`);
  const after = await told();
  table.push([
    'a report, when its period has closed',
    ((after.written - before.written) / counted).toFixed(2),
    ((after.read - before.read) / counted).toFixed(2),
  ]);
  printTable(`Rows${name && `, ${name}`}, as they are billed`, ['For', 'written', 'read'], table);
  console.log(`A report stores ${stored.toFixed(0)} bytes until its period closes.`);
}
