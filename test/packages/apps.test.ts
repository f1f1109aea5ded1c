// The packed tarball in a plain page, a fresh Vite and React application and a fresh Next one, in a real browser.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../e2e/harness/browser.ts';
import { type Edge, startEdge } from './edge.ts';
import { recipesIn } from '../recipes.ts';
import { freePort } from './free-port.ts';
import { serveFolders } from './static-site.ts';

const { consumer } = inject('packed');
/** Inside the project, so that React and Next are found; the package itself stands in each. */
const APPS = resolve('dist/test-apps');

let browser: Browser;
let edge: Edge;
let next: ReturnType<typeof startNext>;
beforeAll(async () => {
  [browser, edge] = await Promise.all([launchBrowser(), startEdge()]);
  // What takes longest is built while the others are tried.
  next = startNext();
});
afterAll(async () => {
  next?.building.kill('SIGKILL');
  edge?.stop();
  await browser?.close();
});

function newApp(name: string, files: { readonly [path: string]: string }): string {
  const folder = join(APPS, name);
  rmSync(folder, { recursive: true, force: true });
  const manifest = { 'package.json': '{ "name": "a-site", "private": true, "type": "module" }' };
  for (const [path, text] of Object.entries({ ...manifest, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  // As it was installed from its tarball.
  cpSync(join(consumer, 'node_modules'), join(folder, 'node_modules'), { recursive: true });
  return folder;
}

/** The docs' example, of this test's own site. */
const ours = (code: string) =>
  code
    .replace("'hazel.example'", "'localhost'")
    .replace("'KID:X'", `'${edge.keys}'`)
    .replace("'https://edge.example'", `'${edge.origin}', debug: false`);
const recipes = (section: string) =>
  Object.fromEntries(
    Object.entries(recipesIn('docs/frameworks.md', section)).map(([name, code]) => [
      name,
      ours(code),
    ]),
  );

const NEXT = resolve('node_modules/next/dist/bin/next');
const PRODUCTION = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: '1',
  NODE_ENV: 'production',
} as const;

/** Begins to build a fresh Next application; `built` gives what went wrong. */
function startNext() {
  const { 'page.jsx': page = '', 'buttons.jsx': buttons = '' } = recipes('React');
  const folder = newApp('next', {
    'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(resolve('.'))} } };`,
    ...recipes('Next'),
    'app/page.jsx': `export { Page as default } from './parts.jsx';
export const dynamic = 'force-dynamic';`,
    'app/parts.jsx': page,
    'app/buttons.jsx': buttons,
  });
  const building = spawn(process.execPath, [NEXT, 'build'], { cwd: folder, env: PRODUCTION });
  const built = new Promise<string>((done) => {
    let said = '';
    for (const stream of [building.stdout, building.stderr])
      stream.on('data', (text) => (said += String(text)));
    building.on('close', (code) => done(code === 0 ? '' : `${code}: ${said}`));
  });
  return { folder, built, building };
}

/** What a visitor sees: before, and after what makes them a member. Faults of the page come along. */
async function visit(origin: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/favicon/.test(message.location().url))
      faults.push(message.text());
  });
  try {
    await page.goto(origin);
    const before = await page.locator('p:visible').textContent();
    const after = page.getByText('Your basket is still here.').and(page.locator(':visible'));
    // The first press may come before the page listens.
    for (let tries = 0; tries < 40 && !(await after.isVisible()); tries++) {
      for (const button of await page.getByRole('button').all()) await button.click();
      await page.waitForTimeout(250);
    }
    const text = await page.locator('p:visible').textContent();
    await page.reload();
    await after.waitFor({ timeout: 20_000 });
    return { before, text, faults };
  } finally {
    await context.close();
  }
}
const SEEN = { before: 'Welcome.', text: 'Your basket is still here.', faults: [] };

describe('the packed browser package', () => {
  it('works in a plain page, without any build', async () => {
    const folder = newApp('plain', {
      'index.html': `<!doctype html><title>Plain</title><link rel="icon" href="data:,">
${recipesIn('docs/frameworks.md', 'A plain page')['html']}
<script type="importmap">{ "imports": { "@covey-segments/browser": "/covey/index.js" } }</script>
<script type="module">
  ${recipes('React')['covey.js']?.replace('export const covey', 'window.covey')}
</script>`,
    });
    const site = await serveFolders({
      '/covey/': join(consumer, 'node_modules/@covey-segments/browser'),
      '/': folder,
    });
    try {
      expect(await visit(site.origin)).toEqual(SEEN);
    } finally {
      site.stop();
    }
  });

  it('works in a fresh Vite and React application, its engine and parts in files of their own', async () => {
    const folder = newApp('vite', {
      'index.html':
        '<!doctype html><title>Vite</title><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="/main.jsx"></script>',
      ...recipes('React'),
    });
    await build({ root: folder, logLevel: 'error', configFile: false });
    const chunks = readdirSync(join(folder, 'dist/assets'));
    for (const part of ['engine', 'metrics', 'panel', 'explain'])
      expect(chunks.filter((name) => name.startsWith(`covey-${part}-`))).toHaveLength(1);
    const site = await serveFolders({ '/': join(folder, 'dist') });
    try {
      expect(await visit(site.origin)).toEqual(SEEN);
    } finally {
      site.stop();
    }
  });

  it('works in a fresh Next application, rendered on the server', async () => {
    const { folder, built } = next;
    expect(await built).toBe('');
    const port = await freePort();
    const server = spawn(process.execPath, [NEXT, 'start', '-p', String(port)], {
      cwd: folder,
      env: PRODUCTION,
      stdio: 'ignore',
    });
    try {
      const origin = `http://localhost:${port}`;
      const html = await textOf(origin, server);
      expect(html).toContain('<p>Welcome.</p>');
      expect(await visit(origin)).toEqual(SEEN);
    } finally {
      server.kill('SIGKILL');
    }
  });
});

/** What the server writes, once it is up. */
async function textOf(origin: string, server: ChildProcess): Promise<string> {
  for (let tries = 0; tries < 200 && server.exitCode === null; tries++) {
    const text = await fetch(origin).then(
      (answer) => answer.text(),
      () => null,
    );
    if (text !== null) return text;
    await new Promise((after) => setTimeout(after, 250));
  }
  throw new Error('the server did not start');
}
