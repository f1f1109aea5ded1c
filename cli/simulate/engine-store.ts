import { count } from '../../shared/counting/index.ts';
import type { OffsetAt } from '../../shared/logs/index.ts';
import { createSums, evaluate } from './evaluate.ts';
import type { Evaluate, Evaluation } from './evaluate.ts';
import type { SimulateOptions, Store, Threads } from './options.ts';
import type { PartRead, ThreadSetup } from './thread-messages.ts';
import { createThreadPool } from './thread-pool.ts';
import type { ThreadPool } from './thread-pool.ts';
import { createVisitorLog } from './visitor-log.ts';
import type { VisitorLog } from './visitor-log.ts';

/** The page's own engine, one visitor after the other. */
export function engineStore(offsetAt: OffsetAt, blockBytes: number | undefined): Store {
  const log = createVisitorLog(blockBytes);
  return {
    add: log.add,
    addRows: log.addRows,
    evaluate: (asked) => evaluate({ ...asked, log, offsetAt }),
    disabled: () => new Map(),
    dispose: log.dispose,
  };
}

/** Bytes of a stretch of the log, at most; and at least, where nobody has asked for threads. */
const MOST_BYTES = 1 << 24;
const LEAST_BYTES = 1 << 22;
/** Events that are worth a thread. */
const LEAST_EVENTS = 100_000;

/** The same by threads, each with visitors of its own. A log that is short is not worth them, unless they are asked for. */
export function threadedStore(options: SimulateOptions, threads: Threads): Store {
  const { input, offsetAt, blockBytes } = options;
  const { count: size, zone, isAsked = false } = threads;
  const log = createVisitorLog(blockBytes);
  const pool = createThreadPool(size, setupOf(options, zone));
  const least = threads.stretchBytes ?? (isAsked ? 1 << 16 : LEAST_BYTES);
  const share = input.size === undefined ? LEAST_BYTES : input.size / (4 * size);
  let events = 0;
  return {
    add(visitor, event, isShared) {
      events += 1;
      log.add(visitor, event, isShared);
    },
    addRows(rows) {
      events += rows.times.length;
      log.addRows(rows);
    },
    threaded: {
      pool,
      stretchBytes: threads.stretchBytes ?? Math.max(least, Math.min(MOST_BYTES, share)),
      addBlock: log.addBlock,
    },
    evaluate: (asked) =>
      isAsked || pool.hasBegun() || events >= LEAST_EVENTS
        ? evaluateThreaded(asked, log, pool)
        : evaluate({ ...asked, log, offsetAt }),
    disabled: () => new Map(),
    async dispose() {
      log.dispose();
      await pool.stop();
    },
  };
}

const setupOf = (
  { definitions, input, columns = {}, times, at, now = Infinity, skipBad }: SimulateOptions,
  zone: string,
): ThreadSetup => ({
  is: 'covey simulate',
  definitions,
  name: input.name,
  columns,
  unit: times?.unit,
  format: times?.format?.text,
  zone,
  at,
  now,
  skipBad,
});

async function evaluateThreaded(
  asked: Evaluate,
  log: VisitorLog,
  pool: ThreadPool,
): Promise<Evaluation> {
  const { definitions, first, at, stepMs, pageEvents, sessionTimeoutMs, onVisitor } = asked;
  const sums = createSums(asked);
  await pool.tell('asked', {
    definitions,
    first,
    at,
    stepMs,
    pageEvents,
    sessionTimeoutMs,
    wantsMembers: onVisitor !== undefined,
  });
  const underWay: Promise<PartRead>[] = [];
  const settle = async (most: number) => {
    while (underWay.length > most) {
      const found = await underWay.shift();
      if (!found) continue;
      sums.add(found);
      for (const one of found.members) onVisitor?.(...one);
      asked.progress.update(sums.rows(), `${count(sums.visitors())} visitors`);
    }
  };
  for (const part of log.parts()) {
    if (part.length === 0) continue;
    const found = pool.run('part', part, [part.buffer]);
    // Whoever waits for it hears of its failure.
    found.catch(() => {});
    underWay.push(found);
    await settle(2 * pool.size);
  }
  await settle(0);
  return sums.result();
}
