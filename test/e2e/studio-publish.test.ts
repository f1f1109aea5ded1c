import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { compactDecrypt } from 'jose';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatKeys, type ProtectedKey, verifyDefinitions } from '../../shared/signing/index.ts';
import { definitionsUrl } from '../../shared/wire/index.ts';
import { coveyProcess, definitionsOf, temporaryFolder } from '../cli/helpers.ts';
import { launchBrowser } from './harness/browser.ts';
import { useStack } from './harness/use-stack.ts';
import type { Tapped } from './harness/wiretap.ts';

// The studio against the real Worker: from a first key to a version that is rolled forward, and a link that reads counts.
const { edge, token, recordings } = useStack();
const site = 'studio.example';
const passphrase = 'four words and a half';
let browser: Browser;
let server: Server;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  server?.closeAllConnections();
  server?.close();
});

const written = (changes: object = {}) =>
  `// the shop's\n${JSON.stringify(
    definitionsOf({
      site,
      segments: { anyone: { when: { 'session.number': { $gte: 1 } }, count: true } },
      ...changes,
    }),
    null,
    2,
  )}\n`;

/** A page of the studio; with every fault that it tells, and the keys that sign as crypto sees them. */
async function studio(context: BrowserContext, hash = '') {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/.test(message.text())) faults.push(message.text());
  });
  await page.addInitScript(() => {
    const seen: boolean[] = [];
    Object.assign(window, { seen });
    const { sign } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.sign = function (algorithm, key, data) {
      seen.push(key.extractable);
      return sign.call(this, algorithm, key, data);
    };
  });
  await page.goto(`${edge}/studio/${hash}`);
  return { page, faults };
}

async function openKey(page: Page, file: string, secret = passphrase) {
  await page.getByLabel('Key file').setInputFiles(file);
  await page.getByLabel('Its passphrase, if it has one').fill(secret);
  await page.getByRole('button', { name: 'Open the key' }).click();
}
const write = async (page: Page, text: string) => {
  await page.goto(`${edge}/studio/#/draft`);
  const editor = page.getByRole('textbox', { name: 'JSON of the draft' });
  if (!(await editor.isVisible())) await page.getByText('JSON, with comments').click();
  await editor.click();
  await page.keyboard.press('Control+a');
  // Pasted: what is filled in from outside Chromium gives styles of its own, which the policy refuses.
  await editor.evaluate((place, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    place.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
};
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 });
const step = (page: Page, name: string) => page.getByRole('region', { name });
const live = async () => {
  const { documents } = (await (
    await fetch(`${definitionsUrl(edge, site).replace(/definitions$/, 'published')}`)
  ).json()) as {
    documents: { version: number; signers: string[] }[];
  };
  return documents.map(({ version }) => version);
};

/** What a visitor's page decides: the real script, on a page whose tag pins the key. */
async function decided(key: ProtectedKey): Promise<readonly string[]> {
  const html = `<!doctype html><script async src="${edge}/covey.js" data-site="${site}" data-key="${formatKeys([key])}"></script>`;
  server ??= createServer((_, answer) =>
    answer.setHeader('content-type', 'text/html; charset=utf-8').end(html),
  );
  if (!server.listening)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  type Covey = {
    consent: { set(given: object): void };
    segments(): readonly string[];
  };
  const covey = () => (window as unknown as { covey?: Covey }).covey;
  await page.waitForFunction(covey);
  await page.evaluate(() =>
    (window as unknown as { covey: Covey }).covey.consent.set({ personalisation: true }),
  );
  await page.waitForFunction(
    () => (window as unknown as { covey: Covey }).covey.segments().length > 0,
  );
  const segments = await page.evaluate(() =>
    (window as unknown as { covey: Covey }).covey.segments(),
  );
  await context.close();
  return segments;
}

