import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../../demo/definitions.ts';
import { launchBrowser } from './harness/browser.ts';
import { current, signed } from './harness/stack.ts';
import { useStack } from './harness/use-stack.ts';
import {
  coveyReady,
  inCovey,
  newVisitor,
  storedTraces,
  untilSegment,
  type Visitor,
} from './harness/visitor.ts';

const stack = useStack();
const OTHER = 'other.example';
let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => visitor.close());
afterAll(() => browser.close());

/** The shop, whose `/shop/` is another site on the same origin, with definitions that are far ahead. */
async function arrive() {
  visitor = await newVisitor(browser, stack);
  const { context, page } = visitor;
  await context.addInitScript((site) => {
    // The banner keeps its answer for the whole origin, and would hand it to both.
    localStorage.removeItem('hazel-consent');
    if (location.pathname !== '/shop/') return;
    new MutationObserver(() => {
      for (const tag of document.querySelectorAll<HTMLElement>('[data-site]'))
        if (tag.dataset['site'] !== site) tag.dataset['site'] = site;
    }).observe(document, { subtree: true, childList: true });
  }, OTHER);
  const body = await signed(current(definitions, { site: OTHER, version: 99 }), [stack.key]);
  await context.route(`${stack.edge}/v1/sites/${OTHER}/definitions`, (route) =>
    route.fulfill({ body, headers: { 'access-control-allow-origin': '*' } }),
  );
  const visit = async (path: string) => {
    await page.goto(`${stack.shop}${path}`);
    await coveyReady(page);
  };
  const consent = async () => {
    await inCovey(page, (covey) => covey.consent.set({ personalisation: true }));
    await untilSegment(page, 'new-visitor');
  };
  return { page, visit, consent };
}

describe('two sites on one origin', () => {
  it('share no answer, no memory and no version', async () => {
    const { page, visit, consent } = await arrive();
    await visit('/shop/');
    await consent();
    await inCovey(page, async (covey) => {
      for (let i = 0; i < 3; i += 1) covey.track('select_promotion', {});
      await covey.export();
    });
    await visit('/');
    expect(await inCovey(page, (covey) => covey.consent.get().time)).toBeNull();
    await consent();
    const { offers } = await inCovey(page, (covey) => covey.metrics());
    expect(offers).toBe(0);
    expect(await inCovey(page, (covey) => covey.diagnostics().problems)).toEqual({});
    await inCovey(page, (covey) => covey.erase());
    expect((await storedTraces(page)).databases).toEqual([`covey:${OTHER}`]);
    await visit('/shop/');
    expect((await inCovey(page, (covey) => covey.metrics()))['offers']).toBe(3);
    expect((await storedTraces(page)).local.filter((key) => key.startsWith('covey'))).toEqual(
      expect.arrayContaining([`covey:${OTHER}`, 'covey:localhost']),
    );
    expect(visitor.errors).toEqual([]);
  });

  it('and what an earlier version stored is taken over by the one whose it is', async () => {
    const { page, visit, consent } = await arrive();
    await visit('/');
    await consent();
    await inCovey(page, async (covey) => {
      for (let i = 0; i < 3; i += 1) covey.track('select_promotion', {});
      await covey.export();
    });
    // As it was before sites had names of their own. From a page without the script.
    await page.goto(`${stack.shop}/covey-test-nothing-here`);
    await page.evaluate(async () => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error('failed'));
        });
      const name = 'covey:localhost';
      const from = await done(indexedDB.open(name));
      const making = indexedDB.open('covey', 1);
      making.onupgradeneeded = () => {
        making.result.createObjectStore('events', { autoIncrement: true });
        making.result.createObjectStore('state');
      };
      const to = await done(making);
      for (const store of ['events', 'state']) {
        const source = from.transaction(store).objectStore(store);
        const [keys, values] = [await done(source.getAllKeys()), await done(source.getAll())];
        const target = to.transaction(store, 'readwrite').objectStore(store);
        for (const [at, key] of keys.entries())
          if (key !== 'since') await done(target.put(values[at], key));
      }
      from.close();
      to.close();
      await done(indexedDB.deleteDatabase(name));
      const { erased: _, ...record } = JSON.parse(localStorage.getItem(name) ?? '{}');
      localStorage.setItem('covey', JSON.stringify(record));
      localStorage.removeItem(name);
    });
    await visit('/');
    await untilSegment(page, 'new-visitor');
    expect((await inCovey(page, (covey) => covey.metrics()))['offers']).toBe(3);
    const { local, databases } = await storedTraces(page);
    expect(databases).toEqual(['covey:localhost']);
    expect(local).not.toContain('covey');
  });
});
