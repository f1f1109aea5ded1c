import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Definitions } from '../../../shared/definitions/types.ts';
import {
  formatKeys,
  generateKey,
  importPrivateKey,
  type PrivateKey,
} from '../../../shared/signing/index.ts';
import { definitionsUrl } from '../../../shared/wire/index.ts';
import { signed } from './stack.ts';

const SITE = 'localhost';

/** A page under a strict policy and the edge that serves it, of built files; what an edge may do wrong, it can. */
export interface PartsSite {
  readonly origin: string;
  /** Parts that pages asked for since this was last emptied, by name, each once. */
  readonly asked: Set<string>;
  /** Names of parts of which one byte is another. */
  readonly flipped: Set<string>;
  /** Names of parts that cannot be reached. */
  readonly away: Set<string>;
  /** What stands in the page's body; scripts of the edge at `https://edge.example`. */
  body: string;
  /** Where the edge says that visitors are. */
  country: string | null;
  publish(change: Partial<Definitions>): Promise<void>;
  close(): void;
}

const NONCE = 'bm9uY2U=';
const watch = `window.faults = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => faults.push(violatedDirective + ' ' + blockedURI));
addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));`;

export async function servePartsSite(): Promise<PartsSite> {
  const key = await generateKey(crypto.subtle as never);
  let envelope = '';
  let version = 0;
  const asked = new Set<string>();
  const [flipped, away] = [new Set<string>(), new Set<string>()];

  const page = { body: '<h1>Page</h1>', country: null as string | null };

  const file = (path: string, request: IncomingMessage, answer: ServerResponse) => {
    const [, part = ''] = /^\/covey-([a-z]+)-/.exec(path) ?? [];
    if (part) asked.add(part);
    if (away.has(part)) return request.socket.destroy();
    const bytes = Buffer.from(readFileSync(`dist/edge${path}`));
    if (flipped.has(part)) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    return answer
      .setHeader('content-type', 'text/javascript')
      .setHeader('access-control-allow-origin', '*')
      .end(bytes);
  };
  const edge = createServer((request, answer) => {
    const path = request.url ?? '/';
    if (/^\/covey[\w-]*\.js$/.test(path)) return file(path, request, answer);
    answer.setHeader('access-control-allow-origin', '*');
    answer.setHeader('access-control-allow-headers', 'if-none-match');
    if (request.method === 'OPTIONS') return answer.writeHead(204).end();
    if (path === new URL(definitionsUrl('http://x', SITE)).pathname) return answer.end(envelope);
    if (path === '/v1/context')
      return answer.end(
        JSON.stringify({ country: page.country, region: null, city: null, timezone: null }),
      );
    return answer.writeHead(404).end();
  });
  const edgeOrigin = `http://localhost:${await listening(edge)}`;
  const imported = await importPrivateKey(key, crypto.subtle as never);
  if (!imported.ok) throw new Error(imported.message);
  const dataKey = formatKeys([imported.publicKey]);
  const site = createServer((_request, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    answer.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'nonce-${NONCE}' 'strict-dynamic'; connect-src ${edgeOrigin}; img-src data:; media-src blob:; require-trusted-types-for 'script'; trusted-types covey`,
    );
    answer.end(`<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">
<script nonce="${NONCE}">${watch}</script>
<script nonce="${NONCE}" src="${edgeOrigin}/covey.js" data-site="${SITE}" data-key="${dataKey}" data-debug="off"></script>
</head><body>${page.body.replaceAll('<script ', `<script nonce="${NONCE}" `).replaceAll('https://edge.example', edgeOrigin)}</body></html>`);
  });
  return Object.assign(page, {
    origin: `http://localhost:${await listening(site)}`,
    asked,
    flipped,
    away,
    async publish(change: Partial<Definitions>) {
      envelope = await signed(documentOf(++version, change), [key as PrivateKey]);
    },
    close() {
      for (const server of [edge, site]) {
        server.closeAllConnections();
        server.close();
      }
    },
  });
}

const documentOf = (version: number, change: Partial<Definitions>): Definitions => ({
  covey: 1,
  site: SITE,
  version,
  issued: new Date(Date.now() - 3_600_000).toISOString(),
  expires: new Date(Date.now() + 30 * 24 * 3_600_000).toISOString(),
  segments: {},
  ...change,
});

function listening(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, 'localhost', () => resolve((server.address() as AddressInfo).port)),
  );
}
