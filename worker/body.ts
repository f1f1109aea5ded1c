import type { z } from 'zod/mini';
import { failure, type Failure } from './failure.ts';

export type Body = { readonly ok: true; readonly bytes: Uint8Array } | Failure;

/** The request's bytes; refused by the announced length before a byte is read, and cut off where the sender announced none. */
export async function readBody(request: Request, maxBytes: number): Promise<Body> {
  const tooLarge = failure(
    'too-large',
    `The body is larger than ${maxBytes} bytes, the limit of this address.`,
  );
  const announced = Number(request.headers.get('content-length') ?? NaN);
  if (announced > maxBytes) return tooLarge;
  try {
    return (await bytesOf(request, maxBytes, announced >= 0)) ?? tooLarge;
  } catch {
    // The sender broke off, or its chunks are none: nothing that the Worker did wrong.
    return failure('bad-request', 'The body broke off before its end. Send it again, whole.');
  }
}

/** Null: it is larger. */
async function bytesOf(
  request: Request,
  maxBytes: number,
  isAnnounced: boolean,
): Promise<Body | null> {
  if (isAnnounced) {
    // HTTP lets nothing come after so many; whoever made the request otherwise is held to it here.
    const whole = new Uint8Array(await request.arrayBuffer());
    return whole.length > maxBytes ? null : { ok: true, bytes: whole };
  }
  const bytes = new Uint8Array(maxBytes);
  let length = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    if (length + chunk.length > maxBytes) return null;
    bytes.set(chunk, length);
    length += chunk.length;
  }
  return { ok: true, bytes: bytes.slice(0, length) };
}

export type Json<T> = { readonly ok: true; readonly value: T } | Failure;

/** The request's body as JSON of this form. `wanted` says what to send instead. */
export async function readJson<T>(
  request: Request,
  maxBytes: number,
  schema: z.ZodMiniType<T>,
  wanted: string,
): Promise<Json<T>> {
  const refused = refuseType(request, ...JSON_TYPES);
  if (refused) return refused;
  const body = await readBody(request, maxBytes);
  if (!body.ok) return body;
  let value: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body.bytes);
    value = JSON.parse(text);
  } catch {
    return failure('bad-request', `The body is not JSON. ${wanted}`);
  }
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const issues = result.error.issues.map(({ path, message }) => ({
    path: path.map((part) => (typeof part === 'number' ? part : String(part))),
    message,
  }));
  return failure('invalid', wanted, issues);
}

/** How JSON comes from the owner's tools: `fetch` calls a string text/plain where nothing else is said. */
export const JSON_TYPES = ['application/json', 'text/plain'];

/** Refuses a body of another media type. One that names none is taken at its word. */
export function refuseType(request: Request, ...allowed: string[]): Failure | null {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return type === undefined || allowed.includes(type)
    ? null
    : failure('unsupported-type', `Send the body as ${allowed.join(' or ')}, not as ${type}.`);
}
