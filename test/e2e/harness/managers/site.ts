// A site with a consent manager, Covey's tag and the adapter's tag beside it, as docs/consent-managers.md tells it.
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Stack } from '../stack.ts';

/** One consent manager, as a site would use it. */
export interface Manager {
  /** What it is, and of which version. */
  readonly title: string;
  /** Of the adapter, `covey-consent-NAME.js`, and in `diagnostics()`. */
  readonly adapter: string;
  /** Source of the page’s own script, `pages/NAME.ts`; what it imports is the real package. */
  readonly page: string;
  /** Packages that stand in for those it imports. */
  readonly alias?: { readonly [name: string]: string };
  /** Inline script before all others: a stub. */
  readonly early?: string;
  /** It comes late, too, under a signal of the browser, and from above a frame. */
  readonly isVaried?: true;
  /** It can be reached from inside a frame. */
  readonly isFramed?: true;
  /** Folder of files that it loads by itself, from beside the page. */
  readonly files?: string;
  /** What the visitor clicks on, where they are asked. */
  readonly accept: string;
  readonly refuse: string;
  /** What opens it again, and what they click on there, if it is anything else. */
  readonly open: string;
  readonly again?: {
    readonly accept: readonly string[];
    readonly refuse: readonly string[];
    /** Where it is on already; as `accept` if left out. */
    readonly repeat?: readonly string[];
  };
}

export interface ManagersSite {
  /**
   * A page with this manager. `how` is any of `without` (its file never comes), `late` (once the test calls
   * `bringManager`), `twice` (two tags of the adapter), `stub` (with the stub of docs/sdk.md, adapter first, script last),
   * `package` (Covey and the adapter from a bundler), `gpc` (the browser objects), and `framed` (Covey and the adapter
   * in a frame of another origin; what it answers comes to `window.framed`).
   */
  url(manager: Manager, page?: string, ...how: readonly string[]): string;
  close(): void;
}

const TYPES: { readonly [extension: string]: string } = {
  '.js': 'text/javascript',
  '.css': 'text/css',
};

const sdkDocs = readFileSync('docs/sdk.md', 'utf8');
const docs = readFileSync('docs/consent-managers.md', 'utf8');
const [, STUB = ''] = /```js\n(window\.covey = [^]*?)```/.exec(sdkDocs) ?? [];
/** Of an adapter's recipes the last one: with all that it can do. */
function recipe(language: string, adapter: string): string {
  const blocks = [...docs.matchAll(/```(\w+)\n([^]*?)```/g)];
  const own = blocks.findLast(
    ([, lang, code = '']) => lang === language && code.includes(`consent${adapter}`),
  );
  if (!own) throw new Error(`docs/consent-managers.md has no ${language} for ${adapter}`);
  return own[2] ?? '';
}

/** The recipe of the package, with a Covey for it, as a bundler makes it of the built files. */
async function bundled({ edge, site, dataKey }: Stack, { adapter }: Manager): Promise<string> {
  const settings = { site, keys: dataKey, edge, debug: false };
  const { outputFiles } = await build({
    stdin: {
      contents: `import { createCovey } from './dist/index.js';
const covey = window.covey = createCovey(${JSON.stringify(settings)});
${recipe('js', `/${adapter}'`)}`,
      resolveDir: '.',
    },
    bundle: true,
    write: false,
    logLevel: 'error',
    format: 'iife',
    plugins: [
      {
        name: 'consent',
        setup: ({ onResolve }) =>
          onResolve({ filter: /\/consent\/[\w-]+$/ }, ({ path }) => ({
            path: resolve(`dist/consent-${path.split('/').at(-1)}.js`),
          })),
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}

export async function serveManagers(
  stack: Stack,
  managers: readonly Manager[],
): Promise<ManagersSite> {
  const scripts = new Map<string, string>();
  for (const manager of managers) {
    const { title, page, alias } = manager;
    const { outputFiles } = await build({
      entryPoints: [`test/e2e/harness/managers/pages/${page}.ts`],
      bundle: true,
      write: false,
      logLevel: 'error',
      format: 'iife',
      ...(alias && { alias: { ...alias } }),
      // Some managers come with their styles.
      outdir: 'out',
      loader: { '.css': 'empty' },
    });
    scripts.set(`/${slug(title)}/manager.js`, outputFiles[0]?.text ?? '');
    scripts.set(`/${slug(title)}/package.js`, await bundled(stack, manager));
  }
  const bySlug = new Map(managers.map((manager) => [slug(manager.title), manager]));
  let otherOrigin = '';
  const listener: RequestListener = (request, answer) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const script = scripts.get(pathname);
    if (script !== undefined)
      return void answer.setHeader('content-type', 'text/javascript').end(script);
    const [, of = '', ...path] = pathname.split('/');
    const manager = bySlug.get(of);
    if (!manager) return void answer.writeHead(404).end();
    const type = TYPES[extname(pathname)];
    if (type) {
      const file = manager.files && resolve(manager.files, ...path);
      if (!file || !existsSync(file)) return void answer.writeHead(404).end();
      return void answer.setHeader('content-type', type).end(readFileSync(file));
    }
    return sendPage(answer, manager, new Set(searchParams.keys()));
  };
  const sendPage = (answer: ServerResponse, manager: Manager, how: ReadonlySet<string>) => {
    const adapter = recipe('html', `-${manager.adapter}.js`).replace(
      'https://edge.example',
      stack.edge,
    );
    const covey = `<script src="${stack.edge}/covey.js" data-site="${stack.site}" data-key="${stack.dataKey}" data-debug="off"></script>`;
    const src = `/${slug(manager.title)}/manager.js`;
    const own = how.has('late')
      ? `<script>window.bringManager = () => { const s = document.createElement('script'); s.src = '${src}'; document.body.append(s); };</script>`
      : `<script src="${src}"></script>`;
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    if (how.has('framed'))
      return void answer.end(`<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">
<script>addEventListener('message', ({ data }) => { if (data.framed) window.framed = data.framed; });</script>
</head><body><script>${manager.early ?? ''}</script>
<iframe src="${otherOrigin}/${slug(manager.title)}/inside?inside&without"></iframe>
<script src="${src}"></script></body></html>`);
    answer.end(`<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">
${how.has('gpc') ? `<script>Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });</script>` : ''}
<script>window.faults = []; addEventListener('error', ({ message }) => faults.push(message)); addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));</script>
${how.has('inside') ? `<script>setInterval(() => parent.postMessage({ framed: covey.consent.get() }, '*'), 100);</script>` : `<script>${manager.early ?? ''}</script>`}
${how.has('stub') ? `<script>${STUB}</script>\n${adapter}` : how.has('package') ? `<script src="/${slug(manager.title)}/package.js"></script>` : `${covey}\n${adapter}`}
${how.has('twice') ? adapter : ''}
</head><body><h1>Page</h1>
${how.has('without') ? '' : own}
${how.has('stub') ? covey : ''}
</body></html>`);
  };
  const servers = [createServer(listener), createServer(listener)];
  const [port, otherPort] = await Promise.all(servers.map(listening));
  otherOrigin = `http://localhost:${otherPort}`;
  return {
    url: ({ title }, page = 'first', ...how) =>
      `http://localhost:${port}/${slug(title)}/${page}${how.length > 0 ? `?${how.join('&')}` : ''}`,
    close() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((done) =>
    server.listen(0, 'localhost', () => done((server.address() as AddressInfo).port)),
  );
}

const slug = (title: string) => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
