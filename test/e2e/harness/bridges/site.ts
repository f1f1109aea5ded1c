// A site that tells ten tools what happens, as docs/bridges.md says: from packages (`/packages`) and by their scripts
// (`/scripts`). Both answer for the tools' own servers, and remember what they were sent.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { TOOLS } from '../../../../scripts/docs/bridges.ts';
import type { Stack } from '../stack.ts';

export interface BridgesSite {
  /** `how`: `plain` (without Covey and bridges), `early` (all is told before library and Covey have come), `traits`. */
  url(page: 'packages' | 'scripts', ...how: readonly string[]): string;
  /** What the tools were sent since it was asked last, by tool: names and the order, as they come in the text. */
  sent(): { readonly [tool: string]: readonly string[] };
  close(): void;
}

const docs = readFileSync('docs/bridges.md', 'utf8');
function recipe(language: string, bridge: string): string {
  const [, section = ''] = new RegExp(`\n## ${bridge}\n([^]*?)(?:\n## |$)`).exec(docs) ?? [];
  const [, code] = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(section) ?? [];
  if (!code) throw new Error(`docs/bridges.md has no ${language} for ${bridge}`);
  return code;
}

const pages = resolve('test/e2e/harness/bridges/pages');

/** Recipes as modules of their own, the bridges as built, and the site's `analytics.js`. */
const fromDocs: Plugin = {
  name: 'from-docs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/bridge\/[\w-]+$/ }, ({ path }) => ({
      path: resolve(`dist/bridge-${path.split('/').at(-1)}.js`),
    }));
    onResolve({ filter: /^\.\/analytics\.js$/ }, () => ({ path: `${pages}/analytics.ts` }));
    onResolve({ filter: /^recipe:/ }, ({ path }) => ({ path, namespace: 'recipe' }));
    onLoad({ filter: /./, namespace: 'recipe' }, ({ path }) => {
      const bridge = path.slice('recipe:'.length);
      return {
        contents: `${recipe('js', bridge)}\nwindow.stops.push(stop);`,
        resolveDir: resolve('.'),
      };
    });
  },
};

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: pages, loader: 'ts' },
    bundle: true,
    write: false,
    logLevel: 'error',
    format: 'iife',
    plugins: [fromDocs],
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]?.text ?? '';
}

/** Started from packages, with the recipes beside or without. */
const packages = (withBridges: boolean) =>
  bundle(`import { libraries } from './analytics.ts';
import { startAppMeasurement, startMatomo } from './stand-ins.ts';
import { tell } from './tell.ts';
startMatomo();
startAppMeasurement();
${withBridges ? TOOLS.map(({ bridge }) => `import 'recipe:${bridge}';`).join('\n') : ''}
libraries.startPlausible();
tell(libraries);`);

const files = {
  '/lib/mixpanel.js': 'mixpanel-browser/dist/mixpanel.min.js',
  '/lib/posthog.js': 'posthog-js/dist/array.js',
  '/lib/segment.js': '@segment/analytics-next/dist/umd/standalone.js',
  '/lib/alloy.js': '@adobe/alloy/dist/alloy.min.js',
  '/lib/acdl.js': '@adobe/adobe-client-data-layer/dist/adobe-client-data-layer.min.js',
  '/lib/mixpanel-stub.js': 'mixpanel-browser/dist/mixpanel-jslib-snippet.min.js',
} as const;

/** What is looked for in what the tools are sent. */
const SAID =
  /Product Viewed|Product Added|Order Completed|Lamp dimmed|Add to Cart|Purchase|hooked|keen|o-1|prodView|scAdd|trackEcommerceOrder|trackEvent/g;

