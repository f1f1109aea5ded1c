// docs/put-it-on-your-site.md, line by line: its commands in an empty folder, its markup and code in a page.
import { readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coveyProcess, temporaryFolder } from '../cli/helpers.ts';
import { foundEngines } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { useStack } from './harness/use-stack.ts';

const { edge, token } = useStack();
const page = readFileSync('docs/put-it-on-your-site.md', 'utf8');
/** The blocks of one step, by their language. */
function blocks(step: number, language: string): string[] {
  const text = page.split(/^## \d\. .*$/m)[step] ?? '';
  return [...text.matchAll(/^```(\w+)\n(.*?)^```/gms)].flatMap(([, name, code = '']) =>
    name === language ? [code] : [],
  );
}

const folder = temporaryFolder();
let server: Server;
let origin: string;

beforeAll(async () => {
  let key = '';
  // The studio's tests publish for the page's own example, at the same Worker.
  const here = (text: string) =>
    text
      .replaceAll('https://edge.example', edge)
      .replaceAll('shop.example', 'as-the-page-says.example')
      .replaceAll('KID:X', key);
  const commands = blocks(2, 'sh').join('').trim().split('\n');
  expect(commands).toHaveLength(5);
  const [, ofCheckout] = /alias covey="node \$PWD\/(\S+)"/.exec(page) ?? [];
  for (const command of commands) {
    const [program, ...args] = here(command.replace(/\s+#.*/, '')).split(/\s+/);
    expect(program).toBe('covey');
    const { code, out, err } = await coveyProcess(args, {
      cwd: folder,
      env: { COVEY_TOKEN: token },
      program: ofCheckout ?? 'named by no alias',
    });
    expect({ command, code, err }).toEqual({
      command,
      code: 0,
      err: expect.not.stringContaining('error') as string,
    });
    key ||= /Public key\s+(\S+)/.exec(out)?.[1] ?? '';
  }
  const [tag = ''] = blocks(3, 'html');
  const [asking = ''] = blocks(4, 'html');
  const [code = ''] = blocks(4, 'js');
  const [changed = ''] = blocks(5, 'html');
  const html = `<!doctype html><html lang="en"><head><title>Shop</title><link rel="icon" href="data:,">
${here(tag).replace('<script async', '<script')}<script src="/ask.js"></script></head><body>${asking}${changed}</body></html>`;
  server = createServer(({ url }, answer) => {
    const isCode = url === '/ask.js';
    answer.setHeader('content-type', isCode ? 'text/javascript' : 'text/html; charset=utf-8');
    answer.end(isCode ? code : html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server?.close();
  server?.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);

  it('from a first segment to a page that changes, by these lines alone', async () => {
    const tab = await (await newVisitor()).newTab();
    const shown = () =>
      tab.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('p, aside')]
          .filter((each) => each.checkVisibility())
          .map((each) => each.id || (each.textContent ?? '').slice(0, 8)),
      );
    await tab.goto(`${origin}/`);
    await tab.until(() => !document.querySelector<HTMLElement>('#ask')?.hidden);
    expect(await shown()).toEqual(['ask', 'May this', 'Welcome.']);
    expect(await tab.evaluate(() => localStorage.length)).toBe(0);
    await tab.click('[data-answer=yes]');
    await tab.until((covey) => covey.diagnostics().status === 'running');
    await tab.goto(`${origin}/second`);
    await tab.until((covey) => covey.has('reader'));
    expect(await shown()).toEqual(['You have']);

    // What the console is asked, and says according to the page.
    const [asked = ''] = blocks(6, 'js');
    const lines = [...asked.matchAll(/^(.*);\s+\/\/ (.*)$/gm)];
    expect(lines).toHaveLength(3);
    for (const [, expression = '', says = ''] of lines) {
      const answer = await tab.evaluate({
        toString: () => `async (covey) => ${expression}`,
      } as unknown as () => Promise<unknown>);
      if (says.startsWith('why')) expect(answer).toMatch(/since/);
      else expect(JSON.stringify(answer)).toBe(says);
    }
    await tab.click('#settings');
    await tab.until(() => document.querySelector('covey-panel'));
    expect(await tab.evaluate((covey) => covey.diagnostics().problems)).toEqual({});
  });
});
