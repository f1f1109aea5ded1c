// One page with what docs/frameworks.md tells for each framework, on one Covey; Svelte's part is written by a server.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { compile } from 'svelte/compiler';
import { compileScript, parse } from 'vue/compiler-sfc';
import { definitionsUrl, siteUrl } from '../../../../shared/wire/index.ts';
import { recipesIn } from '../../../recipes.ts';
import { publicPart, send, signed, type Stack } from '../stack.ts';

const DOCS = 'docs/frameworks.md';
const PACKAGE = /^@covey-segments\/browser(?:\/(.+))?$/;
/** A site of its own, with the segment that the docs speak of. */
const SITE = 'frameworks.example';

export interface FrameworksSite {
  readonly url: string;
  /** The same with the script tag instead, which comes late, after the stub of docs/sdk.md. */
  readonly tagged: string;
  close(): void;
}

export async function serveFrameworks(stack: Stack): Promise<FrameworksSite> {
  await publish(stack);
  const scripts = {
    '/page.js': await bundled(stack, 'client', PAGE),
    '/tagged.js': await bundled(stack, 'client', TAGGED, 'tag'),
  };
  const svelte = await writtenByServer(stack);
  const server = createServer(({ url = '/' }, answer) => {
    if (url in scripts)
      return void answer
        .setHeader('content-type', 'text/javascript')
        .end(scripts[url as keyof typeof scripts]);
    const html = url === '/tagged' ? htmlWith(svelte, '/tagged.js', STUB) : htmlWith(svelte);
    answer.setHeader('content-type', 'text/html; charset=utf-8').end(html);
  });
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    tagged: `http://localhost:${(server.address() as AddressInfo).port}/tagged`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function publish({ edge, token, key }: Stack): Promise<void> {
  const now = Date.now();
  const definitions = {
    covey: 1 as const,
    site: SITE,
    version: 1,
    issued: new Date(now - 60_000).toISOString(),
    expires: new Date(now + 1e9).toISOString(),
    metrics: { added: { count: 'add_to_cart', within: '7d' } },
    segments: { 'cart-abandoner': { when: { 'metric.added': { $gte: 1 } } } },
  };
  await send('PUT', siteUrl(edge, SITE), token, JSON.stringify({ keys: [publicPart(key)] }));
  await send('PUT', definitionsUrl(edge, SITE), token, await signed(definitions as never, [key]));
}

const [, STUB = ''] =
  /```js\n(window\.covey = [^]*?)```/.exec(readFileSync('docs/sdk.md', 'utf8')) ?? [];
const LATE_MS = 500;

const PARTS = `
import 'recipe:React/main.jsx';
import 'recipe:Vue/main.js';
import { hydrate } from 'svelte';
import Page from 'recipe:Svelte/page.svelte';
hydrate(Page, { target: document.querySelector('#svelte') });
// It waits until segments are decided.
void import('recipe:OpenFeature/js').then(({ client }) => {
  const show = () => (document.querySelector('#openfeature').textContent =
    client.getBooleanValue('cart-abandoner', false) + ' ' + client.getStringValue('greeting', 'Hello.'));
  client.addHandler('PROVIDER_CONFIGURATION_CHANGED', show);
  show();
});`;
const PAGE = `${PARTS}
import { covey } from 'recipe:React/covey.js';
window.covey = covey;`;
const TAGGED = `import 'tag';${PARTS}`;

/** What faults there are is written down by the page itself. */
const htmlWith = (
  svelte: string,
  script = '/page.js',
  before = '',
) => `<!doctype html><html lang="en"><head><title>Page</title>
<link rel="icon" href="data:,"><script>window.faults = [];
addEventListener('error', ({ message }) => faults.push(message));
addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));
for (const how of ['error', 'warn']) console[how] = (...words) => faults.push(words.join(' '));
${before}</script>
</head><body><div id="plain">${recipesIn(DOCS, 'A plain page')['html']}</div>
<div id="root"></div><div id="vue"></div><div id="svelte">${svelte}</div><div id="openfeature"></div>
<script type="module" src="${script}"></script></body></html>`;

async function writtenByServer(stack: Stack): Promise<string> {
  const code = await bundled(
    stack,
    'server',
    `import { render } from 'svelte/server';
import Page from 'recipe:Svelte/page.svelte';
export const { body } = await render(Page);`,
  );
  const { body } = (await import(
    `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  )) as { body: string };
  return body;
}

/** As a bundler with the plugins of Vue and Svelte would make it of the built package. */
async function bundled(
  stack: Stack,
  side: 'client' | 'server',
  contents: string,
  from: 'package' | 'tag' = 'package',
): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    write: false,
    logLevel: 'error',
    format: 'esm',
    platform: side === 'client' ? 'browser' : 'node',
    jsx: 'automatic',
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [...(from === 'tag' ? [tag(stack)] : []), recipes(stack, side)],
  });
  return outputFiles[0]?.text ?? '';
}

/** Nobody starts Covey but the tag, after a while. */
const tag = ({ edge, dataKey }: Stack): Plugin => ({
  name: 'tag',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(tag|@covey-segments\/browser)$/ }, () => ({
      path: 'tag',
      namespace: 'tag',
    }));
    onLoad({ filter: /./, namespace: 'tag' }, () => ({
      contents: `export const createCovey = () => undefined;
setTimeout(() => {
  const script = document.createElement('script');
  Object.assign(script, { src: '${edge}/covey.js' });
  Object.assign(script.dataset, { site: '${SITE}', key: '${dataKey}', debug: 'off' });
  document.head.append(script);
}, ${LATE_MS});`,
    }));
  },
});

const recipes = (stack: Stack, side: 'client' | 'server'): Plugin => ({
  name: 'recipes',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: PACKAGE }, ({ path }) => ({
      path: resolve(`dist/${PACKAGE.exec(path)?.[1] ?? 'index'}.js`),
    }));
    onResolve({ filter: /^recipe:/ }, ({ path }) => ({ path: path.slice(7), namespace: 'recipe' }));
    onResolve({ filter: /^\./, namespace: 'recipe' }, ({ path, importer }) => ({
      path: `${dirname(importer)}/${basename(path)}`,
      namespace: 'recipe',
    }));
    onLoad({ filter: /./, namespace: 'recipe' }, ({ path }) => {
      const [section = '', name = ''] = path.split('/');
      const code = withSettings(recipesIn(DOCS, section)[name] ?? '', stack);
      return { resolveDir: '.', ...loaded(name, code, side) };
    });
  },
});

function loaded(name: string, code: string, side: 'client' | 'server') {
  if (name.endsWith('.svelte'))
    return { contents: compile(code, { generate: side, filename: name }).js.code };
  if (name.endsWith('.vue')) {
    const { descriptor } = parse(code, { filename: name });
    const { content } = compileScript(descriptor, { id: name, inlineTemplate: true });
    return { contents: content, loader: 'ts' as const };
  }
  return { contents: code, loader: 'jsx' as const };
}

/** The settings of the docs' example, with those of the tests in their place. */
function withSettings(code: string, { edge, dataKey }: Stack): string {
  return code
    .replace("'hazel.example'", `'${SITE}'`)
    .replace("'KID:X'", `'${dataKey}'`)
    .replace("'https://edge.example'", `'${edge}', debug: false`);
}
