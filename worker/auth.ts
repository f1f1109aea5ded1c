import { isSendable, scopeIn, type TokenScope } from '../shared/wire/index.ts';
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
  /** Null: any. */
  scope: TokenScope | null,
): Promise<Authorized | Failure> {
  const refused = await refuseStranger(request, env);
  if (!refused) return { ok: true, by: 'operator', scope: null, expires: null };
  const token = bearerOf(request);
  if (!env.COVEY_TOKEN || scopeIn(token) === null) return refused;
  const found = await siteObject(env, site).authorize(await hashToken(token), scope);
  if (found.ok && found.expires !== null) ends.set(request, found.expires);
  return found;
}

/** When the tokens end that requests were let in by. */
const ends = new WeakMap<Request, number>();
export const tokenEnd = (request: Request): string | null => {
  const end = ends.get(request);
  return end === undefined ? null : new Date(end).toISOString();
};

/** Lets in the Worker's own token alone. To whoever has a good one of the site it says that this one will not do. */
export async function authorizeOperator(
  request: Request,
  env: Env,
  site: string,
): Promise<Authorized | Failure> {
  const who = await authorize(request, env, site, null);
  return who.ok && who.scope !== null
    ? failure(
        'forbidden',
        `This takes the operator's own token, COVEY_TOKEN: a backup holds all of a site, and a token of the site, such as this one with the scope "${who.scope}", is not enough.`,
      )
    : who;
}

/** Null when the request carries the Worker's own token. */
async function refuseStranger(request: Request, env: Env): Promise<Failure | null> {
  if (!env.COVEY_TOKEN) {
    return failure(
      'unauthorized',
      'This Worker has no token, so nobody may change it. Set one: wrangler secret put COVEY_TOKEN.',
    );
  }
  if (!isSendable(env.COVEY_TOKEN)) return unsendable('COVEY_TOKEN');
  return (await isBearer(request, env.COVEY_TOKEN)) ? null : WRONG_TOKEN;
}

/** A secret of the Worker that nobody can bring. */
export const unsendable = (name: 'COVEY_TOKEN' | 'COVEY_METRICS_TOKEN'): Failure =>
  failure(
    'unauthorized',
    `This Worker's ${name} holds a space or another character that no request carries. Give it another, of letters and digits: wrangler secret put ${name}.`,
  );

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
