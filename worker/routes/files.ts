import type { Health } from '../../shared/wire/index.ts';
import { version } from '../../package.json';
import type { Env } from '../env.ts';
import { failure } from '../failure.ts';
import { NEWEST_SCRIPT, SCRIPT_FOR_EVER, STUDIO_POLICY } from '../headers.ts';
import { type App, type Handler, route } from './route.ts';

/** A built file, asked for without anything of the visitor's request but the tag of the copy that is held. */
function asset(env: Env, path: string, request: Request): Promise<Response> {
  const held = request.headers.get('if-none-match');
  return env.ASSETS.fetch(`https://assets.local${path}`, {
    headers: held ? { 'if-none-match': held } : {},
    redirect: 'manual',
  });
}

/** What the build says of the scripts it made: paths, bytes, integrity. */
const list: Handler = async ({ env, req }) =>
  withCache(await asset(env, '/files.json', req.raw), 'public, max-age=60');

/** A script by its plain name, or by one that holds its hash and so never changes; of those the source map, too. */
const script: Handler = async ({ env, req }) =>
  withCache(
    await asset(env, req.path, req.raw),
    /-[0-9a-f]{16}\.js(\.map)?$/.test(req.path) ? SCRIPT_FOR_EVER : NEWEST_SCRIPT,
  );

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
  route(app, '/:file{covey[a-z0-9-]*\\.js(?:\\.map)?}', { GET: script }, ['GET']);
  route(app, '/studio', { GET: studio });
  route(app, '/studio/*', { GET: studio });
  route(app, '/', { GET: async ({ redirect }) => redirect('/studio/') });
}
