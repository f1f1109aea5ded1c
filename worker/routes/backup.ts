import { BACKUP_TYPE, MAX_BACKUP_BYTES, type Restored, utf8 } from '../../shared/wire/index.ts';
import { authorizeOperator } from '../auth.ts';
import { restoreBackup } from '../backup/restore.ts';
import { writeBackup } from '../backup/write.ts';
import { readBody, refuseType } from '../body.ts';
import { failure } from '../failure.ts';
import { siteObject } from '../objects.ts';
import { type App, type Handler, NO_SITE, route, siteOf } from './route.ts';

const NOT_KEPT = { 'cache-control': 'no-store' };

// The exact counters are in it, and hashes of the site's tokens: it is for the operator alone.
const backup: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const who = await authorizeOperator(context.req.raw, context.env, site);
  if (!who.ok) return who;
  const now = Date.now();
  const text = await writeBackup(context.env, site, now);
  if (text === null)
    return failure('not-found', `${site} is not registered: PUT /v1/sites/${site}.`);
  if (typeof text !== 'string') return text;
  // HEAD has none of it.
  if (context.req.method === 'GET')
    await siteObject(context.env, site).noteBackup(now, utf8(text).length, who.by);
  return new Response(text, { headers: { 'content-type': BACKUP_TYPE, ...NOT_KEPT } });
};

const restore: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const request = context.req.raw;
  const who = await authorizeOperator(request, context.env, site);
  if (!who.ok) return who;
  const refused = refuseType(request, BACKUP_TYPE);
  if (refused) return refused;
  const body = await readBody(request, MAX_BACKUP_BYTES);
  if (!body.ok) return body;
  const result = await restoreBackup(context.env, site, body.bytes, who.by);
  if (!result.ok) return result;
  const { ok: _, ...restored } = result;
  return Response.json(restored satisfies Restored, { status: 201, headers: NOT_KEPT });
};

/** A site's memory as one file, and back from it. */
export function addBackup(app: App): void {
  route(app, '/v1/sites/:site/backup', { GET: backup, PUT: restore });
}
