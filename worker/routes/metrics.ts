import { version } from '../../package.json';
import { isSendable } from '../../shared/wire/index.ts';
import { isBearer, unsendable } from '../auth.ts';
import { failure } from '../failure.ts';
import { OPEN_METRICS_TYPE, openMetrics } from '../metrics/open-metrics.ts';
import { seriesName } from '../metrics/series.ts';
import { tell } from '../metrics/tell.ts';
import { metricsStub } from '../shards.ts';
import { type App, type Handler, route } from './route.ts';

const metrics: Handler = async ({ env, req }) => {
  const { COVEY_METRICS_TOKEN: token } = env;
  if (!token)
    return failure(
      'not-found',
      'This Worker gathers no metrics. To have them: wrangler secret put COVEY_METRICS_TOKEN.',
    );
  if (!isSendable(token)) return unsendable('COVEY_METRICS_TOKEN');
  if (!(await isBearer(req.raw, token)))
    return failure(
      'unauthorized',
      'Send "Authorization: Bearer" with the Worker\'s COVEY_METRICS_TOKEN.',
    );
  await tell(env);
  const series = { ...(await metricsStub(env).metrics()) };
  series[seriesName('covey_build_info', { version })] = 1;
  return new Response(openMetrics(series), {
    headers: { 'content-type': OPEN_METRICS_TYPE, 'cache-control': 'no-store' },
  });
};

/** Requests, reports and waiting times of the whole Worker, for a monitor. */
export function addMetrics(app: App): void {
  route(app, '/metrics', { GET: metrics });
}
