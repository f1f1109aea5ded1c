import type { Browser, Page } from 'playwright-core';

/** Something that a thread did, by its own clock: what else the machine does does not count. */
export interface Span {
  readonly name: string;
  /** When it began, milliseconds by the machine's clock. */
  readonly at: number;
  readonly cpuMs: number;
  /** Without what it called. */
  readonly selfMs: number;
  readonly type: string | undefined;
}

/** A function as the browser's profiler knows it. */
export interface CallFrame {
  readonly functionName: string;
  /** None, where it is the browser's own. */
  readonly url?: string;
  /** From 0 on. */
  readonly lineNumber?: number;
  readonly columnNumber?: number;
}

/** Time that a function took by itself, with all who called it, the nearest first. */
export interface Sampled {
  readonly stack: readonly CallFrame[];
  readonly ms: number;
}

interface ProfileNode {
  readonly id: number;
  readonly parent?: number;
  readonly callFrame: CallFrame;
}

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly id?: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: when, how long, and how long by the thread's own clock. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: {
      readonly type?: string;
      readonly cpuProfile?: {
        readonly nodes?: readonly ProfileNode[];
        readonly samples?: readonly number[];
      };
      /** Microseconds from one sample to the next. */
      readonly timeDeltas?: readonly number[];
    };
  };
}

const TASK = 'ThreadControllerImpl::RunTask';
/** What the browser says of itself for a table of where time goes. */
export const DETAILS =
  'toplevel,devtools.timeline,disabled-by-default-devtools.timeline,v8,blink,loading';
/** Samples further apart than this are so because the profiler begins, or the thread did not run. */
const LONGEST_GAP_MS = 1;
const SAMPLES = 'disabled-by-default-v8.cpu_profiler,disabled-by-default-v8.cpu_profiler.hires';

async function record(
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
  categories: string,
): Promise<readonly TraceEvent[]> {
  await browser.startTracing(page, {
    categories: [...categories.split(','), 'blink.user_timing'],
  });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  return traceEvents;
}

/** What the page's main thread did meanwhile: whole tasks, or all that `categories` name. */
export const traced = async (
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
  categories = 'toplevel',
): Promise<Span[]> => spansOf(mainThread(await record(browser, page, work, categories)));

/** In which functions the page's main thread was meanwhile, looked at every 0.1 ms. */
export async function sampled(
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
): Promise<Sampled[]> {
  const events = await record(browser, page, work, `toplevel,${SAMPLES}`);
  const thread = mainThread(events);
  const profiles = new Set(
    thread.filter(({ name }) => name === 'Profile').map(({ id, pid }) => `${pid} ${id}`),
  );
  const nodes = new Map<number, ProfileNode>();
  const spent = new Map<number, number>();
  const chunks = events
    .filter(({ name, id, pid }) => name === 'ProfileChunk' && profiles.has(`${pid} ${id}`))
    .toSorted((a, b) => a.ts - b.ts);
  for (const { args } of chunks) {
    const { cpuProfile: { nodes: more = [], samples = [] } = {}, timeDeltas = [] } =
      args?.data ?? {};
    for (const node of more) nodes.set(node.id, node);
    for (const [at, id] of samples.entries())
      spent.set(id, (spent.get(id) ?? 0) + Math.min((timeDeltas[at] ?? 0) / 1000, LONGEST_GAP_MS));
  }
  const stackOf = (node: ProfileNode | undefined): CallFrame[] =>
    node ? [node.callFrame, ...stackOf(nodes.get(node.parent ?? 0))] : [];
  return [...spent].map(([id, ms]) => ({ stack: stackOf(nodes.get(id)), ms }));
}

export const tasksOf = (spans: readonly Span[]): Span[] =>
  spans.filter(({ name }) => name === TASK);

/** Of the main threads that there are, the one that had the most to do. */
function mainThread(events: readonly TraceEvent[]): TraceEvent[] {
  const mains = events.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const threads = mains.map(({ pid, tid }) =>
    events.filter((event) => event.pid === pid && event.tid === tid),
  );
  const busy = (thread: readonly TraceEvent[]) =>
    thread.reduce((sum, { name, tdur = 0 }) => sum + (name === TASK ? tdur : 0), 0);
  return threads.toSorted((a, b) => busy(b) - busy(a))[0] ?? [];
}

/** Spans in the order in which they began, marks among them; what stands in another is taken off its own time. */
function spansOf(events: readonly TraceEvent[]): Span[] {
  const inOrder = events
    .filter(({ ph }) => ph !== 'M')
    .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const open: { readonly end: number; readonly span: { selfMs: number } }[] = [];
  return inOrder.map(({ name, ts, dur = 0, tdur = 0, args }) => {
    while ((open.at(-1)?.end ?? Infinity) <= ts) open.pop();
    const around = open.at(-1);
    const cpuMs = tdur / 1000;
    if (around) around.span.selfMs -= cpuMs;
    const span = { name, at: ts / 1000, cpuMs, selfMs: cpuMs, type: args?.data?.type };
    if (dur > 0) open.push({ end: ts + dur, span });
    return span;
  });
}
