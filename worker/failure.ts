import type { ErrorBody, ErrorCode } from '../shared/wire/index.ts';

export const STATUS = {
  'bad-request': 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  exists: 409,
  conflict: 409,
  'too-large': 413,
  'unsupported-type': 415,
  invalid: 422,
  'rate-limited': 429,
  full: 429,
  internal: 500,
  ended: 503,
  unavailable: 503,
} as const satisfies { [code in ErrorCode]: number };

/** A request that was refused, and nothing of it applied. */
export type Failure = { readonly ok: false } & ErrorBody['error'];

export function failure(
  code: ErrorCode,
  message: string,
  issues?: ErrorBody['error']['issues'],
): Failure {
  return { ok: false, code, message, ...(issues ? { issues } : {}) };
}

/** The failure as the wire's error shape. */
export function failureResponse(
  { code, message, issues }: Failure,
  headers: Record<string, string> = {},
): Response {
  const error = { code, message, ...(issues ? { issues } : {}) };
  return Response.json({ error } satisfies ErrorBody, {
    status: STATUS[code],
    headers: { 'cache-control': 'no-store', ...headers },
  });
}
