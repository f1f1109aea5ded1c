// node bench/studio.ts [--events 1000000] [--rounds 5]: the studio's preview in Chromium, on a made-up shop's log. How long
// until the log is read, and from a change of the condition to the first figure and to the exact one. Loopback only.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { table } from '../cli/table.ts';
import { count } from '../shared/counting/index.ts';
import { STUDIO_POLICY } from '../worker/headers.ts';
import { buildStudio } from '../worker/studio/build.ts';
import { openBrowser } from './page/browser.ts';
import { median } from './page/statistics.ts';
import { shop } from './shop.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
  },
});
const TYPES: { readonly [ending: string]: string } = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};
/** Of different kinds: sums, sequences, sessions, one that hangs on another. */
const SEGMENTS = ['champion', 'abandoner', 'regular', 'explorer', 'hot-lead'];

const folder = mkdtempSync(join(tmpdir(), 'covey-bench-studio-'));
const log = join(folder, 'log.csv');
const definitions = join(folder, 'segments.json');
const studio = join(folder, 'studio');
const server = createServer((request, response) => {
  const path = (request.url ?? '').replace(/^\/studio\//, '').replace(/\?.*$/, '') || 'index.html';
  try {
    const body = readFileSync(join(studio, path));
    const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': STUDIO_POLICY });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});

try {
  const generator = fileURLToPath(new URL('simulate-log.ts', import.meta.url));
  spawnSync(process.execPath, [generator, '--events', values.events, '--out', log]);
  writeFileSync(definitions, JSON.stringify({ ...shop, expires: '2026-12-31T00:00:00Z' }));
  await buildStudio(studio);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/studio/`);
  await page.getByLabel('From a file').setInputFiles(definitions);
  await page.waitForURL(/#\/draft/);
  await page.getByRole('navigation').getByRole('link', { name: 'Preview' }).click();

  const started = performance.now();
  await page.locator('.preview input[type=file]').setInputFiles(log);
  await page.getByRole('heading', { name: 'The log' }).waitFor({ timeout: 600_000 });
  const read = performance.now() - started;

  console.log(`Chromium ${browser.version()}, ${cpus()[0]?.model ?? 'unknown processor'}`);
  console.log(
    `${count(Number(values.events))} events, ${count(Math.round(statSync(log).size / 1e6))} MB of CSV, read in ${seconds(read)}\n`,
  );
  const rows: string[][] = [];
  for (const id of SEGMENTS) {
    await page.getByRole('combobox', { name: 'Segment', exact: true }).selectOption(id);
    const times: Times[] = [];
    for (let round = 0; round < Number(values.rounds); round++)
      times.push(await change(page, round));
    rows.push([
      id,
      `${Math.round(median(times.map(({ first }) => first)))} ms`,
      seconds(median(times.map(({ exact }) => exact))),
      seconds(median(times.map(({ all }) => all))),
    ]);
  }
  const titles = ['Segment', 'First figure', 'Exact figure', 'Values, members, overlaps'];
  console.log(
    table(
      titles.map((title, at) => ({ title, numeric: at > 0 })),
      rows,
    ),
  );
  await browser.close();
} finally {
  server.close();
  rmSync(folder, { recursive: true, force: true });
}

interface Times {
  readonly first: number;
  readonly exact: number;
  readonly all: number;
}

/** Types another condition, which nobody has asked for yet, and sees what follows, milliseconds. */
async function change(page: Page, round: number): Promise<Times> {
  await page.locator('.preview[data-working="false"]').waitFor({ timeout: 600_000 });
  await page.getByText('The condition', { exact: true }).first().click();
  const times = await page
    .getByLabel('When, as JSON')
    .evaluate((field: HTMLTextAreaElement, at) => {
      const preview = document.querySelector<HTMLElement>('.preview');
      const size = document.querySelector<HTMLElement>('.preview__size');
      if (!preview || !size) throw new Error('there is no figure');
      const when = JSON.parse(field.value) as object;
      return new Promise<Times>((resolve) => {
        const began = performance.now();
        let [first, exact] = [0, 0];
        new MutationObserver((_, observer) => {
          const now = performance.now() - began;
          if (size.dataset['exact'] === 'false') first ||= now;
          else if (first > 0) exact ||= now;
          if (preview.dataset['working'] !== 'false' || exact === 0) return;
          observer.disconnect();
          resolve({ first, exact, all: now });
        }).observe(preview, {
          attributes: true,
          subtree: true,
          attributeFilter: ['data-exact', 'data-working'],
        });
        field.value = JSON.stringify({
          $and: [{ ...when, 'visitor.sessions': { $gte: 1 + at / 1000 } }],
        });
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      });
    }, round);
  await page.getByText('The condition', { exact: true }).first().click();
  return times;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
