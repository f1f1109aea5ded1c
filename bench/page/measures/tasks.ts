import type { Browser } from 'playwright-core';
import type { Visit } from '../browser.ts';
import { tasksOf, traced } from '../trace.ts';

/** The longest task of one more page of theirs, milliseconds of the main thread's own clock. */
export async function longestTask(browser: Browser, { page, url }: Visit): Promise<number> {
  const spans = await traced(browser, page, async () => {
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForTimeout(1_800);
  });
  return Math.max(0, ...tasksOf(spans).map(({ cpuMs }) => cpuMs));
}
