import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { launchOptions } from '../browser.ts';
import { type Engine, type EngineOptions, type EngineVisitor, tabOf } from './engine.ts';

/** Playwright switches the back/forward cache off unless told. */
const ignoreDefaultArgs = ['--disable-back-forward-cache'];
/** And the partitions of storage, in a list of which the last counts. */
const PARTITIONED = '--disable-features=HttpsUpgrades';

export async function launchChromium({
  blocked = false,
  isPrivate = true,
  quotaMb,
}: EngineOptions): Promise<Engine> {
  const options = { ...(await launchOptions()), ignoreDefaultArgs };
  if (blocked || !isPrivate) {
    const profile = mkdtempSync(join(tmpdir(), 'covey-chromium-'));
    mkdirSync(join(profile, 'Default'));
    // Not every Chromium lets frames of other sites store something by default, and no private window does.
    const profileSettings = blocked
      ? { default_content_setting_values: { cookies: 2 } }
      : { cookie_controls_mode: 0, block_third_party_cookies: false };
    const settings = { profile: profileSettings };
    writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
    const context = await chromium.launchPersistentContext(profile, {
      ...options,
      args: [...(options.args ?? []), PARTITIONED],
    });
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
      return visitorOf(context, () => context.close(), quotaMb);
    },
    close: () => browser.close(),
  };
}

function visitorOf(
  context: BrowserContext,
  close: () => Promise<void>,
  quotaMb?: number,
): EngineVisitor {
  return {
    close,
    async newTab() {
      const page = await context.newPage();
      return tabOf(
        {
          async goto(url) {
            if (quotaMb !== undefined) await limit(page, url, quotaMb);
            await page.goto(url, { waitUntil: 'load' });
          },
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

async function limit(page: Page, url: string, quotaMb: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(url);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: quotaMb * 2 ** 20 });
}
