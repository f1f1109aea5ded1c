import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { definitions } from '../../demo/definitions.ts';
import { keepEarlierReleases } from '../../scripts/build/earlier-releases.ts';
import { type RunningWorker, startWorker } from '../../scripts/start/processes.ts';
import { definitionsUrl, type Files, filesUrl, siteUrl } from '../../shared/wire/index.ts';
import { launchBrowser } from './harness/browser.ts';
import { current, freePort, publicPart, send, signed } from './harness/stack.ts';
import { useStack } from './harness/use-stack.ts';

// Releases A (what was built), B and C of one edge; pages of A must go on after B and C were deployed.
const stack = useStack();
const dir = mkdtempSync(join(tmpdir(), 'covey-releases-'));
const servers: Server[] = [];
let browser: Browser;
let worker: RunningWorker;
let edge = '';
let shop = '';
/** The Worker behind the edge's address. */
let live = new URL(stack.edge).port;

const listen = async (server: Server) => {
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
};

/** Another release: engine and script differ, and so do their names. */
function release(name: string): string {
  const folder = join(dir, name);
  cpSync('dist/edge', folder, { recursive: true });
  const old = JSON.parse(readFileSync('dist/edge/files.json', 'utf8')) as Files;
  let script = `${readFileSync('dist/edge/covey.js', 'utf8')}`;
  const files: Files['files'][number][] = [];
  const write = (plain: string, content: string) => {
    const hash = createHash('sha256').update(content).digest();
    const integrity = `sha256-${hash.toString('base64')}`;
    for (const path of [`/${plain}.js`, `/${plain}-${hash.toString('hex').slice(0, 16)}.js`]) {
      writeFileSync(join(folder, path), content);
      files.push({ path, bytes: Buffer.byteLength(content), integrity });
    }
    return [`${plain}-${hash.toString('hex').slice(0, 16)}.js`, integrity] as const;
  };
  const before = old.files.filter(({ path }) => /-[0-9a-f]{16}\.js$/.test(path));
  for (const { path } of before) rmSync(join(folder, path));
  for (const { path, integrity } of before.filter(
    (file) => !/^\/covey-[0-9a-f]{16}/.test(file.path),
  )) {
    const plain = path.slice(1).replace(/-[0-9a-f]{16}\.js$/, '');
    const content = readFileSync(join('dist/edge', path), 'utf8');
    const [file, hash] = write(
      plain,
      `${content};globalThis.coveyRelease=${JSON.stringify(name)};`,
    );
    script = script.replace(path.slice(1), file).replace(integrity, hash);
  }
  write('covey', script);
  writeFileSync(join(folder, 'files.json'), JSON.stringify({ files }));
  return folder;
}

async function visit(context: BrowserContext, page: string): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(`${shop}/${page}`);
  await tab.waitForFunction(() => 'ready' in ((window as { covey?: object }).covey ?? {}));
  await tab.evaluate(async () => {
    const { covey } = window as unknown as {
      covey: { consent: { set(answer: object): void }; ready: Promise<void> };
    };
    covey.consent.set({ personalisation: true });
    await covey.ready;
  });
  return tab;
}
const runs = (page: Page) =>
  page.evaluate(() => {
    const { covey, coveyRelease } = window as unknown as {
      covey: { diagnostics(): { status: string; problems: object } };
      coveyRelease?: string;
    };
    const { status, problems } = covey.diagnostics();
    return { status, problems, release: coveyRelease ?? 'A' };
  });

beforeAll(async () => {
  const proxy = createServer((incoming, answer) => {
    const { method, url, headers } = incoming;
    const passed = forward(
      { host: '127.0.0.1', port: live, method, path: url, headers },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      },
    );
    passed.on('error', () => answer.destroy());
    incoming.pipe(passed);
  });
  edge = `http://localhost:${await listen(proxy)}`;
  const { files } = (await (await fetch(filesUrl(edge))).json()) as Files;
  const pinned = files.find(({ path }) => /^\/covey-[0-9a-f]{16}\.js$/.test(path));
  const tag = (src: string, more = '') =>
    `<!doctype html><title>Shop</title><script async src="${edge}${src}" ${more} data-site="${stack.site}" data-key="${stack.dataKey}"></script>`;
  const pages = new Map([
    ['/plain', tag('/covey.js')],
    [
      '/pinned',
      tag(pinned?.path ?? '', `integrity="${pinned?.integrity}" crossorigin="anonymous"`),
    ],
  ]);
  const server = createServer(({ url }, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end(pages.get(url ?? '') ?? '');
  });
  shop = `http://localhost:${await listen(server)}`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await worker?.stop();
  rmSync(dir, { recursive: true, force: true });
});

it('a pinned tag and a cached script go on after two deploys; a new visitor gets the newest', async () => {
  const returning = await browser.newContext();
  expect(await runs(await visit(returning, 'pinned'))).toMatchObject({
    status: 'running',
    release: 'A',
  });
  expect(await runs(await visit(returning, 'plain'))).toMatchObject({ release: 'A' });

  // B keeps what A serves; C keeps what B serves, A's files included.
  const b = release('B');
  expect(await keepEarlierReleases(edge, b)).toMatchObject({ releases: 1 });
  const between = createServer(({ url = '' }, answer) => {
    answer.end(readFileSync(join(b, url === '/v1/files' ? 'files.json' : url)));
  });
  const c = release('C');
  const kept = await keepEarlierReleases(`http://localhost:${await listen(between)}`, c);
  expect(kept.releases).toBe(2);
  const port = await freePort();
  const variables = join(dir, 'variables');
  writeFileSync(variables, `COVEY_TOKEN="${stack.token}"\n`);
  worker = await startWorker(port, join(dir, 'state'), variables, c);
  live = String(port);
  await send(
    'PUT',
    siteUrl(edge, stack.site),
    stack.token,
    JSON.stringify({ keys: [publicPart(stack.key)] }),
  );
  const envelope = await signed(current(definitions), [stack.key]);
  await send('PUT', definitionsUrl(edge, stack.site), stack.token, envelope);

  expect(await runs(await visit(returning, 'pinned'))).toEqual({
    status: 'running',
    problems: {},
    release: 'A',
  });
  expect(await runs(await visit(returning, 'plain'))).toEqual({
    status: 'running',
    problems: {},
    release: 'A',
  });
  const fresh = await browser.newContext();
  expect(await runs(await visit(fresh, 'pinned'))).toMatchObject({
    status: 'running',
    release: 'A',
  });
  expect(await runs(await visit(fresh, 'plain'))).toMatchObject({
    status: 'running',
    release: 'C',
  });
  await Promise.all([returning.close(), fresh.close()]);
});
