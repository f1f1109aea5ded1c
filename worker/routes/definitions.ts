import { ENVELOPE_TYPE, MAX_ENVELOPE_BYTES } from '../../shared/wire/index.ts';
import { refuseStranger } from '../auth.ts';
import { JSON_TYPES, readBody, refuseType } from '../body.ts';
import { failure } from '../failure.ts';
import { siteStub } from '../shards.ts';
import { type App, type Handler, NO_SITE, route, siteOf } from './route.ts';

/** Revalidated every minute; a cache may serve its copy for a day while it does so. */
// No stale-while-revalidate: the browser's own refresh in the background would carry a referrer.
const NEWEST = 'public, max-age=60';
const FOR_EVER = 'public, max-age=31536000, immutable';

const serve: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const asked = context.req.param('version');
  const version = asked === undefined ? null : /^[1-9]\d{0,15}$/.test(asked) ? Number(asked) : NaN;
  const served = Number.isNaN(version)
    ? null
    : await siteStub(context.env, site).serve(version, context.req.header('if-none-match') ?? null);
  if (!served) {
    return failure(
      'not-found',
      asked === undefined
        ? `Nothing is published for ${site}.`
        : `${site} has no version ${asked}. Versions are whole numbers from 1.`,
    );
  }
  const headers = {
    etag: `"${served.hash}"`,
    'cache-control': version === null ? NEWEST : FOR_EVER,
    'access-control-expose-headers': 'etag',
  };
  return served.envelope
    ? new Response(served.envelope, { headers: { ...headers, 'content-type': ENVELOPE_TYPE } })
    : new Response(null, { status: 304, headers });
};

const publish: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const request = context.req.raw;
  const refused =
    (await refuseStranger(request, context.env)) ??
    refuseType(request, ENVELOPE_TYPE, ...JSON_TYPES);
  if (refused) return refused;
  const body = await readBody(request, MAX_ENVELOPE_BYTES);
  if (!body.ok) return body;
  const result = await siteStub(context.env, site).publish(site, body.bytes);
  if (!result.ok) return result;
  const { version, hash, warnings } = result;
  return Response.json({ version, hash, warnings });
};

/** Hands out the signed bytes as they came, the same to everyone, and takes new ones from the owner. */
export function addDefinitions(app: App): void {
  route(app, '/v1/sites/:site/definitions', { GET: serve, PUT: publish }, ['GET']);
  route(app, '/v1/sites/:site/definitions/:version', { GET: serve }, ['GET']);
}
