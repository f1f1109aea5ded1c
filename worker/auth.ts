import { scopeIn, type TokenScope } from '../shared/wire/index.ts';
import type { Env } from './env.ts';
import { failure, type Failure } from './failure.ts';
import { siteObject } from './objects.ts';
import { type Authorized, hashToken, WRONG_TOKEN } from './tokens.ts';

/**
 * Lets in the Worker's own token, and a token of this site whose scope allows it. The site's memory is asked only about
 * what has the form of such a token.
 */
export async function authorize(
  request: Request,
  env: Env,
  site: string,
  scope: TokenScope,
): Promise<Authorized | Failure> {
  const refused = await refuseStranger(request, env);
  if (!refused) return { ok: true, by: 'operator' };
  const token = bearerOf(request);
  if (!env.COVEY_TOKEN || scopeIn(token) === null) return refused;
  return siteObject(env, site).authorize(await hashToken(token), scope);
}

/** Null when the request carries the Worker's own token. */
export async function refuseStranger(request: Request, env: Env): Promise<Failure | null> {
  if (!env.COVEY_TOKEN) {
    return failure(
      'unauthorized',
      'This Worker has no token, so nobody may change it. Set one: wrangler secret put COVEY_TOKEN.',
    );
  }
  return (await isBearer(request, env.COVEY_TOKEN)) ? null : WRONG_TOKEN;
}

/** Whether the request carries this token. Compared in constant time, over hashes of equal length. */
export async function isBearer(request: Request, wanted: string): Promise<boolean> {
  const hashes = await Promise.all([hashToken(bearerOf(request)), hashToken(wanted)]);
  return crypto.subtle.timingSafeEqual(...hashes);
}

function bearerOf(request: Request): string {
  const [, token = ''] =
    /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  return token;
}
