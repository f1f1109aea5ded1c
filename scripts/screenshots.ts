// Makes docs/images anew, from the shop, the panel and the studio as they are: `npm run build`, then
// `npm run screenshots`. Names of pictures, as `npm run screenshots -- panel`, make only those.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../test/e2e/harness/browser.ts';
import { type Stack, startStack } from '../test/e2e/harness/stack.ts';
import { statsOfHazel } from './simulated-counts/index.ts';
import {
  answerBanner,
  coveyReady,
  inCovey,
  newVisitor,
  untilSegment,
} from '../test/e2e/harness/visitor.ts';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const SIZE = { width: 1280, height: 900 };
const SEEN = ['moon-plate', 'round-teapot', 'hand-trowel', 'pepper-mill', 'ember-casserole'];

interface Picture {
  readonly name: string;
  /** Of the window, pixels, where it is not the usual one. */
  readonly height?: number;
  /** Brings the page to what is to be seen. */
  readonly show: (page: Page, stack: Stack) => Promise<void>;
}

const agree = async (page: Page, { shop }: Stack): Promise<void> => {
  await page.goto(shop);
  await coveyReady(page);
  await answerBanner(page, 'Allow both');
};
/** Five products looked at, from Berlin: what the definitions call a window shopper. */
const shopping = async (page: Page, stack: Stack): Promise<void> => {
  await agree(page, stack);
  await untilSegment(page, 'berlin');
  for (const [at, slug] of SEEN.entries()) {
    await page.goto(`${stack.shop}/products/${slug}/`);
    await coveyReady(page);
    // The shop tells what is looked at once it has its catalogue.
    await page.waitForFunction(`covey.metrics().items_seen === ${at + 1}`);
  }
  await untilSegment(page, 'window-shopper');
};

/** Three ready segments in a draft, and one of them open. */
const building = async (page: Page, { edge }: Stack): Promise<void> => {
  await page.goto(`${edge}/studio/#/gallery`);
  for (const name of ['Window shopper', 'Checkout abandoner', 'Big spender']) {
    await page.getByLabel('Search').fill(name);
    await page.locator('.ready summary').first().click();
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByText('It is in the draft').waitFor();
  }
  await page.getByRole('link', { name: 'Draft', exact: true }).click();
  await page.getByLabel('Name of the draft').fill('Winter');
  await page.getByRole('link', { name: 'Checkout abandoner' }).click();
  await page.locator('.of-metric summary').click();
  await page.getByText('Kept in this browser').waitFor();
  await page.evaluate(() => scrollTo(0, 0));
};

/** Counts of several periods, which no Worker that was just started has: what it would say of them is simulated. */
const watching =
  (view: string) =>
  async (page: Page, { edge, site, token }: Stack): Promise<void> => {
    const last = Math.floor(Date.now() / (28 * 864e5)) - 1;
    const statsOf = await statsOfHazel(last);
    await page.route('**/stats*', (route) => {
      const asked = [...new URL(route.request().url()).searchParams];
      const query = Object.fromEntries(asked.map(([name, value]) => [name, Number(value)]));
      return route.fulfill({ json: statsOf(query) });
    });
    await page.goto(`${edge}/studio/#site=${site}`);
    await page.getByLabel('Token').fill(token);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.goto(`${edge}/studio/#/watch/period/${last}${view}`);
    await page.getByRole('heading', { name: 'Not counted' }).waitFor();
  };

const PICTURES: readonly Picture[] = [
  { name: 'shop', show: shopping },
  {
    name: 'panel',
    show: async (page, stack) => {
      await shopping(page, stack);
      await inCovey(page, (covey) => covey.panel());
    },
  },
  {
    name: 'studio',
    show: async (page, { edge }) => {
      await page.goto(`${edge}/studio/`);
      await page.getByRole('heading').first().waitFor();
    },
  },
  { name: 'studio-builder', height: 1040, show: building },
  { name: 'studio-watch', height: 1240, show: watching('/sort/change') },
  {
    name: 'studio-watch-groups',
    height: 1240,
    show: async (page, stack) => {
      const view = '/search/lifecycle/first/segment:window-shopper/second/segment:big-spender';
      await watching(view)(page, stack);
      await page.evaluate(() =>
        document.querySelector('.question')?.scrollIntoView({ block: 'start' }),
      );
    },
  },
];

async function take(browser: Browser, stack: Stack, picture: Picture): Promise<void> {
  const { name, show, height = SIZE.height } = picture;
  const visitor = await newVisitor(browser, stack, { viewport: { ...SIZE, height } });
  try {
    await visitor.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await show(visitor.page, stack);
    // Fonts and pictures have come, and nothing moves any more.
    await visitor.page.waitForLoadState('networkidle');
    await visitor.page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
    console.log(`docs/images/${name}.png`);
  } finally {
    await visitor.close();
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => PICTURES.every((picture) => picture.name !== name));
if (unknown.length > 0) {
  console.error(
    `screenshots: there is no picture ${unknown.join(', ')}. There are ${PICTURES.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const { stack, stop } = await startStack();
let browser: Browser | undefined;
try {
  browser = await launchBrowser();
  for (const picture of PICTURES)
    if (wanted.length === 0 || wanted.includes(picture.name)) await take(browser, stack, picture);
} finally {
  await browser?.close();
  await stop();
}
