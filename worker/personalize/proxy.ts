import { devContext } from '../dev-context.ts';
import {
  type DefinitionsSource,
  followDefinitions,
  type FollowOptions,
  type VerifiedDefinitions,
  type WaitsUntil,
} from './definitions.ts';
import { forOrigin } from './for-origin.ts';
import { personalize } from './personalize.ts';
import type { ProxySettings } from './proxy-settings.ts';
import { isForPage, isPreview } from './whether.ts';

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
      const origin = originOf(env.ORIGIN);
      if (env.ORIGIN && origin === null)
        throw new TypeError(
          `ORIGIN is "${env.ORIGIN}", and not an origin, as "https://origin.hazel.example".`,
        );
      const answer = ask(toOrigin(request, origin));
      const isDecided = isForPage(request) && !isPreview(request);
      if (isDecided) source ??= sourceOf(env, follow);
      const [response, definitions] = await Promise.all([
        answer,
        isDecided && source ? source(ctx) : null,
      ]);
      return personalizeFor(env, fromOrigin(response, request, origin), definitions, request);
    },
  };
}

function sourceOf(
  { COVEY_EDGE, COVEY_SITE, COVEY_KEYS, COVEY, COVEY_MIN_VERSION = '' }: ProxySettings,
  follow: (options: FollowOptions) => DefinitionsSource,
): DefinitionsSource {
  const edge = originOf(COVEY_EDGE);
  if (edge === null) {
    console.error(
      `COVEY_EDGE is "${COVEY_EDGE}", and not an origin, as "https://edge.hazel.example": nothing is decided at the edge, and no page gets the tag, until it is.`,
    );
    return async () => null;
  }
  if (!/^\s*\d*\s*$/.test(COVEY_MIN_VERSION)) {
    console.error(
      `COVEY_MIN_VERSION is "${COVEY_MIN_VERSION}", and not the number of a version, as "7": nothing is decided at the edge until it is.`,
    );
    return async () => null;
  }
  return follow({
    edge,
    site: COVEY_SITE,
    keys: COVEY_KEYS,
    ...(COVEY_MIN_VERSION.trim() && { minVersion: Number(COVEY_MIN_VERSION) }),
    ...(COVEY && { fetch: (url: string) => COVEY.fetch(url) }),
  });
}

function personalizeFor(
  env: ProxySettings,
  response: Response,
  definitions: VerifiedDefinitions | null,
  request: Request,
): Response {
  const place = devContext(env.COVEY_DEV_CONTEXT);
  const edge = originOf(env.COVEY_EDGE);
  return personalize(response, definitions, request, {
    segments: (env.COVEY_SEGMENTS ?? '').split(/\s+/).filter(Boolean),
    clock: env.COVEY_CLOCK === 'on',
    ...(place && { place }),
    ...(env.COVEY_TAG === 'on' &&
      edge !== null && {
        script: {
          src: `${edge}/covey.js`,
          attributes: {
            'data-site': env.COVEY_SITE,
            'data-key': env.COVEY_KEYS,
            ...(env.COVEY_MIN_VERSION?.trim() && {
              'data-min-version': env.COVEY_MIN_VERSION.trim(),
            }),
          },
        },
      }),
  });
}

/** The origin that a setting says, with or without a slash at its end; null where it says none. */
function originOf(text: string | undefined): string | null {
  if (!text || !URL.canParse(text)) return null;
  const { protocol, origin, href } = new URL(text);
  return /^https?:$/.test(protocol) && href === `${origin}/` ? origin : null;
}

/** The request as the site's own server is to have it. Redirects are the visitor's browser's to follow. */
function toOrigin(request: Request, origin: string | null): Request {
  const { host, protocol, ...asked } = partsOf(request.url);
  // Not resolved against the origin: a path may begin with two slashes, and would name a host.
  const url = origin === null ? request.url : Object.assign(new URL(origin), asked).href;
  const handedOn = new Request(new Request(url, forOrigin(request)), { redirect: 'manual' });
  if (origin !== null) {
    handedOn.headers.set('x-forwarded-host', host);
    handedOn.headers.set('x-forwarded-proto', protocol.slice(0, -1));
  }
  return handedOn;
}

/** A redirect within the site's own server stays within the site. */
function fromOrigin(response: Response, request: Request, origin: string | null): Response {
  const location = response.headers.get('location');
  if (origin === null || location === null || response.status < 300 || response.status > 399)
    return response;
  const [to, site] = [new URL(origin), new URL(request.url)];
  const base = Object.assign(new URL(site), { protocol: to.protocol });
  if (!URL.canParse(location, base)) return response;
  const target = new URL(location, base);
  if (target.origin !== to.origin) return response;
  const { protocol, hostname, port } = site;
  const redirect = new Response(response.body, response);
  // With the port: `host` without one would leave that of the server.
  redirect.headers.set('location', Object.assign(target, { protocol, hostname, port }).href);
  return redirect;
}

function partsOf(url: string) {
  const { host, protocol, pathname, search } = new URL(url);
  return { host, protocol, pathname, search };
}
