// Takes the picture of the studio that docs/studio.md shows: from the gallery to a draft, in a real browser. `node scripts/studio-image.ts`
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { launchBrowser } from '../test/e2e/harness/browser.ts';
import { buildStudio } from '../worker/studio/build.ts';

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const IMAGE = 'docs/images/studio-builder.png';

const folder = mkdtempSync(join(tmpdir(), 'covey-studio-'));
await buildStudio(folder);
const server = createServer(({ url = '/' }, response) => {
  const name = url.replace(/\?.*/, '').replace(/^\//, '') || 'index.html';
  const file = join(folder, name);
  if (name.includes('/') || !existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'text/plain' });
  return createReadStream(file).pipe(response);
}).listen(0, '127.0.0.1');
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1040 }, locale: 'en-GB' });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/#/gallery`);
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
  await page.screenshot({ path: IMAGE });
  console.log(`Wrote ${IMAGE}.`);
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
}
