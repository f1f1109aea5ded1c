import { BACKUP_TYPE, MAX_BACKUP_BYTES, type Restored } from '../../shared/wire/index.ts';
import { refuseStranger } from '../auth.ts';
import { restoreBackup } from '../backup/restore.ts';
import { writeBackup } from '../backup/write.ts';
import { readBody, refuseType } from '../body.ts';
import { failure } from '../failure.ts';
import { type App, type Handler, NO_SITE, route, siteOf } from './route.ts';

const NOT_KEPT = { 'cache-control': 'no-store' };

// The exact counters are in it, and hashes of the site's tokens: it is for the operator alone.
const backup: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const refused = await refuseStranger(context.req.raw, context.env);
  if (refused) return refused;
  const text = await writeBackup(context.env, site, Date.now());
  if (text === null)
    return failure('not-found', `${site} is not registered: PUT /v1/sites/${site}.`);
  if (typeof text !== 'string') return text;
  return new Response(text, { headers: { 'content-type': BACKUP_TYPE, ...NOT_KEPT } });
};

const restore: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const request = context.req.raw;
  const refused = (await refuseStranger(request, context.env)) ?? refuseType(request, BACKUP_TYPE);
  if (refused) return refused;
  const body = await readBody(request, MAX_BACKUP_BYTES);
  if (!body.ok) return body;
  const result = await restoreBackup(context.env, site, body.bytes, 'operator');
  if (!result.ok) return result;
  const { ok: _, ...restored } = result;
  return Response.json(restored satisfies Restored, { status: 201, headers: NOT_KEPT });
};

/** A site's memory as one file, and back from it. */
export function addBackup(app: App): void {
  route(app, '/v1/sites/:site/backup', { GET: backup, PUT: restore });
}
