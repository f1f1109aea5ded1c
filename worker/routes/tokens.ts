import {
  MAX_LABEL,
  MAX_OVERLAP_HOURS,
  type RevokedToken,
  TOKEN_SCOPES,
  type TokenList,
} from '../../shared/wire/index.ts';
import { authorize } from '../auth.ts';
import { readJson } from '../body.ts';
import { failure } from '../failure.ts';
import { siteObject } from '../objects.ts';
import { newToken, rotation } from '../requests.ts';
import { type App, type Handler, NO_SITE, route, siteOf } from './route.ts';

const MAX_BYTES = 1024;

const list: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const who = await authorize(context.req.raw, context.env, site, 'admin');
  if (!who.ok) return who;
  const tokens = await siteObject(context.env, site).tokens();
  if (!tokens) return unknownSite(site);
  return Response.json({ site, tokens } satisfies TokenList, { headers: NOT_KEPT });
};

const create: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const who = await authorize(context.req.raw, context.env, site, 'admin');
  if (!who.ok) return who;
  const body = await readJson(
    context.req.raw,
    MAX_BYTES,
    newToken,
    `Send { "scope" } (${TOKEN_SCOPES.join(', ')}), with a "label" of up to ${MAX_LABEL} characters and a number of "days" if you like.`,
  );
  if (!body.ok) return body;
  const { scope, label: text, days } = body.value;
  const wanted = {
    scope,
    ...(text !== undefined && { label: text }),
    ...(days !== undefined && { days }),
  };
  const created = await siteObject(context.env, site).createToken(site, wanted, who.by);
  return 'code' in created ? created : Response.json(created, { status: 201, headers: NOT_KEPT });
};

const rotate: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const who = await authorize(context.req.raw, context.env, site, 'admin');
  if (!who.ok) return who;
  const body = await readJson(
    context.req.raw,
    MAX_BYTES,
    rotation,
    `Send {}, or { "overlapHours" } with up to ${MAX_OVERLAP_HOURS} hours for which the secret before goes on.`,
  );
  if (!body.ok) return body;
  const id = context.req.param('id') ?? '';
  const { overlapHours = 0 } = body.value;
  const rotated = await siteObject(context.env, site).rotateToken(id, overlapHours, who.by);
  if (rotated && 'code' in rotated) return rotated;
  return rotated ? Response.json(rotated, { headers: NOT_KEPT }) : unknownToken(site);
};

const revoke: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const who = await authorize(context.req.raw, context.env, site, 'admin');
  if (!who.ok) return who;
  const id = context.req.param('id') ?? '';
  const isRevoked = await siteObject(context.env, site).revokeToken(id, who.by);
  return isRevoked
    ? Response.json({ id } satisfies RevokedToken, { headers: NOT_KEPT })
    : unknownToken(site);
};

const NOT_KEPT = { 'cache-control': 'no-store' };

const unknownSite = (site: string) =>
  failure('not-found', `${site} is not registered: PUT /v1/sites/${site}.`);

const unknownToken = (site: string) =>
  failure('not-found', `${site} has no such token. GET /v1/sites/${site}/tokens lists them.`);

/** A site's tokens: made, listed, given a new secret, and revoked, by whoever may do all at it. */
export function addTokens(app: App): void {
  route(app, '/v1/sites/:site/tokens', { GET: list, POST: create });
  route(app, '/v1/sites/:site/tokens/:id', { POST: rotate, DELETE: revoke });
}
