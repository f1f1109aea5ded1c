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

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: when, how long, and how long by the thread's own clock. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly type?: string } };
}

const TASK = 'ThreadControllerImpl::RunTask';
/** What the browser says of itself for a table of where time goes. */
export const DETAILS =
  'toplevel,devtools.timeline,disabled-by-default-devtools.timeline,v8,blink,loading';

/** What the page's main thread did meanwhile: whole tasks, or all that `categories` name. */
export async function traced(
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
  categories = 'toplevel',
): Promise<Span[]> {
  await browser.startTracing(page, {
    categories: [...categories.split(','), 'blink.user_timing'],
  });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  return spansOf(mainThread(traceEvents));
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
