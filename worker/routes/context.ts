import { type Context, parseContext } from '../../shared/wire/index.ts';
import type { Env } from '../env.ts';
import { placeOf } from '../place.ts';
import { type App, type Handler, route } from './route.ts';

const NOWHERE: Context = { country: null, region: null, city: null, timezone: null };

const context: Handler = async ({ req, env }) =>
  Response.json(devContext(env) ?? placeOf(req.raw.cf), {
    headers: { 'cache-control': 'no-store' },
  });

/** `COVEY_DEV_CONTEXT`, where it is set and can be one; what it leaves out is null. */
function devContext({ COVEY_DEV_CONTEXT: json }: Env): Context | null {
  if (!json) return null;
  try {
    return parseContext({ ...NOWHERE, ...(JSON.parse(json) as object) });
  } catch {
    return null;
  }
}

/** Country, region, city and time zone of the request. */
export function addContext(app: App): void {
  route(app, '/v1/context', { GET: context }, ['GET']);
}
