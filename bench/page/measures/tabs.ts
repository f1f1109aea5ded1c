import type { Browser } from 'playwright-core';
import { begin, openTab, visit } from '../browser.ts';
import type { BenchWindow } from '../in-page.ts';
import type { Site } from '../site.ts';

export interface Tabs {
  /** CPU of the tab in front and of the other one, microseconds an event of the one in front. */
  readonly front: number;
  readonly other: number;
}

const EVENTS = 60;
const GAP_MS = 50;

/** Two tabs of one visitor. What the other costs while nothing happens is taken off. */
export async function tabs(browser: Browser, site: Site, hidden: boolean): Promise<Tabs> {
  const front = await visit(browser, site);
  await begin(front.page, site);
  const other = await openTab(await front.page.context().newPage(), front.url);
  await begin(other.page, site);
  if (hidden) await other.page.evaluate(hide);
  await front.page.bringToFront();
  await front.page.evaluate(() => (window as unknown as BenchWindow).bench.burst(400, 50));
  await front.page.waitForTimeout(1_500);
  const readings = async () => [await front.cpu(), await other.cpu()] as const;
  const before = await readings();
  await front.page.waitForTimeout(EVENTS * GAP_MS + 1_000);
  const between = await readings();
  await front.page.evaluate(
    ([count, gap]) => (window as unknown as BenchWindow).bench.walk(count, gap, 999),
    [EVENTS, GAP_MS] as const,
  );
  await front.page.waitForTimeout(1_000);
  const after = await readings();
  await front.close();
  const perEvent = (tab: 0 | 1) =>
    ((after[tab].task - 2 * between[tab].task + before[tab].task) * 1000) / EVENTS;
  return { front: perEvent(0), other: perEvent(1) };
}

/** A driven browser shows every tab: this one is told that it is behind the other. Runs in the page. */
function hide(): void {
  Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
  Object.defineProperty(document, 'hidden', { get: () => true });
  document.dispatchEvent(new Event('visibilitychange'));
}
