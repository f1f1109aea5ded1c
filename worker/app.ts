import { Hono } from 'hono';
import { failure, failureResponse } from './failure.ts';
import { SECURITY } from './headers.ts';
import { sawRequest } from './metrics/isolate.ts';
import { tellSoon } from './metrics/tell.ts';
import { addAbout } from './routes/about.ts';
import { addBackup } from './routes/backup.ts';
import { addContext } from './routes/context.ts';
import { addCounts } from './routes/counts.ts';
import { addDefinitions } from './routes/definitions.ts';
import { addFiles } from './routes/files.ts';
import { addHealth } from './routes/health.ts';
import { addMetrics } from './routes/metrics.ts';
import type { AppEnv } from './routes/route.ts';
import { addSites } from './routes/sites.ts';
import { addStats } from './routes/stats.ts';
import { addTokens } from './routes/tokens.ts';

const METHODS = new Set(['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS']);

export const app = new Hono<AppEnv>();

app.use(async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(SECURITY)) {
    if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  }
});

app.use(async (context, next) => {
  await next();
  if (!context.env.COVEY_METRICS_TOKEN) return;
  const { method } = context.req;
  sawRequest(
    context.get('route') ?? 'none',
    METHODS.has(method) ? method : 'other',
    context.res.status,
  );
  tellSoon(context.env, context.executionCtx);
});

addDefinitions(app);
addAbout(app);
addSites(app);
addContext(app);
addCounts(app);
addStats(app);
addHealth(app);
addTokens(app);
addBackup(app);
addFiles(app);
addMetrics(app);

app.notFound(() =>
  failureResponse(
    failure(
      'not-found',
      'There is nothing at this address. docs/openapi.json lists what there is.',
    ),
  ),
);

// The error is logged, and not the request, which carries an address and more.
app.onError((error) => {
  console.error(error);
  return failureResponse(
    failure(
      'internal',
      'Something failed in the Worker; its log says what. Look at what stands before you send the same again.',
    ),
  );
});
