import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { tagBuiltAs } from '../../scripts/build/add-ons.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  formatKeys,
  generateKey,
  importPrivateKey,
  signEnvelope,
} from '../../shared/signing/index.ts';
import { bundleInPage, bundleSubject } from './bundle.ts';
import type { Sent } from './reported.ts';
import type { Subject } from './subjects.ts';

/** A site of one page with one subject on it, on an origin of its own; it swallows what is reported. */
export interface Site {
  readonly subject: Subject;
  readonly origin: string;
  /** What was reported since this was last asked. */
  sent(): readonly Sent[];
  /** Bytes of everything the page loaded for the subject, brotli. */
  loaded(): number;
  close(): void;
}

/**
 * Isolated from other origins, a page may read a finer clock. Where nothing hangs on that, it is not: Chromium then
 * takes no compiled modules from its cache in a new process, and a shop's pages are seldom isolated.
 */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const EVERYWHERE = { 'cross-origin-resource-policy': 'cross-origin' };
const DAY = 86_400_000;

export async function serveSite(subject: Subject): Promise<Site> {
  const { definitions, dist, addOns = [], heard } = subject;
  const signed = dist && definitions ? await signedNow(definitions) : undefined;
  const files = new Map<string, Buffer>([
    ['/in-page.js', await bundleInPage()],
    ['/subject.js', await bundleSubject(subject)],
    ['/definitions.json', Buffer.from(JSON.stringify(definitions ?? {}))],
  ]);
  if (dist)
    for (const name of readdirSync(join(dist, 'edge')).filter((file) => file.endsWith('.js')))
      files.set(`/${name}`, readFileSync(join(dist, 'edge', name)));
  // As the docs say: a bridge is there before the first event, everything else comes when it comes.
  const tagOf = (path: string) =>
    `<script${path.startsWith('bridge/') ? '' : ' async'} src="/${tagBuiltAs({ path })}.js"></script>`;
  const beside = addOns.map(tagOf).join('');
  const tag = signed
    ? `${beside}<script async src="/covey.js" data-site="localhost" data-key="${signed.key}" data-debug="off" data-capture="CAPTURE"></script>`
    : `<script defer src="/subject.js"></script>`;
  let sent: Sent[] = [];
  const loaded = new Map<string, number>();

  const answer = (request: IncomingMessage, reply: ServerResponse, body: Buffer) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const headers = { ...EVERYWHERE, ...(searchParams.has('isolated') && ISOLATED) };
    const send = (type: string, text: string | Buffer, cache = 'no-cache') => {
      reply.writeHead(200, { ...headers, 'content-type': type, 'cache-control': cache });
      reply.end(text);
    };
    const weigh = (bytes: Buffer) => {
      if (!loaded.has(pathname)) loaded.set(pathname, brotliCompressSync(bytes).length);
    };
    if (pathname === '/')
      return send(
        'text/html',
        page(tag.replace('CAPTURE', searchParams.get('capture') ?? 'off'), subject),
      );
    const file = files.get(pathname);
    if (file) {
      const ours = pathname === '/in-page.js' || (dist && !heard && pathname === '/subject.js');
      if (!ours) weigh(file);
      const type = pathname.endsWith('.json') ? 'application/json' : 'text/javascript';
      return send(type, file, 'public, max-age=3600');
    }
    if (signed && pathname.endsWith('/definitions')) {
      weigh(signed.envelope);
      const etag = `"${signed.hash}"`;
      const same = request.headers['if-none-match'] === etag;
      reply.writeHead(same ? 304 : 200, { ...headers, etag, 'content-type': 'application/json' });
      return reply.end(same ? undefined : signed.envelope);
    }
    sent.push({ path: pathname, query: searchParams, body });
    const known = Object.entries(replies).find(([part]) => pathname.includes(part));
    return send('application/json', JSON.stringify(known?.[1] ?? { status: 1, success: true }));
  };
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, reply, Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    subject,
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    sent() {
      const all = sent;
      sent = [];
      return all;
    },
    loaded: () => [...loaded.values()].reduce((sum, bytes) => sum + bytes, 0),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const page = (
  tag: string,
  { name }: Subject,
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">
<script src="/in-page.js"></script>${tag}</head><body><h1>page</h1>
<p data-covey-show="champion loyal big-spender price-sensitive new-visitor new-customer s1" hidden>Your offer</p></body></html>`;

/** What those ask for that ask before they report, by a part of the path. */
const replies: { readonly [part: string]: unknown } = {
  '/settings': {
    integrations: {
      'Segment.io': { apiKey: 'bench', unbundledIntegrations: [], addBundledMetadata: false },
    },
    plan: { track: { __default: { enabled: true, integrations: {} } } },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  },
  '/flags': { featureFlags: {}, supportedCompression: [], config: {} },
  '/array/': { featureFlags: {}, supportedCompression: [], config: {} },
  '/context': { country: 'DE', region: 'BE', city: 'Berlin', timezone: 'Europe/Berlin' },
};

interface SignedDefinitions {
  readonly envelope: Buffer;
  /** For `data-key`. */
  readonly key: string;
  readonly hash: string;
}

/** Issued now, for this machine, by a key of its own. */
async function signedNow(definitions: Definitions): Promise<SignedDefinitions> {
  const subtle = crypto.subtle as never;
  const key = await generateKey(subtle);
  const imported = await importPrivateKey(key, subtle);
  if (!imported.ok) throw new Error(imported.message);
  const now = Date.now();
  const payload = new TextEncoder().encode(
    JSON.stringify({
      ...definitions,
      site: 'localhost',
      issued: new Date(now - 60_000).toISOString(),
      expires: new Date(now + 80 * DAY).toISOString(),
    }),
  );
  const envelope = Buffer.from(await signEnvelope(payload, [imported.signer], subtle));
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', payload)).toString('base64url');
  return { envelope, key: formatKeys([key]), hash };
}
