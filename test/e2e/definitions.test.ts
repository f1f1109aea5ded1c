import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../../demo/definitions.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { generateKey } from '../../shared/signing/index.ts';
import { launchBrowser } from './harness/browser.ts';
import { current, signed } from './harness/stack.ts';
import { useStack } from './harness/use-stack.ts';
import { coveyReady, inCovey, newVisitor, untilSegment, type Visitor } from './harness/visitor.ts';

const stack = useStack();
const pattern = `${stack.edge}/v1/sites/*/definitions`;
let browser: Browser;
let visitor: Visitor;

/** An evil Worker: answers every request for definitions with this body. */
const serve = async (context: BrowserContext, body: string, status = 200) => {
  await context.unroute(pattern);
  await context.route(pattern, (route) =>
    route.fulfill({
      status,
      body,
      headers: {
        'content-type': 'application/jose+json',
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'if-none-match',
      },
    }),
  );
};
const document = (changes: Partial<Definitions> = {}) =>
  current(definitions, { version: 5, ...changes });
/** Everybody would be in this one, were it accepted. */
const everybody: Partial<Definitions> = {
  segments: { everybody: { when: { 'session.number': { $gte: 1 } } } },
  groups: {},
};

/** A visitor who has accepted version 5, and comes back to a Worker that serves `body`. */
async function returnTo(body: string, status = 200): Promise<Page> {
  visitor = await newVisitor(browser, stack);
  const { page, context } = visitor;
  await serve(context, await signed(document(), [stack.key]));
  await page.goto(`${stack.shop}/`);
  await coveyReady(page);
  await inCovey(page, (covey) => covey.consent.set({ personalisation: true }));
  await untilSegment(page, 'new-visitor');
  await expect
    .poll(() => inCovey(page, (covey) => covey.diagnostics().definitions?.version))
    .toBe(5);
  await page.waitForTimeout(300);
  await serve(context, body, status);
  // The loader asks again only after a while.
  await page.evaluate(() =>
    (window as unknown as { demoClock: { jump(ms: number): void } }).demoClock.jump(20 * 60_000),
  );
  await page.goto(`${stack.shop}/shop/`);
  await coveyReady(page);
  return page;
}

const problems = (page: Page) => inCovey(page, (covey) => covey.diagnostics().problems);

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => visitor.close());
afterAll(() => browser.close());

describe('definitions that are not the owner’s, or not the newest', () => {
  const cases: [string, string, () => Promise<string>][] = [
    [
      'forged: signed by another key',
      'untrusted',
      async () =>
        signed(document({ version: 6, ...everybody }), [await generateKey(crypto.subtle as never)]),
    ],
    [
      'forged: another key under the owner’s name',
      'signature',
      async () => {
        const other = await generateKey(crypto.subtle as never);
        const envelope = JSON.parse(
          await signed(document({ version: 6, ...everybody }), [other]),
        ) as {
          signatures: { protected: string }[];
        };
        const header = Buffer.from(
          JSON.stringify({ alg: 'Ed25519', kid: stack.key.kid, typ: 'covey-definitions+json' }),
        ).toString('base64url');
        for (const signature of envelope.signatures) signature.protected = header;
        return JSON.stringify(envelope);
      },
    ],
    [
      'altered after signing',
      'signature',
      async () => {
        const envelope = JSON.parse(await signed(document({ version: 6 }), [stack.key])) as {
          payload: string;
        };
        const text = Buffer.from(envelope.payload, 'base64url').toString();
        envelope.payload = Buffer.from(
          text.replace('"session.number":1', '"session.number":7'),
        ).toString('base64url');
        return JSON.stringify(envelope);
      },
    ],
    ['older', 'rollback', async () => signed(document({ version: 4, ...everybody }), [stack.key])],
    [
      'the same version with other content',
      'conflict',
      async () => signed(document(everybody), [stack.key]),
    ],
    [
      'expired',
      'expired',
      async () =>
        signed(
          document({
            version: 6,
            ...everybody,
            issued: new Date(Date.now() - 2 * 86_400_000).toISOString(),
            expires: new Date(Date.now() - 86_400_000).toISOString(),
          }),
          [stack.key],
        ),
    ],
    [
      'for another site',
      'site',
      async () =>
        signed(document({ version: 6, ...everybody, site: 'other.example' }), [stack.key]),
    ],
    ['no envelope at all', 'envelope', async () => '{"payload":'],
  ];
  it.each(cases)(
    '%s: refused with code %s, and the last good ones stay',
    async (_name, code, body) => {
      const page = await returnTo(await body());
      await expect
        .poll(async () => Object.keys(await problems(page)).join(' '), { timeout: 10_000 })
        .toContain(code);
      expect(await inCovey(page, (covey) => covey.has('everybody'))).toBe(false);
      expect(await inCovey(page, (covey) => covey.has('new-visitor'))).toBe(true);
      expect(await inCovey(page, (covey) => covey.diagnostics().definitions?.version)).toBe(5);
    },
  );

  it('newer ones by the owner are taken', async () => {
    const page = await returnTo(await signed(document({ version: 6, ...everybody }), [stack.key]));
    await untilSegment(page, 'everybody');
    expect(await inCovey(page, (covey) => covey.diagnostics().definitions?.version)).toBe(6);
  });
});

describe('a Worker that fails', () => {
  it('is not missed: the last good definitions serve', async () => {
    const page = await returnTo('{"error":{"code":"internal","message":"down"}}', 503);
    await untilSegment(page, 'new-visitor');
    expect(await inCovey(page, (covey) => covey.diagnostics().status)).toBe('running');
  });

  it('leaves a first-time visitor with the whole default page', async () => {
    visitor = await newVisitor(browser, stack);
    const { page, context } = visitor;
    await context.route(`${stack.edge}/**`, (route) => route.abort());
    await page.goto(`${stack.shop}/`);
    expect(await page.locator('h1').first().isVisible()).toBe(true);
    expect(await page.locator('.strip__note--default').isVisible()).toBe(true);
    await page.locator('a[href="/shop/"]').first().click();
    await page.waitForURL('**/shop/');
  });

  it('is refused for good once the last good definitions expire', async () => {
    const page = await returnTo('', 503);
    await untilSegment(page, 'new-visitor');
    await page.evaluate(() => {
      (window as unknown as { demoClock: { jump(ms: number): void } }).demoClock.jump(
        85 * 86_400_000,
      );
      window.dispatchEvent(new Event('focus'));
    });
    await page.goto(`${stack.shop}/`);
    await coveyReady(page);
    await expect
      .poll(() => inCovey(page, (covey) => covey.diagnostics().status), { timeout: 10_000 })
      .toBe('stopped');
    expect(await inCovey(page, (covey) => [...covey.segments()])).toEqual([]);
  });
});
