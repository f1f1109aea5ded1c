import type { BrowserContext } from 'playwright-core';
import { BESIDE } from '../../../scripts/build/parts.ts';
import { decodeReport, type Report } from '../../../shared/wire/report.ts';
import type { Stack } from './stack.ts';
import type { Tapped } from './wiretap.ts';

/** The script, and what it loads by its hash. */
const FILE = new RegExp(`^/covey(-(${BESIDE.join('|')}))?(-[0-9a-f]{16})?\\.js$`);

/** One request of the page, in the words of `shared/wire`. */
export type Sent =
  | { readonly kind: 'file' | 'definitions' | 'context'; readonly url: string }
  | {
      readonly kind: 'count';
      readonly url: string;
      readonly report: Report;
      readonly bytes: Buffer;
    }
  | { readonly kind: 'forbidden'; readonly url: string; readonly why: string };

/**
 * Everything that leaves a browser context for elsewhere than the shop: what reaches the Worker is
 * read off the wire and held against the three messages that the script may send; any request to
 * another host is `forbidden`.
 */
export async function recordTraffic(
  context: BrowserContext,
  stack: Stack,
): Promise<() => Promise<readonly Sent[]>> {
  const elsewhere: Sent[] = [];
  context.on('request', (request) => {
    const url = request.url();
    const known = [stack.shop, stack.edge].some((origin) => url.startsWith(`${origin}/`));
    if (!known && !/^(data|blob|about):/.test(url))
      elsewhere.push({ kind: 'forbidden', url, why: 'another host' });
  });
  const before = (await tapped(stack)).length;
  return async () => [
    ...elsewhere,
    ...(await tapped(stack)).slice(before).map((request) => classify(request, stack)),
  ];
}

async function tapped({ recordings }: Stack): Promise<readonly Tapped[]> {
  return (await (await fetch(recordings)).json()) as Tapped[];
}

function classify({ method, path, headers, body }: Tapped, { site }: Stack): Sent {
  const forbidden = (why: string): Sent => ({ kind: 'forbidden', url: path, why });
  if (headers['cookie'] !== undefined) return forbidden('carries a cookie');
  if (headers['authorization'] !== undefined) return forbidden('carries credentials');
  if (path.includes('?')) return forbidden('carries a query');
  if (method === 'GET' && FILE.test(path)) return { kind: 'file', url: path };
  if (headers['referer'] !== undefined) return forbidden('carries a referrer');
  if (path === `/v1/sites/${site}/definitions`) {
    // The browser asks first whether the page may send its validator, the hash of the signed bytes.
    const preflight = headers['access-control-request-headers'];
    if (method === 'OPTIONS' && preflight === 'if-none-match')
      return { kind: 'definitions', url: path };
    const held = headers['if-none-match'];
    if (held !== undefined && !/^"[\w-]{43}"$/.test(String(held)))
      return forbidden('a validator that is no hash');
    if (method === 'GET') return { kind: 'definitions', url: path };
  }
  if (method === 'GET' && path === '/v1/context') return { kind: 'context', url: path };
  if (method === 'POST' && path === `/v1/sites/${site}/counts`) {
    const bytes = Buffer.from(body, 'base64');
    const decoded = decodeReport(bytes);
    if (!decoded.ok) return forbidden(`a malformed report: ${decoded.code}`);
    if (headers['content-type'] !== undefined) return forbidden('a report with a content type');
    return { kind: 'count', url: path, report: decoded.report, bytes };
  }
  return forbidden(`${method} is no message of shared/wire`);
}
