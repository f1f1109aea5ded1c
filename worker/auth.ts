import type { Env } from './env.ts';
import { failure, type Failure } from './failure.ts';

/** Null when the request carries the owner's token. Compared in constant time, over hashes of equal length. */
export async function refuseStranger(request: Request, env: Env): Promise<Failure | null> {
  if (!env.COVEY_TOKEN) {
    return failure(
      'unauthorized',
      'This Worker has no token, so nobody may change it. Set one: wrangler secret put COVEY_TOKEN.',
    );
  }
  const [, token = ''] =
    /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const [given, wanted] = await Promise.all([sha256(token), sha256(env.COVEY_TOKEN)]);
  return crypto.subtle.timingSafeEqual(given, wanted)
    ? null
    : failure(
        'unauthorized',
        'The bearer token is missing or wrong. Send "Authorization: Bearer" with the Worker\'s COVEY_TOKEN.',
      );
}

function sha256(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
}
