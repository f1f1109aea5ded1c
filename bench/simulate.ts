// node bench/simulate.ts [EVENTS …]: `covey simulate` over made-up logs of a shop, 1 and 10 million events unless told
// otherwise, each in a process of its own. Prints seconds, events a second and the greatest memory.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inputOf } from '../cli/input.ts';
import { simulate } from '../cli/simulate/index.ts';
import { count, table } from '../cli/table.ts';
import type { Definitions } from '../shared/definitions/types.ts';

/** What a shop would ask of its visitors: tiers by orders, interests, baskets left, visits. */
const definitions: Definitions = {
  covey: 1,
  site: 'bench.example',
  version: 1,
  issued: '2026-01-01T00:00:00Z',
  expires: '2036-01-01T00:00:00Z',
  metrics: {
    orders: { count: 'purchase', within: '90d' },
    spend: { sum: 'purchase.value', within: '90d' },
    ordered: { since: 'purchase' },
    seen: { since: '*' },
    views: { count: 'view_item', within: '30d' },
    categories: { distinct: 'view_item.category', within: '30d' },
    pots: { count: 'view_item', where: { category: 'pots' }, within: '30d' },
    books: { count: 'view_item', where: { category: 'books' }, within: '30d' },
    searches: { count: 'search', within: '7d' },
    left: {
      sequence: [{ event: 'begin_checkout' }, { not: 'purchase', for: '1h' }],
      within: '7d',
    },
    basket: {
      sequence: [{ event: 'add_to_cart' }, { not: 'begin_checkout', for: '1d' }],
      within: '14d',
    },
  },
  segments: {
    champion: { when: { 'metric.orders': { $gte: 3 }, 'metric.spend': { $gte: 150 } } },
    loyal: { when: { 'metric.orders': { $gte: 2 } } },
    buyer: { when: { 'metric.orders': { $gte: 1 } } },
    'big-spender': { when: { 'metric.spend': { $gte: 200 } } },
    'recent-buyer': { when: { 'metric.ordered': { $lt: '14d' } } },
    'lapsed-buyer': { when: { 'metric.ordered': { $gte: '60d', $lt: '365d' } } },
    active: { when: { 'metric.seen': { $lt: '7d' } } },
    dormant: { when: { 'metric.seen': { $gte: '30d' } } },
    browser: { when: { 'metric.views': { $gte: 5 }, 'metric.orders': 0 } },
    explorer: { when: { 'metric.categories': { $gte: 4 } } },
    'pot-lover': { when: { 'metric.pots': { $gte: 2 } } },
    'book-lover': { when: { 'metric.books': { $gte: 2 } } },
    searcher: { when: { 'metric.searches': { $gte: 2 } } },
    abandoner: { when: { 'metric.left': { $gte: 1 } }, keep: '3d' },
    'basket-left': { when: { 'metric.basket': { $gte: 1 } } },
    newcomer: { when: { 'visitor.sessions': 1 } },
    regular: { when: { 'visitor.daysActive': { $gte: 5 } } },
    'engaged-visit': { when: { 'session.events': { $gte: 10 } } },
    'win-back': { when: { 'segment.lapsed-buyer': true, 'segment.active': true } },
    'hot-lead': { when: { 'segment.abandoner': true, 'segment.recent-buyer': false } },
  },
};

interface Measured {
  readonly events: number;
  readonly visitors: number;
  readonly seconds: number;
  readonly peakBytes: number;
}

const program = fileURLToPath(import.meta.url);
const [first, ...rest] = process.argv.slice(2);
if (first === '--file') process.stdout.write(JSON.stringify(await measure(rest[0] ?? '')));
else compare(process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1e6, 1e7]);

async function measure(file: string): Promise<Measured> {
  const started = performance.now();
  const { events, visitors } = await simulate({
    definitions,
    input: inputOf(file),
    at: null,
    stepMs: 7 * 86_400_000,
    offsetAt: () => 0,
    skipBad: false,
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
