import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { useStack } from './harness/use-stack.ts';
import {
  coveyReady,
  databaseText,
  inCovey,
  newVisitor,
  untilSegment,
  type Visitor,
  type VisitorOptions,
} from './harness/visitor.ts';

const stack = useStack();
let browser: Browser;
let visitor: Visitor;

async function consenting(options: VisitorOptions = {}, path = '/') {
  visitor = await newVisitor(browser, stack, options);
  const { page } = visitor;
  await page.goto(`${stack.shop}${path}`);
  await coveyReady(page);
  await inCovey(page, (covey) => covey.consent.set({ personalisation: true }));
  await untilSegment(page, 'new-visitor');
  return page;
}

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => visitor.close());
afterAll(() => browser.close());

describe('without a database', () => {
  const breakages: [string, () => void][] = [
    [
      'IndexedDB is missing',
      () => {
        Object.defineProperty(window, 'indexedDB', { get: () => undefined });
      },
    ],
    [
      'reading it throws',
      () => {
        Object.defineProperty(window, 'indexedDB', {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        });
      },
    ],
    [
      'opening fails',
      () => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('no', 'InvalidStateError');
        };
      },
    ],
    [
      'every write fails',
      () => {
        IDBObjectStore.prototype.add = IDBObjectStore.prototype.put = () => {
          throw new DOMException('full', 'QuotaExceededError');
        };
      },
    ],
  ];
  it.each(breakages)(
    '%s: decides in memory, says so, and the page goes on',
    async (_name, before) => {
      const page = await consenting({ before }, '/products/moon-plate/');
      await expect.poll(() => inCovey(page, (covey) => covey.diagnostics().storage)).toBe('memory');
      await inCovey(page, (covey) => {
        for (let i = 0; i < 3; i += 1) covey.track('select_promotion', {});
      });
      expect(await inCovey(page, (covey) => covey.has('price-sensitive'))).toBe(true);
      expect(visitor.errors).toEqual([]);
    },
  );

  it('localStorage blocked: the page goes on, whole', async () => {
    visitor = await newVisitor(browser, stack, {
      before: () => {
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        });
      },
    });
    const { page } = visitor;
    await page.goto(`${stack.shop}/`);
    await coveyReady(page);
    await inCovey(page, (covey) => covey.consent.set({ personalisation: true }));
    expect(await page.locator('h1').first().isVisible()).toBe(true);
    expect(await inCovey(page, (covey) => covey.diagnostics().problems['internal'] ?? 0)).toBe(0);
  });
});

describe('what is stored', () => {
  it('is only what a definition reads', async () => {
    const page = await consenting();
    await inCovey(page, (covey) => {
      covey.track('purchase', {
        value: 12.5,
        currency: 'EUR',
        transaction_id: 'T-77',
        email: 'ada@example.com',
      });
      covey.track('exception', { description: 'secret words' });
    });
    await expect.poll(() => databaseText(page), { timeout: 5000 }).toContain('12.5');
    const stored = await databaseText(page);
    expect(stored).not.toContain('T-77');
    expect(stored).not.toContain('ada@example.com');
    expect(stored).not.toContain('secret words');
    expect(stored).not.toContain(stack.shop);
  });

  it('is all in the export', async () => {
    const page = await consenting();
    await inCovey(page, (covey) => {
      covey.track('purchase', { value: 12.5, currency: 'EUR' });
      covey.identify({ matters: 'novelty' });
    });
    await expect.poll(() => databaseText(page), { timeout: 5000 }).toContain('12.5');
    const exported = await inCovey(page, (covey) => covey.export());
    const rows = (await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('covey:localhost');
        request.onsuccess = () => resolve(request.result);
      });
      const count = async (store: string) =>
        new Promise<number>((resolve) => {
          const request = database.transaction(store).objectStore(store).count();
          request.onsuccess = () => resolve(request.result);
        });
      const result = {
        stores: [...database.objectStoreNames],
        events: await count('events'),
        state: await count('state'),
      };
      database.close();
      return result;
    })) as { stores: string[]; events: number; state: number };
    expect(rows.stores).toEqual(['events', 'state']);
    expect(exported.events).toHaveLength(rows.events);
    expect(Object.keys(exported.state)).toHaveLength(rows.state);
    expect(JSON.stringify(exported)).toContain('novelty');
  });

  it('is one truth in many tabs', async () => {
    const page = await consenting();
    const tabs = [page, await visitor.context.newPage(), await visitor.context.newPage()];
    for (const tab of tabs.slice(1)) {
      await tab.goto(`${stack.shop}/shop/`);
      await coveyReady(tab);
    }
    await Promise.all(
      tabs.map((tab) =>
        inCovey(tab, async (covey) => {
          for (let i = 0; i < 10; i += 1) {
            covey.track('select_promotion', {});
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
        }),
      ),
    );
    for (const tab of tabs) {
      await expect
        .poll(async () => (await inCovey(tab, (covey) => covey.metrics()))['offers'], {
          timeout: 10_000,
        })
        .toBe(30);
    }
    await page.reload();
    await coveyReady(page);
    expect((await inCovey(page, (covey) => covey.metrics()))['offers']).toBe(30);
  });

  it('survives a clock that was ahead and is set right', async () => {
    const page = await consenting();
    await page.evaluate(() => {
      (window as unknown as { demoClock: { jump(ms: number): void } }).demoClock.jump(
        20 * 86_400_000,
      );
    });
    await inCovey(page, (covey) => covey.track('select_promotion', {}));
    await page.reload();
    await coveyReady(page);
    await page.evaluate(() => {
      (window as unknown as { demoClock: { reset(): void } }).demoClock.reset();
      window.dispatchEvent(new Event('focus'));
    });
    await page.reload();
    await coveyReady(page);
    await inCovey(page, (covey) => covey.track('select_promotion', {}));
    await expect
      .poll(async () => (await inCovey(page, (covey) => covey.metrics()))['offers'])
      .toBe(2);
  });
});

describe('a returning visitor', () => {
  it('finds the answers on <html> before anything is fetched or opened', async () => {
    const page = await consenting();
    await page.waitForTimeout(300);
    await page.goto('about:blank');
    await visitor.context.route(`${stack.edge}/v1/**`, (route) => route.abort());
    await visitor.context.addInitScript(() => {
      new MutationObserver(() => {
        const now = document.documentElement.getAttribute('data-covey');
        if (now !== null && !('first' in window)) {
          Object.assign(window, { first: now, readyThen: document.readyState });
        }
      }).observe(document, { attributes: true, subtree: true, childList: true });
    });
    await page.goto(`${stack.shop}/shop/`);
    await coveyReady(page);
    expect(await page.evaluate(() => (window as unknown as { first?: string }).first)).toContain(
      'new-visitor',
    );
  });
});
