import type { Files, Health } from '../../shared/wire/index.ts';
import { version } from '../../package.json';
import type { Env } from '../env.ts';
import { failure } from '../failure.ts';
import { type App, type Handler, route } from './route.ts';

/** The scripts that a page may load. */
const SCRIPTS = ['covey', 'covey-panel'];

const NEWEST = 'public, max-age=3600, stale-while-revalidate=86400';
const FOR_EVER = 'public, max-age=31536000, immutable';

/** A strict policy for the studio: everything from here, nothing inline, no frame around it. */
const STUDIO_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** A built file, asked for without anything of the visitor's request but the tag of the copy that is held. */
function asset(env: Env, path: string, request?: Request): Promise<Response> {
  const held = request?.headers.get('if-none-match');
  return env.ASSETS.fetch(`https://assets.local${path}`, {
    headers: held ? { 'if-none-match': held } : {},
    redirect: 'manual',
  });
}

/** SHA-384 of a script, or null when it was not built. */
async function hashOf(env: Env, name: string): Promise<{ hash: Uint8Array; bytes: number } | null> {
  const response = await asset(env, `/${name}.js`);
  if (!response.ok) return null;
  const bytes = await response.arrayBuffer();
  return {
    hash: new Uint8Array(await crypto.subtle.digest('SHA-384', bytes)),
    bytes: bytes.byteLength,
  };
}

/** The first 16 hexadecimal digits of a script's hash: its name in an address that never changes. */
function hashName(hash: Uint8Array): string {
  return Array.from(hash.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const list: Handler = async ({ env }) => {
  const found = await Promise.all(
    SCRIPTS.map(async (name) => {
      const file = await hashOf(env, name);
      if (!file) return [];
      const integrity = `sha384-${btoa(String.fromCharCode(...file.hash))}`;
      return [`/${name}.js`, `/${name}-${hashName(file.hash)}.js`].map((path) => ({
        path,
        bytes: file.bytes,
        integrity,
      }));
    }),
  );
  const answer: Files = { files: found.flat() };
  return Response.json(answer, { headers: { 'cache-control': 'public, max-age=60' } });
};

const script: Handler = async ({ env, req }) => {
  const [, name = '', hash] = /^\/(.+?)(?:-([0-9a-f]{16}))?\.js$/.exec(req.path) ?? [];
  if (hash === undefined) return withCache(await asset(env, req.path, req.raw), NEWEST);
  const current = SCRIPTS.includes(name) ? await hashOf(env, name) : null;
  // An older version's file stays reachable for as long as the build keeps it.
  const path = current && hashName(current.hash) === hash ? `/${name}.js` : req.path;
  return withCache(await asset(env, path, req.raw), FOR_EVER);
};

const studio: Handler = async ({ env, req }) => {
  const response = await asset(env, req.path, req.raw);
  const served = withCache(response, 'no-cache');
  if (served instanceof Response) served.headers.set('content-security-policy', STUDIO_POLICY);
  return served;
};

const health: Handler = async () => {
  const answer: Health = { ok: true, version };
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
};

function withCache(
  response: Response,
  cacheControl: string,
): Response | ReturnType<typeof failure> {
  if (response.status === 404) {
    return failure(
      'not-found',
      'There is no such file. GET /v1/files lists the scripts; "npm run build" makes them.',
    );
  }
  const copy = new Response(response.body, response);
  copy.headers.set('cache-control', cacheControl);
  return copy;
}

/** The script and its parts, the studio, and what says that the Worker runs. */
export function addFiles(app: App): void {
  route(app, '/v1/files', { GET: list }, ['GET']);
  route(app, '/v1/health', { GET: health }, ['GET']);
  route(app, '/:file{covey[a-z0-9-]*\\.js}', { GET: script }, ['GET']);
  route(app, '/studio', { GET: studio });
  route(app, '/studio/*', { GET: studio });
  route(app, '/', { GET: async ({ redirect }) => redirect('/studio/') });
}
