import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../../bench/page/browser.ts';
import { trip } from '../../bench/page/measures/trip.ts';
import { serveSite } from '../../bench/page/site.ts';
import { coveys, hearing, peers, withFamilies } from '../../bench/page/subjects.ts';

const EVENTS = 12;
const subjects = [...coveys('dist'), ...peers, ...hearing, ...withFamilies.slice(-1)];
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

// What is measured must have done its work: a library that sends nothing costs nothing.
it.concurrent.each(subjects)('$name takes part in the bench of the page', async (subject) => {
  const site = await serveSite(subject);
  const { task, reported, stored } = await trip(browser, site, {
    events: EVENTS,
    gapMs: 5,
    afterMs: 6_000,
  });
  site.close();
  expect(task).toBeGreaterThan(0);
  if (subject.eventsIn) expect(reported).toBe(EVENTS);
  if (subject.dist) expect(stored).toBeGreaterThan(EVENTS * 20);
});
