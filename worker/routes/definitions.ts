import type { Context } from 'hono';
import { ENVELOPE_TYPE, MAX_ENVELOPE_BYTES, type PublishedList } from '../../shared/wire/index.ts';
import { authorize } from '../auth.ts';
import { JSON_TYPES, readBody, refuseType } from '../body.ts';
import { holds } from '../etag.ts';
import { failure } from '../failure.ts';
import { forgetNewest, type Newest, newestOf } from '../newest.ts';
import type { Served } from '../registry.ts';
import { siteObject } from '../objects.ts';
import { type App, type Handler, NO_SITE, route, siteOf } from './route.ts';

// Revalidated every minute. No stale-while-revalidate: the browser's own refresh in the background would carry a referrer.
const NEWEST = 'public, max-age=60';
const FOR_EVER = 'public, max-age=31536000, immutable';

const newest: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const document = await newestOf(context.env, site, Date.now());
  return document
    ? answer(unlessHeld(document, heldBy(context)), NEWEST)
    : failure('not-found', `Nothing is published for ${site}. Publish: covey publish.`);
};

const version: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const wanted = numberIn(context);
  const served =
    wanted === null ? null : await siteObject(context.env, site).serve(wanted, heldBy(context));
  return served
    ? answer(served, FOR_EVER)
    : failure(
        'not-found',
        `${site} has no version ${context.req.param('version')}. Versions are whole numbers from 1.`,
      );
};

const keySet: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const wanted = numberIn(context);
  const served =
    wanted === null
      ? null
      : await siteObject(context.env, site).serveKeySet(wanted, heldBy(context));
  return served
    ? answer(served, FOR_EVER)
    : failure(
        'not-found',
        `${site} has published no key set ${context.req.param('version')}. Key sets are whole numbers from 1.`,
      );
};

const unlessHeld = (document: Newest, ifNoneMatch: string | null): Served =>
  holds(ifNoneMatch, document.hash) ? { ...document, envelope: null } : document;

function numberIn(context: Context): number | null {
  const text = context.req.param('version') ?? '';
  return /^[1-9]\d{0,15}$/.test(text) ? Number(text) : null;
}

function heldBy(context: Context): string | null {
  return context.req.header('if-none-match') ?? null;
}

function answer({ hash, envelope }: Served, cacheControl: string): Response {
  const headers = {
    etag: `"${hash}"`,
    'cache-control': cacheControl,
    'access-control-expose-headers': 'etag',
  };
  return envelope
    ? new Response(envelope, { headers: { ...headers, 'content-type': ENVELOPE_TYPE } })
    : new Response(null, { status: 304, headers });
}

/** Every document's hash, time and end, for anyone: a document made for one visitor is not among them. */
const list: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const documents = await siteObject(context.env, site).published();
  if (documents.length === 0) return failure('not-found', `Nothing is published for ${site}.`);
  const body: PublishedList = { site, documents };
  return Response.json(body, { headers: { 'cache-control': NEWEST } });
};

const publish: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const request = context.req.raw;
  const who = await authorize(request, context.env, site, 'publish');
  if (!who.ok) return who;
  const refused = refuseType(request, ENVELOPE_TYPE, ...JSON_TYPES);
  if (refused) return refused;
  const body = await readBody(request, MAX_ENVELOPE_BYTES);
  if (!body.ok) return body;
  const result = await siteObject(context.env, site).publish(site, body.bytes, who.by);
  forgetNewest(site);
  if (!result.ok) return result;
  const { ok: _, ...published } = result;
  return Response.json(published);
};

/** Hands out the signed bytes as they came, the same to everyone, and takes new ones from the owner. */
export function addDefinitions(app: App): void {
  route(app, '/v1/sites/:site/definitions', { GET: newest, PUT: publish }, ['GET']);
  route(app, '/v1/sites/:site/definitions/:version', { GET: version }, ['GET']);
  route(app, '/v1/sites/:site/keys/:version', { GET: keySet }, ['GET']);
  route(app, '/v1/sites/:site/published', { GET: list }, ['GET']);
}
