import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { launchOptions } from '../../test/e2e/harness/browser.ts';
import type { BenchWindow } from './in-page.ts';
import type { Site } from './site.ts';

/** The browser of the end-to-end tests; no name but this machine's resolves. */
export async function openBrowser(): Promise<Browser> {
  const options = await launchOptions();
  const alone = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost';
  return chromium.launch({ ...options, args: [...(options.args ?? []), alone] });
}

/** A visitor with a profile of their own on the subject's page. */
export interface Visit {
  readonly page: Page;
  readonly devtools: CDPSession;
  readonly url: string;
  /** CPU of the page's main thread since it was made, by the browser's own accounting, milliseconds. */
  cpu(): Promise<Cpu>;
  close(): Promise<void>;
}

export interface Cpu {
  /** All tasks: script, layout, garbage collection, storage and network events. */
  readonly task: number;
  /** Script alone. */
  readonly script: number;
}

export interface VisitOptions {
  readonly capture?: string;
  readonly measurement?: boolean;
  /** Apart from other origins, where the page may read a finer clock. */
  readonly isolated?: boolean;
}

export async function visit(
  browser: Browser,
  site: Site,
  { capture = 'off', measurement = false, isolated = false }: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const url = `${site.origin}/?capture=${capture}${measurement ? '&measurement' : ''}${isolated ? '&isolated' : ''}`;
  return { ...(await openTab(await context.newPage(), url)), close: () => context.close() };
}

export async function openTab(page: Page, url: string): Promise<Omit<Visit, 'close'>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(url, { waitUntil: 'load' });
  const cpu = async (): Promise<Cpu> => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    const ms = (wanted: string) => (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1000;
    return { task: ms('TaskDuration'), script: ms('ScriptDuration') };
  };
  return { page, devtools, url, cpu };
}

/** Starts the subject where its tag alone stands in the page, and waits until it takes events. */
export async function begin(page: Page, { subject }: Site): Promise<void> {
  if (subject.dist) await page.addScriptTag({ url: '/subject.js' });
  await page.evaluate(async () => {
    await (window as unknown as BenchWindow).bench.ready;
  });
}
