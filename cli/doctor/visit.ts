import type { Browser, Request } from 'playwright-core';
import { Failure, reasonOf } from '../failure.ts';
import { LOOK, type Look, SETTLED, WATCH } from './in-page.ts';

/** One visit by somebody who was never here. */
export interface Visit {
  /** HTTP status of the page. */
  readonly status: number;
  readonly url: string;
  /** Of the page's policies, as its headers say them. */
  readonly policy: string;
  /** As the page stands when it has loaded, before anything is answered. */
  readonly before: Look;
  /** When what was answered has been dealt with. */
  readonly after: Look;
  /** What was asked of the Worker before the answer, and after it: method and address. */
  readonly askedBefore: readonly string[];
  readonly askedAfter: readonly string[];
  /** Scripts of the Worker that did not come, with why. */
  readonly failed: readonly { readonly url: string; readonly why: string }[];
}

export interface VisitOptions {
  readonly url: string;
  /** What this visitor says to both purposes. */
  readonly answer: boolean;
  readonly timeoutMs: number;
}

/** A count would be this visit's own: it is held back. */
const COUNTS = /\/v1\/sites\/[^/]+\/counts$/;
const OURS = /\/covey[a-z0-9-]*(-[0-9a-f]{16})?\.js$|\/v1\/(sites|context)/;
/** What nothing tells the end of is waited for so long. */
const QUIET_MS = 1000;
/** What scripts of the page load later may take so long after its load. */
const APPEARING_MS = 2000;

/** @throws Failure where the page does not open. */
export async function visit(browser: Browser, options: VisitOptions): Promise<Visit> {
  const context = await browser.newContext();
  try {
    await context.addInitScript(WATCH);
    await context.route(
      ({ pathname }) => COUNTS.test(pathname),
      (route) => route.fulfill({ status: 204, headers: { 'access-control-allow-origin': '*' } }),
    );
    const page = await context.newPage();
    let asked: string[] = [];
    const failed: { url: string; why: string }[] = [];
    const isOurs = (request: Request) => OURS.test(new URL(request.url()).pathname);
    page.on('request', (request) => {
      if (isOurs(request)) asked.push(`${request.method()} ${request.url()}`);
    });
    page.on('requestfailed', (request) => {
      if (isOurs(request))
        failed.push({ url: request.url(), why: request.failure()?.errorText ?? 'it failed' });
    });
    page.on('response', (response) => {
      if (isOurs(response.request()) && response.status() >= 400)
        failed.push({ url: response.url(), why: `HTTP ${response.status()}` });
    });
    const response = await page
      .goto(options.url, { waitUntil: 'load', timeout: options.timeoutMs })
      .catch((error: unknown) => {
        throw new Failure('unreachable', `${options.url} did not open in the browser.`, [
          reasonOf(error).split('\n')[0] ?? '',
          'Check the address; a site on this machine has to run.',
        ]);
      });
    const look = () => page.evaluate(LOOK) as Promise<Look>;
    const settled = () =>
      page.waitForFunction(SETTLED, undefined, { timeout: options.timeoutMs }).catch(() => {});
    // A tag holds up the load event until its script has come, or has failed.
    await page
      .waitForFunction('window.covey', undefined, { timeout: APPEARING_MS })
      .then(settled, () => {});
    await page.waitForTimeout(QUIET_MS);
    const before = await look();
    const askedBefore = asked;
    asked = [];
    if (before.isHere && !before.isStub) {
      const answer = { personalisation: options.answer, measurement: options.answer };
      await page.evaluate(`window.covey.consent.set(${JSON.stringify(answer)})`);
      await settled();
      await page.evaluate(
        `Promise.race([window.covey.ready, new Promise((r) => setTimeout(r, ${options.timeoutMs}))])`,
      );
      await page.waitForTimeout(QUIET_MS);
    }
    return {
      status: response?.status() ?? 0,
      url: page.url(),
      policy: response?.headers()['content-security-policy'] ?? '',
      before,
      after: await look(),
      askedBefore,
      askedAfter: asked,
      failed,
    };
  } finally {
    await context.close();
  }
}