export async function serveBridges(stack: Stack): Promise<BridgesSite> {
  const scripts = new Map<string, string>([
    ['/packages.js', await packages(true)],
    ['/plain.js', await packages(false)],
    ['/stubs.js', await bundle(`import './stubs.ts';`)],
    // As its script does; in the package that is left to the site.
    [
      '/lib/rudderstack.js',
      await bundle(
        `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'; new RudderAnalytics();`,
      ),
    ],
    ['/late.js', await bundle(`import { startLate } from './late.ts'; startLate();`)],
    ['/tell.js', await bundle(`import { tell, globals } from './tell.ts'; tell(globals());`)],
    ...Object.entries(files).map(
      ([path, file]) => [path, readFileSync(`node_modules/${file}`, 'utf8')] as const,
    ),
  ]);
  let received: { readonly [tool: string]: string[] } = {};
  const server = createServer((request, answer) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const script = scripts.get(pathname);
    answer.setHeader('cache-control', 'no-store');
    if (script !== undefined)
      return void answer.setHeader('content-type', 'text/javascript').end(script);
    const [, tool = ''] = pathname.split('/');
    if (tool === 'packages' || tool === 'scripts') {
      answer.setHeader('content-type', 'text/html; charset=utf-8');
      return void answer.end(page(stack, tool, new Set(searchParams.keys())));
    }
    return void bodyOf(request).then((body) => {
      const said = body.match(SAID) ?? [];
      received = { ...received, [tool]: [...(received[tool] ?? []), ...said] };
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify(answerOf(pathname)));
    });
  });
  const port = await new Promise<number>((done) =>
    server.listen(0, 'localhost', () => done((server.address() as AddressInfo).port)),
  );
  return {
    url: (path, ...how) =>
      `http://localhost:${port}/${path}${how.length > 0 ? `?${how.join('&')}` : ''}`,
    sent() {
      const all = received;
      received = {};
      return all;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** In a form, encoded, or as JSON. */
async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return decodeURIComponent(
    body.replaceAll('+', ' ').replaceAll('%', '%25').replaceAll('%25', '%'),
  );
}

function answerOf(path: string): object {
  if (path.endsWith('/settings'))
    return { integrations: { 'Segment.io': { apiKey: 'key', apiHost: 'localhost/none' } } };
  if (path.includes('/sourceConfig'))
    return {
      source: {
        id: 'source',
        name: 'shop',
        writeKey: 'rudderstack-write-key',
        enabled: true,
        workspaceId: 'workspace',
        destinations: [],
        config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
      },
    };
  return { success: true, status: 1 };
}

/** Keeps what Covey is told, whenever it comes. */
const RECORD = `window.heard = []; window.traits = []; window.stops = []; window.faults = [];
addEventListener('error', ({ message }) => faults.push(message));
addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));
let here;
Object.defineProperty(window, 'covey', { configurable: true, get: () => here, set(covey) {
  const { track, identify } = covey;
  covey.track = (name, props) => { heard.push([name, JSON.parse(JSON.stringify(props))]); track(name, props); };
  covey.identify = (traits) => { window.traits.push(traits); identify(traits); };
  here = covey;
} });`;

function page(
  { edge, site, dataKey }: Stack,
  kind: 'packages' | 'scripts',
  how: ReadonlySet<string>,
): string {
  const isPlain = how.has('plain');
  const covey = isPlain
    ? ''
    : `<script src="${edge}/covey.js" data-site="${site}" data-key="${dataKey}" data-debug="off"></script>`;
  const bridges = TOOLS.map(({ bridge }) =>
    recipe('html', bridge)
      .replace('https://edge.example', edge)
      .replace('></script>', ' data-traits="gardener"></script>'),
  ).join('\n');
  const head = `<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">
<script>${RECORD}</script>`;
  if (kind === 'packages')
    return `${head}${covey}</head><body><h1>Page</h1><script src="/${isPlain ? 'plain' : 'packages'}.js"></script></body></html>`;
  const libraries = [...Object.keys(files), '/lib/rudderstack.js']
    .filter((path) => !path.includes('stub'))
    .map((path) => `<script src="${path}"></script>`)
    .join('\n');
  const order = how.has('early')
    ? ['<script src="/tell.js"></script>', libraries, '<script src="/late.js"></script>', covey]
    : [covey, libraries, '<script src="/late.js"></script>', '<script src="/tell.js"></script>'];
  return `${head}
${isPlain ? '' : `${bridges}\n${bridges}`}
<script src="/stubs.js"></script>
<script>window.MIXPANEL_CUSTOM_LIB_URL = 'data:text/javascript,';</script>
<script src="/lib/mixpanel-stub.js"></script>
<script>mixpanel.init('token', { api_host: location.origin + '/mixpanel', batch_requests: false, persistence: 'localStorage', api_payload_format: 'json' });</script>
</head><body><h1>Page</h1>
${order.join('\n')}
</body></html>`;
}
