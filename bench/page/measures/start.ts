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
