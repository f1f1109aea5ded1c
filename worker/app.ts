import { Hono } from 'hono';
import type { Env } from './env.ts';
import { failure, failureResponse } from './failure.ts';
import { addContext } from './routes/context.ts';
import { addCounts } from './routes/counts.ts';
import { addDefinitions } from './routes/definitions.ts';
import { addFiles } from './routes/files.ts';
import { addSites } from './routes/sites.ts';
import { addStats } from './routes/stats.ts';
import { addTokens } from './routes/tokens.ts';

/** On every answer, unless its route says something stricter or wider. */
const SECURITY = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

export const app = new Hono<{ Bindings: Env }>();

app.use(async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(SECURITY)) {
    if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  }
});

addDefinitions(app);
addSites(app);
addContext(app);
addCounts(app);
addStats(app);
addTokens(app);
addFiles(app);

app.notFound(() =>
  failureResponse(
    failure(
      'not-found',
      'There is nothing at this address. docs/architecture.md lists what there is.',
    ),
  ),
);

// The error alone is logged: never the request, which carries an address and more.
app.onError((error) => {
  console.error(error);
  return failureResponse(
    failure(
      'internal',
      'Something failed in the Worker; its log says what. Nothing was applied by halves.',
    ),
  );
});
