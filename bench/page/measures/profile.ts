import type { Browser } from 'playwright-core';
import type { Visit } from '../browser.ts';
import { DETAILS, traced } from '../trace.ts';

/** What a page of theirs spends the main thread on, milliseconds by what the browser calls it. */
export async function profile(
  browser: Browser,
  { page, url }: Visit,
): Promise<ReadonlyMap<string, number>> {
  const spans = await traced(
    browser,
    page,
    async () => {
      await page.goto(url, { waitUntil: 'load' });
      await page.waitForTimeout(1_800);
    },
    DETAILS,
  );
  const sums = new Map<string, number>();
  for (const { name, type, selfMs } of spans) {
    const what = name === 'EventDispatch' && type ? `${name} ${type}` : name;
    sums.set(what, (sums.get(what) ?? 0) + selfMs);
  }
  return sums;
}
