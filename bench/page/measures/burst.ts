import type { Browser } from 'playwright-core';
import type { Covey } from '../../../sdk/api.ts';
import { begin, visit } from '../browser.ts';
import { BURST_MADE, type BenchWindow } from '../in-page.ts';
import type { Site } from '../site.ts';
import { tasksOf, traced } from '../trace.ts';

export interface Burst {
  /** The task that made the calls, and the longest after it, milliseconds of the main thread's own clock. */
  readonly calls: number;
  readonly longestAfter: number;
  /** Events that were neither reported nor taken in within ten seconds. */
  readonly lost: number;
  /** The browser's main thread for all of it, milliseconds. */
  readonly cpu: number;
}

export const BURST = 10_000;

/** So many events in one task, as a page that replays a backlog does. */
export async function burst(browser: Browser, site: Site): Promise<Burst> {
  const visitor = await visit(browser, site);
  const { page } = visitor;
  await begin(page, site);
  await page.waitForTimeout(800);
  site.sent();
  const before = await visitor.cpu();
  const spans = await traced(browser, page, async () => {
    await page.evaluate((count) => (window as unknown as BenchWindow).bench.burst(count, 7), BURST);
    await page.waitForTimeout(10_000);
  });
  const after = await visitor.cpu();
  const made = spans.find(({ name }) => name === BURST_MADE)?.at ?? Number.NaN;
  const tasks = tasksOf(spans);
  const { eventsIn, dist } = site.subject;
  const arrived = site.sent().reduce((sum, one) => sum + (eventsIn?.(one) ?? 0), 0);
  const dropped = dist
    ? await page.evaluate(
        () =>
          (window as unknown as { covey: Covey }).covey.diagnostics().problems['events-dropped'] ??
          0,
      )
    : 0;
  await visitor.close();
  return {
    calls: tasks.findLast(({ at }) => at <= made)?.cpuMs ?? Number.NaN,
    longestAfter: Math.max(0, ...tasks.filter(({ at }) => at > made).map(({ cpuMs }) => cpuMs)),
    lost: eventsIn ? BURST - arrived : dropped,
    cpu: after.task - before.task,
  };
}
