import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Covey } from '../../../sdk/api.ts';
import type { Stack } from './stack.ts';
import { recordTraffic, type Sent } from './traffic.ts';

/** A person with a browser profile of their own, and everything that went wrong in it. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of the console, uncaught exceptions, and violations of the Content-Security-Policy. */
  readonly errors: string[];
  readonly sent: () => Promise<readonly Sent[]>;
  readonly close: () => Promise<void>;
}

export interface VisitorOptions {
  readonly gpc?: boolean;
  /** Runs in every page before its own scripts. */
  readonly before?: () => void;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export async function newVisitor(
  browser: Browser,
  stack: Stack,
  options: VisitorOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  const errors: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  context.on('weberror', (error) => errors.push(String(error.error())));
  await context.exposeFunction('reportViolation', (text: string) => errors.push(text));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (window as unknown as { reportViolation(text: string): void }).reportViolation;
      report(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  if (options.gpc) {
    await context.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true });
    });
  }
  if (options.before) await context.addInitScript(options.before);
  const sent = await recordTraffic(context, stack);
  const page = await context.newPage();
  return {
    context,
    page,
    errors,
    sent,
    close: () => context.close(),
  };
}

type Global = { readonly covey: Covey };

/** Runs a function in the page with its `covey`. */
export function inCovey<T>(page: Page, work: (covey: Covey) => T | Promise<T>): Promise<T> {
  return page.evaluate(`(${work.toString()})(window.covey)`) as Promise<T>;
}

/** Waits until the script has come and its answers stand. */
export async function coveyReady(page: Page): Promise<void> {
  await page.waitForFunction(() => 'ready' in ((window as unknown as Partial<Global>).covey ?? {}));
  await inCovey(page, (covey) => covey.ready);
}

export async function segmentsOf(page: Page): Promise<readonly string[]> {
  return inCovey(page, (covey) => [...covey.segments()]);
}

/** Waits until the visitor is (or is no longer) in a segment. */
export async function untilSegment(page: Page, id: string, isMember = true): Promise<void> {
  await page.waitForFunction(
    ([segment, wanted]) =>
      (window as unknown as Global).covey.has(segment as string) === (wanted as boolean),
    [id, isMember] as const,
    { timeout: 10_000 },
  );
}

/** Every trace that could outlive the page, with the keys and names found. */
export async function storedTraces(page: Page): Promise<{
  readonly local: readonly string[];
  readonly session: readonly string[];
  readonly databases: readonly string[];
  readonly caches: readonly string[];
  readonly cookies: readonly string[];
}> {
  const cookies = await page.context().cookies();
  const inPage = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name ?? ''),
    caches: await caches.keys(),
  }));
  return { ...inPage, cookies: cookies.map(({ name }) => name) };
}

/** Everything the database holds, as one JSON text; empty when there is none. */
export function databaseText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const parts: unknown[] = [];
    for (const name of names) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('cannot open'));
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result as unknown[]);
          request.onerror = () => reject(request.error ?? new Error('cannot read'));
        });
        parts.push({ store, rows });
      }
      database.close();
    }
    // Bytes as a word: their numbers would look like values.
    const bytes = (_key: string, value: unknown) =>
      ArrayBuffer.isView(value) ? `bytes: ${value.byteLength}` : value;
    return parts.length === 0 ? '' : JSON.stringify(parts, bytes);
  });
}

export async function answerBanner(page: Page, answer: 'Allow both' | 'Refuse'): Promise<void> {
  await page.getByRole('button', { name: answer, exact: true }).first().click();
  await page.getByRole('dialog', { name: 'May this site remember?' }).waitFor({ state: 'hidden' });
}

/**
 * Lets the minute pass in which a page sends its report. The page must have been opened after
 * `context.clock.install()`.
 */
export async function passMinute(page: Page): Promise<void> {
  await page.clock.fastForward(6000);
  // The answer is fixed, and stands in the database.
  for (let tries = 0; tries < 50 && !(await databaseText(page)).includes('"due"'); tries += 1)
    await page.waitForTimeout(100);
  await page.clock.fastForward(60_000);
}

/** Moves the page's clock forward as the demonstration bar does, and lets Covey notice. */
export async function jumpClock(
  page: Page,
  { minutes = 0, days = 0 }: { readonly minutes?: number; readonly days?: number },
): Promise<void> {
  await page.evaluate(
    (ms) => {
      (window as unknown as { demoClock: { jump(ms: number): void } }).demoClock.jump(ms);
      document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('focus'));
    },
    minutes * 60_000 + days * 86_400_000,
  );
}

/** Sets the clock right that `jumpClock` moved, from the next page on. */
export async function rightClock(page: Page): Promise<void> {
  await page.evaluate(() =>
    (window as unknown as { demoClock: { reset(): void } }).demoClock.reset(),
  );
}

/** By how much the page is wider than the window. */
export const beyond = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
