import type { Context, Hono } from 'hono';
import { isSite, TOKEN_EXPIRES } from '../../shared/wire/index.ts';
import { tokenEnd } from '../auth.ts';
import type { Env } from '../env.ts';
import { failure, type Failure, failureResponse } from '../failure.ts';
import { PUBLIC } from '../headers.ts';

export interface AppEnv {
  Bindings: Env;
  /** The address's form, for metrics: never what stands in its places. */
  Variables: { route?: string };
}
export type App = Hono<AppEnv>;
export type Handler = (context: Context<AppEnv>) => Promise<Response | Failure>;

interface Methods {
  readonly GET?: Handler;
  readonly PUT?: Handler;
  readonly POST?: Handler;
  readonly DELETE?: Handler;
}

/**
 * One address and all that may be done with it: its methods, a preflight that allows the public
 * ones to pages of other origins, and 405 for the rest. Failures become the wire's error shape.
 */
export function route(
  app: App,
  path: string,
  methods: Methods,
  publicMethods: readonly (keyof Methods)[] = [],
): void {
  const form = path.replace(/\{.*?\}(?=\/|$)/, '');
  const allowed = [...Object.keys(methods), ...(methods.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  for (const method of ['GET', 'PUT', 'POST', 'DELETE'] as const) {
    const handler = methods[method];
    if (!handler) continue;
    const shared = publicMethods.includes(method) ? PUBLIC : {};
    app.on(method, path, async (context) => {
      context.set('route', form);
      const result = await handler(context);
      const response = result instanceof Response ? result : failureResponse(result, hints(result));
      for (const [name, value] of Object.entries<string>(shared)) response.headers.set(name, value);
      const end = tokenEnd(context.req.raw);
      if (end !== null) response.headers.set(TOKEN_EXPIRES, end);
      return response;
    });
  }
  app.options(path, (context) => {
    context.set('route', form);
    const preflight = {
      ...PUBLIC,
      'access-control-allow-methods': publicMethods.join(', '),
      'access-control-allow-headers': 'content-type, if-none-match',
      // A preflight that a browser remembers would outlive what a visitor erases.
      'access-control-max-age': '0',
    };
    const headers = { allow: allowed, ...(publicMethods.length > 0 ? preflight : {}) };
    return new Response(null, { status: 204, headers });
  });
  app.all(path, (context) => {
    context.set('route', form);
    const { req } = context;
    const message = `${req.method} is not possible here. Use ${allowed}.`;
    return failureResponse(failure('method-not-allowed', message), { allow: allowed });
  });
}

function hints({ code }: Failure): Record<string, string> {
  if (code === 'unauthorized') return { 'www-authenticate': 'Bearer' };
  if (code === 'rate-limited') return { 'retry-after': '60' };
  return {};
}

/** The address's site, if it can be one. */
export function siteOf(context: Context): string | null {
  const site = context.req.param('site') ?? '';
  return isSite(site) ? site : null;
}

export const NO_SITE = failure(
  'bad-request',
  'The address names no site: a host name in lower case, without port, is expected.',
);
