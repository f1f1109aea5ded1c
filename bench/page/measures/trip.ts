import type { Browser } from 'playwright-core';
import { begin, visit } from '../browser.ts';
import type { BenchWindow } from '../in-page.ts';
import type { Sent } from '../reported.ts';
import type { Site } from '../site.ts';
import { median, quantile } from '../statistics.ts';
import { storedBytes } from './stored.ts';

export interface TripOptions {
  readonly events: number;
  readonly gapMs: number;
  /** After the last event: libraries that send in batches wait up to five seconds. */
  readonly afterMs: number;
}

export const TRIP: TripOptions = { events: 100, gapMs: 30, afterMs: 6_500 };

/** One visitor's trip. Times in microseconds an event, the bare page's own included. */
export interface Trip {
  readonly task: number;
  readonly script: number;
  /** What the page's call took. */
  readonly callMedian: number;
  readonly call99: number;
  /** Events that reached the server, and what all reports weigh a trip's event, bytes. */
  readonly reported: number;
  readonly sentBytes: number;
  /** Bytes that lie in the browser afterwards. */
  readonly stored: number;
}

export async function trip(browser: Browser, site: Site, options = TRIP): Promise<Trip> {
  const { events, gapMs, afterMs } = options;
  const visitor = await visit(browser, site, { measurement: true, isolated: true });
  const { page, cpu } = visitor;
  await begin(page, site);
  await page.waitForTimeout(800);
  site.sent();
  const before = await cpu();
  const calls = await page.evaluate(
    ([count, gap]) => (window as unknown as BenchWindow).bench.walk(count, gap, 7),
    [events, gapMs] as const,
  );
  await page.waitForTimeout(afterMs);
  const after = await cpu();
  const stored = await page.evaluate(storedBytes);
  const sent = site.sent();
  await visitor.close();
  return {
    task: ((after.task - before.task) * 1000) / events,
    script: ((after.script - before.script) * 1000) / events,
    callMedian: median(calls) * 1000,
    call99: quantile(calls, 0.99) * 1000,
    reported: sum(sent, site.subject.eventsIn ?? (() => 0)),
    sentBytes: sum(sent, ({ body, query }) => body.length + query.toString().length) / events,
    stored,
  };
}

function sum(sent: readonly Sent[], of: (one: Sent) => number): number {
  return sent.reduce((total, one) => total + of(one), 0);
}
