/** Serves the built shop with the headers of a careful site: strict CSP, Trusted Types, no sniffing. */
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { shopDir } from './build.ts';

/** What the shop's pages may do, and nothing else. `edge` is the Worker's origin. */
export const securityHeaders = (edge: string): { readonly [name: string]: string } => ({
  'content-security-policy': [
    "default-src 'none'",
    `script-src 'self' ${edge}`,
    `connect-src 'self' ${edge}`,
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // `default`, in client/consent.ts, lets through the consent banner's own markup only;
    // `covey` lets Covey load its panel, by hash.
    'trusted-types default covey',
  ].join('; '),
  'permissions-policy':
    'accelerometer=(), browsing-topics=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
});

export function shopApp(edge: string, dir: string = shopDir): Hono {
  const app = new Hono();
  const headers = Object.entries(securityHeaders(edge));
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of headers) c.res.headers.set(name, value);
    c.res.headers.set('cache-control', 'no-cache');
  });
  app.use(serveStatic({ root: dir }));
  app.notFound(async (c) => {
    const page = serveStatic({ root: dir, path: '404.html' });
    const answer = await page(c, async () => {});
    return answer
      ? new Response(answer.body, { status: 404, headers: answer.headers })
      : c.text('Not found', 404);
  });
  return app;
}

/** Starts the shop; rejects when the port is taken (`code` is `EADDRINUSE`). */
export function serveShop(options: {
  readonly edge: string;
  readonly port: number;
  readonly dir?: string;
}): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: shopApp(options.edge, options.dir).fetch,
        port: options.port,
        hostname: 'localhost',
      },
      () => resolve(server as Server),
    );
    server.on('error', reject);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.env['PORT'] ?? 8080);
  await serveShop({ edge: process.env['COVEY_EDGE'] ?? 'http://localhost:8787', port });
  console.log(`Hazel on http://localhost:${port}`);
}
