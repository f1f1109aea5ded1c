import { devContext } from '../dev-context.ts';
import { placeOf } from '../place.ts';
import { type App, type Handler, route } from './route.ts';

const context: Handler = async ({ req, env }) =>
  Response.json(devContext(env.COVEY_DEV_CONTEXT) ?? placeOf(req.raw.cf), {
    headers: { 'cache-control': 'no-store' },
  });

/** Country, region, city and time zone of the request. */
export function addContext(app: App): void {
  route(app, '/v1/context', { GET: context }, ['GET']);
}
