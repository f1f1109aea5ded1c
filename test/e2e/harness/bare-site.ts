import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stack } from './stack.ts';

/** A site of nothing but the tag, under a policy that forbids all it does not need. */
export interface BareSite {
  /** Any path is a page of its own. */
  readonly origin: string;
  /** The same, with the script from an edge that serves altered files. */
  readonly altered: string;
  close(): void;
}

/** What the policy stopped, and uncaught errors. */
const watch = `window.faults = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => faults.push(violatedDirective + ' ' + blockedURI));
addEventListener('error', ({ message }) => message && faults.push(message));
addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));
addEventListener('pageshow', ({ persisted }) => { window.kept = persisted; });`;

/** A browser that keeps nothing, for engines that cannot be told so. */
const blocked = `for (const name of ['localStorage', 'indexedDB'])
  Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });
window.BroadcastChannel = class { constructor() { throw new DOMException('blocked', 'SecurityError'); } };`;

export async function serveBareSite(stack: Stack): Promise<BareSite> {
  const edge = createServer((request, answer) => void alter(request, answer, stack));
  const alteredEdge = `http://localhost:${await listening(edge)}`;
  const [site, altered] = [stack.edge, alteredEdge].map((from) =>
    createServer((request, answer) => page(request, answer, from, stack)),
  );
  if (!site || !altered) throw new Error('no server');
  const servers = [edge, site, altered];
  return {
    origin: `http://localhost:${await listening(site)}`,
    altered: `http://localhost:${await listening(altered)}`,
    close() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function page(request: IncomingMessage, answer: ServerResponse, edge: string, stack: Stack): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const file = { '/watch.js': watch, '/blocked.js': blocked }[pathname];
  if (file !== undefined) {
    answer.setHeader('content-type', 'text/javascript').end(file);
    return;
  }
  answer.setHeader('content-type', 'text/html; charset=utf-8');
  answer.setHeader(
    'content-security-policy',
    `default-src 'none'; script-src 'self' ${edge}; connect-src ${edge}; img-src data:; require-trusted-types-for 'script'; trusted-types covey`,
  );
  answer.end(`<!doctype html><html lang="en"><head><title>${pathname}</title><link rel="icon" href="data:,">
<script src="/watch.js"></script>
${searchParams.has('blocked') ? '<script src="/blocked.js"></script>' : ''}
<script src="${edge}/covey.js" data-site="${stack.site}" data-key="${stack.dataKey}" data-debug="off"></script>
</head><body><h1>${pathname}</h1></body></html>`);
}

/** Passes on what the edge says, with one line more in the files that are loaded later. */
async function alter(
  request: IncomingMessage,
  answer: ServerResponse,
  { edge }: Stack,
): Promise<void> {
  const path = request.url ?? '/';
  const reply = await fetch(edge + path);
  const body = Buffer.from(await reply.arrayBuffer());
  const later = /^\/covey-(engine|panel)-/.test(path);
  answer.writeHead(reply.status, {
    'content-type': reply.headers.get('content-type') ?? '',
    'access-control-allow-origin': '*',
  });
  answer.end(later ? `globalThis.altered = true;\n${String(body)}` : body);
}

function listening(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, 'localhost', () => resolve((server.address() as AddressInfo).port)),
  );
}