it('a key is made, a site published, changed, rolled forward; a link reads its counts and does nothing else', async () => {
  const context = await browser.newContext({ acceptDownloads: true });
  const { page, faults } = await studio(context);
  await page.getByLabel('From a file').setInputFiles({
    name: 'segments.jsonc',
    mimeType: 'application/json',
    buffer: Buffer.from(written()),
  });
  await page.getByRole('link', { name: 'Publish', exact: true }).click();
  const publish = page.getByRole('button', { name: /^Sign and publish version/ });

  // A new key is used only once it was saved.
  await page.getByText('Make a new key').click();
  await page.getByLabel('A passphrase for its file').fill(passphrase);
  await page.getByLabel('Again').fill(passphrase);
  await page.getByRole('button', { name: 'Make the key' }).click();
  const use = page.getByRole('button', { name: 'It is saved: sign with it' });
  expect(await use.isDisabled()).toBe(true);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the key file' }).click(),
  ]);
  const file = await download.path();
  await use.click();
  const key = JSON.parse(readFileSync(file, 'utf8')) as ProtectedKey;

  // Without network what is signed can be saved.
  await context.setOffline(true);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Sign and save, without publishing' }).click(),
  ]);
  await context.setOffline(false);
  const verified = await verifyDefinitions(new Uint8Array(readFileSync(await saved.path())), {
    keys: [{ kid: key.kid, x: key.x }],
    site,
    now: Date.now(),
    subtle: crypto.subtle,
  });
  expect(verified.ok && verified.version).toBe(1);
  expect((await fetch(definitionsUrl(edge, site))).status).toBe(404);

  // Nobody registered the site: that comes first, with the same key.
  expect(await publish.isDisabled()).toBe(true);
  const tokenField = page.getByLabel(/^A token of/);
  await tokenField.fill('not-of-this-worker');
  await page.getByRole('button', { name: 'Use the token' }).click();
  expect(await step(page, '3 What changes').innerText()).toContain('this is the first version');
  await publish.click();
  // A wrong one is told where it is written, and the next can be written at once; the key stays open.
  await eventually(() => page.locator('#token-problem').innerText()).toContain(
    'The Worker does not accept this token for studio.example. Nothing was published.',
  );
  expect(await tokenField.getAttribute('aria-invalid')).toBe('true');
  await page.keyboard.type(token);
  await page.keyboard.press('Enter');
  await publish.click();
  const status = step(page, '4 Sign and publish').getByRole('status');
  await eventually(() => status.innerText()).toContain('Version 1 of studio.example is published');
  expect(await status.innerText()).toContain('was registered with this key first');
  expect(await status.getByRole('link').allInnerTexts()).toEqual([
    'See what is live',
    'what is counted',
  ]);
  // Nothing differs any more: the button that stands out is for what does.
  const again = page.getByRole('button', { name: 'Publish the same again, as version 2' });
  expect(await again.getAttribute('class')).toBe('button');

  // A change. The key was forgotten on leaving the page; a wrong passphrase does not open it.
  await write(
    page,
    written({
      segments: {
        anyone: { when: { 'session.number': { $gte: 9 } }, count: true },
        early: { when: { 'session.number': 1 } },
      },
    }),
  );
  await page.getByRole('link', { name: 'Publish', exact: true }).click();
  await openKey(page, file, 'four words and a halF');
  await eventually(() =>
    step(page, '1 The key that signs').getByRole('alert').innerText(),
  ).toContain('The passphrase does not open this key file');
  await openKey(page, file);
  const changes = step(page, '3 What changes');
  await eventually(() => changes.innerText()).toContain('Decided by other rules: anyone.');
  expect(await changes.innerText()).toMatch(/Counted anew: anyone\.[^]*New early/);
  await changes.getByText('The change in JSON').click();
  expect((await changes.locator('ins').allInnerTexts()).join('')).toMatch(/^\+ +"\$gte": 9$/m);

  // Another tab stands at the same place. Of both, and of two clicks, one publishes.
  const other = await studio(context, '#/publish');
  await other.page.getByLabel(/^A token of/).fill(token);
  await other.page.getByRole('button', { name: 'Use the token' }).click();
  await openKey(other.page, file);
  const late = other.page.getByRole('button', { name: 'Sign and publish version 2' });
  await eventually(() => late.isEnabled()).toBe(true);
  await other.page.getByLabel('Good for, in days').fill('7');
  await publish.dblclick();
  await eventually(() => status.innerText()).toContain('Version 2 of studio.example is published');
  await late.click();
  await eventually(() =>
    step(other.page, '4 Sign and publish').getByRole('alert').innerText(),
  ).toContain('Something else is live than what this was compared with');
  await other.page.close();
  expect(await live()).toEqual([2, 1]);
  expect(await decided(key)).toEqual(['early']);

  // Rolled forward: what version 1 said, as version 3.
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('button', { name: 'Look at 1' }).click();
  await page.getByRole('button', { name: 'Roll forward' }).click();
  await page.getByRole('button', { name: 'Sign and publish version 3' }).click();
  await eventually(() => status.innerText()).toContain('Version 3 of studio.example is published');
  expect(await decided(key)).toEqual(['anyone']);
  const [reminder] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save a reminder for the calendar' }).click(),
  ]);
  expect(readFileSync(await reminder.path(), 'utf8')).toMatch(/^BEGIN:VCALENDAR\r\n/);

  // A link.
  await page.getByRole('link', { name: 'Invite' }).click();
  await page.getByLabel('Who it is for').fill('Marketing');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  const guest = await studio(await browser.newContext());
  const read = guest.page.waitForResponse((response) => response.url().includes('/stats'));
  await guest.page.goto(link);
  expect((await read).status()).toBe(200);
  const given = new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? '';
  const statuses = await guest.page.evaluate(
    ([base, secret]) =>
      Promise.all(
        [
          ['PUT', '/definitions'],
          ['PUT', ''],
          ['GET', '/audit'],
          ['GET', '/tokens'],
          ['POST', '/tokens'],
        ].map(async ([method = '', path = '']) => {
          const headers = { authorization: `Bearer ${secret}` };
          return (await fetch(`${base}${path}`, { method, headers })).status;
        }),
      ),
    [`/v1/sites/${site}`, given] as const,
  );
  expect(statuses).toEqual([403, 403, 403, 403, 403]);
  await page.getByRole('button', { name: 'Revoke Marketing' }).click();
  await page.getByRole('button', { name: 'Revoke it at once' }).click();
  await eventually(
    async () => (await page.getByText('There are no links and no tokens yet').count()) > 0,
  ).toBe(true);

  // The private key and the passphrase left the page in no request, and no key that signed could have.
  const { plaintext } = await compactDecrypt(key.jwe, Buffer.from(passphrase), {
    keyManagementAlgorithms: ['PBES2-HS256+A128KW'],
    maxPBES2Count: 600_000,
  });
  const { d } = JSON.parse(new TextDecoder().decode(plaintext)) as { d: string };
  const requests = ((await (await fetch(recordings)).json()) as Tapped[]).map(
    ({ path, headers, body }) =>
      `${path} ${JSON.stringify(headers)} ${Buffer.from(body, 'base64').toString()}`,
  );
  expect(requests.some((text) => text.includes('"payload"'))).toBe(true);
  for (const secret of [d, Buffer.from(d, 'base64url').toString('hex'), passphrase, key.jwe])
    expect(requests.some((text) => text.includes(secret))).toBe(false);
  const seen = await page.evaluate(() => (window as unknown as { seen: boolean[] }).seen);
  expect(seen.length).toBeGreaterThan(3);
  expect(new Set(seen)).toEqual(new Set([false]));
  expect([...faults, ...other.faults, ...guest.faults]).toEqual([]);
});

