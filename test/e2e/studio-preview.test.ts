import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { covey, temporaryFolder } from '../cli/helpers.ts';
import { launchBrowser } from './harness/browser.ts';
import { useStack } from './harness/use-stack.ts';
import { violations } from './harness/violations.ts';

const stack = useStack();
let browser: Browser;
let page: Page;
/** Whatever the page or its worker asked of anybody, and did wrong. */
const requests: string[] = [];
const errors: string[] = [];

const definitions = {
  covey: 1,
  site: 'hazel.example',
  version: 1,
  issued: '2026-11-01T00:00:00Z',
  expires: '2027-01-24T00:00:00Z',
  currency: 'EUR',
  metrics: {
    spend: { name: 'Spent', sum: 'purchase.value' },
    views: { name: 'Pages', count: 'page_view' },
  },
  segments: {
    champion: { name: 'Champions', when: { 'metric.spend': { $gte: 80 } } },
    reader: { name: 'Readers', when: { 'metric.views': { $gte: 1 } } },
  },
};
/** A hundred visitors, each with a page and a purchase of 1 to 100; and a row that is none. */
const log = [
  'user_id,timestamp,event_name,value',
  ...Array.from({ length: 100 }, (_, at) => [
    `v${at},2026-11-${10 + (at % 9)}T10:00:00Z,page_view,`,
    `v${at},2026-11-20T10:00:00Z,purchase,${at + 1}`,
  ]).flat(),
  'v1,yesterday,page_view,',
].join('\n');
const fileOf = (name: string, text: string) => ({ name, mimeType: '', buffer: Buffer.from(text) });

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(`${stack.edge}/studio/`);
  await page
    .getByLabel('From a file')
    .setInputFiles(fileOf('segments.json', JSON.stringify(definitions)));
  await page.waitForURL(/#\/draft/);
  await page.goto(`${stack.edge}/studio/#/preview`);
});
afterAll(() => browser.close());

/** What a button hands to the browser as a file. */
async function saved(button: string): Promise<{ readonly name: string; readonly path: string }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await coming;
  const path = join(temporaryFolder(), file.suggestedFilename());
  await file.saveAs(path);
  return { name: file.suggestedFilename(), path };
}

describe('the preview of the studio', () => {
  it('says of a dropped log what a segment comes to, under the strict policy', async () => {
    const dropped = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'log.csv'));
      return data;
    }, log);
    await page
      .getByRole('region', { name: 'Log', exact: true })
      .dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByText('21 of 100 visitors, 21 %').waitFor();
    await page.getByText('100 % of Champions, 21 % of Readers: 21 visitors').waitFor();
    await page.getByText('Line 202: "yesterday" is no time').waitFor();
    await page.getByText('asked: at least 80').first().waitFor();
    await page.getByText('Columns and times').click();
    const visitor = page.getByRole('combobox', { name: 'Visitor', exact: true });
    expect(await visitor.inputValue()).toBe('user_id');
    await page.getByText('A log of 28 days and more tells.').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('moves a threshold by the keyboard, in the draft and in the size', async () => {
    const threshold = page.getByRole('slider', { name: 'Threshold of Spent' });
    await threshold.focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByText('22 of 100 visitors, 22 %').waitFor();
    expect(await threshold.getAttribute('aria-valuetext')).toBe(
      'at least €79: 22 % of all visitors',
    );
    await page.getByText('The condition', { exact: true }).click();
    expect(await page.getByLabel('When, as JSON').inputValue()).toMatch(/"\$gte": ?79/);
  });

  it('takes the top tenth as the threshold, and follows what is typed into the condition', async () => {
    await page.getByText('Parts of the visitors, and the numbers of the picture').click();
    await page.getByRole('button', { name: 'as the threshold: €91' }).click();
    await page.getByText('10 of 100 visitors, 10 %').waitFor();
    await page.getByLabel('When, as JSON').fill('{ "metric.spend": { "$lt": 11 } }');
    await page.getByText('10 of 100 visitors, 10 %').waitFor();
    await page.getByText('10 % of all visitors have less than €11').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.getByLabel('When, as JSON').inputValue()).toMatch(/"\$gte": ?91/);
  });

  it('leads to papers that name who is responsible, and are those of covey record', async () => {
    await page.goto(`${stack.edge}/studio/#/papers`);
    const fill = async (label: string, text: string) => {
      await page.getByLabel(label, { exact: true }).fill(text);
      await page.keyboard.press('Tab');
    };
    await fill('Controller', 'Hazel Goods Ltd');
    await fill('Contact', 'Kitchen Lane 1');
    await page.getByRole('combobox', { name: 'Language', exact: true }).selectOption('de');
    await page.getByRole('combobox', { name: 'Paper', exact: true }).selectOption('dpia');
    const paper = page.getByRole('article', { name: /^Datenschutz-Folgenabschätzung/ });
    await paper.waitFor();
    expect(await violations(page)).toEqual([]);
    const [markdown, html] = [await saved('Save as Markdown'), await saved('Save as HTML')];
    expect(markdown.name).toBe('hazel.example-v1-dpia.de.md');
    expect(html.name).toBe('hazel.example-v1-dpia.de.html');
    await page.getByRole('combobox', { name: 'Paper', exact: true }).selectOption('record');
    await page.getByText('Hazel Goods Ltd').waitFor();

    await page.goto(`${stack.edge}/studio/#/draft`);
    const { path } = await saved('Save as a file');
    for (const [format, file] of [
      ['md', markdown],
      ['html', html],
    ] as const) {
      const { out } = await covey(
        `record ${path} --paper dpia --language de --format ${format}`.split(' '),
      );
      expect(out.trimEnd()).toBe(readFileSync(file.path, 'utf8').trimEnd());
    }
  });

  it('has sent nothing, and broken nothing', async () => {
    expect(errors).toEqual([]);
    // Its own files are all it asked for.
    expect(requests.filter((request) => !request.startsWith(`GET ${stack.edge}/studio/`))).toEqual(
      [],
    );
  });
});
