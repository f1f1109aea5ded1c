import type { BrowserContext, Request } from 'playwright-core';
import { decodeReport, type Report } from '../../../shared/wire/report.ts';

/** One request of the page, in the words of `shared/wire`. */
export type Sent =
  | { readonly kind: 'shop' | 'file' | 'definitions' | 'context'; readonly url: string }
  | {
      readonly kind: 'count';
      readonly url: string;
      readonly report: Report;
      readonly bytes: Buffer;
    }
  | { readonly kind: 'forbidden'; readonly url: string; readonly why: string };

/**
 * Records every request that a browser context makes, and holds each against the three messages
 * that the script may send. Whatever is neither the shop's own nor one of them is `forbidden`.
 */
export function recordTraffic(
  context: BrowserContext,
  at: { readonly shop: string; readonly edge: string; readonly site: string },
): { readonly sent: Sent[]; readonly settled: () => Promise<void> } {
  const sent: Sent[] = [];
  const pending: Promise<void>[] = [];
  context.on('request', (request) => {
    pending.push(classify(request, at).then((one) => void sent.push(one)));
  });
  return { sent, settled: async () => void (await Promise.all(pending)) };
}

async function classify(
  request: Request,
  { shop, edge, site }: { readonly shop: string; readonly edge: string; readonly site: string },
): Promise<Sent> {
  const url = request.url();
  const forbidden = (why: string): Sent => ({ kind: 'forbidden', url, why });
  if (url.startsWith(`${shop}/`) || /^(data|blob|about):/.test(url)) return { kind: 'shop', url };
  if (!url.startsWith(`${edge}/`)) return forbidden('another host');

  const path = url.slice(edge.length);
  if (/^\/covey(-panel)?(-[\w-]+)?\.js$/.test(path)) return { kind: 'file', url };

  // A page that was left meanwhile has no final headers any more; the provisional ones say nothing.
  const headers = await request.allHeaders().catch((): { [name: string]: string } => ({}));
  if (headers['cookie'] !== undefined) return forbidden('carries a cookie');
  if (headers['referer'] !== undefined) return forbidden('carries a referrer');
  if (headers['authorization'] !== undefined) return forbidden('carries credentials');
  if (path.includes('?')) return forbidden('carries a query');

  const definitions = `/v1/sites/${site}/definitions`;
  const method = request.method();
  if (method === 'GET' && path === definitions) return { kind: 'definitions', url };
  if (method === 'GET' && path === '/v1/context') return { kind: 'context', url };
  if (method === 'POST' && path === `/v1/sites/${site}/counts`) {
    const bytes = request.postDataBuffer();
    if (bytes === null) return forbidden('a report without a body');
    const decoded = decodeReport(bytes);
    if (!decoded.ok) return forbidden(`a malformed report: ${decoded.code}`);
    if (headers['content-type'] !== undefined) return forbidden('a report with a content type');
    return { kind: 'count', url, report: decoded.report, bytes };
  }
  return forbidden(`${method} is no message of shared/wire`);
}
