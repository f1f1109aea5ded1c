import type { Browser } from 'playwright-core';
import { begin, visit, type Cpu, type Visit } from '../browser.ts';
import type { BenchWindow } from '../in-page.ts';
import type { Site } from '../site.ts';

/** Someone who has been here before: 1,200 events, and the files in the browser's cache. */
export async function returningVisitor(browser: Browser, site: Site): Promise<Visit> {
  const visitor = await visit(browser, site, { capture: 'page_view' });
  const { page, url } = visitor;
  await begin(page, site);
  for (let seed = 50; seed < 53; seed += 1) {
    await page.evaluate((from) => (window as unknown as BenchWindow).bench.burst(400, from), seed);
    await page.waitForTimeout(900);
  }
  // The code is compiled and cached by the browser on the second and third visit.
  for (let load = 0; load < 2; load += 1) {
    await page.goto(url);
    await page.waitForTimeout(1_000);
  }
  return visitor;
}

/** CPU of the main thread for one more page of theirs, until it has come to rest, milliseconds. */
export async function start({ page, url, cpu }: Visit): Promise<Cpu> {
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(1_800);
  // The browser counts anew for each document.
  return cpu();
}

/** Durations of the tasks above 50 ms in one more page of theirs, on a processor so many times slower. */
export async function longTasks(
  { page, url, devtools }: Visit,
  slowDown: number,
): Promise<number[]> {
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(3_500);
  const found = await page.evaluate(() => (window as unknown as BenchWindow).bench.longTasks);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return found;
}