it('a draft for the site that examples name is pointed out, unless that is live here', async () => {
  const context = await browser.newContext();
  const { page } = await studio(context);
  const nothing = page.getByRole('listitem').filter({ hasText: 'From nothing' });
  await nothing.getByRole('textbox').fill('shop.example');
  await nothing.getByRole('button').click();
  await page.getByRole('link', { name: 'Publish', exact: true }).click();
  const notice = page.getByText('which stands for yours');
  await notice.waitFor();

  const folder = temporaryFolder();
  const commands = [
    'init --site shop.example',
    'keygen',
    'sign segments.jsonc --key covey-key.json --out envelope.json',
  ];
  for (const command of commands)
    expect((await coveyProcess(command.split(' '), { cwd: folder })).code).toBe(0);
  const { kid, x } = JSON.parse(
    readFileSync(join(folder, 'covey-key.json'), 'utf8'),
  ) as ProtectedKey;
  const publish = ['publish', 'envelope.json', '--edge', edge, '--register', '--public-key'];
  const done = await coveyProcess([...publish, `${kid}:${x}`], {
    cwd: folder,
    env: { COVEY_TOKEN: token },
  });
  expect(done.code).toBe(0);
  await page.reload();
  await eventually(() => page.getByLabel('Version', { exact: true }).inputValue()).toBe('2');
  expect(await notice.count()).toBe(0);
  await context.close();
});
