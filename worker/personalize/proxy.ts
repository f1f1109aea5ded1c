import { type Context, parseContext } from '../../shared/wire/index.ts';
import {
  type DefinitionsSource,
  followDefinitions,
  type FollowOptions,
  type VerifiedDefinitions,
  type WaitsUntil,
} from './definitions.ts';
import { personalize } from './personalize.ts';
import type { ProxySettings } from './proxy-settings.ts';
import { isForPage } from './whether.ts';

export interface ProxyOptions {
  /** How the site's own server is asked; `fetch` by default. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Where definitions come from. */
  readonly follow?: (options: FollowOptions) => DefinitionsSource;
}

/** A Worker for a site behind it: hands requests on, and personalises the pages that come back. */
export function createProxy(options: ProxyOptions = {}) {
  const { fetch: ask = (request: Request) => fetch(request), follow = followDefinitions } = options;
  let source: DefinitionsSource | undefined;

  return {
    async fetch(request: Request, env: ProxySettings, ctx: WaitsUntil): Promise<Response> {
      const forOrigin = toOrigin(request, env.ORIGIN);
      if (!isForPage(request)) return ask(forOrigin);
      source ??= follow(sourceOf(env));
      const [response, definitions] = await Promise.all([ask(forOrigin), source(ctx)]);
      return personalizeFor(env, response, definitions, request);
    },
  };
}

function sourceOf({ COVEY_EDGE, COVEY_SITE, COVEY_KEYS, ...env }: ProxySettings): FollowOptions {
  const { COVEY, COVEY_MIN_VERSION } = env;
  return {
    edge: COVEY_EDGE,
    site: COVEY_SITE,
    keys: COVEY_KEYS,
    ...(COVEY_MIN_VERSION && { minVersion: Number(COVEY_MIN_VERSION) }),
    ...(COVEY && { fetch: (url: string) => COVEY.fetch(url) }),
  };
}

function personalizeFor(
  env: ProxySettings,
  response: Response,
  definitions: VerifiedDefinitions | null,
  request: Request,
): Response {
  const place = devContext(env.COVEY_DEV_CONTEXT);
  return personalize(response, definitions, request, {
    segments: (env.COVEY_SEGMENTS ?? '').split(/\s+/).filter(Boolean),
    clock: env.COVEY_CLOCK === 'on',
    ...(place && { place }),
    ...(env.COVEY_TAG === 'on' && {
      script: {
        src: `${env.COVEY_EDGE}/covey.js`,
        attributes: { 'data-site': env.COVEY_SITE, 'data-key': env.COVEY_KEYS },
      },
    }),
  });
}

/** The request as the site's own server is to have it. Redirects are the visitor's browser's to follow. */
function toOrigin(request: Request, origin: string | undefined): Request {
  const { host, protocol, ...asked } = partsOf(request.url);
  // Not resolved against the origin: a path may begin with two slashes, and would name a host.
  const url = origin ? Object.assign(new URL(origin), asked).href : request.url;
  const forOrigin = new Request(new Request(url, request), { redirect: 'manual' });
  if (origin) {
    forOrigin.headers.set('x-forwarded-host', host);
    forOrigin.headers.set('x-forwarded-proto', protocol.slice(0, -1));
  }
  // A copy that the browser has from before would be confirmed, and shown for as long as the page stays the same.
  if (isForPage(request))
    for (const name of ['if-none-match', 'if-modified-since']) forOrigin.headers.delete(name);
  return forOrigin;
}

function partsOf(url: string) {
  const { host, protocol, pathname, search } = new URL(url);
  return { host, protocol, pathname, search };
}

function devContext(json: string | undefined): Context | null {
  if (!json) return null;
  try {
    const nowhere = { country: null, region: null, city: null, timezone: null };
    return parseContext({ ...nowhere, ...(JSON.parse(json) as object) });
  } catch {
    return null;
  }
}
