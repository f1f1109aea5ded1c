import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrowserContext, chromium } from 'playwright-core';
import { launchOptions } from '../browser.ts';
import { type Engine, type EngineOptions, type EngineVisitor, tabOf } from './engine.ts';

/** Playwright switches the back/forward cache off unless told. */
const ignoreDefaultArgs = ['--disable-back-forward-cache'];

export async function launchChromium({ blocked = false }: EngineOptions): Promise<Engine> {
  const options = { ...(await launchOptions()), ignoreDefaultArgs };
  if (blocked) {
    const profile = mkdtempSync(join(tmpdir(), 'covey-chromium-'));
    mkdirSync(join(profile, 'Default'));
    const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
    const context = await chromium.launchPersistentContext(profile, options);
    return {
      name: 'chromium',
      newVisitor: async () => visitorOf(context, async () => {}),
      async close() {
        await context.close();
        rmSync(profile, { recursive: true, force: true });
      },
    };
  }
  const browser = await chromium.launch(options);
  return {
    name: 'chromium',
    async newVisitor() {
      const context = await browser.newContext();
      return visitorOf(context, () => context.close());
    },
    close: () => browser.close(),
  };
}

function visitorOf(context: BrowserContext, close: () => Promise<void>): EngineVisitor {
  return {
    close,
    async newTab() {
      const page = await context.newPage();
      return tabOf(
        {
          goto: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
          back: async () =>
            void (await Promise.race([
              page.goBack({ waitUntil: 'commit' }).catch(() => {}),
              sleep(2000),
            ])),
          click: (selector) => page.locator(selector).first().click(),
          close: () => page.close(),
        },
        (expression) => page.evaluate(expression),
      );
    },
  };
}
