import { readPublicKey } from '../../shared/signing/index.ts';
import type { Registered, Registration } from '../../shared/wire/index.ts';
import { authorize } from '../auth.ts';
import { readJson } from '../body.ts';
import { failure, type Failure } from '../failure.ts';
import { siteObject } from '../objects.ts';
import { registration } from '../requests.ts';
import { type App, type Handler, NO_SITE, route, siteOf } from './route.ts';

const MAX_BYTES = 4096;

const register: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const request = context.req.raw;
  const who = await authorize(request, context.env, site, 'admin');
  if (!who.ok) return who;
  const parsed = await parse(request);
  if ('code' in parsed) return parsed;
  const result = await siteObject(context.env, site).register(site, parsed, who.by);
  if (!result.ok) return result;
  const { done } = result;
  const keys = parsed.keys.map(({ kid }) => kid);
  const answer: Registered = { site, keys, replaced: done === 'replaced' };
  return Response.json(answer, { status: done === 'created' ? 201 : 200 });
};

const audit: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const who = await authorize(context.req.raw, context.env, site, 'admin');
  if (!who.ok) return who;
  const answer = await siteObject(context.env, site).audit(site);
  if (!answer) return failure('not-found', `${site} is not registered: PUT /v1/sites/${site}.`);
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
};

async function parse(request: Request): Promise<Registration | Failure> {
  const body = await readJson(
    request,
    MAX_BYTES,
    registration,
    'Send { "keys": [{ "kid", "x" }] } with 1 to 8 public keys, as "covey keygen" prints them; with "replace": true and a "reason" of one line and up to 200 characters to put them in the place of others.',
  );
  if (!body.ok) return body;
  const { keys, replace, reason } = body.value;
  for (const [at, key] of keys.entries()) {
    if (!(await readPublicKey(key, crypto.subtle))) {
      const message = 'Not a safe Ed25519 public key, or its kid is not its RFC 7638 thumbprint.';
      return failure('invalid', message, [{ path: ['keys', at], message }]);
    }
    if (keys.findIndex(({ kid }) => kid === key.kid) < at) {
      const message = 'This key is listed twice.';
      return failure('invalid', message, [{ path: ['keys', at], message }]);
    }
  }
  return { keys, ...(replace && { replace }), ...(reason !== undefined && { reason }) };
}

/** Registers a site with the keys that may sign its first document, and tells who did so when. */
export function addSites(app: App): void {
  route(app, '/v1/sites/:site', { PUT: register });
  route(app, '/v1/sites/:site/audit', { GET: audit });
}
