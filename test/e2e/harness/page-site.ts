import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { formatKeys, generateKey, type PrivateKey } from '../../../shared/signing/index.ts';
import { definitionsUrl } from '../../../shared/wire/index.ts';
import { publicPart, signed } from './stack.ts';

export const SITE = 'localhost';

/** What a page's author is told. */
export interface Around {
  readonly url: URL;
  readonly edge: string;
  readonly dataKey: string;
  /** The tag, with attributes beside. */
  tag(attributes?: string): string;
}

export interface Answer {
  readonly body: string;
  readonly type?: string;
  readonly headers?: { readonly [name: string]: string };
}

/** Pages as a test writes them, and an edge of built files that a test may slow down, alter or switch off. */
export interface PageSite {
  readonly origin: string;
  readonly edge: string;
  readonly key: PrivateKey;
  readonly dataKey: string;
  /** What was asked of the edge since this was last emptied: method and path. */
  readonly asked: string[];
  /** So long a file or route of the edge takes, by the first words of its path. */
  readonly delays: Map<string, number>;
  /** What the edge answers instead, by path; null: it hangs up. */
  readonly instead: Map<string, { readonly status: number; readonly body: string } | null>;
  publish(change?: Partial<Definitions>): Promise<void>;
  close(): void;
}

export async function servePages(author: (around: Around) => Answer | null): Promise<PageSite> {
  const key = await generateKey(crypto.subtle as never);
  const dataKey = formatKeys([publicPart(key)]);
  const asked: string[] = [];
  const delays = new Map<string, number>();
  const instead: PageSite['instead'] = new Map();
  let version = 0;
  let envelope = '';

  const answerOfEdge = async (request: IncomingMessage, answer: ServerResponse) => {
    const path = request.url ?? '/';
    asked.push(`${request.method ?? ''} ${path}`);
    const [, delay = 0] = [...delays].find(([begin]) => path.startsWith(begin)) ?? [];
    if (delay > 0) await sleep(delay);
    answer.setHeader('access-control-allow-origin', '*');
    answer.setHeader('access-control-allow-headers', 'if-none-match');
    if (request.method === 'OPTIONS') return answer.writeHead(204).end();
    const other = instead.get(path);
    if (other === null) return request.socket.destroy();
    if (other) return answer.writeHead(other.status).end(other.body);
    if (path === new URL(definitionsUrl('http://x', SITE)).pathname) return answer.end(envelope);
    if (path === '/v1/files') return answer.end(readFileSync('dist/edge/files.json'));
    if (!/^\/covey[\w-]*\.js$/.test(path) || !existsSync(`dist/edge${path}`))
      return answer.writeHead(404).end();
    const isHashed = /-[0-9a-f]{16}\.js$/.test(path);
    // Asked for each time, so that it can be late.
    answer.setHeader(
      'cache-control',
      isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    return answer
      .setHeader('content-type', 'text/javascript')
      .end(readFileSync(`dist/edge${path}`));
  };
  const edgeServer = createServer((request, answer) => void answerOfEdge(request, answer));
  const edge = `http://localhost:${await listening(edgeServer)}`;
  const site = createServer((request, answer) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const page = author({
      url,
      edge,
      dataKey,
      tag: (attributes = 'async') =>
        `<script ${attributes} src="${edge}/covey.js" data-site="${SITE}" data-key="${dataKey}" data-debug="off"></script>`,
    });
    if (!page) return answer.writeHead(404).end();
    answer.setHeader('content-type', `${page.type ?? 'text/html'}; charset=utf-8`);
    for (const [name, value] of Object.entries(page.headers ?? {})) answer.setHeader(name, value);
    return answer.end(page.body);
  });
  const publish = async (change: Partial<Definitions> = {}) => {
    const now = Date.now();
    const document: Definitions = {
      covey: 1,
      site: SITE,
      version: ++version,
      issued: new Date(now - 3_600_000).toISOString(),
      expires: new Date(now + 80 * 86_400_000).toISOString(),
      segments: {},
      ...change,
    };
    envelope = await signed(document, [key]);
  };
  await publish();
  return {
    origin: `http://localhost:${await listening(site)}`,
    edge,
    key,
    dataKey,
    asked,
    delays,
    instead,
    publish,
    close() {
      for (const server of [edgeServer, site]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function listening(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, 'localhost', () => resolve((server.address() as AddressInfo).port)),
  );
}
