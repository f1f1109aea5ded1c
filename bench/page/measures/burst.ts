import type { Browser } from 'playwright-core';
import { begin, visit } from '../browser.ts';
import type { Covey } from '../../../sdk/api.ts';
import type { BenchWindow } from '../in-page.ts';
import type { Site } from '../site.ts';

export interface Burst {
  /** The task that made the calls, and the longest after it, milliseconds. */
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
  const calls = await page.evaluate(async (count) => {
    const { bench } = window as unknown as BenchWindow;
    const took = await bench.burst(count, 7);
    // The calls' own task is reported first.
    await new Promise((next) => setTimeout(next, 0));
    return took;
  }, BURST);
  await page.waitForTimeout(10_000);
  const after = await visitor.cpu();
  const tasks = await page.evaluate(() => (window as unknown as BenchWindow).bench.longTasks);
  const own = tasks.findIndex((ms) => ms >= Math.floor(calls) && calls > 50);
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
    calls,
    longestAfter: Math.max(0, ...tasks.slice(own + 1)),
    lost: eventsIn ? BURST - arrived : dropped,
    cpu: after.task - before.task,
  };
}
